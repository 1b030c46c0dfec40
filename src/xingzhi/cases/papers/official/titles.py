"""Break a long title: words stay whole, and the lines make a trapezoid or a diamond."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

from xingzhi.packs.document_layout import Titles

MOST_LINES = 4


def broken(title: str, rules: Titles) -> tuple[str, ...]:
    """The lines of a title; one that fits on a line is not broken."""
    if len(title) <= rules.letters:
        return (title,)
    pieces = [
        part
        for token in tokens(title, rules.whole)
        for part in ([token] if len(token) <= rules.letters else ["《", *tokens(token[1:], rules.whole)])
    ]
    allowed = [
        at for at in range(1, len(pieces)) if pieces[at][0] not in rules.never_first and pieces[at - 1] not in "《（"
    ]
    need = -(-len(title) // rules.letters)
    for count in range(need, MOST_LINES + 1):
        made = [_lines(pieces, cuts) for cuts in combinations(allowed, count - 1)]
        fitting = [lines for lines in made if max(map(len, lines)) <= rules.letters]
        if fitting:
            return max(fitting, key=lambda lines: _score(lines, rules))
    return (title,)


def tokens(title: str, whole: tuple[str, ...]) -> list[str]:
    """The pieces a title is never broken within: words of the office, years, numbers, titles in 《》, else a letter."""
    words = "|".join(re.escape(word) for word in sorted(whole, key=len, reverse=True))
    return re.findall(rf"《[^》]*》|\d+年(?:第[一二三四]季度|上半年|下半年|度)?|\d+[月日]?|[A-Za-z]+|{words}|.", title)


def _lines(pieces: list[str], cuts: tuple[int, ...]) -> tuple[str, ...]:
    return tuple("".join(pieces[start:end]) for start, end in pairwise((0, *cuts, len(pieces))))


def _score(lines: tuple[str, ...], rules: Titles) -> float:
    """Lines that end well, in a shape; whole words torn into single letters count against it."""
    sizes = [len(line) for line in lines]
    steps = [after - before for before, after in pairwise(sizes)]
    trapezoid = all(step > 0 for step in steps) or all(step < 0 for step in steps)
    diamond = len(sizes) == 3 and sizes[1] > max(sizes[0], sizes[2])
    score = 6.0 * (trapezoid or diamond) - 0.6 * (max(sizes) - min(sizes))
    for line in lines[:-1]:
        score += 3 * any(line.endswith(end) for end in rules.ends_well)
        score += 2 * any(line.endswith(word) for word in rules.whole)
    return score + sum(2 for line in lines[1:] if any(line.startswith(word) for word in rules.whole))
