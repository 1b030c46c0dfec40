"""Packs: what officials and jurists set, from when, and by what; shown as tables, with the file beneath."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from xingzhi.packs import load
from xingzhi.web.reading import english, listed
from xingzhi.web.views.parts import columns, tabs

ROWS = 200
WIDE = 7  # a row with more cells than this is shown as a part of its own
KINDS = {
    "calendar": _("节假日"), "codes": _("代码"), "indicators": _("指标"), "screening": _("筛查"), "regions": _("地区"),
    "applicant_kinds": _("代码"), "application_numbers": _("代码"), "headings": _("收文"), "legal_status": _("代码"),
    "party_names": _("代码"), "party_matching": _("筛查"), "sources": _("收文"), "high_value": _("口径"), "scorecard": _("口径"),
    "sei_crosswalk": _("代码"), "ipc_concordance": _("代码"), "procedure": _("程序"), "documents": _("文书"),
    "tally": _("报表"), "consequences": _("口径"),
    "form": _("采集"),
}  # fmt: skip
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


@dataclass
class Part:
    """A part of a pack on its page: a heading, single values, a table of like values, and parts of its own."""

    title: str
    pairs: list[dict[str, Any]] = field(default_factory=list)
    table: dict[str, Any] | None = None
    parts: list[Part] = field(default_factory=list)


@require_GET
def pack_list(request: HttpRequest) -> HttpResponse:
    """The packs in force: what each sets, and from when."""
    rows = [
        {
            "cells": [
                {"text": _title(document), "url": reverse("pack", args=[document.id])},
                KINDS.get(document.header.kind, document.header.kind),
                document.ref,
                str(document.header.valid_from),
                str(document.header.valid_to or ""),
            ]
        }
        for document in load().documents
    ]
    heads = columns((gettext("名称"), "c-title"), (gettext("种类"), "c-nowrap"), (gettext("版本"), "c-nowrap"),
                    (gettext("自"), "c-date c-nowrap"), (gettext("至"), "c-date c-nowrap"))  # fmt: skip
    context = {
        "page_title": gettext("规则包"),
        "tabs": tabs("pack-list", request.user),
        "table": {"columns": heads, "rows": rows},
        "empty": {"title": gettext("没有规则包")},
    }
    return render(request, "system/table.html", context)


def _title(document: Any) -> str:
    return str(document.header.title.en if english() else document.header.title.zh)


@require_GET
def pack(request: HttpRequest, name: str) -> HttpResponse:
    """One pack: the texts it rests on and the values it sets."""
    packs = load()
    try:
        document = packs.document(name)
    except KeyError as error:
        raise Http404 from error
    header = document.header
    sources = [{"key": key, **source.model_dump()} for key, source in header.sources.items()]
    for source in sources:
        source["url"] = source["url"] if source["url"].startswith(("https://", "http://")) else ""
    context = {
        "page_title": _title(document),
        "tabs": tabs("pack-list", request.user),
        "document": document,
        "header": header,
        "sources": sources,
        "part": part("", header.body),
        "tables": [csv_table(name, rows) for name, rows in document.tables.items()],
        "text": (packs.folder / document.file).read_text(encoding="utf-8"),
    }
    return render(request, "system/pack.html", context)


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


def part(title: str, body: Mapping[str, Any]) -> Part:
    """A mapping of a pack file as a part of the page."""
    made = Part(title)
    alike: dict[str, Mapping[str, Any]] = {}
    for key, value in body.items():
        text = said(value)
        if text is not None:
            made.pairs.append({"label": word(key), "value": text, "wide": len(text) > 60})
        elif isinstance(value, Mapping):
            alike[key] = value
        elif any(isinstance(each, Mapping) and (len(each) > WIDE or not _flat(each)) for each in value):
            made.parts.append(Part(word(key), parts=[part(name_of(each), each) for each in value]))
        else:
            made.parts.append(Part(word(key), table=rows_table([("", each) for each in value])))
    if len(alike) > 1 and all(_flat(value) for value in alike.values()):
        made.table = rows_table(list(alike.items()))
    else:
        made.parts[:0] = [part(word(key), value) for key, value in alike.items()]
    return made


def name_of(value: Any) -> str:
    """What an entry of a list calls itself."""
    for key in ("title", "label", "name", "zh", "id", "code"):
        if isinstance(value, Mapping) and value.get(key) and said(value[key]):
            return said(value[key]) or ""
    return ""


def _flat(value: Mapping[str, Any]) -> bool:
    return all(said(each) is not None for each in value.values())


def rows_table(rows: list[tuple[str, Any]]) -> dict[str, Any]:
    """Like values as rows: one column for each key any of them has."""
    held = [(name, value if isinstance(value, Mapping) else {"value": value}) for name, value in rows[:ROWS]]
    keys = list(dict.fromkeys(key for _name, value in held for key in value))
    named = any(name for name, _value in held)
    heads = ([(gettext("项目"), "c-nowrap")] if named else []) + [(word(key), "") for key in keys]
    made = []
    for name, value in held:
        cells = [_cell(value.get(key, "")) for key in keys]
        made.append({"cells": [word(name), *cells] if named else cells})
    return {"columns": columns(*heads), "rows": made, "scroll": True, "caption": "", "more": max(0, len(rows) - ROWS)}


def _cell(value: Any) -> str:
    text = said(value)
    if text is not None:
        return text
    if isinstance(value, Mapping):
        return "; ".join(f"{word(key)}: {_cell(each)}" for key, each in value.items())
    return "; ".join(_cell(each) for each in value)


def csv_table(name: str, rows: tuple[Mapping[str, str], ...]) -> dict[str, Any]:
    """The first rows of a table kept beside the pack."""
    keys = list(rows[0]) if rows else []
    return {
        "caption": name,
        "columns": columns(*((word(key), "") for key in keys)),
        "rows": [{"cells": [row[key] for key in keys]} for row in rows[:ROWS]],
        "scroll": True,
        "more": max(0, len(rows) - ROWS),
    }
