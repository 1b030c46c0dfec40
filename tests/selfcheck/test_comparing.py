"""What is marked stands in both texts, nothing of the least length is missed, and the most alike come first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.selfcheck.samples import OTHER, SHARED, TITLE
from xingzhi.screening.similar_applications.spans import matched_spans
from xingzhi.selfcheck.comparing import MOST, SHORTEST, Comparison, compare
from xingzhi.selfcheck.passages import Passage, arranged
from xingzhi.selfcheck.published import Published

letters = st.text(alphabet="甲乙A 　", max_size=80)


def text(number: str, *passages: tuple[str, str]) -> Published:
    return Published(number, "", None, "a.csv", arranged([Passage(kind, 0, written) for kind, written in passages]))


def of(draft: list[tuple[str, str]], *texts: Published) -> Comparison:
    return compare(arranged([Passage(kind, 0, written) for kind, written in draft]), texts)


def test_a_stretch_is_marked_on_both_sides() -> None:
    found = of([("abstract", f"前面{SHARED}后面")], text("1", ("abstract", f"别的{SHARED}")))
    match = found.matches[0]
    assert (match.characters, found.characters_found) == (len(SHARED), len(SHARED))
    assert match.of_draft == {0: [(2, 2 + len(SHARED))]}
    assert match.of_text == {0: [(2, 2 + len(SHARED))]}


def test_blanks_and_width_make_no_difference() -> None:
    found = of([("abstract", "Ａ ｂ ｃ  d\ne f g h i j k l m")], text("1", ("abstract", "abcdefghijklm")))
    assert (found.characters, found.characters_found) == (13, 13)


def test_the_text_with_most_characters_in_common_comes_first() -> None:
    few, many = text("1", ("abstract", SHARED)), text("2", ("claim", f"{SHARED}；{OTHER}"))
    found = of([("claim", SHARED), ("paragraph", OTHER)], few, many, text("3", ("abstract", "毫不相干的一段话罢了")))
    assert [match.text.number for match in found.matches] == ["2", "1"]
    assert [(part.kind, part.found, part.closest_characters) for part in found.parts] == [
        ("claim", len(SHARED), len(SHARED)),
        ("paragraph", len(OTHER), len(OTHER)),
    ]


def test_titles_are_compared_with_titles_only() -> None:
    found = of(
        [("title", TITLE)], text("1", ("abstract", f"{TITLE}，包括机架。")), text("2", ("title", f"{TITLE}的部件"))
    )
    assert [match.text.number for match in found.matches] == ["2"]


def test_a_short_title_counts_where_another_holds_it_whole() -> None:
    assert of([("title", "耳标")], text("1", ("title", "一种牲畜耳标"))).characters_found == 2
    assert of([("title", "耳标")], text("1", ("title", "一种牲畜耳环"))).characters_found == 0


def test_of_many_texts_twenty_are_kept_with_the_closest_to_each_part() -> None:
    long = [text(f"{at:03}", ("claim", f"{SHARED}{OTHER}")) for at in range(40)]
    found = of([("claim", SHARED), ("paragraph", OTHER), ("title", TITLE)], *long, text("999", ("title", TITLE)))
    assert len(found.matches) == MOST
    assert found.matches[-1].text.number == "999"


def test_what_stands_in_any_text_is_counted_once() -> None:
    found = of([("abstract", SHARED)], text("1", ("abstract", SHARED)), text("2", ("abstract", SHARED)))
    assert (found.characters, found.characters_found, found.compared) == (len(SHARED), len(SHARED), 2)


@given(letters, letters)
def test_stretches_are_those_of_the_plain_way(one: str, other: str) -> None:
    found = of([("abstract", one)], text("1", ("abstract", other)))
    if not (one.strip() and other.strip()):
        assert not found.matches
        return
    first, second = matched_spans(one.strip(), other.strip(), SHORTEST)
    enough = min(len("".join(one.split())), len("".join(other.split()))) >= SHORTEST
    marked = (found.matches[0].of_draft[0], found.matches[0].of_text[0]) if found.matches else ([], [])
    assert marked == ((first, second) if enough else ([], []))
