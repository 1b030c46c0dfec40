"""What of the office's own words stands in a mark, as pages show it to the staff."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from xingzhi.registers.staff_words.loading import hits


def word_hits(request: HttpRequest, texts: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """For staff, the words each text holds as partials show them; nothing for others."""
    return {
        text: [{"word": each.word, "kind": each.kind, "source": each.source, "on": each.on, "note": each.note} for each in met]
        for text, met in hits(request.user, texts).items()
    }  # fmt: skip
