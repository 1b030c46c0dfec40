"""What the packs of indicators must keep, and what is said of one that does not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from xingzhi.packs import PackError, load
from xingzhi.packs.loading import read_documents

FILE = "indicators/patents_flows.yaml"


@pytest.fixture
def changed(tmp_path: Path):
    """Reads a copy of the packs in which a text of the flows' file is another."""

    def changed(old: str, new: str):
        folder = tmp_path / "packs"
        shutil.copytree(load().folder, folder)
        text = (folder / FILE).read_text("utf-8")
        assert old in text
        (folder / FILE).write_text(text.replace(old, new), "utf-8")
        return read_documents(folder)

    return changed


def test_at_least_forty_are_declared_and_those_without_a_source_say_what_would_feed_them():
    known = load().indicators.values()
    assert len(known) >= 40
    assert all(found.fed_by for found in known if found.source == "none")
    assert all(found.references and found.definition.en for found in known)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("of: [grants_inventions, grants]", "of: [grants_inventions, no_such]", "no_such"),
        ("of: [grants_inventions, grants]", "of: [grants_invention_share, grants]", "rests on itself"),
        ("of: [grants_inventions, grants]", "of: [grants_inventions, valid_inventions]", "mixes stocks with flows"),
        ("cumulates: grants", "cumulates: valid_inventions", "no flow"),
        ("id: lapses_inventions", "id: grants", "also an indicator"),
        ("op: share, of: [grants_inventions, grants]", "op: share, of: [grants_inventions, grants, lapses]", "share is of two"),
    ],
)  # fmt: skip
def test_a_pack_that_contradicts_itself_is_refused(changed, old, new, said):
    with pytest.raises(PackError, match=said):
        changed(old, new)


def test_each_symbol_belongs_to_one_of_thirty_five_fields():
    fields = load().wipo_fields
    symbols = [symbol for field in fields.fields for symbol in field.symbols]
    assert len(fields.fields) == 35
    assert len(symbols) == len(set(symbols))
    assert fields.of(["H04N3/10", "H04N1/00", "G06F17/30", "A61K8/02", "14-02", "Z99Z1/00"]) == {
        "H04N3/10": "02", "H04N1/00": "03", "G06F17/30": "06", "A61K8/02": "14",
    }  # fmt: skip
