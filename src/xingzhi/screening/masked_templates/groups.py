"""Templates: texts that are alike with one of them, the skeleton all share, and what each puts into its slots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt

from xingzhi.packs import Screening
from xingzhi.screening.masked_templates.pairs import find_candidates, strangers
from xingzhi.screening.signals.contract import SignalInputs
from xingzhi.screening.texts.applications import Applications, lawful_pairs
from xingzhi.screening.texts.masking import Masking

Array = npt.NDArray[Any]
Stretch = tuple[int, int]


@dataclass(frozen=True)
class Template:
    """A leading text and its members, the leader first; how alike each is to the leader, the leader as the mean."""

    members: tuple[int, ...]
    shares: tuple[float, ...]
    skeleton: str = ""  # "一种治疗〔1〕的药物"
    slots: tuple[tuple[str, ...], ...] = ()  # of each member what stands in each slot, as in the text


def templates(inputs: SignalInputs, applications: Applications) -> list[Template]:
    """Groups around a central text, the most central first; each text in one group, lawful pairs left out.

    A group counts with `least_group` texts, or with two whose applicants have nothing in common. Only the leading text is
    laid along the others, so that a template of thousands takes thousands of comparisons and not millions.
    """
    candidates = find_candidates(applications, inputs.settings)
    places = candidates.chosen
    rank = {at: number for number, at in enumerate(candidates.order)}
    free = set(candidates.order)
    found: list[tuple[int, dict[int, float]]] = []
    for leader in candidates.order:
        if leader not in free:
            continue
        others = [at for at in candidates.partners[leader].tolist() if at in free and rank[at] > rank[leader]]
        alike = candidates.alike(leader, np.array(others, np.int64)) if others else {}
        if _counts([int(places[at]) for at in (leader, *alike)], applications, inputs.settings):
            found.append((int(places[leader]), {int(places[at]): share for at, share in alike.items()}))
            free -= {leader, *alike}
    lawful = lawful_pairs(inputs, applications, [(a, b, share) for a, alike in found for b, share in alike.items()])
    made = []
    for leader, alike in found:
        left = {at: share for at, share in sorted(alike.items()) if (leader, at) not in lawful}
        if _counts((leader, *left), applications, inputs.settings):
            made.append(Template((leader, *left), (sum(left.values()) / len(left), *left.values())))
    return made


def _counts(members: Sequence[int], applications: Applications, settings: Screening) -> bool:
    return len(members) >= settings.integer("least_group") or (len(members) > 1 and strangers(applications, members))


def told(template: Template, applications: Applications, settings: Screening) -> Template:
    """The same template with its skeleton, and what each text puts into the slots."""
    from xingzhi.engine.kernels.alignment import runs_of

    least, longest = settings.integer("least_run"), settings.integer("longest")
    members = template.members
    letters = applications.letters(np.array(members), 1)
    text = applications.masked[members[0]][:longest]
    images = [np.arange(len(text))]
    for number in range(1, len(members)):
        image = np.full(len(text), -1)
        for start, there, length in runs_of(letters, 0, number, least, longest):
            image[start : start + length] = np.arange(there, there + length)
        images.append(image)
    kept = np.sum([image >= 0 for image in images], axis=0) >= float(settings["agreement"]) * len(members)
    skeleton, slots = _skeleton(text, kept, least)
    filled = tuple(
        _filled(image, slots, applications.texts[at], kept, applications.masking)
        for at, image in zip(members, images, strict=True)
    )
    return Template(members, template.shares, skeleton, filled)


def _skeleton(text: str, kept: Array, least: int) -> tuple[str, list[Stretch]]:
    """The kept characters with numbered slots between them, and the slots' places; kept runs below `least` are slots."""
    at = 0
    for fixed, run in groupby(kept.tolist()):
        length = len(list(run))
        if fixed and length < least and 0 < at < len(text) - length:
            kept[at : at + length] = False
        at += length
    pieces, slots, at = [], [], 0
    for fixed, run in groupby(kept.tolist()):
        length = len(list(run))
        if fixed:
            pieces.append(text[at : at + length])
        else:
            slots.append((at, at + length))
            pieces.append(f"〔{len(slots)}〕")
        at += length
    return "".join(pieces), slots


def _filled(image: Array, slots: Sequence[Stretch], text: str, kept: Array, masking: Masking) -> tuple[str, ...]:
    """What a text has where the slots are: between the nearest kept characters before and behind that it holds."""
    _, places = masking.with_places(text)
    fixed = np.flatnonzero(kept & (image >= 0))
    found = []
    for start, stop in slots:
        before, behind = fixed[fixed < start], fixed[fixed >= stop]
        first = int(image[before[-1]]) + 1 if len(before) else 0
        last = int(image[behind[0]]) if len(behind) else len(places)
        found.append(text[places[first][0] : places[last - 1][1]] if first < last else "")
    return tuple(found)
