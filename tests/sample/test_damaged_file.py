"""The damaged file and the key to it."""

from datetime import datetime

from xingzhi.sample.numbers import application_check

NAME = "损坏_专利导出.xlsx"


def outcomes(office):
    rows = office.rows(NAME)
    key = office.key["damaged_rows"]
    assert [row["row"] for row in key] == list(range(1, len(rows) + 1))
    return list(zip(key, rows, strict=True)), rows[2]


def test_the_counts_are_those_of_the_rows(office):
    found, _ = outcomes(office)
    file = office.manifest.file(NAME)
    for outcome in ("accepted", "rejected", "skipped"):
        assert sum(key["outcome"] == outcome for key, _ in found) == file[outcome] > 0


def test_each_rejected_row_has_the_damage_the_key_names(office):
    found, head = outcomes(office)
    seen = set()
    for key, row in found:
        if key["outcome"] != "rejected":
            continue
        cell = row[head.index(key["heading"])]
        text = str(int(cell)) if isinstance(cell, float) else str(cell or "")
        seen.add(key["reason"])
        match key["reason"]:
            case "number_destroyed":
                assert "E+12" in text or text.endswith("0000000")
            case "number_check_digit":
                assert text[-1] != application_check(text[2:14])
            case "required_missing":
                assert text == ""
            case "date_impossible":
                digits = "".join(sign if sign.isdigit() else " " for sign in text).split()
                day = "".join(digits)
                assert not is_a_day(day)
            case "date_in_future":
                assert int(text[:4]) > 2080
    assert seen == {
        "number_destroyed", "number_check_digit", "required_missing", "date_impossible", "date_in_future"
    }  # fmt: skip


def is_a_day(digits):
    try:
        datetime.strptime(digits, "%Y%m%d")
    except ValueError:
        return False
    return True


def test_good_rows_repeat_the_other_exports(office):
    found, head = outcomes(office)
    known = {(f"CN{row['number']}", row["document"], row["title"]) for row in office.published()}
    columns = [head.index(name) for name in ("申请号", "公开（公告）号", "名称")]
    for key, row in found:
        if key["outcome"] == "accepted":
            assert tuple(row[column] for column in columns) in known
