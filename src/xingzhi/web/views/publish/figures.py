"""The figures of a release on its page: what each is called, where it opens, and which one is to be set by hand."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from xingzhi.indicators.query import Cell, Span
from xingzhi.indicators.tables.figures import key_of
from xingzhi.packs import load
from xingzhi.publish.comparing import unsettled
from xingzhi.publish.files.subject import figure_label
from xingzhi.publish.models import Release
from xingzhi.web.reading import language
from xingzhi.web.views.figures import official_address, records_url
from xingzhi.web.views.publish.words import KINDS


def figures(release: Release) -> list[dict[str, Any]]:
    """Every figure with its kind, its source and the records behind it."""
    names = {key: release.content["labels"][name] for name, key in release.content["named"].items()}
    return [
        {"key": key, "label": called(held, names.get(key, "")), "value": held["value"], "unit": held["unit"],
         "kind": str(KINDS[held["kind"]]), "own": held["own"], "source": held["missing"] or held["source"], "url": opened(release, held),
         "change_url": change_url(release, held),
         "edited": held["kind"] == "edited", "edit": release.edits.get(key), "remark": held.get("remark", ""),
         "official_url": official_url(held) if held["kind"] == "official" else ""}
        for key, held in sorted(release.content["figures"].items())
    ]  # fmt: skip


def called(held: dict[str, Any], label: str) -> str:
    """A figure's name in a list; one narrowed to several values by what the bulletin calls it: 职务 rather than four kinds."""
    if label and any(len(codes) > 1 for codes in held["where"].values()):
        return f"{label} {figure_label(held | {'where': {}}, language())}"
    return figure_label(held, language())


def opened(release: Release, held: dict[str, Any]) -> str:
    """Where a figure opens: an official one to what was received beside ours, others to the records as they were then."""
    return official_url(held) if held["kind"] == "official" else figure_url(held, release.snapshot.revision)


def figure_url(held: dict[str, Any], revision: int | None = None) -> str:
    """The records behind a figure computed here, as a snapshot counted them; "" where the indicator is no longer declared."""
    found = load().indicators.get(held["indicator"])
    if found is None:
        return ""
    span = Span(date.fromisoformat(held["start"]), date.fromisoformat(held["end"]))
    url = records_url(
        found, Cell(held["region"], span, {name: ",".join(codes) for name, codes in held["where"].items()})
    )
    return url if revision is None else f"{url}&{urlencode({'snapshot': revision})}"


def official_url(held: dict[str, Any]) -> str:
    """What was received of a figure, beside ours."""
    span = Span(date.fromisoformat(held["start"]), date.fromisoformat(held["end"]))
    return official_address(held["indicator"], held["region"], span)


def change_url(release: Release, held: dict[str, Any]) -> str:
    """The page of a draft where a figure can be set."""
    return f"?{urlencode({'change': key_of_held(held)})}#change"


def key_of_held(held: dict[str, Any]) -> str:
    """The key a figure is kept under."""
    start, end = date.fromisoformat(held["start"]), date.fromisoformat(held["end"])
    return key_of(held["indicator"], held["region"], start, end, held["where"])


def to_change(release: Release, key: str) -> dict[str, Any] | None:
    """The figure a person chose to set, as it stands; None where none was chosen."""
    held = release.content["figures"].get(key)
    if held is None:
        return None
    edit = release.edits.get(key, {})
    return {"key": key, "label": figure_label(held, language()), **held, "reason": "" if edit.get("carried") else edit.get("reason", ""),
            "set": key in release.edits and not edit.get("carried"), "carry": edit.get("carry", True)}  # fmt: skip


def undecided(release: Release) -> list[dict[str, Any]]:
    """The figures for which documents received contradict each other, and where to choose."""
    held = release.content["figures"]
    return [
        {"label": figure_label(held[key]), "told": held[key]["missing"], "url": official_url(held[key])}
        for key in unsettled(release)
    ]
