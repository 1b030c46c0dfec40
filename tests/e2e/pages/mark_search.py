"""Pages of the search for marks."""

from __future__ import annotations

from collections.abc import Iterator


def paths() -> Iterator[str]:
    """The form, an answer with conditions, nothing found, a mark beside another."""
    from xingzhi.registers.models import MODELS
    from xingzhi.screening.mark_search.warming import warm

    warm()
    yield "/marks/search/"
    row = MODELS["trademarks"].objects.exclude(mark_text="").order_by("pk").first()
    if row is not None:
        yield f"/marks/search/?q={row.mark_text}&goods={row.nice_classes}"
        yield f"/marks/search/beside/?q={row.mark_text}&row={row.pk}"
    yield "/marks/search/?q=" + "LONG%20NAMES%20" * 14
