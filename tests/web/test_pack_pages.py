"""The page of a pack: values as tables, one after another, whatever a pack holds."""

from __future__ import annotations

from django.utils.translation import override

from xingzhi.packs import load
from xingzhi.web.views.pack_parts import Part, part
from xingzhi.web.views.pack_words import said


def test_simple_values_are_text_and_labels_are_in_the_readers_language() -> None:
    with override("zh-hans"):
        assert said({"zh": "门槛", "en": "Threshold"}) == "门槛"
        assert said(["a", "b"]) == "a、b"
        assert said("gte") == "≥"
        assert said(None) == ""
        assert said({"value": 1, "unit": "x"}) is None


def test_settings_alike_stand_in_one_table() -> None:
    body = {"settings": {"threshold": {"value": 0.5, "ref": "P"}, "gram": {"value": 3, "ref": "P"}}}
    with override("zh-hans"):
        [settings] = part("", body).parts
        assert settings.title == "设定"
        assert settings.table
        assert settings.table["rows"] == [{"cells": ["门槛", "0.5", "P"]}, {"cells": ["片段长度", "3", "P"]}]


def every(shown: Part) -> list[str]:
    """All texts of a part."""
    texts = [str(pair["value"]) for pair in shown.pairs]
    for row in shown.table["rows"] if shown.table else []:
        texts += [str(cell) for cell in row["cells"]]
    return texts + [text for each in shown.parts for text in every(each)]


def test_no_pack_shows_raw_structures() -> None:
    for document in load().documents:
        for text in every(part("", document.header.body)):
            assert "{'" not in text, (document.id, text)
            assert "['" not in text, (document.id, text)
