import contextlib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.samples import CONTEXT, FIGURES, RIGHTS
from xingzhi.intake.cells import cell_reader, parser_for
from xingzhi.intake.readers import Damaged
from xingzhi.text.problems import ValueProblem

CODE = "91110000600037341L"


def read(name, cell, register=RIGHTS):
    return cell_reader(register[name], CONTEXT)(cell)


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("number", "ZL201510736999.0", "201510736999.0"),
        ("number", "—", ""),
        ("title", " 一种　ＡＢＣ装置； ", "一种 ABC装置"),
        ("title", 12.0, "12"),
        ("title", "无", ""),
        ("title", "=1+1", "=1+1"),
        ("kind", "发明专利", "invention"),
        ("kind", "外观设计", "design"),
        ("kind", "INVENTION", "invention"),
        ("kind", "", ""),
        ("owners", "甲公司;乙公司；", "甲公司; 乙公司"),
        ("filed", "2020年1月2日", date(2020, 1, 2)),
        ("classes", "A63B23/04(2006.01)I;A63B24/00", "A63B23/04; A63B24/00"),
        ("classes", 902.0, "09-02"),
        ("code", CODE.lower(), CODE),
        ("code", None, ""),
        ("fee", "2,396.0", Decimal("2396.0000")),
        ("fee", 0.1 + 0.2, Decimal("0.3000")),
        ("fee", "—", None),
    ],
)
def test_values(name, cell, value):
    assert read(name, cell) == value


@pytest.mark.parametrize(
    ("name", "cell", "code"),
    [
        ("number", "2.02E+12", "number_destroyed"),
        ("title", "长" * 21, "text_too_long"),
        ("title", 1.5e17, "digits_lost"),
        ("kind", "植物新品种", "choice_unknown"),
        ("filed", "2020-02-30", "date_impossible"),
        ("classes", date(2020, 2, 14), "class_became_date"),
        ("code", CODE[:-1] + "M", "credit_code_check_digit"),
        ("code", CODE[:-1], "credit_code_length"),
        ("code", "I" + CODE[1:], "credit_code_form"),
        ("fee", "约3", "decimal_unreadable"),
        ("fee", "5%", "decimal_unreadable"),
        ("title", Damaged("", "cell_error"), "cell_error"),
        ("filed", Damaged("", "cell_error"), "cell_error"),
        ("number", Damaged("", "cell_not_computed"), "cell_not_computed"),
    ],
)
def test_problems(name, cell, code):
    with pytest.raises(ValueProblem) as caught:
        read(name, cell)
    assert caught.value.code == code


def test_regions_and_whole_numbers():
    assert read("place", "某旗", FIGURES) == "152221"
    assert read("place", 152200.0, FIGURES) == "1522"
    assert read("place", "全国", FIGURES) == ""
    assert read("year", "２０２２", FIGURES) == 2022
    assert read("year", 2022.0, FIGURES) == 2022
    for cell, code in (("火星", "region_unknown"), ("", "required_missing")):
        with pytest.raises(ValueProblem, match=code):
            read("place", cell, FIGURES)
    with pytest.raises(ValueProblem, match="integer_unreadable"):
        read("year", "2022.5", FIGURES)


def test_notes_tell_what_was_added():
    notes = []
    assert parser_for(RIGHTS["number"], CONTEXT)("201510736999", notes) == "201510736999.0"
    assert parser_for(RIGHTS["fee"], CONTEXT)("1.23456", notes) == Decimal("1.2346")
    assert notes == ["check_digit_added", "rounded"]


ANY_CELL = st.one_of(
    st.text(max_size=40), st.text("0123456789.XEeCNZL-年月日/ ,;(）A+", max_size=25), st.floats(), st.integers(),
    st.booleans(), st.dates(), st.datetimes(), st.none(),
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.sampled_from([*RIGHTS.importable, *FIGURES.importable]), ANY_CELL)
def test_whatever_a_cell_holds_it_is_read_or_refused(column, cell):
    with contextlib.suppress(ValueProblem):
        cell_reader(column, CONTEXT)(cell)
