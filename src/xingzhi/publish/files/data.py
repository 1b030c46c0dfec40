"""The figures of a release for programs: CSV, JSON, and a description of both after the Data Package standard."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from typing import Any

from xingzhi.publish.files.offered import BULLETIN, chart_files, for_everybody, media_type
from xingzhi.publish.files.subject import Subject, narrowed
from xingzhi.snapshots.models import edition_of

FIELDS = (
    ("indicator", "string", "指标代码 / id of the indicator"), ("title", "string", "指标 / indicator"),
    ("region", "string", "GB/T 2260 区划代码前缀 / prefix of the division code"),
    ("start", "date", "统计期第一天 / first day"), ("end", "date", "统计期最后一天 / last day"),
    ("where", "string", "限定 / narrowed to"),
    ("where_codes", "string", "限定的代码：列=值,值；all 为不限定 / as codes: column=value,value; all where it is not"),
    ("value", "number", "数值；空为暂缺 / value, empty where unknown"), ("unit", "string", "单位 / unit"),
    ("kind", "string", "official 官方数据，own 本局统计，edited 手工修改 / received, computed here, set by hand"),
    ("source", "string", "来源 / source"),
)  # fmt: skip
NAMES = {BULLETIN: "bulletin", "figures.csv": "figures", "figures.json": "content"}  # what a program calls them
KEY = ["indicator", "region", "start", "end", "where_codes"]  # no two rows have the same


def data(subject: Subject, others: dict[str, bytes]) -> dict[str, bytes]:
    """figures.csv, figures.json and datapackage.json, which describes every file a stranger may have.

    The others are not named there: a program that follows the description must find all of it.
    """
    rows = list(_rows(subject.content))
    files = {"figures.csv": _csv(rows), "figures.json": _json(_whole(subject))}
    described = {name: held for name, held in sorted((others | files).items()) if for_everybody(name)}
    return files | {"datapackage.json": _json(_package(subject, described, len(rows)))}


def _rows(content: dict[str, Any]) -> list[dict[str, str]]:
    titles = {each["id"]: each["title"] for each in content["definitions"]}
    return [
        {"indicator": held["indicator"], "title": titles[held["indicator"]], "region": held["region"],
         "start": held["start"], "end": held["end"], "where": narrowed(held["where"]), "where_codes": _codes(held["where"]),
         "value": held["value"] or "", "unit": held["unit"], "kind": held["kind"], "source": held["source"]}
        for _, held in sorted(content["figures"].items())
    ]  # fmt: skip


def _codes(where: dict[str, list[str]]) -> str:
    return ";".join(f"{name}={','.join(codes)}" for name, codes in sorted(where.items())) or "all"


def _csv(rows: list[dict[str, str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, [name for name, _, _ in FIELDS], lineterminator="\r\n")
    writer.writeheader()
    # A spreadsheet would run these as formulas; a number it would not.
    writer.writerows(
        {name: f"'{text}" if name != "value" and text[:1] in "=+-@" and text else text for name, text in row.items()}
        for row in rows
    )
    return stream.getvalue().encode("utf-8-sig")


def _whole(subject: Subject) -> dict[str, Any]:
    """All the release says. What it keeps back, what was drafted before a person rewrote it, and what was computed here
    beside a received value with why it differs, stay inside."""
    changes = [{"figure": label, "was": was, "now": now, "reason": why} for label, was, now, why in subject.changes]
    content = subject.content
    figures = {key: _without(held, "own", "remark") for key, held in content["figures"].items()}
    sections = [
        section | {"sentences": [_without(sentence, "drafted") for sentence in section["sentences"]]}
        | ({"causes": _without(section["causes"], "drafted")} if "causes" in section else {})
        for section in content["sections"]
    ]  # fmt: skip
    told = _without(content, "withheld") | {"figures": figures, "sections": sections}
    return {"version": subject.version, "internal": subject.internal, "changes": changes, **told}


def _without(held: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: part for name, part in held.items() if name not in names}


def _package(subject: Subject, files: dict[str, bytes], rows: int) -> dict[str, Any]:
    """A Data Package (version 1 of the standard). It names no licence: that is the office's to give."""
    content = subject.content
    names = {name: f"chart-{chart['id']}" for name, chart in chart_files(subject.charts).items()} | NAMES
    days = [held["start"] for held in content["figures"].values()]
    return {
        "profile": "data-package", "name": f"xingzhi-{content['region']}-{content['end']}-v{subject.version}",
        "title": content["title"], "version": str(subject.version),
        "sources": [{"title": f"{content['office']}，{edition_of(content['snapshot'])}"}],
        "as_of": content["data_as_of"], "temporal": {"start": min(days, default=content["end"]), "end": content["end"]},
        "spatial": {"code": content["region"], "title": content["place"]},
        "definitions": content["definitions"], "packs": content["packs"], "notes": subject.footnotes,
        "resources": [_resource(names.get(name, ""), name, held, rows) for name, held in files.items()],
    }  # fmt: skip


def _resource(called: str, name: str, held: bytes, rows: int) -> dict[str, Any]:
    """One file and what a program calls it; of the table also its columns and how many rows there are."""
    stem, _, ending = name.rpartition(".")
    found = {
        "name": called or stem, "title": name, "path": name, "format": ending,
        "mediatype": media_type(name), "bytes": len(held), "hash": f"sha256:{hashlib.sha256(held).hexdigest()}",
    }  # fmt: skip
    if name != "figures.csv":
        return found
    fields = [{"name": each, "type": kind, "description": told} for each, kind, told in FIELDS]
    return found | {
        "profile": "tabular-data-resource", "encoding": "utf-8", "rows": rows,
        "schema": {"fields": fields, "primaryKey": KEY, "missingValues": [""]},
    }  # fmt: skip


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
