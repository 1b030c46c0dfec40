import pytest

from xingzhi.text.ipc import parse_classes, parse_locarno, parse_symbols
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
