"""Footnotes that follow from the figures: what could not be counted, what may still move, what a person set."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from xingzhi.core.declare import register_named
from xingzhi.indicators.freshness import complete_until, month_complete
from xingzhi.indicators.tables.figures import Figure
from xingzhi.indicators.tables.grid import UNLIKE
from xingzhi.publish import wording
from xingzhi.publish.adding import ONE_SIDED, REGION, TIME, apart
from xingzhi.publish.files.subject import figure_label

if TYPE_CHECKING:
    from xingzhi.publish.compose import Composer


def of_figures(composer: Composer) -> list[str]:
    """All of them, in their order."""
    made = (_received, _uncompared, _unknown, _unfinished, _edited, _carried, _apart, _contradicted)
    return [note for each in made for note in each(composer)]


def _received(composer: Composer) -> list[str]:
    """Which figures are official, from whom and by which document; all others are counted here."""
    held = [each for _, each in sorted(composer.stated().items()) if each.kind == "official" and each.value is not None]
    by_source: dict[str, list[str]] = {}
    for each in held:
        by_source.setdefault(each.source.removeprefix("官方数据："), []).append(
            f"{_label(each)} {each.value:f}{each.unit}"
        )
    notes = [f"官方数据（{source}）：{'、'.join(told)}。" for source, told in by_source.items()]
    rests = [each for _, each in sorted(composer.stated().items()) if each.from_official]
    notes += [f"{_label(each)}：{each.source}。" for each in rests]
    return [*notes, "其余为本局统计；官方数与本局统计的各部分加起来不等的，不凑平。"] if notes else []


def _uncompared(composer: Composer) -> list[str]:
    """The rates the sentences leave out."""
    told = "、".join(composer.uncompared)
    return [f"{told}{wording.LEFT_OUT}：{UNLIKE}。"] if told else []


def _unknown(composer: Composer) -> list[str]:
    """What could not be counted in the figures the sentences name."""
    notes = []
    for asked in composer.body.figures:
        found = composer.figure(asked)
        if asked.id in composer.withheld or asked.where or found.kind != "own":
            continue
        if found.value is None:
            notes.append(f"{asked.label.zh}暂缺：{found.missing}。")
        elif found.unknown:
            notes.append(f"{asked.label.zh}未计入状态或日期不明的{found.unknown}件。")
    return notes


def _unfinished(composer: Composer) -> list[str]:
    """That the period's records are not all here yet, with the figures it touches."""
    labels: dict[date, list[str]] = {}
    for asked in composer.body.figures:
        measure = composer.figures.measure(asked.indicator)
        received = composer.figure(asked).kind == "official"  # one set by hand may still move
        if asked.where or asked.id in composer.withheld or received or not measure.counted:
            continue
        until = complete_until(measure)
        if until and not month_complete(composer.brief.period.end, until):
            labels.setdefault(until, []).append(asked.label.zh)
    return [
        f"{'、'.join(names)}：记录只到齐至{wording.day(until)}，本期数值以后可能变动（图中标*的月份未到齐）。"
        for until, names in labels.items()
    ]


def _edited(composer: Composer) -> list[str]:
    """Every figure a person set, so that no reader takes it for a computed one."""
    return [
        f"手工修改：{_label(each)}，改为{each.value:f}，原为{'暂缺' if each.own is None else f'{each.own:f}'}，原因：{each.source}。"
        for key, each in sorted(composer.stated().items())
        if each.kind == "edited" and not composer.brief.edits[key].get("carried")
    ]


def _carried(composer: Composer) -> list[str]:
    """The sums that were moved with them."""
    told = [
        f"{_label(each)} 改为{each.value:f}，原为{each.own:f}"
        for key, each in sorted(composer.stated().items())
        if each.kind == "edited" and composer.brief.edits[key].get("carried")
    ]
    return [f"随之改动的合计：{'；'.join(told)}。"] if told else []


def _apart(composer: Composer) -> list[str]:
    """Sums and parts of which a person moved one side only: a reader adds them up."""
    register = register_named("patents")
    held = {key: wording.figure_json(each) for key, each in composer.stated().items()}
    told: dict[str, list[str]] = {}
    for each in apart(held, composer.packs.regions):
        by = {REGION: "各地区", TIME: "各月"}.get(each.by) or register[each.by].zh
        told.setdefault(figure_label(held[each.whole]), []).append(by)
    return [f"{label}与按{'、'.join(by)}的各部分之和不等：{ONE_SIDED}" for label, by in told.items()]


def _label(figure: Figure) -> str:
    return figure_label(wording.figure_json(figure))


def _contradicted(composer: Composer) -> list[str]:
    """Every figure several documents state otherwise: which was chosen, or that none was."""
    return [
        f"{_label(each)}：{each.chosen or each.missing}。"
        for _, each in sorted(composer.stated().items())
        if each.contradicts or each.chosen
    ]
