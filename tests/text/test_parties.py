from types import SimpleNamespace

import pytest

from xingzhi.text.parties import party_key


def words(*values: str) -> SimpleNamespace:
    return SimpleNamespace(values=values)


RULES = SimpleNamespace(
    legal_forms=words("股份有限公司", "有限责任公司", "有限公司", "公司", "特殊普通合伙", "有限合伙", "Co., Ltd."),
    generic_words=words("集团", "控股", "科技", "发展"),
    org_markers=words("公司", "集团", "大学", "学院", "厂", "研究所", "事务所", "中心"),
    minimum_distinctive_length=SimpleNamespace(value=2),
    minimum_person_length=SimpleNamespace(value=2),
    maximum_person_length=SimpleNamespace(value=4),
    transliterated_parts=words("乌云", "其其格", "巴雅尔", "图"),
    transliterated_surnames=words("包"),
    maximum_transliterated_length=SimpleNamespace(value=9),
)


def key(name: str) -> str:
    return party_key(name, RULES).key


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("甲乙丙集团控股有限公司", "甲乙丙集团控股", "legal_form:有限公司"),
        ("甲乙丙丁科技有限公司", "甲乙丙丁科技有限责任公司", "legal_form:有限公司"),
        ("甲乙（山东）装备有限公司", "甲乙(山东)装备有限公司", "brackets"),
        ("甲乙（山东）装备有限公司", "甲乙山东装备有限公司", "brackets"),
        ("臺灣甲乙電子有限公司", "台湾甲乙电子有限公司", "traditional"),
        ("ＡＢＣ科技有限公司", "abc科技有限公司", "width"),
        ("ABC 科技有限公司", "abc科技有限公司", "signs"),
        ("Foo Bar CO.,LTD", "Foo Bar Co., Ltd.", "legal_form:Co., Ltd."),
        ("甲乙专利代理事务所（特殊普通合伙）", "甲乙专利代理事务所", "legal_form:特殊普通合伙"),
    ],
)
def test_one_party_under_two_spellings(one, other, reason):
    assert key(one) == key(other)
    assert reason in party_key(one, RULES).reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲乙科技发展有限公司", "丙丁科技发展有限公司"),
        ("科技发展有限公司", "科技发展"),
        ("集团有限公司", "集团股份有限公司"),
        ("甲科技有限公司", "甲科技"),
        ("甲乙投资（有限合伙）", "甲乙投资有限公司"),
        ("甲乙集团有限公司", "甲乙有限公司"),
        ("某某大学", "某某学院"),
    ],
)
def test_two_parties_stay_two(one, other):
    assert key(one) != key(other)


@pytest.mark.parametrize(
    "name", ["甲乙", "欧阳甲乙", "阿某·买某某", "Jane Doe", "李园", "乌云其其格", "包巴雅尔其其格", "乌云巴雅尔图"]
)
def test_people(name):
    found = party_key(name, RULES)
    assert found.person
    assert found.key.startswith("person:")


@pytest.mark.parametrize(
    "name",
    [
        "某某大学",
        "甲乙公司",
        "林学院",
        "甲乙集团",
        "Foo Inc.",
        "乌云其其格文化",
        "乌云图其其格",
        "乌云其其格厂",
        "巴雅尔其其格巴雅尔图图",
    ],
)
def test_organisations(name):
    assert not party_key(name, RULES).person
