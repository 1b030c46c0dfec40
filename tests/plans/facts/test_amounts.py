"""Numbers are met in other texts however each writes them, by rounding and not by likeness."""

from __future__ import annotations

import pytest

from xingzhi.plans.facts.amounts import amounts


def met(said, source):
    there = amounts(source, said=False)
    return all(each.stands_in(there) for each in amounts(said, said=True))


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("专利申请1.2万件", "专利申请12000件"), ("专利申请12000件", "专利申请1.2万件"), ("专利申请1.2万件", "专利申请 12,034 件"),
        ("累计达1.2万", "12034"), ("完成百分之八十", "完成80%"), ("完成80%", "完成率百分之八十"), ("完成八成", "完成80%"),
        ("占三分之一", "占33.3%"), ("占三分之一", "占34%"), ("占五分之四", "占80%"), ("近1.3万件", "12,850件"), ("约1200件", "1,189件"),
        ("超1.2万件", "12034件"), ("1200余件", "1,234件"), ("授权八件", "授权8件"), ("授权8件", "授权八件"), ("授权十二件", "授权12件"),
        ("质押3.2亿元", "质押32000万元"), ("质押3.2亿元", "320000000"), ("质押50万元", "质押金额 500000"), ("增长12.5%", "增长12.54%"),
        ("2026年3月走访8家", "2026-03 走访 8 家"), ("每万人口2.4件", "2.40"), ("三个方面、一批企业", "走访企业"),
        ("印发（兴知发〔2026〕1号）", "兴知发〔2026〕1号"),
        ("提高3个百分点", "提高3%"), ("至少2期", "2期"),
    ],
)  # fmt: skip
def test_a_number_is_met_however_it_is_written(said, source):
    assert met(said, source)


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("专利申请1.3万件", "专利申请12034件"), ("专利申请12345件", "专利申请1.2万件"), ("完成八成", "完成60%"), ("完成80%", "80件"),
        ("占三分之一", "占40%"), ("近1.2万件", "12034件"), ("超1.3万件", "12034件"), ("授权九件", "授权8件"), ("走访9家", "走访8家"),
        ("质押3.2亿元", "质押3200万元"), ("增长12.5%", "增长13%"), ("至少2期", "3期"), ("1.2%", "1.2万件"),
    ],
)  # fmt: skip
def test_a_number_that_is_another_is_not(said, source):
    assert not met(said, source)
