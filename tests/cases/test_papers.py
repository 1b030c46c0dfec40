"""Papers come out filled, many at once, from the office's template; what could mislead or harm is refused."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.conftest import person
from xingzhi.cases.papers.checking import LARGEST, PaperRefused, cautions, examine
from xingzhi.cases.papers.forms import default_template
from xingzhi.cases.papers.models import PaperTemplate
from xingzhi.cases.papers.render import render, render_example
from xingzhi.cases.papers.templates import TemplateLost, in_use, load_template, withdraw_template
from xingzhi.core.models import LogEntry
from xingzhi.packs import load

FORMS = ("notice", "statement", "promise", "visit_record", "supervision")
ITEMS = [
    {"application_no": "202610000001.9", "title": "一种收割装置", "patent_type": "发明", "limb": "第三条第一项",
     "notice_date": date(2026, 11, 10), "reply_due": date(2026, 12, 25), "batch_no": "2026-1", "state": "承诺撤回"},
    {"application_no": "202620000003.3", "title": "筛网 <A&B>", "patent_type": "实用新型", "batch_no": "2026-2"},
]  # fmt: skip
LETTER = {
    "office": "测试局", "office_phone": "0000-1", "officer": "赵某", "today": date(2026, 11, 26),
    "applicant": "甲<乙>&丙有限公司", "address": "某街\n1号", "agency": "", "batches": ["2026-1", "2026-2"], "items": ITEMS,
    "contact": {"on": date(2026, 11, 25), "how": "电话", "spoke_with": "钱某", "said": "拟撤回第一件"},
    "deadline": date(2026, 12, 15), "region": "某旗", "counts": [{"label": "通报件数", "value": 12}],
}  # fmt: skip


def lines(content):
    """What a document says: paragraphs as texts, tables as rows of cells."""
    said = []
    for part in Document(io.BytesIO(content)).iter_inner_content():
        said += [part.text] if hasattr(part, "text") else [[cell.text for cell in row.cells] for row in part.rows]
    return said


def said(content):
    return "\n".join(" | ".join(line) if isinstance(line, list) else line for line in lines(content))


def form(name="notice"):
    return load().papers[name]


def changed(name="notice", **options):
    """The default template with a further paragraph, a footer, a relation, a file beside it or a part left out."""
    document = Document(io.BytesIO(default_template(form(name))))
    if "text" in options:
        document.add_paragraph(options["text"])
    if "footer" in options:
        document.sections[0].footer.paragraphs[0].text = options["footer"]
    if "link" in options:
        document.part.relate_to("https://example.org/x", options["link"], is_external=True)
    if "field" in options:
        xml = f"<w:r {nsdecls('w')}><w:instrText>{options['field']}</w:instrText></w:r>"
        document.add_paragraph()._p.append(parse_xml(xml))
    for paragraph in list(document.paragraphs):
        if paragraph.text == options.get("without"):
            paragraph._p.getparent().remove(paragraph._p)
    out = io.BytesIO()
    document.save(out)
    if "beside" in options:
        with zipfile.ZipFile(out, "a") as packed:
            packed.writestr(options["beside"], b"x" * options.get("size", 1))
    return out.getvalue()


def why(content, name="notice"):
    with pytest.raises(PaperRefused) as refused:
        examine(form(name), content)
    return refused.value.code, refused.value.detail


# --- What papers say ---


def test_the_five_papers_are_there():
    assert set(FORMS) <= set(load().papers)


@pytest.mark.django_db
def test_a_notice_says_what_was_notified_and_what_may_be_done():
    found = lines(render("notice", [LETTER]))
    assert found[:3] == ["专利申请核查事项告知书", "文号：", "甲<乙>&丙有限公司："]
    assert "我局收到通报的核查事项（2026-1、2026-2），涉及你单位（个人）2件，见下表。" in found[3]
    assert "代理机构" not in found[3]
    assert found[4:7] == [
        ["申请号", "名称", "类型", "通报所列情形", "通知日", "答复期限"],
        ["202610000001.9", "一种收割装置", "发明", "第三条第一项", "2026年11月10日", "2026年12月25日"],
        ["202620000003.3", "筛网 <A&B>", "实用新型", "", "", ""],
    ]
    everything = said(render("notice", [LETTER]))
    for words in ("不是结论", "（一）撤回", "（二）陈述意见", "以通知书为准", "联系人：赵某，电话：0000-1", "自行决定"):
        assert words in everything
    assert found[-2:] == ["测试局", "2026年11月26日"]


@pytest.mark.django_db
def test_a_statement_has_a_card_to_fill_in_for_each_item():
    found = said(render("statement", [LETTER]))
    assert found.startswith("本表为工作记录用，非统计调查表\n专利申请情况说明")
    assert found.count("研发人员及分工 | ") == 2
    assert "202620000003.3　筛网 <A&B>" in found
    assert "{" not in found


@pytest.mark.django_db
def test_a_promise_names_its_items_and_its_day():
    found = said(render("promise", [LETTER]))
    assert "自愿撤回下列专利申请，共2件，并于2026年12月15日前" in found
    assert "202610000001.9 | 一种收割装置 | 发明 | 2026-1" in found
    assert "　　　　年　　月　　日前" in said(render("promise", [LETTER | {"deadline": None}]))


@pytest.mark.django_db
def test_a_visit_record_holds_who_said_what():
    found = lines(render("visit_record", [LETTER]))
    assert found[0] == "内部工作记录"
    assert ["谈话人", "钱某"] in found
    assert ["所说情况", "拟撤回第一件"] in found
    assert ["地址", "某街\n1号"] in found
    assert ["202610000001.9", "一种收割装置", "2026-1", "承诺撤回", ""] in found


@pytest.mark.django_db
def test_a_supervision_note_names_no_party_even_where_it_is_given_one():
    found = said(render("supervision", [LETTER]))
    assert "内部工作记录" in found
    assert "通报件数 | 12" in found
    assert "请于2026年12月15日前办结并反馈" in found
    for secret in ("甲<乙>", "202610000001.9", "钱某", "某街"):
        assert secret not in found


@pytest.mark.parametrize("name", FORMS)
def test_every_placeholder_is_a_declared_field_and_nothing_is_a_finding(name):
    paper = form(name)
    texts = list(paper.texts())  # raises where a placeholder is none of the paper's fields
    document = "".join(texts) + said(default_template(paper))
    names = set(re.findall(r"\{\{ (?:item|row)?\.?(\w+)", document)) - {"contact"}
    parts = {part for field in paper.fields.values() for part in field.columns}
    assert names <= set(paper.fields) | parts
    for words in (*paper.pack.findings.values, "认定为", "非正常", "不正当", "虚假", "批准文号", "字〔"):
        assert words not in document
    number = [line for line in lines(default_template(paper)) if "文号" in line]
    assert number == (["文号："] if paper.entry.numbered else [])


@pytest.mark.parametrize("name", FORMS)
def test_a_paper_that_is_no_letter_says_that_it_is_internal_or_no_statistical_form(name):
    kind, mark = form(name).kind, form(name).mark
    assert mark == {"letter": "", "form": "本表为工作记录用，非统计调查表", "record": "内部工作记录"}[kind]
    assert lines(default_template(form(name)))[0] == (mark or form(name).entry.heading)


# --- Printing ---


@pytest.mark.django_db
def test_many_letters_are_one_document_each_on_its_own_page():
    names = [f"第{at}家公司" for at in range(1, 31)]
    content = render("notice", [LETTER | {"applicant": name} for name in names])
    document = Document(io.BytesIO(content))
    assert [line[:-1] for line in lines(content) if isinstance(line, str) and line.endswith("家公司：")] == names
    assert len(document.sections) == 30
    for section in document.sections:
        assert section._sectPr.find(qn("w:type")).get(qn("w:val")) == "nextPage"
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert round(section.page_width.mm) == 210


@pytest.mark.django_db
def test_letters_begin_a_page_also_where_the_template_runs_on():
    document = Document(io.BytesIO(default_template(form())))
    document.sections[0]._sectPr.insert(2, parse_xml(f'<w:type {nsdecls("w")} w:val="continuous"/>'))
    out = io.BytesIO()
    document.save(out)
    from xingzhi.cases.papers.filling import fill
    from xingzhi.cases.papers.values import example

    twice = Document(io.BytesIO(fill(out.getvalue(), [example(form())] * 2)))
    assert [section._sectPr.find(qn("w:type")).get(qn("w:val")) for section in twice.sections] == ["nextPage"] * 2


@pytest.mark.django_db
def test_the_same_letters_are_the_same_file_and_name_nobody_who_made_it():
    assert render("notice", [LETTER]) == render("notice", [LETTER])
    about = Document(io.BytesIO(render("notice", [LETTER]))).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")


@pytest.mark.django_db
def test_values_are_text_whatever_they_look_like():
    wild = "{{ 7*7 }} {% for %} </w:t> &amp; \x00\x0c\x07\ud800 “引号” '"
    found = said(render("notice", [LETTER | {"applicant": wild}]))
    assert "{{ 7*7 }} {% for %} </w:t> &amp;  “引号” '：" in found


@pytest.mark.django_db
def test_nothing_to_print_and_unknown_names_are_errors():
    with pytest.raises(ValueError, match="no letter"):
        render("notice", [])
    with pytest.raises(ValueError, match="aplicant"):
        render("notice", [{"aplicant": "甲"}])
    with pytest.raises(ValueError, match=r"items\.number"):
        render("notice", [{"items": [{"number": "1"}]}])
    with pytest.raises(KeyError):
        render("nothing", [LETTER])


@pytest.mark.django_db
def test_a_paper_with_nothing_known_can_still_be_opened():
    for name in FORMS:
        assert form(name).entry.heading in said(render(name, [{}]))


# --- The office's own template ---


@pytest.mark.django_db
def test_the_offices_newest_template_is_used_until_withdrawn(league):
    assert in_use("notice").loaded is None
    assert in_use("notice").ref.startswith("abnormal_letters@")
    load_template(league, "notice", changed(text="第一版，{{ officer }}"), "一.docx")
    second = load_template(league, "notice", changed(text="第二版，{{ officer }}"), "c:\\文书\\二.docx")
    assert second.file_name == "二.docx"
    assert "第二版" in said(second.path.read_bytes())
    assert said(render("notice", [LETTER])).endswith("第二版，赵某")
    assert in_use("notice").ref == second.ref
    assert in_use("promise").loaded is None
    withdraw_template(league, second.pk)
    assert in_use("notice").loaded is None
    assert PaperTemplate.objects.filter(withdrawn=True).count() == 2
    assert list(LogEntry.objects.values_list("verb", flat=True)) == ["load_template"] * 2 + ["withdraw_template"]


@pytest.mark.django_db
def test_only_who_sees_the_whole_office_may_change_what_everybody_prints(banner, outsider, league):
    reader = person("reader", "reader", "1522")
    of_a_banner = person("banner_admin", "administrator", "152221")
    template = load_template(league, "notice", changed(text="本局"), "一.docx")
    for user in (banner, reader, outsider, of_a_banner):
        with pytest.raises(PermissionDenied):
            load_template(user, "notice", changed(), "二.docx")
    for user in (banner, reader):
        with pytest.raises(PermissionDenied):
            withdraw_template(user, template.pk)
    assert in_use("notice").loaded == template


@pytest.mark.django_db
def test_a_lost_or_changed_file_is_not_replaced_silently(league):
    template = load_template(league, "notice", changed(text="本局"), "一.docx")
    template.path.write_bytes(changed(text="别的"))
    with pytest.raises(TemplateLost):
        render("notice", [LETTER])
    template.path.unlink()
    with pytest.raises(TemplateLost):
        render("notice", [LETTER])
    client = Client()
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    assert "模板文件不见了" in client.get(reverse("paper-list")).content.decode()
    assert client.get(reverse("paper-download", args=["notice", "used"])).status_code == 302


def test_the_default_templates_pass_their_own_examination():
    for name in FORMS:
        examine(form(name), default_template(form(name)))
        assert cautions(form(name), default_template(form(name))) == ()


@pytest.mark.parametrize(
    "content", [b"", b"not a file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"PK\x03\x04broken"]
)
def test_what_is_no_docx_is_refused(content):
    assert why(content)[0] == "not_docx"


def test_a_workbook_or_a_plain_archive_is_no_docx():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", "<a/>")
    assert why(out.getvalue())[0] == "not_docx"


def test_too_large_a_file_is_refused_packed_or_unpacked():
    assert why(b"x" * (LARGEST + 1))[0] == "large"
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"\0" * (21 * 1024 * 1024))
    assert len(bomb.getvalue()) < LARGEST
    assert why(bomb.getvalue())[0] == "large"


def test_unknown_placeholders_are_named():
    text = "{{ applicants }}、{{ contact.on }}{% for item in items %}{{ item.price }}{{ item }}{% endfor %}{{ items }}"
    code, detail = why(changed(text=text))
    assert code == "unknown"
    assert detail.split("、") == ["applicants", "contact.on", "item.price", "item", "items"]
    assert why(changed("supervision", text="{{ applicant }}"), "supervision") == ("unknown", "applicant")


@pytest.mark.parametrize(
    "text",
    [
        "{{ applicant }", "{% if agency %}代理", "{{ applicant|nothing }}", "{{ applicant|safe }}", "{{ applicant.upper() }}",
        "{{ ''.__class__ }}", "{{ applicant * 99 }}", "{% include 'x' %}", "{% set applicant = 1 %}",
        "{% for letter in applicant %}{% endfor %}", "{% macro x() %}{% endmacro %}", "{{ [1, 2] }}", "{{ items[0].title }}",
    ],
)  # fmt: skip
def test_broken_or_more_than_placeholders_is_refused_with_its_paragraph(text):
    code, detail = why(changed(text=text))
    assert code == "syntax"
    assert detail


def test_a_function_is_no_placeholder():
    assert why(changed(text="{{ range(9) }}"))[0] == "syntax"
    assert why(changed(text="{% for each in range(999999999) %}{% endfor %}"))[0] == "syntax"


def test_a_loop_that_ends_elsewhere_is_refused():
    document = Document(io.BytesIO(default_template(form())))
    document.tables[0].rows[0].cells[0].text = "{% if agency %}"
    document.add_paragraph("{% endif %}")
    out = io.BytesIO()
    document.save(out)
    assert why(out.getvalue())[0] == "broken"


def test_conditions_and_loops_over_lists_may_be_used():
    text = "{% if agency and items|length > 1 %}有{% endif %}{% for each in items %}{{ loop.index }}{{ each.title }}{% endfor %}"
    examine(form(), changed(text=text))


def test_heads_and_feet_hold_only_what_all_letters_share():
    examine(form(), changed(footer="{{ office }}"))
    assert why(changed(footer="{{ applicant }}")) == ("beside", "applicant")
    assert why(changed(footer="{{ nobody }}")) == ("unknown", "nobody")


def test_macros_and_embedded_things_are_refused():
    for name in ("word/vbaProject.bin", "word/embeddings/oleObject1.bin", "word/activeX/activeX1.xml"):
        assert why(changed(beside=name))[0] == "active"


def test_what_is_fetched_from_elsewhere_is_refused_and_a_link_is_not():
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    assert why(changed(link=kinds + "image")) == ("external", "https://example.org/x")
    assert why(changed(link=kinds + "attachedTemplate"))[0] == "external"
    examine(form(), changed(link=kinds + "hyperlink"))
    assert why(changed(field='INCLUDEPICTURE "file://x"')) == ("external", "INCLUDEPICTURE")


def test_a_file_without_placeholders_would_say_the_same_to_everybody():
    out = io.BytesIO()
    Document().save(out)
    assert why(out.getvalue())[0] == "none"


def test_a_record_keeps_its_mark():
    assert why(changed("visit_record", without="内部工作记录"), "visit_record") == ("mark", "内部工作记录")
    assert why(changed("promise", without="本表为工作记录用，非统计调查表"), "promise")[0] == "mark"


def test_words_that_find_are_pointed_out_and_left_to_the_office():
    content = changed(text="上述申请属于非正常申请。")
    examine(form(), content)
    assert cautions(form(), content) == ("属于非正常",)


# --- The page ---


def client_of(user):
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def send(client, content, name="告知书.docx"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("paper-upload", args=["notice"]), {"file": file}, follow=True).content.decode()


@pytest.mark.django_db
def test_an_officer_downloads_changes_and_loads_a_template(league):
    client = client_of(league)
    got = client.get(reverse("paper-download", args=["notice", "used"]))
    assert b"".join(got.streaming_content) == default_template(form())
    page = send(client, changed(text="本局另行电话通知。"))
    assert "已载入，从现在起按这份模板打印。" in page
    assert "本局模板" in page
    example = client.get(reverse("paper-download", args=["notice", "example"]))
    found = said(b"".join(example.streaming_content))
    assert "本局另行电话通知。" in found
    assert "示例甲科技有限公司" in found
    loaded = PaperTemplate.objects.get()
    page = client.post(reverse("paper-withdraw", args=[loaded.pk]), follow=True).content.decode()
    assert "已用回默认模板。" in page
    assert loaded.file_name in page  # still there to download
    assert client.get(reverse("paper-file", args=[loaded.pk])).status_code == 200


@pytest.mark.django_db
def test_a_refusal_says_what_is_wrong_in_the_readers_language(league):
    client = client_of(league)
    assert "没有这些占位符：aplicant" in send(client, changed(text="{{ aplicant }}"))
    assert "不是 DOCX 文件" in send(client, b"x", "x.doc")
    assert "文件超过 2 MB" in send(client, b"x" * (LARGEST + 1))
    client.cookies["django_language"] = "en"
    assert "Not loaded: this paper has no such placeholders: aplicant" in send(client, changed(text="{{ aplicant }}"))
    assert not PaperTemplate.objects.exists()


@pytest.mark.django_db
def test_a_banner_officer_and_a_reader_download_and_do_not_load(banner):
    for user in (banner, person("reader", "reader", "1522")):
        client = client_of(user)
        page = client.get(reverse("paper-list")).content.decode()
        assert "告知书" in page
        assert 'type="file"' not in page
        for which in ("used", "default", "example"):
            assert client.get(reverse("paper-download", args=["promise", which])).status_code == 200
        file = SimpleUploadedFile("x.docx", changed())
        assert client.post(reverse("paper-upload", args=["notice"]), {"file": file}).status_code == 403


@pytest.mark.django_db
def test_addresses_of_no_paper_are_not_found(league):
    client = client_of(league)
    assert client.get(reverse("paper-download", args=["nothing", "used"])).status_code == 404
    assert client.get(reverse("paper-download", args=["notice", "other"])).status_code == 404
    assert client.post(reverse("paper-upload", args=["nothing"])).status_code == 404


@pytest.mark.django_db
def test_an_example_holds_invented_values_only():
    for name in FORMS:
        assert "示例" in said(render_example(name))
