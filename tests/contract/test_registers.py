"""What every declared register does, by its declaration alone."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.db import transaction
from django.test import Client, override_settings

from tests.builders import read_book, write_book, write_rows
from tests.conftest import OFFICE, person
from tests.contract.rows import PATHS, expected, record_of, row
from xingzhi.core.declare import Kind, Register, registers

pytestmark = pytest.mark.django_db
ROWS = 23
REGISTERS = [pytest.param(register, id=register.name) for register in registers()]
EACH = pytest.mark.parametrize("register", REGISTERS)


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Any]:
    """Every register with a few rows that were filled into its own template; gives the officer and the folder."""
    folder = tmp_path_factory.mktemp("registers")
    with django_db_blocker.unblock(), override_settings(HOME=folder / "home"), transaction.atomic():
        from xingzhi.core.models import Office

        Office.objects.create(region=OFFICE, name="测试局")
        officer = person("contract", "league_officer", OFFICE)
        for register in registers():
            batch = bring(officer, fill_template(register, folder / f"{register.name}.xlsx", range(ROWS)))
            assert (batch.register, batch.accepted, batch.rejected) == (register.name, ROWS, 0), batch.reasons
        yield officer, folder
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def own_home(settings: Any, filled: Any) -> Path:
    """The files of the registers filled once."""
    settings.HOME = filled[1] / "home"
    return settings.HOME


@pytest.fixture
def officer(filled: Any) -> Any:
    """Who filled them."""
    return filled[0]


@pytest.fixture
def client(officer: Any) -> Client:
    """A browser in which the officer is logged in."""
    made = Client()
    made.force_login(officer, "django.contrib.auth.backends.ModelBackend")
    return made


def fill_template(register: Register, path: Path, rows: range) -> Path:
    """The register's template with rows in it, as a person fills it in a spreadsheet."""
    from xingzhi.registers.template import write_template

    [headings, *empty] = read_book(write_template(register, "zh-hans"))
    assert not any(any(cells) for cells in empty)
    filled = [[row(register, at).get(str(heading), "") for heading in headings] for at in rows]
    return write_book(path, {register.zh: [headings, *filled]})


def bring(officer: Any, path: Path, **options: Any) -> Any:
    """Take a file in and do all work that follows."""
    from xingzhi.core import jobs
    from xingzhi.registers.receive import receive_file, start_import

    batch = start_import(officer, receive_file(officer, path, path.name, **options).pk)
    jobs.run_waiting()
    batch.refresh_from_db()
    return batch


def model_of(register: Register) -> Any:
    from xingzhi.registers.models import MODELS

    return MODELS[register.name]


# --- Template and import ---


@EACH
def test_what_is_filled_into_the_template_stands_in_the_register(register: Register) -> None:
    settled = {"lapse_date", "grant_date", "ipc_main"}  # a status entry may say more than its row
    for at in range(ROWS):
        cells = row(register, at)
        record = record_of(register, cells)
        for column in register.importable:
            if column.stored and (cells[column.zh] or column.name not in settled):
                assert getattr(record, column.name) == expected(column, cells[column.zh]), column.name


@EACH
def test_the_english_template_is_understood_too(register: Register, officer: Any, tmp_path: Path) -> None:
    from xingzhi.registers.receive import receive_file
    from xingzhi.registers.template import write_template

    [headings, *_] = read_book(write_template(register, "en"))
    cells = {column.en: text for column in register.importable for text in [row(register, 1).get(column.zh, "")]}
    path = write_book(tmp_path / "en.xlsx", {"Sheet1": [headings, [cells[heading] for heading in headings]]})
    batch = receive_file(officer, path, path.name)
    assert batch.register == register.name
    assert list(batch.sheets[0]["mapping"].values()) == [column.name for column in register.importable]


# --- Lists ---


def walk(register: Register, officer: Any, sort: str, size: int) -> tuple[list[int], list[int]]:
    """Ids on all pages forward, and on all pages back from the last."""
    from xingzhi.registers.listing import Order, page

    rows, order = model_of(register).objects.visible_to(officer), Order.read(register, sort)
    assert str(order) == sort
    made = page(rows, order, "", size)
    assert made.previous == ""
    forward, pages = [], [made]
    while made.following:
        made = page(rows, order, made.following, size)
        pages.append(made)
    for each in pages:
        assert len(each.rows) <= size
        forward += [record.id for record in each.rows]
    backward = [record.id for record in made.rows]
    while made.previous:
        made = page(rows, order, made.previous, size)
        backward = [record.id for record in made.rows] + backward
    return forward, backward


def plainly(register: Register, sort: str) -> list[int]:
    """The ids in that order, computed without pages: rows without a value last, equal ones by id."""
    name, descending = sort.lstrip("-"), sort.startswith("-")
    rows = list(model_of(register).objects.values("id", name))
    valued = [r for r in rows if r[name] is not None]
    empty = [r for r in rows if r[name] is None]
    order = _by_database(register, name)
    valued.sort(key=lambda r: (order(r[name]), r["id"]), reverse=descending)
    empty.sort(key=lambda r: r["id"], reverse=descending)
    return [r["id"] for r in valued + empty]


def _by_database(register: Register, name: str) -> Any:
    """How the database puts two values in order: texts by its collation."""
    values = model_of(register).objects.exclude(**{name: None}).order_by(name).values_list(name, flat=True).distinct()
    places = {value: at for at, value in enumerate(values)}
    return places.__getitem__


SORTS = [
    pytest.param(register, sign + column.name, id=f"{register.name}-{sign}{column.name}")
    for register in registers()
    for column in register.stored
    if column.sortable
    for sign in ("", "-")
]


@pytest.mark.parametrize(("register", "sort"), SORTS)
@pytest.mark.parametrize("size", [3, ROWS - 1, ROWS, 500])
def test_all_pages_together_are_the_whole_list_in_order(register: Register, sort: str, size: int, officer: Any) -> None:
    forward, backward = walk(register, officer, sort, size)
    assert forward == plainly(register, sort)
    assert backward[-len(forward) :] == forward or size < ROWS
    assert backward == forward


@pytest.mark.parametrize(("register", "sort"), SORTS)
def test_the_page_shows_the_same_order(register: Register, sort: str, client: Client) -> None:
    said = client.get(f"/api/registers/{register.name}", {"sort": sort, "size": "500"}).json()
    assert [record["id"] for record in said["rows"]] == plainly(register, sort)


@EACH
def test_an_order_nobody_declared_is_the_registers_own(register: Register) -> None:
    from xingzhi.registers.listing import Order

    for asked in ("region", "-password", "id", "", "--", "field_sources"):
        assert str(Order.read(register, asked)) == register.default_sort


@EACH
def test_an_address_nobody_made_is_not_found(register: Register, client: Client) -> None:
    for cursor in ("x", "W10", "bnVsbA", "WzAsIm5vbmUiXQ", "e30"):
        assert client.get(f"/registers/{register.name}/", {"cursor": cursor}).status_code == 404
        assert client.get(f"/api/registers/{register.name}", {"cursor": cursor}).status_code == 422


@EACH
def test_pages_lead_to_the_register_they_are_of(
    register: Register, client: Client, officer: Any, tmp_path: Path
) -> None:
    """A register may have a column that is called `name`: pages must not take it for the register's own."""
    from xingzhi.registers.receive import receive_file

    row_id = model_of(register).objects.values_list("pk", flat=True)[0]
    listed = client.get(f"/registers/{register.name}/").content.decode()
    assert f'action="/registers/{register.name}/export/?' in listed
    record = client.get(f"/registers/{register.name}/{row_id}/").content.decode()
    assert f'href="/registers/{register.name}/"' in record
    assert f'href="/registers/{register.name}/{row_id}/edit/"' in record
    edit = client.get(f"/registers/{register.name}/{row_id}/edit/").content.decode()
    assert f'href="/registers/{register.name}/{row_id}/"' in edit
    path = fill_template(register, tmp_path / "等确认.xlsx", range(ROWS, ROWS + 2))
    batch = receive_file(officer, path, path.name)
    confirm = client.get(f"/intake/{batch.pk}/").content.decode()
    assert f'<option value="{register.name}" selected>' in confirm
    assert f'name="register" value="{register.name}"' in confirm


# --- Filters and search ---


def keys(register: Register, officer: Any, **query: str) -> set[str]:
    from xingzhi.registers.filters import filtered

    return set(filtered(register, officer, query).qs.values_list("key", flat=True))


@EACH
def test_every_declared_filter_gives_the_rows_with_that_value(register: Register, officer: Any) -> None:
    records = list(model_of(register).objects.all())
    for column in register.stored:
        if column.filtered:
            for choice in column.choices:
                wanted = {record.key for record in records if getattr(record, column.name) == choice.code}
                assert keys(register, officer, **{column.name: choice.code}) == wanted
        if column.sortable and column.kind is Kind.DATE:
            day = date(2022, 1, 7)
            since = {record.key for record in records if (value := getattr(record, column.name)) and value >= day}
            until = {record.key for record in records if (value := getattr(record, column.name)) and value <= day}
            assert keys(register, officer, **{f"{column.name}_from": str(day)}) == since
            assert keys(register, officer, **{f"{column.name}_to": str(day)}) == until
            both = {f"{column.name}_from": str(day), f"{column.name}_to": str(day)}
            assert keys(register, officer, **both) == since & until


@EACH
def test_the_place_filter(register: Register, officer: Any) -> None:
    found = [keys(register, officer, region=path) for path in PATHS]
    assert all(found)
    assert set.union(*found) == keys(register, officer, region=OFFICE) == keys(register, officer)
    assert keys(register, officer, region="-") == set()
    assert keys(register, officer, region="1505") == set()
    assert keys(register, officer, region="x") == set()


@EACH
def test_a_word_of_two_characters_finds_its_rows(register: Register, officer: Any) -> None:
    for column in register.stored:
        if not column.search or column.kind in (Kind.CREDIT_CODE, Kind.APPLICATION_NUMBER):
            continue
        for record in model_of(register).objects.exclude(**{column.name: ""})[:4]:
            text = str(getattr(record, column.name))
            word = text if text.isascii() else text[2:4] if len(text) > 3 else text[1:3]  # a number is one word
            holding = {
                other.key
                for other in model_of(register).objects.all()
                if any(word in str(getattr(other, c.name)) for c in register.stored if c.search)
            }
            found = keys(register, officer, q=word)
            assert record.key in found, (column.name, word)
            assert found == holding, (column.name, word)
    assert keys(register, officer, q="鑫淼") == set()


# --- Exports ---


def exported(client: Client, register: Register, format: str, query: str = "", **data: str) -> tuple[Any, bytes]:
    """Ask for an export on the page, let it be written, and fetch it."""
    from xingzhi.core import jobs
    from xingzhi.registers.export_models import Export

    response = client.post(f"/registers/{register.name}/export/?{query}", {"format": format, **data})
    assert response.status_code == 302
    jobs.run_waiting()
    export = Export.objects.order_by("-id").first()
    answer = client.get(f"/exports/{export.pk}/file/")
    return export, b"".join(answer.streaming_content)


def table(content: bytes, format: str) -> list[list[str]]:
    if format == "xlsx":
        return [[str(cell) for cell in cells] for cells in read_book(content)]
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@EACH
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_an_export_keeps_its_filter_and_its_number_of_rows(register: Register, format: str, client: Client) -> None:
    wanted = set(model_of(register).objects.filter(region=PATHS[1]).values_list("key", flat=True))
    export, content = exported(client, register, format, f"region={PATHS[1]}&sort=-key&cursor=abc")
    head, *rows = table(content, format)
    assert export.query == {"region": PATHS[1]}
    assert export.rows == len(rows) == len(wanted) > 0
    assert head == [column.zh for column in register.stored if column.name != "party_key"] + ["属地"]
    assert all(cells[-1].endswith("扎赉特旗") for cells in rows)
    if format == "xlsx":
        notes = dict(read_book(content, 1))
        assert notes["筛选"] == f"region={PATHS[1]}"
        assert notes["行数"] == str(export.rows)
        assert notes["个人信息"] == "已脱敏"


@EACH
def test_names_of_people_are_masked_unless_a_purpose_is_given(register: Register, client: Client) -> None:
    _, masked = exported(client, register, "csv")
    export, unmasked = exported(client, register, "csv", unmasked="1", purpose="核对发明人")
    assert (export.unmasked, export.purpose) == (True, "核对发明人")
    records = list(model_of(register).objects.order_by("id"))
    for column in register.stored:
        if column.personal and column.kind is Kind.NAMES:
            names = [getattr(record, column.name) for record in records]
            at = table(masked, "csv")[0].index(column.zh)
            shown = [cells[at] for cells in table(masked, "csv")[1:]]
            assert shown == [f"{name[0]}**" if name else "" for name in names]
            assert [cells[at] for cells in table(unmasked, "csv")[1:]] == names
    response = client.post(f"/registers/{register.name}/export/", {"format": "csv", "unmasked": "1", "purpose": " "})
    assert f"/registers/{register.name}/" in response["Location"], "refused without a purpose"


@EACH
def test_what_looks_like_a_formula_is_text(register: Register, officer: Any, client: Client) -> None:
    texts = [c for c in register.stored if c.kind is Kind.TEXT and c.name not in (*register.key_columns, "party_key")]
    if not texts:
        pytest.skip("no text but the key")
    formula = '=HYPERLINK("http://example.org","点我")'
    model_of(register).objects.filter(pk=model_of(register).objects.first().pk).update(**{texts[0].name: formula[:40]})
    _, as_csv = exported(client, register, "csv")
    assert "\n=" not in as_csv.decode("utf-8-sig")
    assert ",=" not in as_csv.decode("utf-8-sig")
    assert "'=HYPERLINK" in as_csv.decode("utf-8-sig")
    _, as_book = exported(client, register, "xlsx")
    import openpyxl

    cells = [cell for cells in openpyxl.load_workbook(io.BytesIO(as_book)).worksheets[0].iter_rows() for cell in cells]
    assert [cell.data_type for cell in cells if str(cell.value).startswith("=HYPER")] == ["s"]


# --- Snapshot, history, API ---


ARROW = {Kind.DATE: pa.date32(), Kind.INTEGER: pa.int64(), Kind.DECIMAL: pa.decimal128(20, 4)}


@EACH
def test_the_snapshot_holds_the_declared_columns_and_all_rows(register: Register) -> None:
    from xingzhi.snapshots.jobs import latest

    path = latest().path(register.name)
    schema = pq.read_schema(path)
    assert {name: schema.field(name).type for name in schema.names} == {
        "key": pa.string(),
        **{column.name: ARROW.get(column.kind, pa.string()) for column in register.stored},
        "region": pa.string(),
        "region_how": pa.string(),
        "place": pa.string(),
        "revision": pa.int64(),
    }
    frozen = pq.read_table(path)["key"].to_pylist()
    assert frozen == sorted(frozen)
    assert set(frozen) == set(model_of(register).objects.values_list("key", flat=True))
    assert latest().totals[register.name]["rows"] == len(frozen) >= ROWS
    assert sum(latest().totals[register.name]["regions"].values()) == len(frozen)


@EACH
def test_the_api_answers_what_its_description_says(register: Register, client: Client) -> None:
    described = client.get("/api/openapi.json").json()
    schema = described["components"]["schemas"][f"{register.name}_record"]
    columns = [column.name for column in register.stored if column.name != "party_key"]
    assert list(schema["properties"]) == ["id", "key", "region", "revision", *columns]
    listed = client.get(f"/api/registers/{register.name}", {"size": "5"}).json()
    assert len(listed["rows"]) == 5
    again = client.get(f"/api/registers/{register.name}", {"size": "5", "cursor": listed["next"]}).json()
    assert {r["id"] for r in listed["rows"]}.isdisjoint(r["id"] for r in again["rows"])
    for said in listed["rows"]:
        assert client.get(f"/api/registers/{register.name}/{said['id']}").json() == said
        record = model_of(register).objects.get(pk=said["id"])
        assert said["key"] == record.key
        for column in register.stored:
            if column.name in columns and not column.personal and column.kind is not Kind.NAMES:
                value = getattr(record, column.name)
                shown = said[column.name]
                assert str(value) == shown if isinstance(value, date) else _same(value, shown), column.name


def _same(value: Any, shown: Any) -> bool:
    return value == shown or (value is not None and float(value) == float(shown))


@EACH
def test_as_it_stood_on(register: Register, officer: Any, tmp_path: Path) -> None:
    """A later file changes a row; the earlier revision still gives what stood then, and the history tells it."""
    from xingzhi.core.models import Version
    from xingzhi.intake.models import Batch
    from xingzhi.snapshots.freeze import rows_at

    cells = row(register, 2)
    changing = [
        column
        for column in register.importable
        if column.stored and column.name not in register.key_columns and column.kind in (Kind.TEXT, Kind.LONG_TEXT)
        and not column.dated_by and column.name not in ("postcode", "address", "nice_classes")
    ]  # fmt: skip
    if not changing:
        pytest.skip("no text but the key")
    column = changing[0]
    was = record_of(register, cells)
    before = Batch.objects.order_by("-revision").first().revision
    batch = bring(officer, write_rows(tmp_path / "later.csv", [cells | {column.zh: "后来的说法"}]))
    assert (batch.inserted, batch.updated, batch.unchanged) == (0, 1, 0)
    stood = {r["key"]: r for chunk in rows_at(register, before) for r in chunk}
    now = {r["key"]: r for chunk in rows_at(register, batch.revision) for r in chunk}
    assert len(stood) == len(now) == ROWS
    assert stood[was.key][column.name] == getattr(was, column.name) != now[was.key][column.name] == "后来的说法"
    for other in register.stored:
        assert stood[was.key][other.name] == getattr(was, other.name), other.name
    version = Version.objects.get(register=register.name, record_id=was.pk, replaced=batch.revision)
    assert json.loads(json.dumps(version.data))[column.name] == getattr(was, column.name)


@EACH
def test_the_same_file_again_changes_nothing_and_says_so(register: Register, officer: Any, tmp_path: Path) -> None:
    from xingzhi.core.models import Version
    from xingzhi.registers.receive import SameFile, receive_file

    path = fill_template(register, tmp_path / "again.xlsx", range(ROWS))
    versions = Version.objects.filter(register=register.name)
    before = versions.count()  # rows that followed their patent
    first = bring(officer, path)
    assert (first.accepted, first.inserted, first.updated, first.unchanged) == (ROWS, 0, 0, ROWS)
    with pytest.raises(SameFile) as same:
        receive_file(officer, path, "改了名.xlsx")
    assert same.value.batch == first
    again = bring(officer, path, again=True)
    assert (again.inserted, again.updated, again.unchanged) == (0, 0, ROWS)
    assert versions.count() == before


def test_every_person_among_several_applicants_is_masked(officer: Any, client: Client, tmp_path: Path) -> None:
    """Whoever stands first: people are masked, enterprises are not; so is a long name that no rule knows."""
    from tests.builders import number, patent
    from xingzhi.registers.patents.register import PATENTS

    names = ["绿源农业机械有限公司;白音那", "白音那;绿源农业机械有限公司", "那仁其木格"]
    rows = [patent(2023, 900 + at, 申请人=name, 名称=f"混合申请{at}") for at, name in enumerate(names)]
    bring(officer, write_rows(tmp_path / "mixed.csv", rows))
    wanted = ["绿源农业机械有限公司; 白**", "白**; 绿源农业机械有限公司", "那****"]
    _, content = exported(client, PATENTS, "csv", "q=混合申请")
    head, *cells = table(content, "csv")
    assert [row[head.index("申请人")] for row in cells] == wanted
    assert [row[head.index("地址")] == "***" for row in cells] == [False, True, True]
    said = client.get("/api/registers/patents", {"q": "混合申请", "sort": "application_no"}).json()
    assert [record["applicants"] for record in said["rows"]] == wanted
    assert [record["key"] for record in said["rows"]] == [number(2023, 900 + at) for at in range(3)]
