"""The pack of XML elements: how a path is written, and that it covers what a row needs."""

import pytest
from pydantic import ValidationError

from xingzhi.packs import load
from xingzhi.packs.xml_elements import XmlColumn, named_last, pieces, xpath


@pytest.mark.parametrize(
    ("path", "made"),
    [
        (".", "."),
        ("a/b", "*[local-name()='a']/*[local-name()='b']"),
        ("a//b", "*[local-name()='a']/descendant::*[local-name()='b']"),
        ("//b", "descendant::*[local-name()='b']"),
        ("a[@x=10]", "*[local-name()='a'][@*[local-name()='x' and .='10']]"),
        ("a/@x", "*[local-name()='a']/@*[local-name()='x']"),
        ("a/b|c", "*[local-name()='a']/*[local-name()='b' or local-name()='c']"),
    ],
)
def test_a_path_names_elements_whatever_their_namespace(path, made):
    assert xpath(path) == made


@pytest.mark.parametrize("path", ["", "a//", "a/@x/b", "a|b/c", "a[1]", "a']", "../a", "a/*"])
def test_what_is_no_path_is_refused(path):
    with pytest.raises(ValueError, match=r"path|last step"):
        xpath(path)
    with pytest.raises(ValidationError):
        XmlColumn(heading="x", each=(path,))


def test_a_value_is_made_of_parts():
    office, slash, kind = pieces('country? + "/" + kind')
    assert (office.optional, slash.literal, kind.optional) == (True, "/", False)
    assert named_last("a/b|c") == ("b", "c")
    with pytest.raises(ValueError, match="value"):
        pieces("a + + b")


def test_every_shape_of_a_published_document_gives_what_a_register_needs():
    needed = {
        "申请号",
        "名称",
        "申请人",
        "发明人",
        "申请日",
        "主分类号",
        "分类号",
        "优先权",
        "分案原申请号",
        "摘要",
        "主权项",
    }
    for shape in load().xml_elements.formats:
        if not shape.part_labels and shape.of == "patents":
            assert needed <= {column.heading for column in shape.columns}, shape.id


def test_headings_are_known_to_the_register():
    from xingzhi.core.declare import register_named
    from xingzhi.intake.matching import Matcher
    from xingzhi.registers.models import MODELS

    packs = load()
    assert MODELS
    for name in ("patents", "trademarks"):
        matcher = Matcher(register_named(name), packs.headings(name))
        assert [each for each in packs.xml_elements.headings(name) if matcher.match(each) is None] == [], name
