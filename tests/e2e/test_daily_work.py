"""A day's work in the browser: a file with errors, mended; the register; a clue judged; a figure opened to a patent."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import number, patent, read_book, write_book, write_rows
from tests.e2e.conftest import OWN, Site, Visit
from tests.plans.notices.office import TEXT
from xingzhi.core import jobs

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
Open = Callable[..., Visit]
WRONG = number(2022, 7)[:-1] + ("1" if number(2022, 7)[-1] != "1" else "2")


def upload(at: Visit, path: Path) -> None:
    """Hand in a file on the intake page."""
    at.go("/intake/")
    at.page.set_input_files("#files", path)
    at.page.click("main form button.btn-primary")
    at.page.wait_for_load_state()


def confirm(at: Visit) -> None:
    """Confirm the columns, watch the import, see the result."""
    at.page.click("form[action$='/start/'] button.btn-primary")
    at.page.wait_for_selector(".progress-box progress")
    jobs.run_waiting()
    at.page.wait_for_selector(".figure-tile")


def figures(at: Visit) -> list[int]:
    """Rows read, accepted, rejected, skipped."""
    texts = at.page.locator(".figure-tile strong").all_inner_texts()
    return [int(re.sub(r"\D", "", text)) for text in texts]


def test_a_file_with_errors_is_mended_and_found_in_the_register(visit: Open, site: Site) -> None:
    at = visit("league")
    rows = [patent(2022, serial, 名称=f"一种奶酪设备{serial}", 申请人="新来奶业有限公司") for serial in (1, 2, 3)]
    broken = [
        patent(2022, 4, 名称="一种奶酪设备4") | {"申请号": "2.02E+12"},
        patent(2022, 5, 名称="一种奶酪设备5") | {"申请日": "2022-02-30"},
        patent(2022, 7, 名称="一种奶酪设备7") | {"申请号": WRONG},
    ]
    upload(at, write_rows(site.folder / "有错.csv", [*rows, *broken]))
    # The guessed columns are shown with the first rows of the file.
    assert at.page.locator("select[name='column-0-0']").input_value() == "application_no"
    assert at.says("一种奶酪设备1")
    confirm(at)
    assert figures(at) == [6, 3, 3, 0]
    assert at.says("申请号被 Excel 改成科学计数")

    with at.page.expect_download() as download:
        at.page.click("text=下载退回的行")
    book = site.folder / download.value.suggested_filename
    download.value.save_as(book)
    upload(at, mended(book))
    confirm(at)
    assert figures(at) == [3, 3, 0, 0]

    at.page.click("text=看专利台账")
    at.page.fill("#by-q", "奶酪")
    at.page.click(".filters button.btn-primary")
    assert at.count("tbody tr") == 6
    at.page.click("tbody tr:first-child a")
    assert at.says("一种奶酪设备")
    # What was mended is not asked for again.
    at.go("/")
    assert not at.says("批文件有退回的行待修改")


def mended(book: Path) -> Path:
    """The rejected rows with the numbers and the day put right, everything else as it came."""
    head, *rows = read_book(book.read_bytes())
    at, day, title = head.index("申请号"), head.index("申请日"), head.index("名称")
    for row in rows:
        serial = int(str(row[title])[-1])
        row[at] = "CN" + number(2022, serial)
        row[day] = "2022-03-04"
    return write_book(book, {"数据": [head, *rows]})


def test_a_column_that_is_missing_is_named_and_choices_are_kept(visit: Open, site: Site) -> None:
    at = visit("league")
    upload(at, write_rows(site.folder / "缺列.csv", [patent(2022, 20 + serial) for serial in range(2)]))
    column = at.page.locator("main select").filter(has=at.page.locator("option[value=application_no][selected]"))
    column.select_option("")
    at.page.locator("select[aria-label=地址]").select_option("postcode")
    at.page.click("form[action$='/start/'] button.btn-primary")
    assert at.says("没有任何一列对应到 申请号")
    assert at.page.locator("select[aria-label=地址]").input_value() == "postcode"
    assert complaint(at).startswith("Failed to load resource"), "the answer 422 is no success"


def complaint(at: Visit) -> str:
    """Take the one complaint the test expects."""
    return at.complaints.pop()


def test_what_is_no_table_is_refused_with_a_reason(visit: Open, site: Site) -> None:
    at = visit("league")
    path = site.folder / "通知.xlsx"
    path.write_bytes(b"%PDF-1.4 a notice")
    upload(at, path)
    assert at.says("“通知.xlsx”没有收下")


def test_two_characters_find_a_patent(visit: Open, site: Site) -> None:
    at = visit("league")
    at.page.keyboard.press("/")
    at.page.keyboard.type("养殖")
    at.page.keyboard.press("Enter")
    at.page.wait_for_url("**/search/**")
    assert at.count("tbody tr") >= 10
    at.page.keyboard.press("/")
    at.page.keyboard.type(number(2020, OWN + 5))
    at.page.keyboard.press("Enter")
    at.page.wait_for_url(f"**/registers/patents/{site.records['own'].pk}/")


def test_a_clue_is_judged_by_keyboard_and_the_next_one_opens(visit: Open) -> None:
    at = visit("league")
    at.go("/clues/")
    at.page.click("tbody tr:first-child td a")
    at.page.locator("button[name=next]").wait_for()
    first = at.page.url
    assert at.count("mark") > 2
    at.page.keyboard.press("1")
    at.page.keyboard.type("摘要几乎逐字相同")
    at.page.keyboard.press("Control+Enter")
    at.page.wait_for_function(f"location.href !== '{first}'")
    assert at.says("已记录对线索")
    assert at.says("待研判")
    at.page.goto(first)
    assert at.says("摘要几乎逐字相同")


def test_a_judgement_without_a_reason_is_not_kept(visit: Open) -> None:
    at = visit("league")
    at.go("/clues/")
    at.page.click("tbody tr:first-child td a")
    at.page.check("input[value=dismissed]")
    at.page.evaluate("document.querySelectorAll('.judge [required]').forEach(each => each.required = false)")
    at.page.click(".judge button:not([name])")
    assert at.says("没有保存：请写明理由")
    assert at.page.locator("input[value=dismissed]").is_checked(), "the choice made is kept"


def test_a_cluster_is_seen_as_a_picture_and_judged_at_once(visit: Open) -> None:
    at = visit("league")
    at.go("/clues/clusters/?q=养殖")
    at.page.click("tbody tr:last-child td a")
    at.page.wait_for_selector("#cluster .chart-area svg")
    assert at.count("#cluster .chart-area svg path") >= 3, "two points and a line"
    at.page.click("#cluster .toggle button[value=table]")
    assert "1 — 2" in at.page.locator("#cluster tbody").inner_text()
    at.page.click("label:has-text('排除')")
    at.page.click("label:has-text('全组待研判')")
    at.page.fill("#reason", "系列产品")
    at.page.fill("#note", "已电话核实")
    at.page.click(".judge button")
    assert at.says("已记录对 1 对的研判")
    assert at.says("已看完")
    assert at.says("已电话核实")
    at.page.click("#pairs ~ .table-frame tbody a")
    assert at.says("成组研判")
    at.go("/clues/clusters/?state=judged&q=养殖")
    assert at.count("tbody tr") >= 1
    assert not at.says("待研判 1 对")


def test_ticked_members_name_the_pairs_between_them(visit: Open) -> None:
    at = visit("league")
    at.go("/clues/clusters/")
    at.page.click("tbody tr:first-child td a")
    for box in at.page.locator("input[name=member]").all():
        box.check()
    at.page.click("label:has-text('待定')")
    at.page.fill("#reason", "待查")
    at.page.keyboard.press("Control+Enter")
    at.page.wait_for_selector(".note-good")
    assert at.says("已记录对 1 对的研判")


def test_the_judge_form_is_reached_by_tab_alone(visit: Open) -> None:
    at = visit("league")
    at.go("/clues/")
    at.page.click("tbody tr:first-child td a")
    at.page.locator("a.skip-link").focus()
    at.page.keyboard.press("Enter")
    reached = []
    for _ in range(12):
        at.page.keyboard.press("Tab")
        reached.append(at.page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
    assert "verdict" in reached
    assert reached.index("verdict") < reached.index("reason") < reached.index("next")


def test_a_figure_opens_down_to_a_patent(visit: Open) -> None:
    at = visit("league")
    at.page.click("a.figure-tile:has-text('每万人口')")
    at.page.wait_for_selector(".chart-area svg")
    assert at.count(".chart-area svg") == 1
    at.page.click(".toggle button[value=table]")
    assert at.count(".chart-table tbody tr") == 12
    row = at.page.locator("tr", has=at.page.get_by_role("link", name="科尔沁右翼前旗"))
    assert "3.00" in row.inner_text(), "30 inventions to 100,000 residents"
    row.locator("a").nth(1).click()
    assert at.says("30")
    at.page.click("tbody tr:first-child a")
    assert at.page.locator("h1").last.inner_text().startswith("一种养殖装置")


def test_a_record_is_edited_with_a_reason_and_keeps_its_history(visit: Open, site: Site) -> None:
    at = visit("league")
    path = f"/registers/patents/{site.records['own'].pk}/"
    at.go(path + "edit/")
    at.page.fill("#f-agency", "另一家代理所")
    at.page.fill("#reason", "登记簿副本")
    at.page.click("main form button.btn-primary")
    assert at.says("已修改")
    assert at.says("登记簿副本")
    at.go(path + "edit/")
    at.page.evaluate("document.getElementById('f-filing_date').type = 'text'")
    at.page.fill("#f-filing_date", "2020-02-30")
    at.page.fill("#reason", "试")
    at.page.click("main form button.btn-primary")
    assert at.page.locator(".invalid-feedback").inner_text().startswith("日期“2020-02-30”不存在")
    assert complaint(at).startswith("Failed to load resource")


def test_an_export_is_made_and_says_how_many_rows(visit: Open) -> None:
    at = visit("league")
    at.go("/registers/patents/?patent_type=invention&q=灌溉")
    at.page.click("details.menu summary:has-text('导出')")
    at.page.click("button[value=xlsx]")
    at.page.wait_for_selector(".progress-box")
    jobs.run_waiting()
    at.page.wait_for_selector("text=已完成")
    at.page.reload()
    assert at.says("共 20 行")
    assert at.says("类型 发明")
    with at.page.expect_download() as download:
        at.page.click("main a.btn-primary")
    assert download.value.suggested_filename.endswith(".xlsx")


def test_the_language_changes_and_stays(visit: Open) -> None:
    at = visit("league")
    at.page.click("button[value=en]")
    at.page.wait_for_selector(".heading h1:has-text('Today')")
    at.go("/clues/")
    assert at.says("Near-identical applications")
    at.page.click("button[value=zh-hans]")
    at.page.wait_for_selector("main >> text=近似申请 >> visible=true")


def test_wrong_passwords_lock_the_account(visit: Open, settings: Any) -> None:
    at = visit()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        at.log_in("forgetful", "wrong")
    at.log_in("forgetful")
    assert at.says("已暂时锁定")
    assert all("Failed to load resource" in text for text in at.complaints)
    at.complaints.clear()


def test_a_notice_is_reviewed_by_keyboard_and_adopted(visit: Open, site: Site) -> None:
    file = site.folder / "通知.txt"
    file.write_text(TEXT, "utf-8")
    at = visit("league")
    at.go("/plans/notices/")
    at.page.set_input_files("#file", file)
    at.page.click("main button.btn-primary")
    for _ in range(2):
        at.page.locator("button[value=add]").first.click()
        at.page.wait_for_load_state()
    at.page.click("button[value=plain]")
    at.page.wait_for_load_state()
    at.page.keyboard.press("j")
    assert at.count(".piece-text.is-here") == 1
    at.page.keyboard.press("e")
    at.page.keyboard.type("按月")
    with at.page.expect_response("**/pieces/**"):
        at.page.click("details[open] button[value=save]")
    at.page.wait_for_selector(".piece-card.is-waiting:focus")
    while at.page.locator(".piece-card.is-waiting").count():
        with at.page.expect_response("**/pieces/**"):
            at.page.keyboard.press("Enter")
        at.page.wait_for_timeout(150)
    at.page.set_viewport_size({"width": 390, "height": 850})
    assert at.page.evaluate("document.documentElement.scrollWidth") <= 390
    at.page.click("button[value=adopt]")
    assert at.says("新增任务 4 项")
    assert at.says("按月")
