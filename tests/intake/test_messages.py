import ast
import re
from pathlib import Path

import pytest

import xingzhi
from xingzhi.intake.labels import LABELS
from xingzhi.intake.messages import MESSAGES, message
from xingzhi.intake.readers import ReaderProblem
from xingzhi.intake.texts.files import KINDS
from xingzhi.intake.texts.rows import ROWS
from xingzhi.intake.texts.values import VALUES
from xingzhi.intake.wording import reason_label, sentence

ROOT = Path(xingzhi.__file__).parent
# Codes are written as plain strings with an underscore at the places where problems, notes and skips are made.
MAKERS = {"ValueProblem", "NumberProblem", "ReaderProblem", "Note", "Damaged", "Skipped"}


def codes_raised():
    for path in [*(ROOT / "text").glob("*.py"), *(ROOT / "intake").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MAKERS:
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield argument.value
            elif isinstance(node, ast.Return) and isinstance(node.value, ast.Constant):
                value = node.value.value
                if isinstance(value, str) and re.fullmatch(r"(number|cell|note|totals|section|repeated)_\w+", value):
                    yield value


def test_every_code_has_a_sentence_in_both_languages():
    raised = {code for code in codes_raised() if code}
    assert len(raised) > 40
    assert raised - MESSAGES.keys() == set()


@pytest.mark.parametrize("code", MESSAGES)
def test_sentences_differ_by_language_and_need_the_same_parameters(code):
    zh, en = MESSAGES[code]
    assert re.search("[\u4e00-\u9fff]", zh)
    assert not re.search("[\u4e00-\u9fff]", en)
    assert set(re.findall(r"{(\w+)}", en)) <= set(re.findall(r"{(\w+)}", zh))


def test_messages_are_filled_in():
    assert "应为 0" in message("number_check_digit", {"value": "x", "given": "1", "computed": "0"})
    assert "Word" in message("kind_not_readable", {"kind": "docx"}, "en")
    assert message("no_such_code") == "no_such_code"
    assert message("date_impossible") == "日期“?”不存在；请核对"
    assert all(len(pair) == 2 for pair in KINDS.values())


def test_counted_reasons_have_short_labels():
    assert set(LABELS) >= {*VALUES, *ROWS}
    assert reason_label("rejected:date_impossible", "zh") == "日期不存在"
    assert reason_label("skipped:empty", "en") == "skipped: empty row"
    assert reason_label("sheet_hidden", "zh", {"sheet": "附"}) == "工作表“附”是隐藏的，默认不读"
    assert reason_label("check_digit_added", "zh") == "申请号没有校验位，已按标准补上"


def test_sentences_of_problems():
    assert sentence(ReaderProblem("kind_not_readable", kind="pdf"), "zh").startswith("这是PDF 文件")
