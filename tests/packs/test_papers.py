"""Papers: a text that uses what is not declared, says a finding, or hides what it is, is refused with its pack."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xingzhi.packs import PackError, Packs
from xingzhi.packs.loading import read_documents
from xingzhi.packs.placeholders import PlaceholderProblem, check

Write = Callable[..., Path]
BODY = """\
  since: 2026-01-01
  ref: P
  findings: {{values: [属于非正常], reason: {{zh: 因, en: why}}}}
  fields:
    name: {{label: {{zh: 名, en: Name}}, example: 甲, shared: true}}
    hidden: {{label: {{zh: 密, en: Hidden}}, example: 乙}}
    items:
      label: {{zh: 件, en: Items}}
      many: true
      columns: {{no: {{label: {{zh: 号, en: No}}, examples: ["1", "2"]}}{more}}}
  papers:
    - id: one
      title: {{zh: 文, en: One}}
      heading: 文
      kind: {kind}
      purpose: {{zh: 用, en: Use}}
      mark: "{mark}"
      fields: [name, items]
      paragraphs:
        - {block}
      signatures: ["{{{{ name }}}}"]
"""


def body(block: str = '{text: "{{ name }}"}', kind: str = "letter", mark: str = "", more: str = "") -> str:
    """A pack of one paper."""
    return BODY.format(block=block, kind=kind, mark=mark, more=more)


def refused(folder: Path) -> str:
    with pytest.raises(PackError) as raised:
        read_documents(folder)
    return raised.value.reason


def test_a_paper_loads(write: Write) -> None:
    documents, version = read_documents(write("documents", body()))
    paper = Packs(Path(), documents, version).papers["one"]
    assert tuple(paper.fields) == ("name", "items")
    assert next(paper.texts()) == "文"


@pytest.mark.parametrize(
    ("block", "why"),
    [
        ('{text: "{{ nobody }}"}', "unknown: nobody"),
        ('{text: "{{ hidden }}"}', "unknown: hidden"),
        ('{text: "{{ items }}"}', "unknown: items"),
        ('{text: "{% if name %}"}', "syntax"),
        ("{text: 这是属于非正常的}", "says 属于非正常"),
        ("{table: items, columns: [{part: price, width: 9}]}", "items has no column price"),
        ("{table: name, columns: [{part: no, width: 9}]}", "name is no list of this paper"),
        ('{each: items, facts: [{label: 号, text: "{{ item.price }}"}]}', "unknown: item.price"),
        ("{text: 甲, table: items, columns: [{part: no, width: 9}]}", "a text, a table or facts"),
        ("{text: 甲, each: items}", "only facts are there for each row"),
        ("{table: items, columns: [{width: 9}]}", "a part or a heading"),
    ],
)
def test_a_block_is_refused(write: Write, block: str, why: str) -> None:
    assert why in refused(write("documents", body(block)))


def test_a_form_or_record_must_say_what_it_is(write: Write) -> None:
    assert "says what it is" in refused(write("documents", body(kind="record")))
    read_documents(write("documents", body(kind="record", mark="内部工作记录")))


def test_parts_of_a_field_have_equally_many_examples(write: Write) -> None:
    more = ', day: {label: {zh: 日, en: Day}, examples: ["1"]}'
    assert "equally many" in refused(write("documents", body(more=more)))


def test_a_text_uses_fields_their_parts_and_rows(packs: Packs) -> None:
    fields = packs.papers["visit_record"].fields
    text = "{{ contact.on }}{% for row in items if row.state %}{{ loop.index }}{{ row['title'] }}{% endfor %}"
    assert check(text, fields) == {"contact", "items", "row", "loop"}
    assert check("{% if agency is defined %}{% endif %}{{ agency or office }}", fields) >= {"agency", "office"}


@pytest.mark.parametrize(
    "text", ["{{ f() }}", "{{ office.x() }}", "{{ [1] }}", "{{ 9 ** 9 }}", "{{", "{{ office|safe }}"]
)
def test_a_text_calls_nothing(packs: Packs, text: str) -> None:
    with pytest.raises(PlaceholderProblem) as raised:
        check(text, packs.papers["notice"].fields)
    assert raised.value.code == "syntax"
