import pytest

from xingzhi.text.application_numbers import check_digit, parse
from xingzhi.text.problems import NumberProblem

KINDS = {"1": "invention", "2": "utility_model", "3": "design", "8": "invention", "9": "utility_model"}


@pytest.mark.parametrize(
    "raw",
    [
        "CN201510736999.0",
        "2015107369990",
        "201510736999.0",
        "ZL201510736999.0",
        "ＺＬ２０１５１０７３６９９９．０",
        "zl 2015 1 0736999.0",
        '="2015107369990"',
        2015107369990,
        2015107369990.0,
    ],
)
def test_every_form_of_a_number_is_one_number(raw):
    number = parse(raw, KINDS)
    assert (number.value, number.kind, number.year, number.notes) == ("201510736999.0", "invention", 2015, ())


def test_the_check_digit_ten_is_x_in_either_case():
    assert check_digit("201220249766") == "X"
    assert parse("CN201220249766.x", KINDS).value == "201220249766.X"


def test_a_number_cell_keeps_the_check_digit_after_its_point():
    assert parse(201220249767.4, KINDS).notes == ()


@pytest.mark.parametrize("raw", ["85102475", "CN85102475", 85102475, 85102475.0, "85102475.0"])
def test_old_numbers_of_eight_digits(raw):
    number = parse(raw, KINDS)
    assert (number.value, number.year) == ("85102475.0", 1985)
    assert number.notes == (() if raw == "85102475.0" else ("check_digit_added",))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("2.02E+12", "number_destroyed"),
        ("2.01511E+12", "number_destroyed"),
        ("２.０２Ｅ＋１２", "number_destroyed"),
        (2020000000000.0, "number_destroyed"),
        (2.01510736999e21, "number_destroyed"),
        ("CN201510736999.1", "number_check_digit"),
        ("CN102644312A", "number_is_publication"),
        ("CN112256133B", "number_is_publication"),
        ("PCT/CN2020/123456", "number_is_pct"),
        ("WO2020/123456", "number_is_pct"),
        ("CN201510736999.0;CN201220249767.4", "number_several"),
        ("201560736999", "number_kind"),
        ("20151023", "number_year"),
        ("", "number_missing"),
        (None, "number_missing"),
        ("一种装置", "number_unreadable"),
    ],
)
def test_what_is_no_number_is_refused_with_its_reason(raw, code):
    with pytest.raises(NumberProblem) as caught:
        parse(raw, KINDS)
    assert caught.value.code == code


def test_a_wrong_check_digit_tells_the_right_one():
    with pytest.raises(NumberProblem) as caught:
        parse("201510736999.7", KINDS)
    assert caught.value.params["computed"] == "0"


def test_no_application_comes_from_a_later_year():
    with pytest.raises(NumberProblem, match="number_year"):
        parse("202710736999", KINDS, latest_year=2026)
