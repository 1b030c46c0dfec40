"""What is wrong or missing in a notice, in Chinese and English: said, never repaired in silence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

_TEXTS: dict[str, tuple[str, str]] = {
    "scan": (
        "第 {pages} 页没有文字，是扫描件或照片，本机没有装文字识别；请索取电子文档（docx、wps、带文字的 pdf 或 ofd），"
        "或请管理员执行 make ocr 安装 rapidocr 后再读一次",
        "Page {pages} holds no text: it is a scan or a photograph, and this machine has no text recognition. Ask for the "
        "electronic document, or have the administrator install rapidocr (make ocr) and read it again",
    ),
    "scan_ofd": (
        "第 {pages} 页没有文字，是图像；OFD 里的图像程序不识别，请另存为 PDF 再上传，或索取带文字的电子文档",
        "Page {pages} is a picture; pictures inside OFD are not recognised. Save it as PDF and hand that in, or ask for a "
        "document with text",
    ),
    "recognised": (
        "第 {pages} 页的文字由程序从图像识别，可能有错字；请对照原件核对",
        "The text of page {pages} was recognised from a picture and may hold wrong characters; compare the original",
    ),
    "table_recognised": (
        "第 {pages} 页的表由程序按线和字的位置拼出，可能错行错列；请逐格对照原件",
        "The table of page {pages} was put together from lines and places of its text; rows and columns may be wrong, "
        "compare cell by cell",
    ),
    "no_text": (
        "文件里没有文字（可能是贴进去的图片）；请索取电子文档，或先作文字识别再导入",
        "The file holds no text (perhaps a picture pasted into it). Ask for the electronic document, or have its text "
        "recognised first",
    ),
    "archive_others": (
        "压缩包里还有：{names}；只读了其中的通知，其余没有读",
        "The archive also holds: {names}; only the notice was read",
    ),
    "no_number": ("没有找到发文字号；请核对文头", "No document number was found; look at the letterhead"),
    "no_issuer": ("没有找到发文机关；请核对文头和落款", "No issuing body was found; look at letterhead and signature"),
    "no_title": ("没有找到标题", "No title was found"),
    "no_date": ("没有找到成文日期；不写年份的期限无法换算", "No date was found; deadlines without a year stay open"),
    "no_publicity": ("没有公开属性标注", "No publicity mark was found"),
    "date_impossible": (
        "“{text}”不是真实存在的日期；请向发文机关核实",
        "“{text}” is no day that exists; ask the issuer",
    ),
    "date_year_assumed": (
        "“{text}”没有写年份，按 {year} 年计；请核对",
        "“{text}” names no year; {year} was taken. Check it",
    ),
    "date_year_unknown": (
        "“{text}”没有写年份，也无法从文中确定；期限留空",
        "“{text}” names no year and the notice does not tell which; the deadline stays empty",
    ),
    "date_before_notice": (
        "期限“{text}”早于成文日期；请核对",
        "The deadline “{text}” lies before the date of the notice; check it",
    ),
    "dates_several": (
        "一句中有几个期限：{texts}；完成期限取最后一个，请核对或拆分任务",
        "One sentence names several deadlines: {texts}; the last is taken. Check, or split the task",
    ),
    "date_provisional": (
        "“{text}”按工作日推算到 {date}，该年放假安排尚未载入，日期可能变动",
        "“{text}” was counted in working days to {date}; the holidays of that year are not loaded, it may move",
    ),
    "attachment_missing": (
        "文中列有附件“{name}”，但文件里没有这个附件；请向发文机关索取，其中的任务尚未读入",
        "The notice lists the attachment “{name}”, which is not in the file; ask for it, its tasks are not read",
    ),
    "attachments_unnamed": (
        "文中提到“{name}”，但文件里没有相应附件；请核对",
        "The notice speaks of “{name}”, but no such attachment is in the file; check it",
    ),
    "numbering_gap": (
        "序号不连续：{where}“{before}”之后是“{after}”，缺 {missing}；请核对是否漏页漏段",
        "Numbers jump: {where_en}“{before}” is followed by “{after}”, {missing} is missing; look for a lost part",
    ),
    "numbering_repeated": (
        "序号重复或倒退：{where}“{before}”之后是“{after}”；请核对",
        "A number repeats or goes back: {where_en}“{before}” is followed by “{after}”; check it",
    ),
    "bracket_unbalanced": (
        "责任单位的括号不成对：“{text}”；已按单位名称读出，请核对",
        "The brackets around the units do not match: “{text}”; the names were read all the same, check them",
    ),
    "bracket_note": (
        "责任单位的括号里另有说明：“{text}”；未自动套用到其他任务，请人工处理",
        "The bracket of units holds a remark: “{text}”; it was not applied to other tasks, do so by hand",
    ),
    "units_none": (
        "全文没有读出任何责任单位；请人工分派",
        "No responsible unit was found anywhere; assign the tasks by hand",
    ),
    "tasks_without_unit": ("有 {count} 项任务没有写明责任单位", "{count} tasks name no responsible unit"),
    "tasks_none": ("没有读出任务；请核对文件是否完整", "No task was found; check that the file is complete"),
    "unit_unusual": (
        "“{name}”不像单位名称，仍按原文列出；请核对",
        "“{name}” does not look like the name of a unit; it is listed as written, check it",
    ),
    "table_not_tasks": (
        "有一张表不是任务表（没有任务列和责任单位或时限列），只作为上下文保留：{head}",
        "A table is no task table (no column of tasks beside units or deadlines); it is kept as context: {head}",
    ),
    "table_units_differ": (
        "同一任务在任务表和正文中的责任单位不同：“{text}”（表：{table}；正文：{body}）；以表为准，请核对",
        "Table and text name different units for one task: “{text}” (table: {table}; text: {body}); the table is taken",
    ),
    "table_due_differs": (
        "同一任务在任务表和正文中的期限不同：“{text}”（表：{table}；正文：{body}）；以表为准，请核对",
        "Table and text give different deadlines for one task: “{text}” (table: {table}; text: {body}); the table is "
        "taken",
    ),
    "text_lost": (
        "有 {count} 个字没有归入任何部分；请对照原文",
        "{count} characters are accounted for nowhere; compare the original",
    ),
}


@dataclass(frozen=True)
class Problem:
    """One finding: `code`, what its sentence needs, and where in the joined text it is (None: nowhere in it)."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)
    start: int | None = None

    def data(self) -> dict[str, Any]:
        """As JSON: code, place, and the sentence in both languages."""
        chinese, english = _TEXTS[self.code]
        return {
            "code": self.code,
            "start": self.start,
            "zh": chinese.format(**self.params),
            "en": english.format(**self.params),
        }


class Unreadable(Exception):
    """A file that gives no notice: why, and what to do, in Chinese and English."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese, english)
        self.zh, self.en = chinese, english

    def __str__(self) -> str:
        return f"{self.zh} / {self.en}"
