"""The tree of regions and what it is asked."""

from __future__ import annotations

import pytest

from xingzhi.packs import PackError, Packs, Regions
from xingzhi.packs.region_pack import RegionsBody
from xingzhi.packs.regions import Region

DATED = {"since": "2026-01-01", "ref": "P"}
BODY = {
    "edition": {**DATED, "text": {"zh": "试", "en": "t"}, "not_loaded": {"zh": "试", "en": "t"}},
    "tables": {},
    "rules": {
        "leading_words": {**DATED, "values": []},
        "common_words": {**DATED, "values": []},
        "dissolving": {**DATED, "values": ["撤销"]},
        "not_followed_by": {},
    },
    "zones": [
        {
            **DATED,
            "id": "z1",
            "name": {"zh": "青禾经济开发区", "en": "Qinghe zone"},
            "path": "990101",
            "level": "national",
        }
    ],
}
DIVISIONS = [
    {"code": "99", "name": "海川省", "short": "海川", "type": "province", "ref": "P"},
    {"code": "9901", "name": "临河市", "short": "临河", "type": "prefecture", "ref": "P"},
    {"code": "990101", "name": "青禾县", "short": "青禾", "type": "county", "ref": "P"},
    {"code": "990102", "name": "北原区", "short": "", "type": "county", "ref": "P"},
    {"code": "9902", "name": "南浦市", "short": "南浦", "type": "prefecture", "ref": "P"},
    {"code": "990201", "name": "北原区", "short": "", "type": "county", "ref": "P"},
]


def change(old: str, old_name: str, new: str, new_name: str) -> dict[str, str]:
    return {
        "year": "2010", "type": "撤销", "old_code": old, "old_name": old_name, "new_code": new, "new_name": new_name,
        "doc_no": "试〔2010〕1号", "url": "", "ref": "P",
    }  # fmt: skip


CHANGES = [
    change("990111", "旧禾县", "990112", "中禾县"),
    change("990112", "中禾县", "990101", "青禾县"),
    change("990121", "分水县", "990101", "青禾县"),
    change("990121", "分水县", "990102", "北原区"),
]


@pytest.fixture(scope="module")
def small() -> Regions:
    """A made-up province."""
    return Regions(DIVISIONS, CHANGES, RegionsBody.model_validate(BODY))


def test_the_tree_has_all_provinces_and_no_statistical_zones(packs: Packs) -> None:
    provinces = packs.regions.children("")
    assert len(provinces) == 34
    assert all(region.level == "province" for region in provinces)
    assert packs.regions.get("130171") is None


def test_a_league_has_its_banners(packs: Packs) -> None:
    assert [region.name for region in packs.regions.children("1522")] == [
        "乌兰浩特市", "阿尔山市", "科尔沁右翼前旗", "科尔沁右翼中旗", "扎赉特旗", "突泉县",
    ]  # fmt: skip


def test_every_region_has_its_parent_as_prefix(packs: Packs) -> None:
    todo, seen = [""], 0
    while todo:
        path = todo.pop()
        seen += 1
        for child in packs.regions.children(path):
            assert child.path.startswith(path)
            assert child.parent == path
            todo.append(child.path)
    assert seen == len(packs.regions)


def test_placeholders_are_no_regions(packs: Packs) -> None:
    assert packs.regions.get("1101") is None
    assert packs.regions.full_name("110105") == "北京市朝阳区"
    assert [region.path for region in packs.regions.ancestors("110105")] == ["", "11"]


def test_names(packs: Packs) -> None:
    regions = packs.regions
    assert regions.full_name("152221") == "内蒙古自治区兴安盟科尔沁右翼前旗"
    assert regions.full_name("") == "全国"
    assert regions.name("152221") == "科尔沁右翼前旗"
    assert regions.name("000001") == "000001"
    region = regions.get("1522")
    assert isinstance(region, Region)
    assert (region.level, region.code, region.short) == ("prefecture", "152200", "兴安")


def test_every_region_is_found_by_its_full_name_and_its_code(packs: Packs) -> None:
    regions = packs.regions
    todo = [""]
    while todo:
        path = todo.pop()
        todo.extend(child.path for child in regions.children(path))
        if path:
            located = regions.locate(regions.full_name(path) + "某某路1号")
            assert located is not None
            assert located.path == path
            assert regions.by_code(path.ljust(6, "0")) == path


def test_changes_are_followed_to_today(small: Regions) -> None:
    assert small.by_code("990111") == "990101"
    assert small.by_code("990112") == "990101"
    located = small.locate("海川省临河市旧禾县某某镇")
    assert located is not None
    assert (located.path, located.how) == ("990101", "former_name")


def test_a_split_region_leads_to_what_is_above_its_parts(small: Regions) -> None:
    assert small.by_code("990121") == "9901"


def test_zones_are_overlays(small: Regions, packs: Packs) -> None:
    assert [zone.id for zone in small.zones("9901")] == ["z1"]
    assert small.zones("9902") == ()
    located = small.locate("海川省临河市青禾经济开发区某某路")
    assert located is not None
    assert (located.path, located.how) == ("990101", "zone")
    assert packs.regions.zones() == ()


def test_an_ambiguous_name_needs_its_city(small: Regions) -> None:
    assert small.locate("北原区某某路") is None
    located = small.locate("北原区某某路", within="9902")
    assert located is not None
    assert located.path == "990201"
    assert small.by_name("南浦市北原区") == "990201"


def test_within_does_not_hold_a_place_inside(packs: Packs) -> None:
    located = packs.regions.locate("山东省泰安市某某路", within="1522")
    assert located is not None
    assert located.path == "3709"


def test_what_was_matched_is_told(packs: Packs) -> None:
    located = packs.regions.locate("226600 江苏省南通市海安县某某镇")
    assert located is not None
    assert located.matched == "江苏省南通市海安县"


def test_a_region_without_one_above_is_refused() -> None:
    rows = [{"code": "9901", "name": "临河市", "short": "", "type": "prefecture", "ref": "P"}]
    with pytest.raises(PackError, match="has no region above it"):
        Regions(rows, [], RegionsBody.model_validate(BODY), file="d.csv")


def test_an_alias_of_no_region_is_refused() -> None:
    body = {**BODY, "zones": [], "aliases": [{**DATED, "name": "某旗", "path": "990199"}]}
    with pytest.raises(PackError, match="990199"):
        Regions(DIVISIONS, [], RegionsBody.model_validate(body))


def test_which_places_stood_where_one_stands_now(packs: Packs) -> None:
    regions = packs.regions
    assert regions.parts("120116", 2008).names == {"120107": "塘沽区", "120108": "汉沽区", "120109": "大港区"}
    assert regions.parts("120116", 2009).names == {}, "from the end of the year of the change on it is one"
    assert regions.parts("130503", 2019).names == {"130521": "邢台县", "130503": "桥西区"}, "one kept its code"
    assert "3712" not in regions.parts("370116", 2017).names, "not the prefecture around one that is named"
    assert regions.parts("360112", 2018).names == {"360105": "湾里区", "360112": "新建区"}, (
        "one was there and took another in"
    )
    assert regions.parts("360112", 2014).names == {"360105": "湾里区", "360122": "新建县"}
    assert set(regions.parts("310115", 2008).names) == {"310119", "310115"}, (
        "nobody says that it was new: its own is needed"
    )
    assert regions.parts("152221", 2000).names == {}


@pytest.mark.parametrize(
    ("text", "former"),
    [("塘沽区", "120107"), ("天津市塘沽区", "120107"), ("120107", "120107"), ("邢台市桥西区", "130503"), ("滨海新区", ""), ("130503", ""),
     ("莱城区", "371202"),
     ("利川县", ""),
     ("哪里也不是", "")],
)  # fmt: skip
def test_a_former_name_or_code_is_known_as_one(packs: Packs, text: str, former: str) -> None:
    assert packs.regions.former(text) == former


def test_a_place_that_was_divided_cannot_be_added() -> None:
    gone = [{"year": "2020", "type": "撤销", "old_code": "990103", "old_name": "旧县", "new_code": code, "new_name": name,
             "doc_no": "", "url": "", "ref": "P"} for code, name in (("990101", "青禾县"), ("990102", "北原区"))]  # fmt: skip
    regions = Regions(DIVISIONS, gone, RegionsBody.model_validate(BODY))
    assert regions.parts("990101", 2019).divided == ("旧县",)
