"""What files are made from: a release's content, and who answers for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from xingzhi.publish.adding import ONE_SIDED
from xingzhi.publish.comparing import BRIEF_PARTS as KEPT_PARTS
from xingzhi.publish.comparing import DROPPED, amended, reason_of
from xingzhi.publish.wording import stretch

if TYPE_CHECKING:
    from xingzhi.publish.models import Release

MARK = "内部测算，不对外发布"
BRIEF_PARTS = dict(zip(("problems", "next_steps"), KEPT_PARTS, strict=True))  # as a release keeps them
NO_LONGER = "不再列"  # of a figure an amendment leaves out
NAMED = 5  # figures that differ from another document, told by name


@dataclass(frozen=True)
class Subject:
    """A release as its files see it; blanks stay blank until somebody fills them."""

    content: dict[str, Any]
    version: int = 1
    internal: bool = True
    number: str = ""
    filler: str = ""
    checker: str = ""
    leader: str = ""
    released_on: date | None = None
    inputs_basis: str = ""
    changes: list[tuple[str, str, str, str]] = field(default_factory=list)  # label, was, now, reason
    differences: list[str] = field(default_factory=list)  # from other released documents, with the approver's reason
    apart: str = ""  # why a sum and its parts were not moved alike by hand, as said when it was submitted
    written: dict[str, str] = field(default_factory=dict)  # on the leader's page by people: problems, next_steps
    address: str = ""  # of its page in this system

    @property
    def footnotes(self) -> list[str]:
        """Those of the content, and the reason given for what does not add up."""
        return footnotes(self.content, self.apart)

    @property
    def charts(self) -> list[dict[str, Any]]:
        """The charts in the order of the document."""
        return [self.content["charts"][id] for section in self.content["sections"] for id in section["charts"]]

    @property
    def tables(self) -> list[dict[str, Any]]:
        """The tables in the order of the document."""
        ids = dict.fromkeys(id for section in self.content["sections"] for id in section["tables"])
        return [self.content["tables"][id] for id in ids]


def subject_of(release: Release) -> Subject:
    """The subject of a release's files."""
    filler, checker, leader = (
        each.display_name if each else "" for each in (release.submitted_by, release.checked_by, release.approved_by)
    )
    changes = [
        (figure_label(each.was), each.was["value"] or "暂缺", NO_LONGER if DROPPED in each.causes else each.now["value"] or "暂缺",
         reason_of(release, each.key))
        for each in amended(release)
    ]  # fmt: skip
    return Subject(
        release.content, release.version, release.internal, release.number, filler, checker, leader,
        release.released_on, release.inputs_basis, changes, _differences(release), why_apart(release),
        written_on(release), f"/releases/{release.pk}/",
    )  # fmt: skip


def written_on(release: Release) -> dict[str, str]:
    """The problems and next steps people wrote for the leader's page."""
    return {part: release.rewritten[name]["text"] for part, name in BRIEF_PARTS.items() if name in release.rewritten}


def footnotes(content: dict[str, Any], why: str) -> list[str]:
    """Those of the content; `why` some of its figures do not add up."""
    return [*content["footnotes"], *([f"合计与各部分只手工改了一边的原因：{why}。"] if why else [])]


def why_apart(release: Release) -> str:
    """The remark it was last submitted with, where its figures do not add up."""
    told = any(note.endswith(ONE_SIDED) for note in release.content["footnotes"])
    if release.submitted_by is None or not told:
        return ""
    step = release.steps.filter(move="submitted").order_by("-id").first()
    return step.note.rstrip("。；;.") if step else ""


def _differences(release: Release) -> list[str]:
    """A sentence for each released document that gives other values, with the reason they may both stand.

    What may leave the office quotes no document that may not.
    """
    found: dict[tuple[str, str], list[str]] = {}
    told = [held for _, held in sorted(release.confirmed.items()) if release.internal or not held["internal"]]
    for held in told:
        text = f"{held['label']}（该文件{held['was'] or '暂缺'}，本份{held['now'] or '暂缺'}）"
        found.setdefault((held["title"], held["reason"]), []).append(text)
    return [
        f"与已发布的《{title}》不同：{'、'.join(texts[:NAMED])}{'等' if len(texts) > NAMED else ''}共{len(texts)}个数。原因：{why}。"
        for (title, why), texts in found.items()
    ]


def figure_label(held: dict[str, Any], language: str = "zh") -> str:
    """How a figure is called in lists: 专利授权量 兴安盟 2024年3月 发明."""
    from xingzhi.packs import load

    packs = load()
    found = packs.indicators.get(held["indicator"])
    title = found.title(language) if found else held["indicator"]
    days = stretch(date.fromisoformat(held["start"]), date.fromisoformat(held["end"]))
    if language.startswith("en"):
        days = held["end"] if held["start"] == held["end"] else f"{held['start']}—{held['end']}"
    return " ".join(filter(None, (title, packs.regions.name(held["region"]), days, narrowed(held["where"], language))))


def narrowed(where: dict[str, list[str]], language: str = "zh") -> str:
    """The values a figure is narrowed to, by their labels."""
    from xingzhi.core.declare import register_named

    register = register_named("patents")
    labels = {
        choice.code: choice.en if language.startswith("en") else choice.zh
        for name in where
        if any(column.name == name for column in register)
        for choice in register[name].choices
    }
    return "、".join(labels.get(code, code) for codes in where.values() for code in codes)
