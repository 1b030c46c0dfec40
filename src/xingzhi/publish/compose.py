"""What a release says: sentences, tables, charts, figures, definitions and notes, as one frozen mapping."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone

from xingzhi.indicators.tables.figures import Figure, Figures
from xingzhi.indicators.tables.fill import Asked, fill
from xingzhi.indicators.tables.periods import Period
from xingzhi.indicators.tables.targets import targets
from xingzhi.packs import Packs
from xingzhi.packs.bulletins import Bulletin, BulletinFigure, Section
from xingzhi.packs.bulletins import Sentence as Wording
from xingzhi.publish import notes, wording
from xingzhi.publish.abnormal import abnormal_totals
from xingzhi.publish.causes import causes_of
from xingzhi.publish.charts import chart_of
from xingzhi.publish.collected import collected_totals
from xingzhi.snapshots.models import Snapshot

WHY_WITHHELD = (
    "还没有收到上级给的数，本局自己算的只供内部参考、不对外发布，所以这份里没有写；收到后录入官方数据，再重新取数"
)


@dataclass
class Brief:
    """What is asked for: a bulletin of a period for a region, with what people changed by hand."""

    bulletin: str
    period: Period
    region: str
    office: str
    ranked: bool = False
    edits: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    rewritten: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def _kept_from(written: Mapping[str, Any]) -> dict[str, Any]:
    """The version a sentence is taken over from, until somebody looked at it."""
    return {"carried": written["carried"]} if written.get("carried") else {}


class Composer:
    """Fills one bulletin from one snapshot in one person's name."""

    def __init__(self, brief: Brief, packs: Packs, snapshot: Snapshot, user: Any) -> None:
        self.brief, self.packs, self.snapshot, self.user = brief, packs, snapshot, user
        self.body: Bulletin = packs.bulletin(brief.bulletin)
        edits = {key: (Decimal(held["value"]), held["reason"]) for key, held in brief.edits.items()}
        self.figures = Figures(packs, snapshot, brief.region, edits)
        self.words = {
            "period": brief.period.label, "to_date": brief.period.to_date, "place": packs.regions.name(brief.region),
            "office": brief.office, "at": wording.day(brief.period.end),
        }  # fmt: skip
        self.withheld: dict[str, str] = {}
        self.uncompared: dict[str, None] = {}  # rates that would stand on figures of two kinds
        self.hidden: set[str] = set()  # small counts of surveys, and what would tell them

    def content(self) -> dict[str, Any]:
        """All of it. The same brief, snapshot and packs give the same content."""
        sections = [found for section in self.body.sections if (found := self._section(section))]
        tables = {id: self._table(id) for id in self.body.layouts}
        charts = {chart.id: chart_of(chart, tables, self) for section in self.body.sections for chart in section.charts}
        named = {figure.id: self.figure(figure).key for figure in self.body.figures}
        stated = {key: wording.figure_json(each) for key, each in sorted(self.stated().items())}
        return {
            "title": self.body.title.zh.format(**self.words), **self.words, "end": self.brief.period.end.isoformat(),
            "region": self.brief.region, "bulletin": self.packs.ref(self.brief.bulletin),
            "snapshot": self.snapshot.label, "data_as_of": timezone.localdate(self.snapshot.as_of).isoformat(),
            "sections": sections, "tables": tables, "charts": charts, "named": named, "figures": stated,
            "labels": {figure.id: figure.label.zh for figure in self.body.figures},
            "brief": [name for name in self.body.brief.figures if name not in self.withheld],
            "definitions": self._definitions(), "packs": self._packs(), "withheld": self.withheld,
            "footnotes": [
                *(note.zh for note in self.body.footnotes), *notes.of_figures(self), *self.brief.notes,
            ],
        }  # fmt: skip

    def _section(self, section: Section) -> dict[str, Any] | None:
        """A section; `None` of a collection the office did not make."""
        sentences = [self._sentence(each) for each in section.sentences]
        found: dict[str, Any] = {
            "heading": section.heading.zh, "sentences": [each for each in sentences if each],
            "tables": list(section.tables), "charts": [chart.id for chart in section.charts],
        }  # fmt: skip
        if section.causes:
            figure = self.body.figure(section.causes)
            found["causes"] = self._causes(figure)
        if section.collected:
            found["collected"] = collected_totals(self.brief.region, section.collected, self.brief.period)
            if found["collected"] is None:
                return None
        if section.abnormal:
            found["abnormal"] = abnormal_totals(self.user, self.brief.period, self.packs)
        return found

    def _causes(self, asked: BulletinFigure) -> dict[str, Any]:
        figures = self.figure(asked), self.figure(asked, back=True)
        held = causes_of(*figures, asked.label.zh, self.packs, self.snapshot)
        if written := self.brief.rewritten.get(held["id"]):
            held |= {"text": written["text"], "edited": True, "drafted": True, **_kept_from(written)}
        return held

    def figure(self, asked: BulletinFigure, back: bool = False) -> Figure:
        """The figure a sentence or chart names, or that of the year before."""
        period = self.brief.period.before if back else self.brief.period
        return self.figures.of(
            asked.indicator, self.brief.region, period.start(asked.period), period.end, dict(asked.where)
        )

    def _held_back(self, name: str) -> bool:
        """Whether a figure may be released only as received, and was not."""
        asked = self.body.figure(name)
        held = asked.indicator in self.body.official_only and self.figure(asked).kind != "official"
        if held:
            self.withheld[name] = f"{asked.label.zh}：{WHY_WITHHELD}"
        return held

    def _sentence(self, sentence: Wording) -> dict[str, Any] | None:
        held_back = [name for name, _ in sentence.named if self._held_back(name)]
        if held_back:
            return None
        keys: list[str] = []
        values = dict(self.words)
        for name, part in sentence.named:
            asked = self.body.figure(name)
            now = self.figure(asked)
            keys.append(now.key)
            other = None
            if part in ("change", "before"):
                other = self.figure(asked, back=True)
            elif part == "share":
                other = self.figure(self.body.figure(asked.share_of))
            if other:
                keys.append(other.key)
                self._compared(asked, now, other, part)
            values[f"{name}.{part}" if part else name] = wording.said(now, part, other)
        text = re.sub(r"\{([a-z0-9_.]+)\}", lambda match: values[match[1]], sentence.text)
        held: dict[str, Any] = {"id": sentence.id, "text": text, "figures": list(dict.fromkeys(keys))}
        if sentence.id in self.brief.rewritten:
            written = self.brief.rewritten[sentence.id]
            held |= {"text": written["text"], "drafted": text, "edited": True, **_kept_from(written)}
        return held

    def _compared(self, asked: BulletinFigure, now: Figure, other: Figure, part: str) -> None:
        if part != "before" and wording.unlike(now, other):
            self.uncompared[asked.label.zh + ("同比" if part == "change" else "占比")] = None

    def _table(self, id: str) -> dict[str, Any]:
        asked = Asked(
            id, self.packs.table(id), self.brief.period, self.brief.region, self.brief.ranked, self.body.official_only
        )
        made = fill(asked, self.figures, targets(self.snapshot))
        self.hidden |= made.hidden
        return made.as_json()

    def stated(self) -> dict[str, Figure]:
        """What the release states: not the figures it keeps back or hides."""
        only = self.body.official_only
        return {
            key: each
            for key, each in self.figures.used.items()
            if key not in self.hidden and (each.indicator not in only or each.kind == "official")
        }

    def _definitions(self) -> list[dict[str, str]]:
        used = dict.fromkeys(each.indicator for each in self.stated().values())
        found = [self.packs.indicators[name] for name in sorted(used)]
        return [
            {"id": each.id, "title": each.title.zh, "unit": each.unit.zh, "definition": each.definition.zh,
             "version": each.definition_version.isoformat()}
            for each in found
        ]  # fmt: skip

    def _packs(self) -> list[str]:
        names = [self.brief.bulletin, *self.body.layouts, "indicators"]
        return [*(self.packs.ref(name) for name in names), f"packs@{self.packs.version}"]
