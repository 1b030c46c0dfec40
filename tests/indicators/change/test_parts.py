"""What a reader is told: each kind of part, its records, the words of a cause, and what is missing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pyarrow.parquet as pq
import pytest

from xingzhi.indicators.change.ends import End, month_end_before, year_before
from xingzhi.indicators.change.paragraph import joined, of_change
from xingzhi.indicators.change.stocks import Change, change, frame_of
from xingzhi.indicators.measure import Measure
from xingzhi.packs import load

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2025, 12, 31), date(2026, 10, 31)
PLACE, ELSEWHERE = "152221", "152223"


def patent(key: str, **columns: Any) -> dict[str, Any]:
    """An invention in force since 2020."""
    return {"key": key, "application_no": key, "title": "装置", "patent_type": "invention", "legal_status": "in_force",
            "grant_date": date(2020, 5, 6), "region": PLACE, "region_how": "address", "applicants": "甲",
            "address": "一", **columns}  # fmt: skip


def lapsed(key: str, day: str = "2026-05-05", text: str = "专利权的终止", **columns: Any) -> dict[str, Any]:
    when = date.fromisoformat(day)
    return patent(
        key, legal_status="lapsed", lapse_date=when, legal_status_date=when, legal_status_text=text, **columns
    )


def split(
    first: Any, last: Any, region: str = PLACE, name: str = "valid_inventions"
) -> tuple[Change, dict[str, list[str]]]:
    """The change, and the records of each part."""
    packs = load()
    ends = (End(first, FIRST), End(last, LAST))
    measures = (Measure(packs.indicators[name], packs, first), Measure(packs.indicators[name], packs, last))
    with frame_of(measures[1], ends, region, packs) as frame:
        found = change(measures, ends, region, frame)
        assert found.residue == 0
        return found, {part.id: frame.keys(part.id) for part in found.parts}


def event(number: str, words: str, day: str, details: str = "") -> dict[str, Any]:
    return {"application_no": number, "event": words, "details": details, "event_date": date.fromisoformat(day)}


def test_a_lapse_has_the_cause_its_words_say(frozen: Any) -> None:
    rows = [
        lapsed("fee", text="未缴年费专利权终止"),
        lapsed("told by the details"),
        lapsed("term", text="专利权有效期届满"),
        lapsed("abandoned"),
        lapsed("invalid"),
        lapsed("contradicted"),
        lapsed("only asked for"),
        lapsed("unsaid"),
    ]
    events = [
        event("told by the details", "专利权的终止", "2026-09-01", "未缴年费专利权终止"),
        event("abandoned", "避免重复授予专利权", "2026-05-05"),
        event("invalid", "专利权全部无效", "2026-05-05"),
        event("contradicted", "避免重复授予专利权", "2026-05-05"),
        event("contradicted", "专利权全部无效", "2026-05-05"),
        event("only asked for", "专利权无效宣告请求", "2026-05-05", "请求宣告无效"),
    ]
    snapshot = frozen(1, rows, legal_events=events)
    _, parts = split(snapshot, snapshot)
    assert parts == {
        "lapsed.fee": ["fee", "told by the details"],
        "lapsed.term": ["term"],
        "lapsed.abandoned": ["abandoned"],
        "lapsed.invalidated": ["invalid"],
        "lapsed.unknown": ["contradicted", "only asked for", "unsaid"],
    }


def test_late_data_and_moves_are_told_from_what_happened(frozen: Any) -> None:
    then = [
        patent("stays"), patent("lapse known late"), patent("status then unknown", legal_status=None),
        patent("transferred away"), patent("moved away"), patent("sold without a registration"),
        patent("assigned otherwise"), patent("comes", region=ELSEWHERE), lapsed("revived", "2025-03-03"),
    ]  # fmt: skip
    now = [
        patent("stays"), lapsed("lapse known late", "2025-06-06"), patent("status then unknown"),
        patent("transferred away", region=ELSEWHERE, applicants="乙"), patent("moved away", region=ELSEWHERE, address="二"),
        patent("sold without a registration", region=ELSEWHERE, applicants="乙"),
        patent("assigned otherwise", region=ELSEWHERE), patent("comes", address="三"), patent("revived"),
        patent("recorded late"), patent("granted", grant_date=date(2026, 2, 2)),
        lapsed("granted and lapsed", grant_date=date(2026, 2, 2)),
    ]  # fmt: skip
    transfer = {"application_no": "transferred away", "registered_on": date(2026, 3, 3), "transferee": "乙"}
    found, parts = split(frozen(1, then), frozen(2, now, transfers=[transfer]))
    assert parts == {
        "granted": ["granted"],
        "in.address": ["comes"],
        "out.transfer": ["transferred away"],
        "out.address": ["moved away"],
        "out.holder": ["sold without a registration"],
        "out.reassigned": ["assigned otherwise"],
        "late_in.known": ["status then unknown"],
        "late_in.new": ["recorded late"],
        "late_in.restored": ["revived"],
        "late_out.lapse": ["lapse known late"],
    }
    assert found.offsets == {"passed": 1}
    assert found.counts == (6, 6)
    text = joined(of_change(found))
    assert "期内授权 1 件" in text
    assert "迁出 4 件" in text
    assert "可能" not in text
    whole, inside = split(frozen(1, then), frozen(2, now), "1522")
    assert not {part for part in inside if part.startswith(("in.", "out."))}, "inside the league nothing moved"
    assert whole.counts == (7, 10)


def test_a_missing_population_keeps_the_parts_and_says_what_is_missing(frozen: Any) -> None:
    rows = [patent("a"), patent("b", grant_date=date(2026, 2, 2))]
    snapshot = frozen(1, rows, population=[{"assigned_region": PLACE, "year": 2024, "resident_population": 30}])
    found, parts = split(snapshot, snapshot, name="valid_inventions_per_10000")
    assert parts == {"granted": ["b"]}
    assert (found.exact, found.shown, found.population) == (None, None, {})
    assert "2025 年末常住人口未录入" in found.values[1].missing
    assert "2026-10-31 不能计算" in of_change(found)[0].text


def test_days_to_compare_with() -> None:
    assert year_before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert year_before(date(2025, 2, 28)) == date(2024, 2, 29)
    assert year_before(date(2026, 10, 31)) == date(2025, 10, 31)
    assert month_end_before(date(2026, 11, 27)) == date(2026, 10, 31)


@pytest.mark.parametrize("name", ["valid_inventions", "high_value_inventions"])
def test_a_snapshot_older_than_columns_and_registers_is_explained_too(frozen: Any, name: str) -> None:
    """Its records of then count as they stood; what a column added since would say is unknown of then."""
    stays = patent("stays", filing_date=date(2010, 1, 1))
    then, now = frozen(1, [stays, patent("older")]), frozen(2, [stays, lapsed("older")])
    path = then.path("patents")
    held = pq.read_table(path)
    pq.write_table(held.drop_columns(["agency", "abstract", "legal_status_text", "legal_status_date"]), path)
    found, parts = split(then, now, name=name)
    if name == "valid_inventions":
        assert (found.counts, parts) == ((2, 1), {"lapsed.unknown": ["older"]})
    else:
        assert found.counts == (1, 1)


def test_a_place_that_became_another_is_a_part_of_its_own(frozen: Any) -> None:
    """利川县 became 利川市: what moved by it is told from what moved by a transfer, and nobody lost anything above."""
    then = frozen(1, [patent("stays", region="422824"), patent("came", region="422801")])
    now = frozen(2, [patent("stays", region="422802"), patent("came", region="422802", applicants="乙")])
    assert split(then, now, "422802")[1] == {"in.division": ["stays"], "in.holder": ["came"]}
    assert split(then, now, "422824")[1] == {"out.division": ["stays"]}
    assert split(then, now, "4228")[1] == {}


def test_an_edition_and_decisions_that_differ_between_the_ends_are_named(frozen: Any) -> None:
    from dataclasses import replace

    from xingzhi.indicators.high_value.reading import reading
    from xingzhi.indicators.models import OfficeTable
    from xingzhi.web.views.change_definition import definition_table

    moment = datetime(2026, 5, 1, tzinfo=UTC)
    old, new = (OfficeTable(kind="crosswalk", digest=name * 64, source=f"来源{name}", file_name="表.docx", loaded_at=moment)
                for name in "ab")  # fmt: skip
    snapshot, now = frozen(1, []), reading()
    before = replace(now, table=old, refs=(old.ref,), decided=(("complete:awards", "2026-01-01"),))
    ends = (End(snapshot, FIRST, before), End(snapshot, LAST, replace(now, table=new, refs=(new.ref,), decided=())))
    found = definition_table(ends)
    assert found is not None
    said = str(found["rows"])
    for text in ("来源a", "来源b", "载入于 2026-05-01", "2026-01-01", "未定"):
        assert text in said
    assert definition_table((ends[1], ends[1])) is None
