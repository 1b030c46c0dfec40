"""The files hold what the key says."""

import re
from collections import Counter, defaultdict
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from stdnum.cn import uscc

from xingzhi.sample.numbers import application_check
from xingzhi.sample.office import NOT_OFFICIAL, load_office

KINDS = {"1": "invention", "2": "utility_model", "3": "design"}
NARROW = str.maketrans("０１２３４５６７８９．", "0123456789.")


def plain(cell):
    return "" if cell is None else str(cell).translate(NARROW).strip()


def as_date(cell):
    """Any of the ways a day stands in the status file."""
    if isinstance(cell, datetime | date):
        return date(cell.year, cell.month, cell.day)
    if isinstance(cell, int | float) and cell < 100_000:
        return date.fromordinal(date(1899, 12, 30).toordinal() + int(cell))
    digits = re.sub(r"\D", "", plain(int(cell) if isinstance(cell, float) else cell))
    return datetime.strptime(digits, "%Y%m%d").date()


def status_rows(office):
    for sheet, rows in office.sheets("法律状态导出.xlsx").items():
        for row in rows:
            if plain(row[5]).startswith("CN"):
                yield sheet, row


@pytest.mark.parametrize("which", ["office", "small"])
def test_every_file_has_the_rows_the_key_counts(which, request):
    office = request.getfixturevalue(which)
    for file in office.manifest.files:
        sheets = [office.rows(file["name"])] if file["name"].endswith("csv") else office.sheets(file["name"]).values()
        assert sum(map(len, sheets)) == file["rows"], file["name"]
        assert file["accepted"] + file["rejected"] + file["skipped"] == file["rows"]


def test_three_thousand_applications_in_the_usual_shares(office):
    rows = office.published()
    numbers = {row["number"] for row in rows}
    assert len(numbers) == 3000 == office.key["patents"]["applications"]
    assert Counter(KINDS[number[4]] for number in numbers) == {"invention": 840, "utility_model": 1800, "design": 360}
    assert numbers == {plain(row[5]).removeprefix("CN") for _, row in status_rows(office)}


def test_application_numbers_carry_their_check_digit(office):
    assert application_check("201510736999") == "0"
    assert application_check("201320003769") == "X"
    for row in office.published():
        assert row["number"][-1] == application_check(row["number"][:12])
        assert row["number"][:4] == row["filed"][:4]


def test_a_and_b_share_their_number_and_come_in_order(office):
    documents = defaultdict(dict)
    for row in office.published():
        documents[row["number"]][row["document"][-1]] = row
    both = [kinds for kinds in documents.values() if "B" in kinds]
    assert len(both) > 250
    for kinds in both:
        assert kinds["A"]["document"][:-1] == kinds["B"]["document"][:-1]
        assert kinds["A"]["filed"] < kinds["A"]["day"] < kinds["B"]["day"]
        assert kinds["A"]["abstract"] == kinds["B"]["abstract"]


def test_the_csv_is_gb18030_and_written_another_way(office):
    name = office.manifest.files[1]["name"]
    with pytest.raises(UnicodeDecodeError):
        (office.folder / name).read_text("utf-8")
    head, first, *_ = office.rows(name)
    assert "公开公告日" in head
    assert re.fullmatch(r"202[56]\.\d\d\.\d\d", first[head.index("公开公告日")])


def test_dates_stand_in_several_ways(office):
    rows = [row for _, row in status_rows(office)]
    assert any(isinstance(row[6], int | float) for row in rows)
    assert any(isinstance(row[6], date) for row in rows)
    assert any("０" in str(row[6]) for row in rows)
    assert any("２" in str(row[5]) for row in rows)


def test_grants_by_type_and_year(office):
    found = defaultdict(Counter)
    for row in office.published():
        if row["document"][-1] in "BUS":
            found[KINDS[row["number"][4]]][row["day"][:4]] += 1
    assert found == office.key["figures"]["grants"]["by_type_and_year"]


def test_valid_inventions_per_10000_from_the_files(office):
    granted = {row["number"]: row["day"] for row in office.published() if row["document"][-1] == "B"}
    population = {(row[0], int(row[1])): Decimal(str(row[2])) for row in office.rows("常住人口.xlsx")[1:]}
    names = load_office().names()
    for figure in office.key["figures"]["valid_inventions"]:
        at = date.fromisoformat(figure["at"])
        valid = Counter()
        for sheet, row in status_rows(office):
            day = granted.get(plain(row[5]).removeprefix("CN"))
            ended = as_date(row[3]) if row[2] == "专利权的终止" else date.max
            if day and as_date(day) <= at < ended:
                valid[sheet] += 1
        assert valid.pop("未标明旗县", 0) == figure["unassigned"] > 0
        for code, name in names.items():
            path = code.removesuffix("00")
            count = sum(valid.values()) + figure["unassigned"] if path == "1522" else valid[name]
            rate = (count / population[name, at.year - 1]).quantize(Decimal("0.01"), ROUND_HALF_UP)
            expected = figure["regions"][path]
            assert (count, rate) == (expected["valid"], Decimal(expected["per_10000"])), (name, at)


def test_invented_figures_say_so(office):
    for name, issuer in (("常住人口.xlsx", 3), ("官方数据.xlsx", 5)):
        for row in office.rows(name)[1:]:
            assert row[issuer] == row[issuer + 1] == NOT_OFFICIAL


def test_directory_codes_are_valid_and_of_the_prefecture(office):
    rows = [row for row in office.rows("企业名录.xlsx") if isinstance(row[0], int | float)]
    assert len(rows) == 400
    assert len({row[1] for row in rows}) == len({row[2] for row in rows}) == 400
    for row in rows:
        assert uscc.is_valid(row[2])
        assert row[2][2:6] == "1522"


def test_spellings_are_used_and_belong_to_one_party_only(office):
    parties = office.key["parties"]
    directory = {row[1] for row in office.rows("企业名录.xlsx")}
    used = Counter(
        name for number, names in {row["number"]: row["applicants"] for row in office.published()}.items()
        for name in names
    )  # fmt: skip
    spellings = [spelling["name"] for group in parties["groups"] for spelling in group["spellings"]]
    assert len(parties["groups"]) >= 30
    assert len(set(spellings)) == len(spellings)
    assert not set(spellings) & directory
    assert {kind["kind"] for group in parties["groups"] for kind in group["spellings"]} == {
        "form_swapped", "form_dropped", "half_width_brackets", "traditional", "spaced"
    }  # fmt: skip
    for group in parties["groups"]:
        assert group["used"] == used[group["name"]]
        assert all(spelling["used"] == used[spelling["name"]] for spelling in group["spellings"])
    assert all(set(pair) <= directory for pair in parties["apart"])


def test_the_empty_table_has_only_headings(office):
    assert len(office.rows("空表.xlsx")) == 1
