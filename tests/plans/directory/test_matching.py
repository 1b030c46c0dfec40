"""Names as notices write them, and the units they mean."""

from __future__ import annotations

import pytest

from xingzhi.plans.directory.actions import UnitRefused, add_unit, alias_unit, directory, fill_units, retire_unit
from xingzhi.plans.directory.matching import bare_name, kind_by_ending

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(league):
    fill_units(league)
    for name in ("知识产权发展和保护科", "稽查局"):
        add_unit(league, "section", name)
    add_unit(league, "body", "综合保障中心")


@pytest.mark.parametrize(
    ("name", "means"),
    [
        ("盟局知识产权发展和保护科", {"知识产权发展和保护科"}),
        ("扎赉特旗市场监督管理局（知识产权局）", {"扎赉特旗"}),
        ("局机关各有关科室局", {"知识产权发展和保护科", "稽查局"}),
        ("直属事业单位负责人", {"综合保障中心"}),
        ("财政局", set()),
    ],
)
def test_names(units, name, means):
    assert {unit.name for unit in directory().match(name).units} == means


def test_every_banner_and_the_zones_beside_them(units, league):
    assert len(directory().match("各旗县市市场监管局（知识产权局）").units) == 6
    found = directory().match("各旗县市（开发区）局")
    assert (len(found.units), found.lacking) == (6, ("zone",)), "that no zone is known is said"
    add_unit(league, "zone", "示例经济技术开发区", "152201")
    assert len(directory().match("各旗县市（开发区）局").units) == 7


def test_aliases_retired_units_and_names_taken(units, league):
    unit = directory().match("稽查局").units[0]
    alias_unit(league, unit.pk, "综合执法局")
    assert directory().match("综合执法局").units == (unit,)
    with pytest.raises(UnitRefused) as refused:
        add_unit(league, "section", "综合执法局")
    assert refused.value.taken == "稽查局"
    retire_unit(league, unit.pk)
    assert not directory().match("稽查局").known
    assert fill_units(league) == 0


def test_what_an_unknown_name_may_be(db):
    assert [kind_by_ending(name) for name in ("商标科", "保护中心", "某某开发区", "财政局")] == [
        "section", "body", "zone", "outside",
    ]  # fmt: skip
    assert bare_name("盟局稽查局") == "稽查局"
