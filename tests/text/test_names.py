import pytest

from xingzhi.text.contacts import split_agency, split_postcode
from xingzhi.text.names import mask_name, split_names


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("某某科技大学;", ["某某科技大学"]),
        ("甲公司；乙大学 ; 丙厂", ["甲公司", "乙大学", "丙厂"]),
        ("甲乙，丙丁,戊己、庚辛/壬癸", ["甲乙", "丙丁", "戊己", "庚辛", "壬癸"]),
        ("甲公司\n乙公司|丙公司", ["甲公司", "乙公司", "丙公司"]),
        ("Foo Co., Ltd.", ["Foo Co., Ltd."]),
        ("Foo Co., Ltd.; Bar, Inc.", ["Foo Co., Ltd.", "Bar, Inc."]),
        ("某甲(东城、西城)公司;乙", ["某甲(东城、西城)公司", "乙"]),
        ("阿某·买某某", ["阿某·买某某"]),
        ("甲公司;甲公司", ["甲公司"]),
        ("无", []),
        ("", []),
    ],
)
def test_split_names(raw, names):
    assert split_names(raw) == names


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("甲乙", "甲*"),
        ("甲乙丙", "甲**"),
        ("欧阳甲乙", "欧阳**"),
        ("阿某·买某某", "阿*·***"),
        ("某某玻璃有限公司", "某某玻璃有限公司"),
        ("某某农业大学", "某某农业大学"),
        ("某某事务所（特殊普通合伙）", "某某事务所（特殊普通合伙）"),
        ("Foo Co., Ltd.", "Foo Co., Ltd."),
        ("Jane Doe", "J*** D**"),
        ("甲*", "甲*"),
        ("", ""),
    ],
)
def test_mask_name(name, masked):
    assert mask_name(name) == masked


def test_cells_that_hold_two_things():
    assert split_postcode("137400 某省某市某路1号") == ("137400", "某省某市某路1号")
    assert split_postcode("某省某市某路1号；") == ("", "某省某市某路1号")
    assert split_agency("某某专利代理有限公司 15999") == ("某某专利代理有限公司", "15999")
    assert split_agency("某某事务所(特殊普通合伙)(15999)") == ("某某事务所(特殊普通合伙)", "15999")
