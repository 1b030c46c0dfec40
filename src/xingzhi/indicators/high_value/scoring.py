"""The value scorecard of a patent: who scored it, by which table, in which situation, on what evidence."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path

from django.shortcuts import get_object_or_404

from xingzhi.core.actions import Act, action
from xingzhi.indicators.high_value.actions import DECIDERS, Origin, loaded
from xingzhi.indicators.high_value.reading import current_table
from xingzhi.indicators.models import OfficeTable, ValueScore
from xingzhi.intake.readers import open_book
from xingzhi.packs import load
from xingzhi.packs.scorecard import Scorecard, from_json, read_scorecard
from xingzhi.registers.models import Patent


class ScoreRefused(ValueError):
    """Scores that cannot be kept: `code` is "not_loaded", "scenario", "score", "evidence" or "kind"."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(code)


@lru_cache(maxsize=4)
def _scorecard(path: Path) -> Scorecard:
    return from_json(path.read_text("utf-8"))


def scorecard() -> tuple[OfficeTable | None, Scorecard | None]:
    """The scorecard in use, and how it was loaded."""
    table = current_table("scorecard")
    return table, _scorecard(table.path) if table else None


def read_file(path: Path) -> Scorecard:
    """The scorecard of a workbook's or CSV file's first sheet; raise `ScorecardProblem` or `ReaderProblem`."""
    sheet = open_book(path).sheets[0]
    return read_scorecard((cells for _, cells in sheet.rows()), load().scorecard)


@action("load_scorecard", zh="载入计分表", en="Load a scorecard", roles=DECIDERS)
def load_scorecard(act: Act, path: Path, name: str, origin: Origin) -> OfficeTable:
    """Keep a table of indicators and weights and use it from now on."""
    read = read_file(path)
    table = loaded(act, "scorecard", read, read.counts(), path, name, origin)
    table.save()
    act.on("office_table", table.pk, table.region, kind="scorecard", digest=table.digest, **table.counts)
    return table


@action("score_patent", zh="专利价值计分", en="Score a patent's value")
def score_patent(
    act: Act, patent_id: int, scenario: str, scores: Mapping[str, tuple[str, str]], note: str = ""
) -> ValueScore:
    """Keep a person's scores (indicator -> score, evidence) of a patent; earlier ones stay.

    The result is None, and what is missing is named, until every indicator has a score and its evidence.
    """
    patent = get_object_or_404(Patent.objects.visible_to(act.user), pk=patent_id)
    table, card = scorecard()
    if table is None or card is None:
        raise ScoreRefused("not_loaded")
    if patent.patent_type not in load().scorecard.patent_types.values:
        raise ScoreRefused("kind")
    if scenario not in card.scenarios():
        raise ScoreRefused("scenario")
    given = {item.code: _score(item.name, *scores.get(item.code, ("", ""))) for item in card.of(scenario)}
    held = {code: value for code, value in given.items() if value is not None}
    result, missing = card.result(scenario, held)
    made = ValueScore(
        region=patent.region,
        patent=patent.key,
        scenario=scenario,
        table=table.ref,
        items=[
            {"code": code, "score": str(value), "evidence": scores[code][1].strip()[:500]}
            for code, value in held.items()
        ],
        result=result,
        missing=missing,
        note=note.strip()[:500],
        scored_by=act.user,
    )
    made.save()
    act.on("value_score", made.pk, made.region, patent=patent.key, scenario=scenario, table=table.ref)
    return made


def _score(name: str, said: str, evidence: str) -> Decimal | None:
    if not said.strip():
        return None
    scale = load().scorecard.scale
    try:
        value = Decimal(said.strip())
    except InvalidOperation as error:
        raise ScoreRefused("score", name) from error
    if not value.is_finite() or not scale["low"].value <= value <= scale["high"].value:
        raise ScoreRefused("score", name)
    if not evidence.strip():
        raise ScoreRefused("evidence", name)
    return value
