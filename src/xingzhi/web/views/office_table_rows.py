"""What was read of a table the office supplies, or why it could not be read."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from xingzhi.packs import load
from xingzhi.packs.crosswalk import Crosswalk
from xingzhi.packs.crosswalk_files import CrosswalkProblem
from xingzhi.packs.scorecard import Scorecard, ScorecardProblem
from xingzhi.web.views import figures
from xingzhi.web.views.high_value_words import said

PREVIEW_ROWS = 40


def problem_words(problem: Exception) -> str:
    """Why a file is no such table, and what to do."""
    if isinstance(problem, ScorecardProblem):
        return {
            "no_table": gettext("没有找到表头：需要情形、一级指标、二级指标、三级指标、权重五列。"),
            "no_rows": gettext("表里没有指标。"),
            "first": gettext("一级指标不是法律、技术、经济价值之一，或没有二级指标：第 %(where)s"),
            "scenario": gettext("没有这种情形：第 %(where)s"),
            "weight": gettext("权重不是 0 到 1 之间的数：第 %(where)s"),
            "twice": gettext("同一指标在同一情形里出现两次：第 %(where)s"),
            "sum": gettext("权重之和不是 1：%(where)s"),
        }[problem.code] % {"where": problem.detail}
    if isinstance(problem, CrosswalkProblem):
        return {
            "not_docx": gettext("这不是 DOCX 文件；DOC 请先另存为 DOCX。"),
            "not_csv": gettext("这不是 DOCX 文件，也不是试算用的 CSV。"),
            "too_large": gettext("文件太大。"),
            "no_table": gettext("文件里没有带“代码、名称、分类号”表头的表。"),
            "no_rows": gettext("表里没有分类号。"),
        }[problem.code]
    return gettext("这个文件读不了，请另存为 XLSX 或 CSV。")


def crosswalk_rows(read: Crosswalk) -> dict[str, Any]:
    """The rows of a table; those not wholly read first."""
    grammar = load().sei_crosswalk.keywords
    ordered = sorted(read.rows, key=lambda row: (not row.ipc_unread, row.number))
    rows = []
    for row in ordered[:PREVIEW_ROWS]:
        rule = row.rule(grammar)
        if rule is None:
            how: Any = gettext("只看分类号")
        elif rule.complete:
            how = {"text": gettext("任一关键词出现"), "tone": "good"}
        else:
            how = (
                {"text": gettext("没有列全或没有读懂"), "tone": "unknown"}
                if row.keyword
                else {"text": gettext("没有给出"), "tone": "warn"}
            )
        symbols = {
            "text": "、".join(row.include),
            "sub": gettext("除去 %(out)s") % {"out": "、".join(row.exclude)} if row.exclude else "",
        }
        if row.ipc_unread:
            symbols = {"text": gettext("没有读懂：%(text)s") % {"text": row.ipc_unread}, "tone": "bad"}
        rows.append({"cells": [row.number, {"text": row.code, "sub": row.name}, symbols, row.keyword, how]})
    labels = [(gettext("行"), "c-number"), (gettext("类别"), "c-title"), (gettext("分类号"), ""), (gettext("关键词"), ""),
              (gettext("怎样判定"), "")]  # fmt: skip
    return figures.table(gettext("读到的行"), labels, rows) | {"scroll": False}


def scorecard_rows(read: Scorecard) -> dict[str, Any]:
    """The indicators of a scorecard with their weights."""
    pack = load().scorecard
    scenarios = read.scenarios()
    names = {each.code: said(each.label) for each in (*pack.scenarios, *pack.first_level)}
    rows = [
        {"cells": [names[item.first], item.second, item.third, *(item.weights.get(code, "") for code in scenarios)]}
        for item in read.items[:PREVIEW_ROWS]
    ]
    labels = [(gettext("一级指标"), ""), (gettext("二级指标"), ""), (gettext("三级指标"), "c-title"),
              *((names[code], "c-number") for code in scenarios)]  # fmt: skip
    return figures.table(gettext("指标与权重"), labels, rows)
