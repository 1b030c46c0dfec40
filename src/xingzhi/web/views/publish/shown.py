"""The content of a release as a page shows it: sentences with their figures, tables, charts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from xingzhi.indicators.dimensions import UNPLACED
from xingzhi.indicators.tables.grid import DIFFERENCE, NO_PLACE
from xingzhi.publish.files.subject import figure_label, footnotes, why_apart
from xingzhi.publish.models import Release
from xingzhi.web.reading import language
from xingzhi.web.views.publish.figures import figure_url, official_url
from xingzhi.web.views.publish.words import KINDS

Records = Callable[[dict[str, Any]], str]


def content(release: Release, records: Records, *, inside: bool = False) -> dict[str, Any]:
    """`sections` of the page; `records` gives the address behind a figure, "" where there is none.

    `inside` the office the counts of notified applications open, too.
    """
    held = release.content
    tally = release.period if inside else ""
    return {
        "sections": [_section(held, section, records, tally) for section in held["sections"]],
        "footnotes": footnotes(held, why_apart(release)),
        "definitions": held["definitions"],
        "withheld": list(held["withheld"].values()),
    }


def _section(held: dict[str, Any], section: dict[str, Any], records: Records, tally: str) -> dict[str, Any]:
    sentences = [*section["sentences"], *([section["causes"]] if "causes" in section else [])]
    return {
        "heading": section["heading"],
        "sentences": [
            {"id": each["id"], "text": each["text"], "edited": each.get("edited", False), "drafted": each.get("drafted"),
             "carried": each.get("carried"),
             "figures": _behind(held, each, records)}
            for each in sentences
        ],
        "tables": [_table(held, held["tables"][id], records) for id in section["tables"]],
        "charts": [_chart(held["charts"][id]) for id in section["charts"]],
        "abnormal": _abnormal(section.get("abnormal"), tally), "collected": _collected(section.get("collected")),
    }  # fmt: skip


def _behind(held: dict[str, Any], sentence: dict[str, Any], records: Records) -> list[dict[str, str]]:
    """The figures of a sentence; none for those to whom none opens, who read the same values in the sentence."""
    names = {key: held["labels"][name] for name, key in held["named"].items()}
    figures = {key: held["figures"][key] for key in sentence["figures"] if key in held["figures"]}
    found = [
        {"text": f"{names.get(key) or figure_label(each, language())} {_value(each)}", "url": records(each)}
        for key, each in figures.items()
    ]
    return found + _parts(held, sentence, records) if any(each["url"] for each in found) else []


def _parts(held: dict[str, Any], sentence: dict[str, Any], records: Records) -> list[dict[str, str]]:
    """Where drafted causes open to their parts; nowhere for those to whom no figure opens."""
    figure = held["figures"].get(sentence["figures"][0]) if sentence.get("refs") else None
    if figure is None or not records(figure):
        return []
    first, last = sentence["days"]
    asked = {"region": held["region"], "from": first, "to": last}
    if figure["start"] == f"{last[:8]}01":  # a flow of the month alone
        asked["by"] = "month"
    query = urlencode(asked)
    url = reverse("indicator-change", args=[figure["indicator"]]) + "?" + query
    return [{"text": gettext("各部分的记录"), "url": url}]


def _value(figure: dict[str, Any]) -> str:
    official = f"（{KINDS['official']}）" if figure["kind"] == "official" else ""
    return gettext("暂缺") if figure["value"] is None else f"{figure['value']} {figure['unit']}{official}"


def _table(held: dict[str, Any], table: dict[str, Any], records: Records) -> dict[str, Any]:
    columns = [
        {
            "label": gettext("地区") if any(line["total"] for line in table["lines"]) else gettext("指标"),
            "css": "c-title",
        }
    ]
    for column in table["columns"]:
        label = f"{column['group']} {column['label']}" if column["group"] else column["label"]
        columns.append({"label": label, "css": "c-number"})
    rows = []
    for line in table["lines"]:
        cells: list[Any] = [("　" if line["inner"] else "") + line["label"]]
        for at, cell in enumerate(line["cells"]):
            figure = held["figures"].get(cell.get("figure", ""))
            url = records(figure) if figure else _beyond(held, table, line, at, records)
            # Why ours differs is for those to whom figures open: inside the office.
            remark = figure.get("remark", "") if figure and url else ""
            title = "；".join(filter(None, (cell.get("why", ""), remark)))
            cells.append({"text": cell["text"], "url": url, "title": title})
        rows.append({"cells": cells})
    return {"columns": columns, "rows": rows, "scroll": True, "caption": table["title"], "notes": table["notes"],
            "unit": table["unit"]}  # fmt: skip


def _beyond(held: dict[str, Any], table: dict[str, Any], line: dict[str, Any], at: int, records: Records) -> str:
    """Where a cell opens of what has no place, or of what the official sum has beyond its parts; "" of all others.

    It belongs to the figure of the sum, and opens only for those to whom that opens.
    """
    total: dict[str, Any] = next((each["cells"][at] for each in table["lines"] if each["total"]), {})
    figure = held["figures"].get(total.get("figure", ""))
    if line["id"] not in NO_PLACE or "value" not in line["cells"][at] or not figure or not records(figure):
        return ""
    if line["id"] == DIFFERENCE:
        return official_url(figure)
    revision = int(held["snapshot"].partition("@")[0])
    return figure_url(figure | {"where": {**figure["where"], UNPLACED: [figure["region"]]}}, revision)


def _chart(chart: dict[str, Any]) -> dict[str, Any]:
    values = [None if value is None else float(value) if "." in value else int(value) for value in chart["values"]]
    return {
        "id": f"chart-{chart['id'].replace('_', '-')}", "title": chart["title"], "unit": chart["unit"], "kind": chart["kind"],
        "category": "", "categories": chart["labels"], "series": [{"name": chart["name"], "values": values}],
    }  # fmt: skip


def _abnormal(held: dict[str, Any] | None, month: str) -> dict[str, Any] | None:
    """The totals of notified applications; with a `month` they open to the table by place and application."""
    if not held:
        return None
    columns = [
        {"label": gettext("口径"), "css": "c-title"},
        *({"label": label, "css": "c-number"} for label in held["columns"]),
    ]
    rows = []
    for line in held["lines"]:
        url = f"{reverse('notified-monthly')}?{urlencode({'month': month, 'basis': line['basis']})}" if month else ""
        rows.append({"cells": [line["label"], *({"text": str(count), "url": url} for count in line["counts"])]})
    table = {"columns": columns, "rows": rows, "scroll": True, "caption": gettext("非正常专利申请核查情况")}
    return {"table": table, "note": held["note"], "empty": held["empty"]}


def _collected(held: dict[str, Any] | None) -> dict[str, Any] | None:
    if not held:
        return None
    columns = [{"label": label, "css": "c-number" if at > 1 else "c-title"} for at, label in enumerate(held["columns"])]
    table = {
        "columns": columns,
        "rows": [{"cells": line} for line in held["lines"]],
        "scroll": True,
        "caption": held["title"],
    }
    return {"table": table, "note": "".join(held["notes"]), "empty": held["empty"]}
