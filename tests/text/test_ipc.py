import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingzhi.text.ipc import (
    IpcPattern,
    PatternIndex,
    parse_classes,
    parse_locarno,
    parse_patterns,
    parse_symbols,
    stems,
)
from xingzhi.text.problems import ValueProblem


@pytest.mark.parametrize(
    ("raw", "symbols"),
    [
        ("A63B23/04（2006.01）I", ["A63B23/04"]),
        ("E01B3/32(2006.01)I;E01B9/10(2006.01)I", ["E01B3/32", "E01B9/10"]),
        ("E01B3/32(2006.01)IE01B9/10(2006.01)N", ["E01B3/32", "E01B9/10"]),
        ("A 63 B 23/04", ["A63B23/04"]),
        ("h04l9/00, h04l9/32，H04L9/00", ["H04L9/00", "H04L9/32"]),
        ("Int. Cl.8 A63B 23/04 (2006.01)", ["A63B23/04"]),
        ("C12N1/20//(C12N1/20,C12R1:07)", ["C12N1/20", "C12R1/07"]),
        ("H04L | G06F", ["H04L", "G06F"]),
        ("H04L9", ["H04L9/00"]),
    ],
)
def test_symbols(raw, symbols):
    assert parse_symbols(raw) == symbols


@pytest.mark.parametrize(
    ("raw", "classes"),
    [
        ("14-02", ["14-02"]),
        ("LOC(10)Cl.14-02", ["14-02"]),
        ("LOC（13）Cl. 14-02；06-01", ["14-02", "06-01"]),
        ("21-01-C0293", ["21-01"]),
        ("1402", ["14-02"]),
    ],
)
def test_locarno(raw, classes):
    assert parse_locarno(raw) == parse_classes(raw) == classes


@pytest.mark.parametrize(("raw", "part"), [("A63B23/04; 乱", "乱"), ("Z99Z1/00", "Z99Z1/00"), ("A63B23/04 X9", "X9")])
def test_the_part_that_is_no_symbol_is_named(raw, part):
    with pytest.raises(ValueProblem) as caught:
        parse_symbols(raw)
    assert caught.value.code == "ipc_unreadable"
    assert part.replace("/", "") in str(caught.value.params["part"]).replace("/", "")


# --- Patterns ---

SYMBOLS = st.builds(
    lambda section, class_, subclass, group, subgroup: f"{section}{class_:02d}{subclass}{group}/{subgroup}",
    st.sampled_from("ABCDEFGH"),
    st.integers(1, 99),
    st.sampled_from("BFGNV"),
    st.integers(1, 9999),
    st.sampled_from(["00", "02", "04", "041", "0412", "06", "063", "20", "30", "369"]),
)


def cuts(symbol):
    """Every pattern that says less than a symbol does."""
    return [f"{stem}*" for stem in stems(symbol)] + [symbol]


@st.composite
def patterns(draw):
    return draw(st.sampled_from(cuts(draw(SYMBOLS))))


def naive(pattern, symbol):
    """By the letters alone: what stands before the star begins the symbol, and no number is cut in two."""
    stem = pattern.removesuffix("*")
    if stem == pattern:
        return pattern == symbol
    rest = symbol[len(stem) :]
    return symbol.startswith(stem) and not ("/" not in stem and len(stem) > 4 and rest[:1].isdigit())


@given(patterns(), st.data())
def test_a_pattern_holds_what_begins_as_it_does(text, data):
    [pattern] = parse_patterns(text)
    stem = pattern.stem.split("/")[0]
    near = st.just(f"{stem}7/00" if len(stem) > 4 else f"{stem[:1]}06F40/20")
    symbol = data.draw(st.one_of(SYMBOLS, near))
    assert pattern.matches(symbol) == naive(text, symbol)
    held = [str(found) for found, _ in PatternIndex([(pattern, 0)]).matching(symbol)]
    assert held == ([str(pattern)] if naive(text, symbol) else [])


@given(SYMBOLS)
def test_a_symbol_lies_under_each_of_its_beginnings(symbol):
    for text in cuts(symbol):
        [pattern] = parse_patterns(text)
        assert pattern.matches(symbol)
        assert IpcPattern(symbol, below=False) == parse_patterns(symbol)[0]
        assert pattern.covers(IpcPattern(symbol, below=False))


@given(st.lists(patterns(), min_size=1, unique=True), st.sampled_from(["、", "，", "; ", "\n", " "]))
def test_reading_and_writing_patterns_give_the_same(texts, separator):
    read = parse_patterns(separator.join(texts))
    assert [str(pattern) for pattern in read] == texts
    assert parse_patterns("；".join(map(str, read))) == read


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("G06F40*、A61B5/0476、A61B5/0478", ["G06F40*", "A61B5/0476", "A61B5/0478"]),
        ("g06f 40＊；Ｇ０６Ｎ３／０６３", ["G06F40*", "G06N3/063"]),
        ("G06F 017/30 (2006.01)", ["G06F17/30"]),
        ("G06F40/*", ["G06F40*"]),
        ("G06F3/04*", ["G06F3/04*"]),
        ("B41J* G06F*", ["B41J*", "G06F*"]),
        ("C08* G16*", ["C08*", "G16*"]),
        ("H04L9", ["H04L9/00"]),
        ("G16H", ["G16H"]),
    ],
)
def test_patterns_as_tables_write_them(raw, read):
    assert [str(pattern) for pattern in parse_patterns(raw)] == read


@pytest.mark.parametrize("raw", ["", "G06F17/10-17/18", "除G06F17/50外", "Z06F*", "G06F40*及其他"])
def test_what_is_no_pattern_is_not_passed_over(raw):
    with pytest.raises(ValueProblem):
        parse_patterns(raw)


def test_a_group_does_not_reach_into_a_longer_number():
    [pattern] = parse_patterns("G06F40*")
    assert pattern.matches("G06F40/00")
    assert pattern.matches("G06F40/20")
    assert not pattern.matches("G06F401/00")
    assert not pattern.matches("G06F4/00")


def test_a_symbol_given_to_its_subclass_only_may_be_meant():
    [pattern] = parse_patterns("G06F40*")
    assert not pattern.matches("G06F")
    assert pattern.could_be("G06F")
    assert not pattern.could_be("G06N")
    assert [held for _, held in PatternIndex([(pattern, "row")]).possible("G06F")] == ["row"]
