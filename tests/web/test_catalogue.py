"""The English catalogue holds every text of the pages, each translated, and nothing that is said no more."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """tools/extract_messages.py."""
    spec = importlib.util.spec_from_file_location("extract_messages", ROOT / "tools" / "extract_messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_is_complete(tool: ModuleType) -> None:
    found = tool.extracted()
    catalogues = list(tool.LOCALES.glob("*/LC_MESSAGES/django.po"))
    assert catalogues
    for path in catalogues:
        assert tool.problems(path, found) == []


def test_translations_keep_the_placeholders_and_hold_no_chinese(tool: ModuleType) -> None:
    for message in tool.read(tool.LOCALES / "en" / "LC_MESSAGES" / "django.po"):
        if not message.id:
            continue
        sources = message.id if isinstance(message.id, tuple | list) else (message.id,)
        texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
        for text in texts:
            assert sorted(re.findall(r"%\(\w+\)s", text)) == sorted(re.findall(r"%\(\w+\)s", sources[0])), text
            assert not re.search(r"[\u4e00-\u9fff，。；：（）]", text), text


def test_texts_are_found_in_templates_and_in_python(tool: ModuleType) -> None:
    found = tool.extracted()
    assert any(str(name).endswith(".html") for name, _line in found["今日"].locations) or "今日" in found
    assert "skip to the content" not in found
    assert found.get("台账", context="one") is not None
    assert isinstance(found["申请日相隔 %(n)s 天"].id, tuple | list)


def test_no_text_hides_in_a_formatted_string() -> None:
    """What stands in the braces of an f-string is not found when texts are collected, and stays Chinese."""
    hidden = re.compile(r"\{(?:n?p?gettext)\(")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sorted((ROOT / "src").rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if hidden.search(line)
    ]
    assert found == []
