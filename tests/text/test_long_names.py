"""Long names without a word of organisation: Mongolian ones are people's, by the pack's words; frozen precision and recall."""

from __future__ import annotations

from pathlib import Path

import yaml

from xingzhi.packs import load
from xingzhi.text.parties import party_key

NAMES = yaml.safe_load(Path(__file__).with_name("long_names.yaml").read_text(encoding="utf-8"))
PRECISION, RECALL = 1.0, 0.95  # may rise and not fall


def test_precision_and_recall():
    rules = load().party_names
    said = {name for name in (*NAMES["people"], *NAMES["organisations"]) if party_key(name, rules).person}
    longer = {name for name in said if len(name) > 4}
    people = {name for name in NAMES["people"] if len(name) > 4}
    hits = longer & people
    assert len(hits) / len(longer) >= PRECISION, sorted(longer - people)
    assert len(hits) / len(people) >= RECALL, sorted(people - hits)


def test_a_firm_named_after_a_person_is_a_firm():
    rules = load().party_names
    for name in NAMES["people"]:
        assert not party_key(f"{name}种植专业合作社", rules).person, name
        assert not party_key(f"{name}文化传播有限公司", rules).person, name
