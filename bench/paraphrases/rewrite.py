"""Ways a text is rewritten by machine: other words, other order, other sentences, more or less of it, other figures."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import yaml

SENTENCE = re.compile(r"[^。；]+[。；]?")
CLAUSE = re.compile(r"[^，。；：]+[，。；：]?")
LISTED = re.compile(r"([\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,8})+)(?:和|及|以及|与)([\u4e00-\u9fff]{2,6})")
FIGURE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?")
SIGN = re.compile(r"[(（]\d+[a-zA-Z]?[)）]")  # a part's number in the drawing


@cache
def lists() -> dict[str, list[list[str]]]:
    """The groups of words that may stand for each other."""
    given = yaml.safe_load(Path(__file__).with_name("synonyms.yaml").read_text("utf-8"))
    return {name: [line.split() for line in text.splitlines()] for name, text in given.items()}


@cache
def _replacements() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    table: dict[str, list[str]] = {}
    for group in lists()["words"]:
        for word in group:
            table.setdefault(word, []).extend(other for other in group if other != word)
    longest_first = sorted(table, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first))), table


def other_words(text: str, share: float, chance: random.Random) -> str:
    """Exchange this share of the known words."""
    pattern, table = _replacements()
    return pattern.sub(
        lambda found: chance.choice(table[found.group()]) if chance.random() < share else found.group(), text
    )


def other_opening(text: str, share: float, chance: random.Random) -> str:
    """Begin as another drafter would."""
    for group in lists()["openings"]:
        for opening in sorted(group, key=len, reverse=True):
            if text.startswith(opening) and chance.random() < share:
                return chance.choice([other for other in group if other != opening]) + text[len(opening) :]
    return text


def other_voice(text: str, share: float, chance: random.Random) -> str:
    """将 becomes 把; "A与B连接" becomes "B与A相连"; a passive becomes active."""
    swaps: list[tuple[str, Callable[[re.Match[str]], str]]] = [
        (r"将", lambda m: "把"),
        (r"([\u4e00-\u9fff]{2,6})与([\u4e00-\u9fff]{2,6})(连接|相连|连通|配合)", lambda m: f"{m[2]}同{m[1]}{m[3]}"),
        (r"([\u4e00-\u9fff]{2,6})通过([\u4e00-\u9fff]{2,6})与([\u4e00-\u9fff]{2,6})(?:连接|相连)",
         lambda m: f"{m[3]}借{m[2]}和{m[1]}相连"),
        (r"([\u4e00-\u9fff]{2,6})(?:设置|安装|固定)在([\u4e00-\u9fff]{2,8})上", lambda m: f"{m[2]}上设有{m[1]}"),
        (r"([\u4e00-\u9fff]{2,6})上(?:设置有|设有|安装有)([\u4e00-\u9fff]{2,8})", lambda m: f"{m[2]}装在{m[1]}上"),
    ]  # fmt: skip
    for pattern, swap in swaps:
        text = re.sub(pattern, lambda m, swap=swap: swap(m) if chance.random() < share else m.group(), text)  # type: ignore[misc]
    return text


def other_order(text: str, share: float, chance: random.Random) -> str:
    """Turn enumerations round, move clauses within a sentence, and sentences within the text."""

    def turned(found: re.Match[str]) -> str:
        if chance.random() >= share:
            return found.group()
        words = [*found[1].split("、"), found[2]]
        chance.shuffle(words)
        return "、".join(words[:-1]) + "以及" + words[-1]

    sentences = []
    for sentence in SENTENCE.findall(LISTED.sub(turned, text)):
        clauses = [clause.strip("，。；") for clause in re.split("，", sentence)]
        for at in range(1, len(clauses) - 1):
            if chance.random() < share / 2:
                clauses[at], clauses[at + 1] = clauses[at + 1], clauses[at]
        sentences.append("，".join(filter(None, clauses)))
    for at in range(1, len(sentences) - 1):
        if chance.random() < share / 3:
            sentences[at], sentences[at + 1] = sentences[at + 1], sentences[at]
    return "".join(f"{sentence}。" for sentence in sentences if sentence)


def other_sentences(text: str, share: float, chance: random.Random) -> str:
    """Split long sentences, join short ones."""

    def mark(found: re.Match[str]) -> str:
        if chance.random() >= share / 3:
            return found.group()
        return {"，": "；", "。": "，", "；": "。"}[found.group()]

    return re.sub("[，；。](?=.)", mark, text)


def more_or_less(text: str, share: float, chance: random.Random) -> str:
    """Leave out a clause in ten or so, and add a remark that says nothing."""
    clauses = CLAUSE.findall(text)
    kept = [
        clause for at, clause in enumerate(clauses) if at < 2 or len(clauses) < 5 or chance.random() >= share * 0.12
    ]
    additions = [word for group in lists()["additions"] for word in group]
    more = chance.choice(additions) if chance.random() < share / 2 else ""
    return "".join(kept) + more


def other_figures(text: str, share: float, chance: random.Random) -> str:
    """Drop the numbers of the drawing's parts, and shift some figures a little."""
    if chance.random() < share:
        text = SIGN.sub("", text)

    def shifted(found: re.Match[str]) -> str:
        if chance.random() >= share / 4 or "." in found.group():
            return found.group()
        return str(max(1, round(int(found.group()) * chance.choice((0.9, 1.1, 1.2)))))

    return FIGURE.sub(shifted, text)


WAYS: tuple[Callable[[str, float, random.Random], str], ...] = (
    other_opening, other_voice, other_order, more_or_less, other_figures, other_sentences, other_words
)  # fmt: skip


def rewritten(text: str, strength: float, chance: random.Random) -> str:
    """The text gone through all ways; `strength` (0 to 1) is the share of the places where something is changed."""
    for way in WAYS:
        text = way(text, strength, chance)
    return text
