"""The page: an answer with its reasons, two marks side by side, pictures, saved searches, the paper."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from PIL import Image

from tests.builders import body, write_rows
from tests.registers.test_trademarks import ROW
from xingzhi.core import jobs
from xingzhi.registers.models import MODELS
from xingzhi.screening.mark_search.warming import warm

pytestmark = pytest.mark.django_db
REMARK = "检索参考，不构成商标近似认定"
ADDRESS = "/marks/search/"


@pytest.fixture
def client(take_in, league, tmp_path):
    rows = [
        ROW | {"类似群": "3008", "商品/服务": "示例米"},
        ROW
        | {
            "申请号/注册号": "990000011",
            "商标名称": "示例木歌",
            "申请人": "张某某",
            "申请人地址": "内蒙古自治区兴安盟突泉县",
        },
    ]
    take_in(league, write_rows(tmp_path / "商标.csv", rows))
    warm()
    made = Client()
    made.force_login(league, "django.contrib.auth.backends.ModelBackend")
    return made


def drawing(box):
    picture, out = Image.new("RGB", (160, 160), "white"), io.BytesIO()
    picture.paste((20, 20, 160), box)
    picture.paste((160, 20, 20), (box[0], box[3], box[0] + 20, box[3] + 25))
    picture.save(out, "PNG")
    return out.getvalue()


def test_an_answer_with_reasons_and_what_was_searched(client):
    page = body(client.get(ADDRESS, {"q": "示例牧歌", "goods": "3008"}))
    for words in (REMARK, "4.1.2 文字相同", "文字相同", "类别相同", "2 件，检索库", "没有载入外部名录"):
        assert words in page, words
    nothing = body(client.get(ADDRESS, {"q": "完全不同"}))
    assert "没有找到与“完全不同”相近的在先商标" in nothing
    assert "不等于可以注册" in nothing
    narrowed = body(client.get(ADDRESS, {"q": "示例牧歌", "classes": "45"}))
    assert "按所选条件没有，共有 2 件" in narrowed
    assert 'href="/marks/search/?q=%E7%A4%BA%E4%BE%8B%E7%89%A7%E6%AD%8C"' in narrowed, "the conditions can be cleared"
    assert "没有检索：请选择一张图片" in body(client.post(ADDRESS + "picture/", {"q": ""}, follow=True))
    for text, said in (("😀", "请上传图样查"), ("x" * 201, "超过 200 个字")):
        assert said in body(client.get(ADDRESS, {"q": text}))


def test_two_marks_side_by_side_with_each_rule_opened(client):
    row = MODELS["trademarks"].objects.get(mark_no="990000011")
    page = body(
        client.get(ADDRESS + "beside/", {"q": "示例牧歌", "goods": "30", "row": row.pk, "without": "990000010"})
    )
    for words in (
        REMARK,
        "示例木歌",
        "shi li mu ge",
        "读音相同或近似",
        "国家知识产权局公告第462号",
        "mark_similarity@",
        "示例米",
    ):
        assert words in page, words
    mark = body(client.get(f"/registers/trademarks/{row.pk}/"))
    assert "找近似在先商标" in mark
    assert "/marks/search/?q=" in mark


def test_pictures_are_loaded_searched_and_refused_with_the_reason(client, banner, monkeypatch):
    files = {"990000010.png": drawing((30, 30, 110, 90)), "990000011.png": drawing((30, 20, 60, 120)),
             "说明.png": b"x", "990000011_坏.png": b"\x89PNG", "990000099.png": b"x"}  # fmt: skip
    sent = [SimpleUploadedFile(name, content) for name, content in files.items()]
    told = body(client.post("/marks/drawings/", {"files": sent}, follow=True))
    for words in ("载入 2 件图样", "文件名不是商标号", "不是可识别的图片", "台账里没有这个号"):
        assert words in told, words
    jobs.run_waiting()
    turned = io.BytesIO()
    Image.open(io.BytesIO(files["990000010.png"])).rotate(90).save(turned, "JPEG", quality=95)
    answer = client.post(ADDRESS + "picture/", {"file": SimpleUploadedFile("问.jpg", turned.getvalue())})
    monkeypatch.setattr("xingzhi.screening.mark_search.pictures.AT_ONCE", 1)
    page = body(client.get(answer["Location"]))
    assert "图样较多" in page, "many drawings are compared beside the page"
    assert "990000010" not in page
    page = body(client.get(answer["Location"] + "&part=drawn"))
    assert page.index("990000010") < page.index("990000011")
    assert "旋转" in page
    digest = answer["Location"].partition("picture=")[2]
    assert client.get(f"{ADDRESS}picture/{digest}/")["Content-Type"] == "image/png"
    other = Client()
    other.force_login(banner, "django.contrib.auth.backends.ModelBackend")
    assert other.get(f"{ADDRESS}picture/{digest}/").status_code == 404
    broken = SimpleUploadedFile("坏.png", b"\x89PNG\r\n")
    assert "不是可识别的图片" in body(client.post(ADDRESS + "picture/", {"file": broken}, follow=True))


def test_a_saved_search_points_out_what_is_new(client, take_in, league, tmp_path):
    saved = client.post(ADDRESS + "save/", {"q": "示例牧歌", "name": "牧歌"})["Location"]
    assert "此后新出现 0 件" in body(client.get(saved))
    take_in(league, write_rows(tmp_path / "新.csv", [ROW | {"申请号/注册号": "990000012", "类别": "5"}]))
    page = body(client.get(saved))
    assert "此后新出现 1 件" in page
    number = saved.partition("saved=")[2]
    client.post(f"{ADDRESS}saved/{number}/", {"do": "seen"})
    assert "此后新出现 0 件" in body(client.get(saved))
    client.post(f"{ADDRESS}saved/{number}/", {"do": "drop"})
    assert "牧歌" not in body(client.get(ADDRESS))


def test_the_paper_says_what_was_searched_and_carries_the_remark_on_every_page(client):
    answer = client.post(ADDRESS + "report/", {"q": "示例牧歌", "goods": "3008"})
    paper = Document(io.BytesIO(answer.content))
    assert REMARK in paper.sections[0].header.paragraphs[0].text
    assert REMARK in paper.sections[0].even_page_header.paragraphs[0].text
    cells = " ".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    for words in ("示例牧歌", "商标台账 2 件", "mark_similarity@", "4.1.2", "张**", "没有查外部名录", "申请日期", "无"):
        assert words in cells, words
    assert "张某某" not in cells
    assert "图样相似程度" not in cells, "no table of pictures where none was searched for"
    assert any("范围以外的商标没有查" in each.text for each in paper.paragraphs)
    assert "没有打印" in body(client.post(ADDRESS + "report/", {"q": "示例牧歌", "classes": "x"}, follow=True))


def test_the_api_finds_what_the_page_finds(client):
    told = client.get("/api/marks/search", {"q": "示例牧歌", "goods": "3008"}).json()
    assert told["remark"] == REMARK
    assert [(each["number"], each["verdict"]) for each in told["rows"]] == [
        ("990000010", "identical"),
        ("990000011", "similar"),
    ]
    assert told["rows"][0]["reasons"][0]["rule"] == "4.1.2"
    assert client.get("/api/marks/search", {"q": "😀"}).status_code == 422
