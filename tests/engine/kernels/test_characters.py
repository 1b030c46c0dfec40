import pyarrow as pa

from xingzhi.engine.kernels.characters import characters, replace_characters


def column(*texts):
    return pa.array(texts, pa.large_string())


def test_characters_of_a_column():
    assert characters(column("乙a", "", "😀a甲")) == ["a", "乙", "甲", "😀"]
    assert characters(column()) == []


def test_it_replaces_drops_and_lengthens():
    made, left = replace_characters(column("甲 ，乙", "", "㎏😀"), {"，": ",", " ": "", "㎏": "kg", "😀": "😀😀😀"})
    assert made.to_pylist() == ["甲,乙", "", "kg😀😀😀"]
    assert left.tolist() == []
    made.validate(full=True)


def test_a_text_it_cannot_treat_is_left_to_the_caller():
    made, left = replace_characters(column("甲乙", "甲Σ乙", "乙"), {"Σ": None, "乙": "丙"}, threads=2)
    assert made.to_pylist() == ["甲丙", "", "丙"]
    assert left.tolist() == [1]
