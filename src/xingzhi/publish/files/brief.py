"""The leader's page: one sheet of A4 with figures, place, change, causes, problems and next steps."""

from __future__ import annotations

from typing import Any

from xingzhi.publish.adding import ONE_SIDED
from xingzhi.publish.causes import NOT_DRAFTED
from xingzhi.publish.files.one_page import Sheet
from xingzhi.publish.files.subject import Subject

NAMED = 3  # changed figures told by name
EMPTY = {"问题": "（由经办人填写）", "下一步": "（由经办人填写）"}


def page(subject: Subject) -> Sheet:
    """The page of a release."""
    content = subject.content
    rows = rows_of(content, subject.written)
    if subject.changes:
        rows.insert(1, ("修订", _amended(subject)))
    version = f"，第{subject.version}版" if subject.version > 1 else ""
    title = f"{content['place']}知识产权统计简报（{content['period']}{version}）"
    return Sheet(
        title,
        rows,
        subject.internal,
        f"{content['office']}　数据截至{content['data_as_of']}　系统内：{subject.address}",
    )


def _amended(subject: Subject) -> str:
    """What differs from the version the leader has read, the first few by name."""
    told = [f"{label}：原{was}，改为{now}（{why or '原因待写'}）" for label, was, now, why in subject.changes[:NAMED]]
    rest = len(subject.changes) - len(told)
    return "\n".join([*told, *([f"另有{rest}个数，见公报的修订说明。"] if rest else [])])


def rows_of(content: dict[str, Any], written: dict[str, str]) -> list[tuple[str, str]]:
    """What stands on the page: only what the release holds; what nobody wrote yet is left to be written."""
    figures, marked = [], False
    for name in content["brief"]:
        held = content["figures"].get(content["named"][name])
        if held:
            marked = marked or held["kind"] != "own"
            value = "暂缺" if held["value"] is None else f"{held['value']}{held['unit']}"
            figures.append(f"{content['labels'][name]}：{value}{_kind(held)}")
    if marked:
        figures.append("未注明的为本局统计。")
    figures += _one_sided(content)
    ranks = [
        f"{table['title']}：" + "、".join(
            f"{line['label']}第{line['cells'][at]['text']}" for line in table["lines"] if line["cells"][at]["text"].isdigit())
        for table in content["tables"].values()
        for at, column in enumerate(table["columns"])
        if column["what"] == "rank"
    ]  # fmt: skip
    sentences = [sentence["text"] for section in content["sections"] for sentence in section["sentences"]]
    causes = [section["causes"]["text"] for section in content["sections"] if "causes" in section]
    rows = [("数", "\n".join(figures) or "暂缺")]
    if ranks:
        rows.append(("位次", "\n".join(ranks)))
    rows += [("变化", "".join(sentences) or "暂缺"), ("原因", "".join(causes) or NOT_DRAFTED)]
    problems = written.get("problems") or suggested(content) or EMPTY["问题"]
    return [*rows, ("问题", problems), ("下一步", written.get("next_steps") or EMPTY["下一步"])]


def _kind(held: dict[str, Any]) -> str:
    if held["kind"] == "official" and held["value"] is not None:
        return f"〔{held['source']}〕"
    return "〔手工改〕" if held["kind"] == "edited" else ""


def _one_sided(content: dict[str, Any]) -> list[str]:
    """One line about the sums that do not add up with their parts."""
    told = [note for note in content["footnotes"] if note.endswith(ONE_SIDED)]
    more = f"（另有{len(told) - 1}个数，见公报说明）" if len(told) > 1 else ""
    return [f"注：{told[0].removesuffix('。')}{more}。"] if told else []


def suggested(content: dict[str, Any]) -> str:
    """The problems the figures themselves show, until a person writes them."""
    return "\n".join(note for note in content["footnotes"] if "暂缺" in note or "未计入" in note)
