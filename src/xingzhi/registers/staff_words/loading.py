"""Load, empty and look up the words. The log says how many, never which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from xingzhi.core.actions import Act, action
from xingzhi.core.declare import Values
from xingzhi.core.models import Role
from xingzhi.core.office import is_staff, office_path
from xingzhi.intake.headings import find_header
from xingzhi.intake.readers import ReaderProblem, open_book
from xingzhi.intake.validate import Accepted, CellProblem, Rejected, RowReader
from xingzhi.registers.context import reading_context
from xingzhi.registers.field_checks.models import StaffWord
from xingzhi.registers.staff_words.columns import STAFF_WORDS, folded

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from xingzhi.core.models import User

LOADERS = frozenset({Role.ADMINISTRATOR, Role.LEAGUE_OFFICER})


@dataclass(frozen=True)
class BadCell:
    """What is wrong with a cell, and where it stands."""

    sheet: str  # "" of a file without sheets
    row: int
    problem: CellProblem

    @property
    def column(self) -> str:
        """The heading over the cell, or what the column is called."""
        return self.problem.heading or self.problem.column

    @property
    def value(self) -> str:
        """What stands in the cell."""
        return self.problem.value or str(self.problem.params.get("value", ""))


@dataclass
class Loaded:
    """What a file came to: new words, words known before, and cells that could not be used."""

    new: int = 0
    known: int = 0
    bad: list[BadCell] = field(default_factory=list)


@action("load_staff_words", zh="载入本局词表", en="Load words of the office", roles=LOADERS, staff_only=True)
def load_staff_words(act: Act, path: Path) -> Loaded:
    """Add the words of a file; those known take the file's kind, source, date and note. The file is not kept.

    Good rows count though others are bad. Raises `ReaderProblem` where the file is no table with the columns asked for.
    """
    loaded, region = Loaded(), office_path()
    rows = _rows(path, loaded)
    held = {each.folded: each for each in StaffWord.objects.visible_to(act.user).filter(region=region)}
    fresh: dict[str, StaffWord] = {}
    for values in rows:
        key = folded(values["word"])
        word = held.get(key) or fresh.get(key)
        if word is None:
            fresh[key] = StaffWord(region=region, folded=key, officer=act.user, **_told(values))
            continue
        for name, value in _told(values).items():
            setattr(word, name, value)
        loaded.known += 1
    StaffWord.objects.bulk_create(fresh.values(), batch_size=500)
    StaffWord.objects.bulk_update(held.values(), ["word", "kind", "source", "on", "note"], batch_size=200)
    loaded.new = len(fresh)
    act.on("staff_words", "", region, new=loaded.new, known=loaded.known, bad=len(loaded.bad))
    return loaded


def _told(values: Values) -> Values:
    return {"word": values["word"], "kind": values["kind"], "source": values["source"], "on": values.get("on"),
            "note": values.get("note") or ""}  # fmt: skip


def _rows(path: Path, loaded: Loaded) -> list[Values]:
    """The good rows of a file; what is bad is noted."""
    found, headed = [], False
    for sheet in open_book(path).sheets:
        header = None if sheet.hidden else find_header(sheet, STAFF_WORDS, {})
        if header is None or "word" not in header.mapping.values():
            continue
        headed = True
        reader = RowReader(STAFF_WORDS, header, reading_context(STAFF_WORDS))
        for number, cells in sheet.rows():
            read = reader.read(number, list(cells))
            if isinstance(read, Accepted):
                found.append(read.values)
            elif isinstance(read, Rejected):
                loaded.bad += [BadCell(sheet.name, number, problem) for problem in read.problems]
    if not headed:
        raise ReaderProblem("words_without_heading")
    return found


@action("drop_staff_words", zh="删除本局词语", en="Take away words of the office", roles=LOADERS, staff_only=True)
def drop_staff_words(act: Act, words: Iterable[int]) -> int:
    """Take words away; how many."""
    count, _ = StaffWord.objects.visible_to(act.user).filter(pk__in=list(words)).delete()
    act.on("staff_words", "", office_path(), dropped=count)
    return count


def hits(user: User | AnonymousUser, texts: Iterable[str]) -> dict[str, list[StaffWord]]:
    """The words found in each text, the longest first; nothing for who is no staff."""
    if not is_staff(user):
        return {}
    words = sorted(StaffWord.objects.visible_to(user), key=lambda each: (-len(each.folded), each.folded))
    if not words:
        return {}
    found = {text: [each for each in words if each.folded in plain] for text in set(texts) if (plain := folded(text))}
    return {text: met for text, met in found.items() if met}
