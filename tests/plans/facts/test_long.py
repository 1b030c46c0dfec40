"""A summary, a brief and a quarterly report of one office as files: what contradicts is found, the rest is left alone."""

from __future__ import annotations

from pathlib import Path

from xingzhi.plans.facts.comparing import compare
from xingzhi.plans.facts.files import document_of, region_of

FOLDER = Path(__file__).with_name("long")
PLANTED = {
    ("1,043件", "1,034件"), ("1.86件", "1.68件"), ("1,735件", "1,753件"), ("1,268件", "1,286件"), ("2,560件", "2,650件"),
    ("87件", "78件"), ("1,842件", "1,824件"), ("10.4%", "14.0%"), ("11个", "14个"), ("94家", "49家"),
    ("4.37亿元", "4.73亿元"), ("46家", "64家"), ("284次", "248次"), ("57次", "75次"), ("143件", "134件"),
    ("98.6万元", "96.8万元"), ("16个", "19个"), ("208件", "280件"), ("2,530人次", "2,350人次"), ("13个", "31个"),
    ("712件", "721件"),
}  # fmt: skip


def test_three_documents_of_an_office() -> None:
    documents = [document_of(FOLDER / name)[0] for name in ("summary.txt", "brief.txt", "quarterly.txt")]
    region = region_of([each.text for each in documents])

    found = compare(documents, region)

    assert region == "1525"
    assert {(pair.first.value.text, pair.second.value.text) for pair in found.contradictions} == PLANTED
    assert not found.mismatches
    assert all("quarterly" in pair.second.document for pair in found.explained if pair.cause == "date")
