"""What is wrong with a row: what it lacks, or what contradicts in it."""

from __future__ import annotations

ROWS: dict[str, tuple[str, str]] = {
    "required_missing": ("此项必填，但单元格是空的；请补填", "This is required but the cell is empty; fill it in"),
    "required_not_in_file": (
        "文件中没有必需的“{column}”列，或该列未对应；请补上这一列或改正列对应",
        "The required column “{column}” is not in the file or not matched; add it or correct the matching",
    ),
    "record_unknown": (
        "台账里还没有这条记录，而本文件没有“{column}”列，不能新建；请先导入带“{column}”的文件，或补上这一列",
        "The record is not in the register yet and the file has no “{column}” column; import a file with it first",
    ),
    "extra_cells": (
        "本行有 {found} 格，表头只有 {width} 列，后面的内容可能错位；请检查是否多了分隔符",
        "The row has {found} cells but the heading {width} columns; values may be shifted, look for a stray separator",
    ),
    "pledge_unnumbered": (
        "既没有质押登记号也没有质押登记日，分不清同一专利的几次质押；请至少补填一项",
        "There is neither a registration number nor its day, so pledges of one patent cannot be told apart; give one",
    ),
    "term_ends_before": (
        "保护期止“{value}”早于保护期起 {begin}；请核对是否填反",
        "The protection ends on {value}, before it begins on {begin}; check both days",
    ),
    "zone_member_unnamed": (
        "只有开发区名称，没有写成员名称、信用代码或地址字样，无法判断哪些专利在区内；请至少补填一项",
        "The row names a zone only; give the member's name, its credit code or words of the address",
    ),
    "released_before_registered": (
        "质押解除日“{value}”早于质押登记日 {registered}；请核对是否填反",
        "The pledge was released on {value}, before it was registered on {registered}; check both days",
    ),
    "due_before_registered": (
        "债务履行期限届满日“{value}”早于质押登记日 {registered}；请核对",
        "The debt is due on {value}, before the pledge was registered on {registered}; check both days",
    ),
    "ended_before_granted": (
        "同族终止日“{value}”早于同族授权日 {granted}；请核对是否填反",
        "The family member ended on {value}, before it was granted on {granted}; check both days",
    ),
    "notice_before_filing": (
        "通报日期“{value}”早于申请日 {filed}；请核对是否填反",
        "Notified on {value}, before the application was filed on {filed}; check both days",
    ),
    "due_before_notice": (
        "答复期限“{value}”早于通报日期 {notice}；请核对",
        "The reply is due on {value}, before the notice of {notice}; check both days",
    ),
    "key_would_change": (
        "这一项是区分记录的依据，改了就成了另一条记录；请导入正确的一行",
        "This tells the record from others; changed, it would be another record. Import a correct row instead",
    ),
    "outside_region": (
        "本行属于其他地区，您无权录入或修改；请交由该地区或盟级办理",
        "The row belongs to another region and you may not enter or change it; hand it to that region or the league",
    ),
}
