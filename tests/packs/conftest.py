"""Packs to test with: those of the project, and small ones written into a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xingzhi.packs import Packs, load

PROJECT = Path(__file__).parents[2] / "packs"

HEADER = """\
id: {id}
kind: {kind}
version: 2026-11-23
title: {{zh: 试, en: Trial}}
valid_from: 2026-01-01
sources:
  P: {{title: 测试, date: 2026-11-23}}
body:
"""
MINIMAL = {
    "calendar": "  since: 2026-01-01\n  ref: P\n  year: 2026\n  breaks: []\n  worked: []\n",
    "sources": (
        "  entries:\n    - {code: a, zh: 甲, en: A, rank: 1, reason: {zh: 因, en: why}, since: 2026-01-01, ref: P}\n"
    ),
}


@pytest.fixture(scope="session")
def packs() -> Packs:
    """The packs of the project."""
    return load(PROJECT)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write one pack file into a folder of its own; gives the folder."""

    def write(kind: str = "sources", body: str = "", *, id: str = "", head: str = "", name: str = "") -> Path:
        text = head or HEADER.format(id=id or kind, kind=kind)
        (tmp_path / (name or f"{kind}.yaml")).write_text(text + (body or MINIMAL[kind]), "utf-8")
        return tmp_path

    return write
