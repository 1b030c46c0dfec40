"""A thousand random histories: the parts sum to the change, and each record is in exactly one of them."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from xingzhi.indicators.change import frame as frames
from xingzhi.indicators.change.ends import End
from xingzhi.indicators.change.stocks import DOWN, ORDER, change, frame_of
from xingzhi.indicators.high_value.reading import Reading, reading
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import load

pytestmark = pytest.mark.django_db
HISTORIES, RECORDS = 100, 14
DAY = date(2023, 1, 1)
WORDS = ("未缴年费专利权终止", "专利权有效期届满", "避免重复授予专利权", "专利权全部无效", "专利权的终止", "")


def near(dice: random.Random, wide: int = 900) -> date:
    return DAY + timedelta(days=dice.randrange(-wide, wide))


def patent(dice: random.Random, place: str, at: int) -> dict[str, Any]:
    status = dice.choice(["in_force", "in_force", "lapsed", "lapsed", None, "pending"])
    return {
        "key": f"{place}-{at}",
        "application_no": f"{place}-{at}",
        "title": "装置",
        "patent_type": dice.choice(["invention"] * 6 + ["design"]),
        "filing_date": near(dice, 5000),
        "grant_date": near(dice) if dice.random() < 0.9 else None,
        "legal_status": status,
        "lapse_date": near(dice) if status == "lapsed" and dice.random() < 0.9 else None,
        "legal_status_text": dice.choice(WORDS),
        "applicants": dice.choice(["甲", "乙"]),
        "address": dice.choice(["一", "二"]),
        "region": dice.choice([place, f"{place}01", f"{place}02", "9999"]),
        "region_how": dice.choice(["address"] * 8 + ["outside"]),
    }


def later(dice: random.Random, row: dict[str, Any], place: str) -> dict[str, Any]:
    """The same record as a later snapshot has it: mostly the same, sometimes moved, ended, mended or revived."""
    changed = patent(dice, place, 0)
    names = ["region", "region_how", "address", "applicants", "grant_date", "legal_status", "lapse_date"]
    return row | {name: changed[name] for name in names if dice.random() < 0.25}


def facts(dice: random.Random, rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    families, awards, events, transfers = [], [], [], []
    for row in rows:
        number = {"application_no": row["key"]}
        if dice.random() < 0.6:
            ended = near(dice) if dice.random() < 0.7 else None
            families.append(number | {"office": dice.choice(["US", "HK"]), "member_no": "1", "ended_on": ended,
                                      "granted_on": near(dice), "member_status": "ended" if ended else "granted"})  # fmt: skip
        if dice.random() < 0.1:
            awards.append(number | {"award": "china_patent_award", "awarded_on": near(dice)})
        if dice.random() < 0.3:
            events.append(number | {"event": "专利权的终止", "details": dice.choice(WORDS), "event_date": near(dice)})
        if dice.random() < 0.2:
            transfers.append(number | {"registered_on": near(dice), "transferee": "乙"})
    return {"family_members": families, "awards": awards, "legal_events": events, "transfers": transfers, "pledges": []}


def read(forced: str) -> Reading:
    """The rule with its details decided; whether a family member must still be in force is as given."""
    now = reading()
    decided = {"complete:awards": "2030-01-01", "complete:family_members": "2030-01-01",
               "complete:pledges": "2030-01-01", "member_in_force": forced, "separate_offices_count": "no"}  # fmt: skip
    return Reading(now.rule, date(2010, 1, 1), now.refs, tuple(sorted(decided.items())), None)


STOCK, HIGH = "valid_inventions_per_10000", "high_value_per_10000"


def test_the_parts_of_a_thousand_histories_leave_no_residue(frozen: Any, monkeypatch: Any) -> None:
    """Each history is a place of its own, and all of a batch are split at once."""
    seen: Counter[str] = Counter()
    for batch, name in enumerate((STOCK,) * 5 + (HIGH,) * 5):
        dice = random.Random(f"{name}{batch}")
        places = [f"{batch}{at:03d}" for at in range(HISTORIES)]
        rows = [patent(dice, place, at) for place in places for at in range(RECORDS)]
        more = [later(dice, row, row["key"].split("-")[0]) for row in rows]
        known = [row for row in rows if dice.random() < 0.85]
        wholes = [{"assigned_region": place, "year": year, "resident_population": dice.randrange(10, 3000)}
                  for place in places for year in range(2018, 2027)]  # fmt: skip
        held = facts(dice, more)
        then = {name: [row for row in each if dice.random() < 0.85] for name, each in held.items()}
        last = first = frozen(2 * batch + 1, more, population=wholes, **held)
        rules: list[Reading | None] = [read("yes")] * 2 if name == HIGH else [None] * 2
        if batch % 5 > 1:
            revised = [
                row | {"resident_population": row["resident_population"] + dice.choice([0, 1])} for row in wholes
            ]
            first = frozen(2 * batch + 2, known, population=revised, **then)
            rules = [read(("no", "yes")[batch % 2]), read(("yes", "no")[batch % 2])] if name == HIGH else rules
        before = End(first, near(dice, 200) + timedelta(days=250), rules[0])
        ends = (before, End(last, before.at + timedelta(days=dice.randrange(100, 800)), rules[1]))
        packs = load()
        measures = tuple(Measure(packs.indicators[name], packs, end.snapshot, end.read) for end in ends)
        with frame_of(measures[1], ends, "", packs) as frame:
            for place in places[::25]:
                agree((measures[0], measures[1]), ends, place, frame)
            with monkeypatch.context() as patched:
                patched.setattr(
                    frames, "_FRAME", frames._FRAME.replace("$region", "split_part(key, '-', 1) || $region")
                )
                frame.place("")
            seen += without_residue(frame)
    groups = {part.partition(".")[0] for part in seen}
    assert groups >= set(ORDER) - {"other_in", "other_out", "known_now", "unknown_now"}, seen


def without_residue(frame: frames.Frame) -> Counter[str]:
    """Every history of a batch: parts sum to the change, and each record that changed is in one part of its direction."""
    changes: Counter[str] = Counter()
    parts: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    keys = []
    for row in frame.ask("SELECT key, s0, s3, part FROM frame"):
        history, group = row["key"].split("-")[0], row["part"].partition(".")[0]
        was, counts = row["s0"] == "yes", row["s3"] == "yes"
        assert (group in ORDER) == (was != counts), row
        keys.append(row["key"])
        changes[history] += counts - was
        if group in ORDER:
            parts[history] += -1 if group in DOWN else 1
            seen[row["part"]] += 1
    assert len(keys) == len(set(keys))
    assert len(changes) == HISTORIES
    assert {history: parts[history] for history in changes} == dict(changes)
    return seen


def agree(measures: tuple[Measure, Measure], ends: tuple[End, End], place: str, frame: frames.Frame) -> None:
    """The figures are those the indicator gives, and nothing is left of the count nor of the ratio."""
    frame.place(place)
    found = change(measures, ends, place, frame)
    assert found.residue == 0
    assert found.exact is not None
    rates = [part.rate or Fraction(0) for part in found.parts]
    assert sum(rates) + sum(found.population.values()) == found.exact
    for measure, end, value in zip(measures, ends, found.values, strict=True):
        plain = measure.value(Cell(place, Span(end.at, end.at)))
        assert (plain.numerator, plain.unknown, plain.value) == (value.numerator, value.unknown, value.value)
    for part in found.parts:
        assert len(frame.keys(part.id)) == part.count
