"""The figures of a release for programs: CSV, JSON, and a description of both after the Data Package standard."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from typing import Any

from xingzhi.publish.files.subject import Subject, narrowed

FIELDS = (
    ("indicator", "string", "指标代码 / id of the indicator"), ("title", "string", "指标 / indicator"),
    ("region", "string", "GB/T 2260 区划代码前缀 / prefix of the division code"),
    ("start", "date", "统计期第一天 / first day"), ("end", "date", "统计期最后一天 / last day"),
    ("where", "string", "限定 / narrowed to"), ("value", "number", "数值；空为暂缺 / value, empty where unknown"),
    ("unit", "string", "单位 / unit"),
    ("kind", "string", "official 官方数据，own 本局统计，edited 手工修改 / received, computed here, set by hand"),
    ("source", "string", "来源 / source"),
)  # fmt: skip


def data(subject: Subject, others: dict[str, bytes]) -> dict[str, bytes]:
    """figures.csv, figures.json and datapackage.json, which gives the digests of every file."""
    rows = list(_rows(subject.content))
    files = {"figures.csv": _csv(rows), "figures.json": _json(_whole(subject))}
    described = {**others, **files}
    return files | {"datapackage.json": _json(_package(subject, described))}


def _rows(content: dict[str, Any]) -> list[dict[str, str]]:
    titles = {each["id"]: each["title"] for each in content["definitions"]}
    return [
        {"indicator": held["indicator"], "title": titles[held["indicator"]], "region": held["region"], "start": held["start"],
         "end": held["end"], "where": narrowed(held["where"]), "value": held["value"] or "", "unit": held["unit"],
         "kind": held["kind"], "source": held["source"]}
        for _, held in sorted(content["figures"].items())
    ]  # fmt: skip


def _csv(rows: list[dict[str, str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, [name for name, _, _ in FIELDS], lineterminator="\r\n")
    writer.writeheader()
    # A spreadsheet would run these as formulas.
    writer.writerows(
        {name: f"'{text}" if text[:1] in "=+-@" and text else text for name, text in row.items()} for row in rows
    )
    return stream.getvalue().encode("utf-8-sig")


def _whole(subject: Subject) -> dict[str, Any]:
    changes = [{"figure": label, "was": was, "now": now, "reason": why} for label, was, now, why in subject.changes]
    # What was computed here beside a received value, and why it differs, stays inside.
    figures = {
        key: {name: part for name, part in held.items() if name not in ("own", "remark")}
        for key, held in subject.content["figures"].items()
    }
    return {
        "version": subject.version,
        "internal": subject.internal,
        "changes": changes,
        **subject.content,
        "figures": figures,
    }


def _package(subject: Subject, files: dict[str, bytes]) -> dict[str, Any]:
    content = subject.content
    fields = [{"name": name, "type": kind, "description": told} for name, kind, told in FIELDS]
    return {
        "profile": "data-package", "name": f"xingzhi-{content['region']}-{content['end']}-v{subject.version}",
        "title": content["title"], "version": str(subject.version), "licenses": [],
        "sources": [{"title": f"{content['office']}，快照 {content['snapshot']}"}],
        "as_of": content["data_as_of"], "definitions": content["definitions"], "packs": content["packs"],
        "notes": content["footnotes"],
        "resources": [
            {"name": name.rpartition(".")[0], "path": name, "bytes": len(held), "hash": f"sha256:{hashlib.sha256(held).hexdigest()}"}
            | ({"schema": {"fields": fields}, "encoding": "utf-8"} if name == "figures.csv" else {})
            for name, held in sorted(files.items())
        ],
    }  # fmt: skip


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
