"""A comparison as data (JSON) and as lines of plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xingzhi.screening.similar_applications.spans import Span
from xingzhi.selfcheck.comparing import Comparison, Match
from xingzhi.selfcheck.passages import Passage
from xingzhi.selfcheck.published import Supplied
from xingzhi.selfcheck.saying import HEADING, common, listed, overall, part_name, share, statement

_SHOWN = 5  # stretches of a text on the screen, the longest; a report holds all


def as_data(comparison: Comparison, sources: Sequence[Supplied]) -> dict[str, Any]:
    """Everything found: `statement`, `sources`, `draft` (its parts and passages), `texts` (the most alike first)."""
    lines = statement(sources)
    return {
        "statement": {"zh": [line.zh for line in lines], "en": [line.en for line in lines]},
        "sources": [_source(source) for source in sources],
        "draft": {
            "characters": comparison.characters,
            "characters_found": comparison.characters_found,
            "parts": [
                {
                    "part": part.kind,
                    "characters": part.characters,
                    "characters_found": part.found,
                    "closest": part.closest.number if part.closest else None,
                    "closest_characters": part.closest_characters,
                }
                for part in comparison.parts
            ],
            "passages": [
                {"part": passage.kind, "number": passage.number, "characters": all_, "characters_found": found}
                for passage, (all_, found) in zip(comparison.draft, comparison.found, strict=True)
            ],
        },
        "texts": [_text(comparison.draft, match) for match in comparison.matches],
    }


def _source(source: Supplied) -> dict[str, Any]:
    newest = source.newest
    return {
        "file": source.path.name,
        "file_date": source.changed.isoformat(),
        "texts": len(source.texts),
        "latest_publication": newest.isoformat() if newest else None,
        "refused": source.left_out,
        "publication_vouched_by_supplier": source.vouched,
        "files_not_read": source.unread,
    }


def _text(draft: Sequence[Passage], match: Match) -> dict[str, Any]:
    text = match.text
    return {
        "number": text.number,
        "title": text.title,
        "published": text.day.isoformat() if text.day else None,
        "file": text.file,
        "characters": match.characters,
        "characters_by_part": dict(match.by_kind),
        "in_draft": list(_stretches(draft, match.of_draft)),
        "in_text": list(_stretches(text.passages, match.of_text)),
    }


def _stretches(passages: Sequence[Passage], marked: Mapping[int, list[Span]]) -> Iterator[dict[str, Any]]:
    for at, spans in marked.items():
        passage = passages[at]
        for start, end in spans:
            yield {
                "part": passage.kind,
                "number": passage.number,
                "start": start,
                "end": end,
                "text": passage.text[start:end],
            }


def as_lines(comparison: Comparison, sources: Sequence[Supplied]) -> Iterator[str]:
    """The findings for the screen: what is said of it first, then the parts, then the texts with their stretches."""
    yield from (str(HEADING), "")
    for line in statement(sources):
        yield from (line.zh, f"  {line.en}")
    yield from ("", overall(comparison).zh, f"  {overall(comparison).en}")
    for part in comparison.parts:
        most = f" → {part.closest.number}: {part.closest_characters}" if part.closest else ""
        yield f"  {part_name(part)}: {part.found}/{part.characters} ({share(part.found, part.characters)}){most}"
    yield from ("", str(listed(comparison)))
    for place, match in enumerate(comparison.matches, 1):
        yield f"{place}. {match.text.number} {match.text.title}  {common(match.characters)}"
        stretches = sorted(
            ((passage, start, end) for passage, spans in match.of_draft.items() for start, end in spans),
            key=lambda each: each[1] - each[2],
        )
        for at, start, end in stretches[:_SHOWN]:
            passage = comparison.draft[at]
            yield f"     {passage.label}: 「{' '.join(passage.text[start:end].split())}」"
        if len(stretches) > _SHOWN:
            yield f"     另有 {len(stretches) - _SHOWN} 处 / {len(stretches) - _SHOWN} more"
