"""Keys and simple values of a pack file as a reader reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingzhi.web.reading import english, listed

WORDS = {
    "value": _("值"), "values": _("值"), "unit": _("单位"), "reason": _("理由"), "since": _("自"), "ref": _("依据"),
    "note": _("说明"), "code": _("代码"), "zh": _("中文"), "en": _("英文"), "name": _("名称"), "title": _("名称"),
    "label": _("名称"), "first": _("首日"), "last": _("末日"), "days": _("日期"), "year": _("年份"), "raw": _("原文"),
    "states": _("状态"), "clocks": _("期限"), "proofs": _("凭据"), "roles": _("角色"),
    "needs": _("须有"), "word": _("谁的结论"), "word_of": _("谁的结论"),
    "initial": _("起始状态"), "procedure": _("程序"), "length": _("长度"), "starts": _("起算"), "ends": _("了结"),
    "before": _("提前"), "extensions": _("延长"), "pauses": _("中止"), "rate": _("比率"),
    "papers": _("文书"), "fields": _("栏目"), "paragraphs": _("段落"), "purpose": _("用途"),
    "settings": _("设定"), "breaks": _("放假"), "worked": _("调休上班"), "terms": _("用语"), "law": _("法条"),
    "text": _("文字"), "definition": _("口径"), "explanation": _("说明"), "id": _("编号"), "kind": _("种类"),
    "registers": _("台账"), "columns": _("列"), "entries": _("条目"), "rank": _("次序"), "file": _("文件"),
    "threshold": _("门槛"), "gram": _("片段长度"), "minimum_length": _("最短字数"), "short_texts_of": _("短文本只看这些类型"),
    "lawful": _("依法允许"), "patent_types": _("专利类型"), "same": _("须相同的项目"), "otherwise": _("以上都不是时"),
    "once": _("一件只配一对"), "when": _("条件（任一）"), "parties": _("申请人"), "at_most_days": _("申请日相隔不超过"),
    "named": _("写明"), "later_number": _("号码年份晚于申请日"), "earlier_status": _("前一件的状态"),
    "ended_at_most_days": _("结案不晚于后一件之后"), "published_before": _("前一件先公布"), "limbs": _("可能涉及的条款"),
    "gist": _("大意"), "near_days": _("申请日相近"), "resubmission_days": _("结案前后"),
    "definition_version": _("口径版本"), "references": _("依据"), "numerator": _("分子"), "denominator": _("分母"),
    "numerator_indicator": _("分子指标"), "dimensions": _("维度"), "periods": _("统计期"), "decimals": _("小数位"),
    "where": _("条件"), "unknown": _("不能判断的条件"), "register": _("台账"), "date_field": _("日期栏"),
    "field": _("栏目"), "op": _("比较"), "all": _("同时满足"), "any": _("任一满足"), "year_field": _("年份栏"),
    "year_offset": _("年份差"), "aliases": _("别名"), "zones": _("开发区"), "separators": _("分隔符"),
    "field_ranks": _("按栏目的次序"), "priority": _("次序"), "rules": _("规则"), "kinds": _("种类"), "pattern": _("样式"),
    "classes": _("类别"), "rule": _("口径"), "article": _("条文"), "certainty": _("依据程度"), "detail": _("细节"),
    "lacks": _("缺什么"), "settle": _("怎样补"), "options": _("可选"), "moves": _("变动、办理"), "from": _("原来"),
    "to": _("变为"), "edition": _("版本"), "warnings": _("提醒"), "low": _("下限"), "high": _("上限"),
    "scenarios": _("情形"), "structure": _("结构"), "first_level": _("一级指标"), "keywords": _("关键词"),
    "headings": _("表头"), "expected": _("应有"), "within": _("只数其中"), "part_of": _("属于"),
    "prior": _("起点"), "propose": _("提出的门槛"), "comparisons": _("比较"), "blocks": _("分组"), "cap": _("上限"),
    "never": _("一票否决"), "m": _("同一主体中的频率"), "u": _("不同主体中的频率"), "trade_words": _("行业用语"),
    "distinguishing": _("区分用字"), "branch_words": _("分支机构用语"), "plain_forms": _("不区分的组织形式"),
    "other_forms": _("另一类的结尾"), "rarity_of": _("受字号常见程度影响的"), "sure_names": _("可一并归并的"),
    "disclaimer": _("声明"), "indicators": _("指标"), "path": _("地区"), "codes": _("代码"),
    "cells": _("采集表的项目"), "checks": _("检查"), "level": _("级别"), "approval": _("批准"), "filled_by": _("谁填"),
    "internal_record": _("内部记录（不是统计调查表）"), "known": _("已有来源"), "group": _("分组"), "least": _("最小"),
    "adds": _("可相加"), "stock": _("期末数"), "left": _("左边"), "right": _("右边"), "relation": _("关系"),
    "change": _("变动"), "share": _("幅度"), "message": _("提示"), "required": _("必填"), "period": _("统计期类别"),
}  # fmt: skip
COMPARED = {"eq": "=", "ne": "≠", "lt": "<", "lte": "≤", "gt": ">", "gte": "≥"}


def word(key: str) -> str:
    """A key of a pack file as a reader reads it."""
    return str(WORDS.get(key, key))


def said(value: Any) -> str | None:
    """A simple value as text; None where it has parts of its own."""
    if isinstance(value, Mapping):
        if set(value) == {"zh", "en"}:
            return str(value["en" if english() else "zh"])
        return None
    if isinstance(value, str) and value in COMPARED:
        return COMPARED[value]
    if isinstance(value, list | tuple):
        texts = [said(each) for each in value]
        return None if any(text is None for text in texts) else listed(text or "" for text in texts)
    return "" if value is None else str(value)
