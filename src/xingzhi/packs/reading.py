"""Read YAML and CSV without surprises.

YAML as people expect it: only `true`, `false`, `null`, decimal integers and decimal fractions are anything but text.
Dates stay text until the schema reads them, `on`, `yes`, `010` and `12:30` stay text, a key given twice is refused.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Hashable
from typing import Any

import yaml

from xingzhi.packs.problems import PackError

try:
    from yaml import CSafeLoader as _Base
except ImportError:  # pragma: no cover - wheels without libyaml
    from yaml import SafeLoader as _Base  # type: ignore[assignment]


class _Loader(_Base):
    """The safe loader with a small set of plain scalars and no duplicate keys."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            key = str(key_node.value)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands here twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"true|false", "tf"),
    ("tag:yaml.org,2002:null", r"null|~|", ["n", "~", ""]),
    ("tag:yaml.org,2002:int", r"-?(?:0|[1-9][0-9]*)", "-0123456789"),
    ("tag:yaml.org,2002:float", r"-?(?:0|[1-9][0-9]*)\.[0-9]+", "-0123456789"),
):
    _Loader.add_implicit_resolver(_tag, re.compile(rf"^(?:{_pattern})$"), list(_first))


def read_yaml(content: bytes, file: str) -> dict[str, Any]:
    """The mapping a YAML file holds; raise `PackError` where it is not one."""
    try:
        data = yaml.load(content.decode("utf-8"), Loader=_Loader)  # noqa: S506 - derived from the safe loader
    except UnicodeDecodeError as error:
        raise PackError(file, "", f"is not UTF-8 at byte {error.start}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise PackError(file, f"line {line}", str(error.problem)) from error
    except yaml.YAMLError as error:
        raise PackError(file, "", f"is not YAML: {error}") from error
    if not isinstance(data, dict):
        raise PackError(file, "", "holds no mapping")
    return data


def read_table(content: bytes, file: str, columns: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """The rows of a CSV table whose heading must be exactly `columns`; raise `PackError` otherwise."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackError(file, "", f"is not UTF-8 at byte {error.start}") from error
    reader = csv.reader(io.StringIO(text, newline=""))
    heading = tuple(next(reader, ()))
    if heading != columns:
        raise PackError(file, "line 1", f"the heading is {','.join(heading)}, not {','.join(columns)}")
    rows = []
    for number, cells in enumerate(reader, start=2):
        if len(cells) != len(columns):
            raise PackError(file, f"line {number}", f"has {len(cells)} cells, not {len(columns)}")
        rows.append(dict(zip(columns, cells, strict=True)))
    return tuple(rows)
