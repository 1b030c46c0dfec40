"""Footnotes that follow from the figures: what could not be counted, what may still move, what a person set."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from xingzhi.indicators.freshness import complete_until, month_complete
from xingzhi.indicators.tables.figures import Figure
from xingzhi.publish import wording
from xingzhi.publish.files.subject import figure_label

if TYPE_CHECKING:
    from xingzhi.publish.compose import Composer


def of_figures(composer: Composer) -> list[str]:
    """All of them, in their order."""
    return [*_unknown(composer), *_unfinished(composer), *_edited(composer), *_contradicted(composer)]


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
        if asked.where or asked.id in composer.withheld or composer.figure(asked).kind != "own" or not measure.counted:
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
        for _, each in sorted(composer.stated().items())
        if each.kind == "edited"
    ]


def _label(figure: Figure) -> str:
    return figure_label(wording.figure_json(figure))


def _contradicted(composer: Composer) -> list[str]:
    """Every figure several documents state otherwise: which was chosen, or that none was."""
    return [
        f"{_label(each)}：{each.chosen or each.missing}。"
        for _, each in sorted(composer.stated().items())
        if each.contradicts or each.chosen
    ]
