"""Clues in words and as rows of a list; records of other regions by number only."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from xingzhi.cases.models import CONFLICTS, Clue
from xingzhi.core.declare import register_named
from xingzhi.packs import PairKind, load
from xingzhi.registers.models import MODELS
from xingzhi.screening.rewritten_applications.run import SCREENING as REWRITTEN
from xingzhi.screening.similar_applications.run import SCREENING
from xingzhi.web.reading import language, listed, shown, source_names, title_of
from xingzhi.web.views import parts

TONES = {"": "plain", "suspected": "warn", "dismissed": "good", "kept": "good", "taken": "info", "unsure": "unknown"}
PAIRS = (SCREENING, REWRITTEN)  # of two texts; a rewritten one is told by rare words, its score is no similarity


def relation_label(clue: Clue) -> str:
    """How the records of a clue stand to each other, or which field two sources differ in."""
    records = list(clue.records.all())
    if clue.screening == CONFLICTS:
        return register_named(records[0].register)[clue.relation].label(language()) if records else clue.relation
    if clue.screening not in PAIRS:
        return next((limb.law for limb in load().screening(clue.screening).limbs if limb.code == clue.relation), "")
    kind = load().screening(SCREENING).kind(clue.relation)
    return kind.label(language()) if kind else clue.relation


def kinds_of(clue: Clue) -> list[PairKind]:
    """All kinds a pair is of that the pack still holds; the one that heads it first."""
    screening = load().screening(SCREENING)
    found = (screening.kind(code) for code in clue.kinds.strip("|").split("|"))
    return [kind for kind in found if kind]


def columns(screening: str) -> list[dict[str, str]]:
    """Headings of the list."""
    if screening == CONFLICTS:
        labels = [(gettext("记录"), "c-title"), (gettext("字段"), "c-nowrap"), (gettext("台账保留"), ""),
                  (gettext("另一来源"), ""), (gettext("属地"), "c-nowrap"), (gettext("研判"), "c-nowrap")]  # fmt: skip
    else:
        labels = [(gettext("两件申请"), "c-title"), (gettext("申请日"), "c-date c-nowrap"),
                  (gettext("相似度"), "c-number"), (gettext("关系"), "c-nowrap"), (gettext("属地"), ""),
                  (gettext("研判"), "c-nowrap")]  # fmt: skip
    return parts.columns(*labels)


def own_rows(request: HttpRequest, clues: list[Clue]) -> dict[tuple[str, str], Any]:
    """The records of clues that the reader may see, by register and key."""
    wanted: dict[str, set[str]] = {}
    for clue in clues:
        for record in clue.records.all():
            wanted.setdefault(record.register, set()).add(record.key)
    return {
        (register, row.key): row
        for register, keys in wanted.items()
        for row in MODELS[register].objects.visible_to(request.user).filter(key__in=keys)
    }


def clue_rows(request: HttpRequest, clues: list[Clue]) -> list[dict[str, Any]]:
    """Clues as rows; records of other regions by number only."""
    regions, seen = load().regions, own_rows(request, clues)
    tellable = published_keys(clues) | {key for _, key in seen}
    rows = []
    for clue in clues:
        # The reader's own first.
        records = sorted(clue.records.all(), key=lambda r: ((r.register, r.key) not in seen, r.key))
        names = []
        dates = []
        for record in records:
            row = seen.get((record.register, record.key))
            names.append(f"{record.key} {title_of(row)}" if row and clue.screening in PAIRS else
                         title_of(row) if row else record.key)  # fmt: skip
            filed = getattr(row, "filing_date", None)
            dates.append(filed.isoformat() if filed else "")
        first = {
            "text": names[0] if names else "",
            "url": reverse("clue", args=[clue.pk]),
            "sub": " ／ ".join(names[1:]),
        }
        where = listed(dict.fromkeys(regions.name(record.region) for record in records))
        verdict = {"text": clue.get_verdict_display(), "tone": TONES[clue.verdict]}
        if clue.screening == CONFLICTS:
            said = conflict(clue)
            middle: list[Any] = [
                relation_label(clue),
                {"text": said["kept"], "sub": said["kept_source"]},
                {"text": said["offered"], "sub": said["offered_source"]},
            ]
        else:
            when = {"text": dates[0] if dates else "", "sub": dates[1] if len(dates) > 1 else ""}
            told = relation_label(clue) if all(record.key in tellable for record in records) else ""
            middle = [when, f"{clue.score:.2f}" if clue.score is not None else "", told]
        rows.append({"cells": [first, *middle, where, verdict]})
    return rows


def published_keys(clues: list[Clue]) -> set[str]:
    """Which of the clues' patents are published: of the others nothing is told to another region, their relation too."""
    keys = [record.key for clue in clues for record in clue.records.all() if record.register == "patents"]
    patents = MODELS["patents"].objects.filter(key__in=keys, first_public_date__isnull=False)
    return set(patents.values_list("key", flat=True))


def conflict(found: Clue) -> dict[str, str]:
    """What two sources say of a field."""
    names, said = source_names(), {key: str(value) for key, value in found.evidence.items()}
    record = next(iter(found.records.all()), None)
    for side in ("kept", "offered"):
        source = said.get(f"{side}_source", "")
        said[f"{side}_source"] = names.get(source, source)
        said.setdefault(side, "")
        if record is not None:
            said[side] = shown(register_named(record.register)[found.relation], said[side])
    return said
