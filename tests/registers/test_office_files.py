"""The sample office's files go in, and what comes of them is what its hidden key says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests.builders import number, read_book, write_book
from tests.conftest import OFFICE, person
from xingzhi.sample.build import write_office

pytestmark = pytest.mark.django_db
DAMAGED = "损坏_专利导出.xlsx"
SOURCES = {"法律状态导出.xlsx": "national_legal_status", "企业名录.xlsx": "office_table"}


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Any]:
    """A small sample office with all its files taken in."""
    from xingzhi.core.models import Office

    folder = tmp_path_factory.mktemp("sample")
    key = write_office(folder / "files", seed=7, patents=400, parties=60).as_dict()
    with django_db_blocker.unblock(), override_settings(HOME=folder / "home"), transaction.atomic():
        Office.objects.create(region=OFFICE, name="测试局")
        officer = person("sample", "league_officer", key["office"]["path"])
        batches = {
            each["name"]: bring(officer, folder / "files" / each["name"])
            for each in key["files"]
            if each["name"] != "空表.xlsx"
        }
        yield Sample(folder, key, officer, batches)
        transaction.set_rollback(True)


class Sample:
    """What was written, who took it in, and the batches."""

    def __init__(self, folder: Path, key: dict[str, Any], officer: Any, batches: dict[str, Any]) -> None:
        self.folder, self.key, self.officer, self.batches = folder, key, officer, batches


def bring(officer: Any, path: Path, source: str = "") -> Any:
    from xingzhi.core import jobs
    from xingzhi.registers.receive import DEFAULT_SOURCE, receive_file, start_import

    chosen = source or SOURCES.get(path.name, DEFAULT_SOURCE)
    batch = start_import(officer, receive_file(officer, path, path.name, chosen).pk)
    jobs.run_waiting()
    batch.refresh_from_db()
    assert batch.state == "applied", batch.job.error
    return batch


@pytest.fixture(autouse=True)
def own_home(settings: Any, office: Sample) -> Path:
    """The files of the sample."""
    settings.HOME = office.folder / "home"
    return settings.HOME


def test_every_file_is_counted_as_the_key_counts_it(office):
    for expected in office.key["files"]:
        if expected["name"] not in office.batches:
            continue
        batch = office.batches[expected["name"]]
        heads = expected["skipped_by"].get("head", 0)
        assert batch.register == expected["register"], expected["name"]
        assert (batch.accepted, batch.rejected) == (expected["accepted"], expected["rejected"]), expected["name"]
        assert batch.skipped == expected["skipped"] - heads, expected["name"]
        assert batch.accepted + batch.rejected + batch.skipped == batch.rows_read == expected["rows"] - heads


def test_each_application_is_one_record_however_often_it_was_published(office):
    from xingzhi.registers.models import Patent

    assert Patent.objects.count() == office.key["patents"]["applications"]
    by_type = {kind: Patent.objects.filter(patent_type=kind).count() for kind in office.key["patents"]["by_type"]}
    assert by_type == office.key["patents"]["by_type"]
    published = sum(bool(p.publication_no) + bool(p.grant_no) for p in Patent.objects.all())
    assert published == office.key["patents"]["publications"]


def test_every_record_lies_where_its_applicant_does(office):
    from collections import Counter

    from xingzhi.registers.models import Patent

    # What lies in the league but in no banner that is known stays with the league.
    found = Counter("unassigned" if p.region == OFFICE else p.region for p in Patent.objects.only("region"))
    assert dict(found) == office.key["patents"]["by_region"]


def test_the_reason_stands_for_each_damaged_row(office):
    """Row by row: the rejects workbook holds exactly the rows the key says were damaged, each for its reason."""
    from xingzhi.intake.messages import MESSAGES

    rejected = {row["row"]: row for row in office.key["damaged_rows"] if row["outcome"] == "rejected"}
    batch = office.batches[DAMAGED]
    head, *rows = read_book(batch.rejects_file.read_bytes())
    assert {int(cells[head.index("原文件行号")]) for cells in rows} == set(rejected)
    for cells in rows:
        row = rejected[int(cells[head.index("原文件行号")])]
        said = cells[head.index(f"问题：{row['heading']}")]
        sentence = MESSAGES[row["reason"]][0].split("{", 1)[0] or MESSAGES[row["reason"]][0].split("}", 1)[1][:6]
        assert sentence.split("{")[0] in said, (row, said)
    for row in rejected.values():
        assert batch.reasons[f"rejected:{row['reason']}"] == sum(
            other["reason"] == row["reason"] for other in rejected.values()
        )


def test_mended_the_rejected_rows_go_in(office, tmp_path):
    """As the officer does it: the cells beside the reasons are corrected in the very workbook that came back."""
    from xingzhi.registers.models import Patent

    sheet = read_book(office.batches[DAMAGED].rejects_file.read_bytes())
    head, *rows = sheet
    numbers = []
    for at, cells in enumerate(rows):
        numbers.append(number(2021, 9_000_000 + at))
        cells[head.index("申请号")] = "CN" + numbers[-1]
        cells[head.index("名称")] = f"改好的装置{at}"
        cells[head.index("申请日")] = "2021-06-07"
        cells[head.index("公开（公告）日")] = "2022-06-07"
    mended = write_book(tmp_path / "退回.xlsx", {"Sheet1": [head, *rows]})
    batch = bring(office.officer, mended)
    assert (batch.accepted, batch.rejected, batch.inserted) == (len(rows), 0, len(rows))
    for at, key in enumerate(numbers):
        record = Patent.objects.get(application_no=key)
        assert (record.title, record.filing_date) == (f"改好的装置{at}", date(2021, 6, 7))


def test_half_mended_the_others_come_back_again(office, tmp_path):
    head, *rows = read_book(office.batches[DAMAGED].rejects_file.read_bytes())
    good = rows[0]
    good[head.index("申请号")] = "CN" + number(2021, 9_100_000)
    good[head.index("名称")], good[head.index("申请日")] = "改好", "2021-06-07"
    good[head.index("公开（公告）日")] = ""
    batch = bring(office.officer, write_book(tmp_path / "退回.xlsx", {"Sheet1": [head, *rows]}))
    assert (batch.accepted, batch.rejected) == (1, len(rows) - 1)
    again, *left = read_book(batch.rejects_file.read_bytes())
    assert again.count("问题：申请号") == 1, "the reasons of last time are not taken for columns of the file"
    assert len(left) == len(rows) - 1


def test_spellings_of_one_party_are_one_and_generic_tails_stay_apart(office):
    from xingzhi.packs import load
    from xingzhi.registers.models import Party, PartyName
    from xingzhi.registers.parties.mentions import read_name

    rules = load().party_names
    known = {name.spelling: name for name in PartyName.objects.all()}

    def met(name: str) -> Any:
        return known[read_name(name, "", rules)[0]]

    used = [
        (group, spelling) for group in office.key["parties"]["groups"] for spelling in group["spellings"]
        if spelling["used"]
    ]  # fmt: skip
    assert len(used) > 5
    for group, spelling in used:
        party = Party.objects.get(credit_code=group["credit_code"])
        assert met(spelling["name"]).party_id == party.pk, spelling
        if met(spelling["name"]).spelling != met(group["name"]).spelling:
            reasons = met(spelling["name"]).reasons + met(group["name"]).reasons
            assert reasons, f"no reason is kept for {spelling}"
    for left, right in office.key["parties"]["apart"]:
        assert met(left).party_id != met(right).party_id


def test_the_near_duplicates_and_nothing_else_are_found(office):
    from xingzhi.cases.models import Clue
    from xingzhi.packs import load

    found = {
        tuple(sorted(clue.records.values_list("key", flat=True))): clue
        for clue in Clue.objects.filter(screening="similar_applications", current=True)
    }
    planted = {tuple(sorted((pair["left"], pair["right"]))): pair for pair in office.key["similar"]["near"]}
    assert found.keys() == planted.keys()
    lawful = {rule.code for rule in load().screening("similar_applications").lawful_rules}
    for keys, pair in planted.items():
        assert found[keys].score == pytest.approx(pair["similarity"], abs=1e-6)
        assert (found[keys].relation in lawful) == pair["lawful"], pair


def test_the_figures_are_those_of_the_key(office):
    """For the league and every banner: valid inventions, the rate, and grants by type and year."""
    from xingzhi.indicators.measure import Measure
    from xingzhi.indicators.query import Cell, Span
    from xingzhi.packs import load
    from xingzhi.snapshots.jobs import latest

    packs, snapshot = load(), latest()
    rate = Measure(packs.indicators["valid_inventions_per_10000"], packs, snapshot)
    for figure in office.key["figures"]["valid_inventions"]:
        at = date.fromisoformat(figure["at"])
        for path, expected in figure["regions"].items():
            value = rate.value(Cell(path, Span(at, at)))
            assert (value.numerator, str(value.value)) == (expected["valid"], expected["per_10000"]), (at, path)
            assert value.denominator == pytest.approx(value.denominator.__class__(expected["population"]))
    grants = Measure(packs.indicators["grants"], packs, snapshot)
    for path, years in office.key["figures"]["grants"]["by_region_year_and_type"].items():
        if path == "unassigned":
            continue
        for year, types in years.items():
            span = Span(date(int(year), 1, 1), date(int(year), 12, 31))
            found = grants.query.breakdown(Cell(path, span), ("patent_type",)).to_pylist()
            assert {row["patent_type"]: row["known"] for row in found if row["known"]} == types, (path, year)
    for kind, years in office.key["figures"]["grants"]["by_type_and_year"].items():
        for year, count in years.items():
            cell = Cell(OFFICE, Span(date(int(year), 1, 1), date(int(year), 12, 31)), {"patent_type": kind})
            assert grants.value(cell).value == count


def test_the_whole_of_it_left_a_sound_log_and_every_job_done(office):
    from xingzhi.core.log import verify
    from xingzhi.core.models import Job

    assert verify().sound
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}


def test_an_empty_sheet_is_no_error(office):
    batch = bring(office.officer, office.folder / "files" / "空表.xlsx")
    assert (batch.rows_read, batch.accepted, batch.rejected, batch.skipped) == (0, 0, 0, 0)
