"""What every report says beside its findings, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable

from xingzhi.selfcheck.comparing import MOST, SHORTEST, SHORTEST_OF_TITLES, Comparison, Part
from xingzhi.selfcheck.passages import KINDS, Said
from xingzhi.selfcheck.published import Supplied

HEADING = Said(
    "自查：稿件与所给已公布文本的相同之处", "Self-check: what a draft has in common with published texts supplied"
)
ONLY_SHOWS = Said(
    "这里只指出稿件里哪些字句与所给的已公布文本相同；不判断任何法律问题，不评定高低，也不提改写建议。",
    "This only shows which words of the draft also stand in the published texts supplied; it judges no question of law, "
    "grades nothing and gives no advice on wording.",
)
ONLY_KNOWS = Said(
    "只知道下列文件里的文本，别的一概不知；文件之后公布的也不知道：",
    "It knows the texts of these files and no others, nor what was published after them:",
)
KEEPS_NOTHING = Said(
    "稿件只在本机内存里比对，不留存，不发送；除 --out 指定的报告外不写任何文件。",
    "The draft is compared in this machine's memory, not kept and not sent; nothing is written but the report named by "
    "--out.",
)
KEEPS_NOTHING_HERE = Said(
    "稿件只在本机处理这一次请求的内存里，不留存，不发送，也不记录；关掉本页就没有了。",
    "The draft lives in this machine's memory for this one request: not kept, not sent, not logged; close the page and "
    "it is gone.",
)
HOW_COUNTED = Said(
    f"字数不计空白。连续相同不少于 {SHORTEST} 个字的才列出，名称只同名称比，不少于 {SHORTEST_OF_TITLES} 个字；常用的套话也会相同。",
    f"Blanks are not counted. Stretches of {SHORTEST} or more equal characters are shown; titles are compared with "
    f"titles only, from {SHORTEST_OF_TITLES} on. Set phrases are equal too.",
)
NOTHING_FOUND = Said("没有列得出的相同字句。", "No equal stretches to show.")
PART, CHARACTERS, FOUND = Said("部分", "Part"), Said("字数", "Characters"), Said("见于任一文本", "Stand in any text")
CLOSEST = Said("相同最多的一件", "Most in")
WHOLE = Said("全稿", "Whole draft")
DRAFT, THAT = Said("本稿", "This draft"), Said("已公布文本", "Published text")


def statement(sources: Iterable[Supplied], keeping: Said = KEEPS_NOTHING) -> list[Said]:
    """What is and is not done, with what, and that nothing is kept."""
    return [ONLY_SHOWS, ONLY_KNOWS, *(line for source in sources for line in source.says()), keeping, HOW_COUNTED]


def overall(comparison: Comparison) -> Said:
    """How much of the draft stands in any of the texts."""
    all_, found, texts = comparison.characters, comparison.characters_found, comparison.compared
    return Said(
        f"本稿 {all_} 字，其中 {found} 字（{share(found, all_)}）见于所给 {texts} 件文本中的任一件。",
        f"Of the draft's {all_} characters {found} ({share(found, all_)}) stand in any of the {texts} texts supplied.",
    )


def listed(comparison: Comparison) -> Said:
    """What the list of texts shows."""
    count = len(comparison.matches)
    if not count:
        return NOTHING_FOUND
    most = Said(f"，至多列 {MOST} 件", f", {MOST} at most") if count == MOST else Said("", "")
    return Said(
        f"与本稿相同字数由多到少的 {count} 件{most.zh}",
        f"{count} texts, those with most characters in common first{most.en}",
    )


def part_name(part: Part) -> Said:
    """The name of a part of the draft."""
    return KINDS[part.kind]


def part_rows(comparison: Comparison) -> list[tuple[Said, int, str, Part | None]]:
    """The parts of the draft, then the whole: its name, its characters, how many of them stand in any text, the part."""
    rows: list[tuple[Said, int, str, Part | None]] = [
        (part_name(part), part.characters, f"{part.found} ({share(part.found, part.characters)})", part)
        for part in comparison.parts
    ]
    all_, found = comparison.characters, comparison.characters_found
    return [*rows, (WHOLE, all_, f"{found} ({share(found, all_)})", None)]


def share(part: int, whole: int) -> str:
    """A share in percent, one place."""
    return f"{100 * part / whole:.1f}%" if whole else "—"


def common(characters: int) -> Said:
    """How many characters a text has in common with the draft."""
    return Said(f"相同 {characters} 字", f"{characters} characters in common")
