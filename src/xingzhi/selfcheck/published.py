"""The published texts a firm supplies: tables and folders of official XML; what is not published is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from xingzhi.screening.similar_applications.files import Refused
from xingzhi.selfcheck.columns import DATES, NUMBERS
from xingzhi.selfcheck.passages import TITLE, Passage, Said
from xingzhi.text.dates import parse_date
from xingzhi.text.normalise import fold, is_empty
from xingzhi.text.problems import ValueProblem

_NAMED = 5  # of the texts left out so many are named


@dataclass(frozen=True)
class Published:
    """One published text: the number it was published under, else the one it has in the file; where it comes from."""

    number: str
    title: str
    day: date | None  # the first day it is known to be public
    file: str
    passages: tuple[Passage, ...]

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The similarity form of each passage."""
        return tuple(fold(passage.text) for passage in self.passages)


@dataclass
class Supplied:
    """A file or folder the firm named, and what was taken from it."""

    path: Path
    changed: date
    texts: list[Published] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)  # numbers of rows that are not shown to be published
    vouched: bool = False  # the file has no column that tells
    unread: list[str] = field(default_factory=list)  # files of a folder that are no patent documents, or damaged

    @property
    def newest(self) -> date | None:
        """The latest day of publication in it; None where it tells none."""
        return max((text.day for text in self.texts if text.day), default=None)

    def add(self, told: Mapping[str, str], number: str, passages: tuple[Passage, ...]) -> None:
        """Take a text; `told` is what its row says of its being published, by column of the register."""
        public, day = (True, None) if self.vouched else publication(told)
        named = next((told[name].strip() for name in NUMBERS if not is_empty(told.get(name, ""))), "")
        if not public:
            self.left_out.append(number or named or "—")
        elif passages:
            title = next((each.text for each in passages if each.kind == TITLE), "")
            self.texts.append(Published(named or number, title, day, self.path.name, passages))

    def says(self) -> list[Said]:
        """What the firm should know of it, a sentence each."""
        newest = self.newest
        latest = Said(f"，其中最晚公布日 {newest}", f", latest publication in it {newest}") if newest else Said("", "")
        count, name = len(self.texts), self.path.name
        said = [
            Said(
                f"{name}：文件日期 {self.changed}，{count} 件文本{latest.zh}",
                f"{name}: file of {self.changed}, texts: {count}{latest.en}",
            )
        ]
        if self.left_out:
            some = _some(self.left_out)
            said.append(
                Said(
                    f"{name}：{len(self.left_out)} 件没有公布或授权的号、日，或公布日未到，不予比对（{some}）",
                    f"{name}: {len(self.left_out)} without a number or past day of publication or grant were refused "
                    f"({some})",
                )
            )
        if self.vouched:
            said.append(
                Said(
                    f"{name}：没有公布、授权的号或日这类列，其中文本是否已公布由提供者负责",
                    f"{name}: no column tells publication or grant; whoever supplies it vouches for it being published",
                )
            )
        if self.unread:
            some = _some(self.unread)
            said.append(
                Said(
                    f"{name}：不是专利文献或已损坏，未读（{some}）",
                    f"{name}: no patent documents or damaged, not read ({some})",
                )
            )
        return said


def _some(names: Sequence[str]) -> str:
    return "; ".join(names[:_NAMED]) + ("; …" if len(names) > _NAMED else "")


def publication(told: Mapping[str, str], today: date | None = None) -> tuple[bool, date | None]:
    """Whether a row is shown to be published, and since when: by a day that has come, or by a number where no day stands.

    A day to come means it is not public yet, whatever number the row has.
    """
    now = today or date.today()  # noqa: DTZ011 - the day of the firm's own machine
    days = []
    for name in DATES:
        try:
            day = parse_date(told.get(name, ""), date.max, days_ahead=0)
        except ValueProblem:
            continue
        if day is not None:
            days.append(day)
    if days:
        return min(days) <= now, min(days)
    return any(not is_empty(told.get(name, "")) for name in NUMBERS), None


def supplied(path: Path) -> Supplied:
    """An empty one; raises Refused where there is no such file."""
    try:
        return Supplied(path, date.fromtimestamp(path.stat().st_mtime))  # noqa: DTZ012 - as the desktop shows it
    except OSError:
        raise Refused(f"{path}: 没有这个文件 / no such file") from None
