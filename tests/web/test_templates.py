"""What every template must keep to: nothing from elsewhere, no inline script or style, a token in every form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import engines

import xingzhi.web

ROOT = Path(xingzhi.web.__file__).parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
each = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())


@each
def test_it_compiles(path: Path) -> None:
    engines["django"].from_string(path.read_text("utf-8"))


@each
def test_nothing_comes_from_another_host(path: Path) -> None:
    assert not re.search(r"""(?:src|href|action|url\()\s*=?\s*["'(]?(?:https?:)?//""", path.read_text("utf-8"))


@each
def test_scripts_and_styles_are_files(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    for script in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in script


@each
def test_forms_that_change_something_carry_the_token(path: Path) -> None:
    for form in FORM.findall(path.read_text("utf-8")):
        opening = form.split(">", 1)[0]
        assert ("{% csrf_token %}" in form) == ('method="post"' in opening.lower())


@each
def test_ids_stand_once(path: Path) -> None:
    ids = re.findall(r'\sid="([^"{]+)"', path.read_text("utf-8"))
    assert len(ids) == len(set(ids))


def test_built_styles_name_no_other_host() -> None:
    for name in ("app.css", "app.js", "charts.js"):
        text = (ROOT / "static" / "build" / name).read_text("utf-8")
        assert not re.search(r"""(?:@import|url\(|fetch\(|import\()\s*["'(]*https?://""", text), name
