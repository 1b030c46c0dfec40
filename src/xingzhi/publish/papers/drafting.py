"""The first text of a paper: its headings, filled from the plan, progress, units' summaries and figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from xingzhi.core.models import User
from xingzhi.packs.paper_kinds import PaperKind
from xingzhi.publish.papers import filling, nexts, quoting
from xingzhi.publish.papers.ground import Ground
from xingzhi.publish.papers.models import Paper, sentences
from xingzhi.publish.papers.quarters import quarter
from xingzhi.publish.papers.text import Blocks, heading, with_ids


def drafted(paper: Paper, kind: PaperKind, user: User, today: date) -> Blocks:
    """The blocks of a new text. Headings nothing is known for stay empty, to be written."""
    span = quarter(paper.period) or (date(paper.year, 1, 1), date(paper.year, 12, 31))
    ground = Ground(
        paper.plan,
        user,
        paper.region,
        span[0],
        min(span[1], max(today, span[0])),
        any(part.fill == "by_heading" for part in kind.outline),
    )
    fills: dict[str, Callable[[Ground, int], Blocks]] = {
        "totals": filling.totals, "figures": quoting.figures, "changes": quoting.changes,
        "by_heading": filling.by_heading, "by_quarter": filling.by_heading, "problems": filling.problems,
        "open": nexts.ahead,
    }  # fmt: skip
    blocks: Blocks = []
    for part in kind.outline:
        if part.heading:
            blocks.append(heading(1, part.heading))
        if part.fill:
            blocks += fills[part.fill](ground, 2 if part.heading else 1)
    earlier = [each["id"] for version in paper.versions.all() for each in sentences(version.blocks)]
    return with_ids(blocks, max(earlier, default=0) + 1)
