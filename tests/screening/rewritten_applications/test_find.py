"""Rewritten texts are found among others, inside blocks, and become clues of their own kind."""

from __future__ import annotations

import random

import pyarrow.csv as pa_csv
import pytest

from bench.paraphrases.rewrite import rewritten
from bench.paraphrases.run import invented, similarity
from tests.builders import patent, write_rows
from xingzhi.cases.models import Clue
from xingzhi.cli import main
from xingzhi.packs import load
from xingzhi.screening.rewritten_applications.find import find_rewritten

SETTINGS = "rewritten_applications"


@pytest.fixture(scope="module")
def mixed() -> tuple[list[str], dict[tuple[int, int], float]]:
    """Invented abstracts, and rewritten copies of some of them that keep less than half of their wording."""
    chance = random.Random(3)
    texts = invented(600, chance)
    pairs = {}
    for at in chance.sample(range(len(texts)), 150):
        copy = rewritten(texts[at], chance.uniform(0.4, 0.9), chance)
        if 0.35 <= (kept := similarity(texts[at], copy)) < 0.5:
            pairs[at, len(texts)] = kept
            texts.append(copy)
    return texts, pairs


def found(texts, below=0.5, **more):
    table = find_rewritten([str(at) for at in range(len(texts))], texts, load().screening(SETTINGS), below, **more)
    return {tuple(sorted((int(row["id_a"]), int(row["id_b"])))): row for row in table.to_pylist()}


def test_most_copies_are_found_and_little_else(mixed):
    texts, pairs = mixed
    got = found(texts)
    assert len(pairs) > 20
    assert len(got.keys() & pairs.keys()) >= 0.8 * len(pairs)  # invented texts have few words: harder than a city
    assert all(abs(got[pair]["similarity"] - kept) < 1e-9 for pair, kept in pairs.items() if pair in got)


def test_what_is_nearly_identical_is_left_to_the_other_screening(mixed):
    texts, _ = mixed
    assert all(row["similarity"] < 0.5 for row in found(texts).values())


def test_only_what_shares_a_label_or_is_near_in_time_is_compared(mixed):
    texts, pairs = mixed
    here = next(iter(found(texts).keys() & pairs.keys()))
    apart = [[str(at)] for at in range(len(texts))]
    assert found(texts, labels=apart) == {}
    apart[here[0]] = apart[here[1]] = ["agency:a"]
    assert set(found(texts, labels=apart)) == {here}
    days = [1000 * at for at in range(len(texts))]
    days[here[1]] = days[here[0]] + 30
    assert here in found(texts, days=days)


def test_the_command_lists_them(mixed, tmp_path):
    texts, pairs = mixed
    write_rows(tmp_path / "a.csv", [{"号": str(at), "文": text} for at, text in enumerate(texts)])
    out = tmp_path / "out.csv"
    asked = ["--input", str(tmp_path / "a.csv"), "--id", "号", "--text", "文", "--out", str(out)]
    assert main(["screen", "rewritten-applications", *asked]) == 0
    rows = pa_csv.read_csv(out).to_pylist()
    assert len({(row["id_a"], row["id_b"]) for row in rows} & pairs.keys()) >= 0.8 * len(
        pairs
    )  # invented texts have few words: harder than a city


@pytest.mark.django_db
def test_a_rewritten_application_becomes_a_clue_of_its_own(take_in, league, mixed, tmp_path):
    texts, pairs = mixed
    a, b = max(pairs, key=lambda pair: found(texts).get(pair, {"likeness": 0})["likeness"])
    rows = [patent(serial=at, 摘要=text) for at, text in enumerate(texts, 1)]
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    clues = Clue.objects.visible_to(league).filter(screening=SETTINGS)
    spoken_of = [{record.key for record in clue.records.all()} for clue in clues]
    assert {rows[a]["申请号"].removeprefix("CN"), rows[b]["申请号"].removeprefix("CN")} in spoken_of
    assert all(clue.evidence["similarity"] < 0.5 <= 1 for clue in clues)
