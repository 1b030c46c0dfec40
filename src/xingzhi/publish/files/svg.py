"""Bars and lines as SVG, with text in Chinese and the numbers in it; nothing is fetched, the same chart is the same file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

WIDE, HIGH, LEFT, TOP, BELOW, RIGHT = 760, 320, 56, 40, 46, 16
INK, QUIET, BAR = "#1f2933", "#667382", "#1f5fa8"
FONT = "'Noto Sans CJK SC','Microsoft YaHei','SimSun',sans-serif"


def drawn(chart: dict[str, Any]) -> bytes:
    """The chart as a file; an unknown value is a gap."""
    values = [None if value is None else float(value) for value in chart["values"]]
    top = ceiling(max((value for value in values if value is not None), default=0))
    step = (WIDE - LEFT - RIGHT) / max(len(values), 1)
    parts = [*_frame(chart, top), *_labels(chart["labels"], step)]
    parts += _bars(values, top, step) if chart["kind"] == "bar" else _line(values, top, step)
    parts += _numbers(chart["values"], values, top, step)
    body = "\n".join(parts)
    title = escape(chart["title"])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" role="img"'
        f' aria-label="{title}" font-family="{FONT}" font-size="12">\n<title>{title}</title>\n{body}\n</svg>\n'
    ).encode()


def ceiling(largest: float) -> float:
    """The round number the axis ends with: 1, 2 or 5 times a power of ten."""
    size = 1.0
    while size < largest:
        for times in (1, 2, 5):
            if size * times >= largest:
                return size * times
        size *= 10
    return size


def _height(value: float, top: float) -> float:
    return (HIGH - TOP - BELOW) * value / top


def _frame(chart: dict[str, Any], top: float) -> Iterator[str]:
    yield f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>'
    yield f'<text x="{LEFT}" y="22" font-size="14" fill="{INK}">{escape(chart["title"])}（{escape(chart["unit"])}）</text>'
    for part in range(5):
        value = top * part / 4
        y = HIGH - BELOW - _height(value, top)
        yield f'<line x1="{LEFT}" x2="{WIDE - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e3e8ee"/>'
        yield f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="{QUIET}">{value:g}</text>'


def _labels(labels: list[str], step: float) -> Iterator[str]:
    for at, label in enumerate(labels):
        x = LEFT + step * (at + 0.5)
        short = label if len(label) <= step / 11 or len(labels) <= 6 else label[: max(2, int(step / 12))] + "…"
        yield f'<text x="{x:.1f}" y="{HIGH - BELOW + 18}" text-anchor="middle" fill="{INK}">{escape(short)}</text>'


def _bars(values: list[float | None], top: float, step: float) -> Iterator[str]:
    for at, value in enumerate(values):
        if value is not None:
            high = _height(value, top)
            x, y = LEFT + step * at + step * 0.2, HIGH - BELOW - high
            yield f'<rect x="{x:.1f}" y="{y:.1f}" width="{step * 0.6:.1f}" height="{high:.1f}" fill="{BAR}"/>'


def _line(values: list[float | None], top: float, step: float) -> Iterator[str]:
    run: list[str] = []
    for at, value in enumerate([*values, None]):
        if value is not None:
            run.append(f"{LEFT + step * (at + 0.5):.1f},{HIGH - BELOW - _height(value, top):.1f}")
        elif run:
            yield f'<polyline points="{" ".join(run)}" fill="none" stroke="{BAR}" stroke-width="2"/>'
            yield from (f'<circle cx="{p.split(",")[0]}" cy="{p.split(",")[1]}" r="3" fill="{BAR}"/>' for p in run)
            run = []


def _numbers(texts: list[str | None], values: list[float | None], top: float, step: float) -> Iterator[str]:
    for at, value in enumerate(values):
        x = LEFT + step * (at + 0.5)
        y = HIGH - BELOW - _height(value or 0, top) - 7
        text = "暂缺" if value is None else escape(str(texts[at]))
        yield f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" fill="{QUIET if value is None else INK}">{text}</text>'
