"""Packs go to other processes whole: values travel, what was worked out from them does not hinder."""

import pickle

from xingzhi.packs import load


def test_packs_in_use_travel_and_say_the_same():
    packs = load()
    used = packs.legal_status.meaning("授权"), packs.regions.locate("内蒙古自治区兴安盟扎赉特旗音德尔镇1号")
    arrived = pickle.loads(pickle.dumps(packs))
    assert (
        arrived.legal_status.meaning("授权"),
        arrived.regions.locate("内蒙古自治区兴安盟扎赉特旗音德尔镇1号"),
    ) == used
    assert arrived.version == packs.version
    assert arrived.documents == packs.documents
    assert [document.ref for document in arrived.documents] == [document.ref for document in packs.documents]
