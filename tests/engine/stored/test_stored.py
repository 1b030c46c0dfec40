"""Texts on disk give the pairs that texts in memory give."""

import random

import numpy as np
import pyarrow as pa
import pytest

from tests.engine.kernels.test_jaccard import variants
from tests.engine.kernels.test_sketches import abstracts
from xingzhi.engine.kernels.jaccard import similar_pairs
from xingzhi.engine.kernels.join import TooManyPairs
from xingzhi.engine.stored.newcomers import pairs_with_stored
from xingzhi.engine.stored.pairs import all_pairs
from xingzhi.engine.stored.texts import OtherForm, StoredTexts

MIXED = [*abstracts(600, 3), *variants(200, 5, length=60), "", None, "短", "短", *abstracts(50, 3)]


def column(texts):
    return pa.array(texts, pa.large_string())


def keep(folder, texts, block=150, mean=230):
    stored = StoredTexts.create(folder, mean)
    for start in range(0, len(texts), block):
        part = texts[start : start + block]
        stored.add(column([str(start + at) for at in range(len(part))]), column(part))
    return StoredTexts(folder)


def listed(found):
    return list(zip(*(part.tolist() for part in found), strict=True))


@pytest.mark.parametrize("best", [None, 1, 20])
def test_the_pairs_are_those_found_in_memory(tmp_path, best):
    stored = keep(tmp_path / "s", MIXED)
    in_memory = similar_pairs(column(MIXED), 0.4, exact_up_to=0, best=best)
    assert len(in_memory[0]) > 200
    assert listed(all_pairs(stored, 0.4, best=best)) == listed(in_memory)


def test_small_portions_change_nothing(tmp_path):
    stored = keep(tmp_path / "s", MIXED)
    assert listed(all_pairs(stored, 0.4, best=5, at_once=40)) == listed(all_pairs(stored, 0.4, best=5))


def test_characters_beyond_the_usual_plane(tmp_path):
    texts = [text.replace("一", "\U00020b9f") if at % 2 else text for at, text in enumerate(abstracts(300, 7))]
    assert listed(all_pairs(keep(tmp_path / "s", texts), 0.5, best=9)) == listed(
        similar_pairs(column(texts), 0.5, exact_up_to=0, best=9)
    )


def test_new_against_stored(tmp_path):
    old, new = MIXED[:700], MIXED[500:]
    stored = keep(tmp_path / "s", old)
    found = set(listed(pairs_with_stored(stored, column(new), 0.4)))
    every = similar_pairs(column([*old, *new]), 0.4)
    expected = {(b - len(old), a, s) for a, b, s in listed(every) if a < len(old) <= b and len(old[a]) >= 3}
    assert found <= expected
    assert len(found) >= 0.99 * len(expected) > 100


def test_too_many_pairs_are_refused_and_the_best_of_them_are_not(tmp_path):
    texts = [f"相同的摘要文本很长很长很长很长很长{chr(0x4E00 + i)}" for i in range(300)]
    stored = keep(tmp_path / "s", texts)
    with pytest.raises(TooManyPairs):
        all_pairs(stored, 0.5, best=None, most=1000)
    assert len(all_pairs(stored, 0.5, best=2, most=1000)[0]) < 600


def test_what_was_added_later_is_found_and_half_a_block_is_not(tmp_path):
    stored = keep(tmp_path / "s", MIXED[:300])
    (tmp_path / "s" / "000002.part").mkdir()
    (tmp_path / "s" / "000002.part" / "bits.bin").write_bytes(b"half")
    assert len(StoredTexts(tmp_path / "s")) == 300
    StoredTexts(tmp_path / "s").add(column(["later"]), column([MIXED[0]]))
    stored = StoredTexts(tmp_path / "s")
    assert len(stored) == 301
    assert (0, 300, 1.0) in listed(all_pairs(stored, 0.9, best=20))
    assert stored.ids().to_pylist()[300] == "later"


@pytest.mark.parametrize("name", ["starts.npy", "bits.bin", "places.bin", "digests.bin", "letters.bin"])
def test_a_block_that_was_cut_off_is_told(tmp_path, name):
    keep(tmp_path / "s", MIXED[:300])
    path = tmp_path / "s" / "000001" / name
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(OtherForm, match="000001"):
        StoredTexts(tmp_path / "s")


def test_what_two_processes_add_at_once_is_no_mixture(tmp_path):
    one, two = keep(tmp_path / "s", MIXED[:300]), StoredTexts(tmp_path / "s")
    one.add(column(["one"]), column(["第一个进程的文本"]))
    with pytest.raises(OSError, match="000002"):
        two.add(column(["two"]), column(["第二个进程的文本"]))
    assert StoredTexts(tmp_path / "s").ids().to_pylist()[300:] == ["one"]


def test_a_text_is_no_pair_of_itself_and_the_best_are_kept(tmp_path):
    texts = [f"一种用于农业机械的固定装置，包括底座和支架{chr(0x4E00 + at)}" for at in range(60)]
    stored = keep(tmp_path / "s", texts, block=20)
    itself = np.array([5])
    every = pairs_with_stored(stored, column(texts[5:6]), 0.5, itself=itself)
    assert every[1].tolist() == [at for at in range(60) if at != 5]
    best = pairs_with_stored(stored, column(texts[5:6]), 0.5, itself=itself, best=3)
    order = np.lexsort((every[1], -every[2]))[:3]
    assert sorted(best[1].tolist()) == sorted(every[1][order].tolist())


def test_a_first_block_of_few_texts_is_enough(tmp_path):
    stored = StoredTexts.create(tmp_path / "s", 230)
    stored.add(column(["a", "b"]), column(["短", None]))
    stored.add(column([str(at) for at in range(400)]), column(MIXED[:400]))
    assert len(pairs_with_stored(stored, column(MIXED[:400]), 0.9)[0]) >= 390
    assert len(all_pairs(stored, 0.5, best=20)[0]) > 50


def test_nothing_stored_and_nothing_new(tmp_path):
    stored = StoredTexts.create(tmp_path / "s", 200)
    assert listed(all_pairs(stored, 0.5, best=20)) == []
    assert listed(pairs_with_stored(stored, column(MIXED[:9]), 0.5)) == []
    stored.add(column(["a"]), column(["一种装置"]))
    assert listed(pairs_with_stored(stored, column([]), 0.5)) == []
    assert listed(pairs_with_stored(stored, column([None, ""]), 0.5)) == []


def test_other_folders_are_refused(tmp_path):
    with pytest.raises(OtherForm):
        StoredTexts(tmp_path)
    (tmp_path / "texts.json").write_text('{"form": 99, "gram": 3, "bins": 32}')
    with pytest.raises(OtherForm):
        StoredTexts(tmp_path)


def test_letters_are_given_in_order(tmp_path):
    stored, chance = keep(tmp_path / "s", MIXED), random.Random(1)
    chosen = np.array(sorted(chance.sample(range(len(MIXED)), 40)))
    letters = stored.letters_of(chosen)
    for place, row in enumerate(chosen.tolist()):
        own = letters.numbers[letters.starts[place] : letters.starts[place + 1]]
        assert "".join(chr(number - 1) for number in own.tolist()) == (MIXED[row] or "")


def test_progress_ends_at_one(tmp_path):
    told = []
    all_pairs(keep(tmp_path / "s", MIXED), 0.5, best=20, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
