"""The sheet of an import template that says how to fill it in."""

from __future__ import annotations

import pytest

from tests.builders import read_book
from xingzhi.core.declare import registers
from xingzhi.intake.cells import cell_reader
from xingzhi.registers.context import reading_context
from xingzhi.registers.receive import receive_file
from xingzhi.registers.staff_words.columns import STAFF_WORDS
from xingzhi.registers.template import write_template

pytestmark = pytest.mark.django_db


def test_every_example_may_stand_in_its_column(league):
    for register in (*registers(), STAFF_WORDS):
        context = reading_context(register)
        heads, *lines = read_book(write_template(register, "zh-hans", "突泉县"), 1)
        assert heads == ["栏目", "必填", "怎样填", "例"]
        told = {line[0]: line for line in lines}
        for column in register.importable:
            example = told[column.zh][3]
            assert example or not column.required, (register.name, column.name)
            if example:
                assert cell_reader(column, context)(example) is not None, (register.name, column.name)


def test_what_is_told_is_not_brought_in(league, tmp_path):
    register = next(each for each in registers() if each.name == "zone_members")
    path = tmp_path / "template.xlsx"
    path.write_bytes(write_template(register, "zh-hans", "突泉县"))
    batch = receive_file(league, path, path.name)
    assert (batch.register, [sheet["taken"] for sheet in batch.sheets]) == ("zone_members", [True, False])
