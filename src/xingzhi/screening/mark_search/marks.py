"""A mark found, as pages and papers show it: a row of the register the reader sees, or of a list the office loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xingzhi.registers.models import MODELS
from xingzhi.screening.similar_marks.goods import codes

REGISTER = "trademarks"


@dataclass(frozen=True)
class Mark:
    """`place` is "" for the register, else the name of the list; `row` is the register's row."""

    place: str
    id: str
    number: str
    text: str
    classes: str
    groups: str
    applicants: str
    filed_on: date | None
    status: str  # a code of the register; of a list as it was given
    row: Any = None

    @property
    def key(self) -> str:
        """What it is told by between two searches."""
        return f"{self.place}:{self.id}"

    @property
    def goods(self) -> str:
        """Its codes as the comparison takes them: groups where they are known, else classes."""
        return self.groups or self.classes

    @property
    def all_classes(self) -> frozenset[str]:
        """Its classes; where only groups are known, theirs."""
        return frozenset(each[:2] for each in codes(self.classes or self.groups))


def of_row(row: Any) -> Mark:
    """A row of the register."""
    return Mark(
        "", str(row.pk), row.mark_no, row.mark_text, row.nice_classes, row.similar_groups, row.applicants, row.filed_on,
        row.mark_status, row,
    )  # fmt: skip


def of_list(place: str, row: Mapping[str, str]) -> Mark:
    """A row of a list; a day that cannot be read is unknown."""
    try:
        filed = date.fromisoformat(row["filed_on"].strip().replace("/", "-").replace(".", "-")[:10])
    except ValueError:
        filed = None
    return Mark(
        place, row["number"], row["number"], row["text"], row["classes"], row["groups"], row["applicant"], filed,
        row["status"],
    )  # fmt: skip


def seen_by(user: Any) -> Any:
    """The marks of the register a person may see."""
    return MODELS[REGISTER].objects.visible_to(user)
