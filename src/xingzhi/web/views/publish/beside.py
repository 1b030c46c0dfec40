"""What other releases and the office's papers say otherwise than a release does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext

from xingzhi.core.declare import register_named
from xingzhi.core.models import User
from xingzhi.packs import load
from xingzhi.publish.adding import REGION, TIME, apart
from xingzhi.publish.comparing import DROPPED, Difference, conflicts, name_of
from xingzhi.publish.files.subject import figure_label
from xingzhi.publish.models import Release
from xingzhi.publish.papers.beside_releases import PAPER, InPaper
from xingzhi.publish.papers.models import Paper
from xingzhi.web.reading import english, language
from xingzhi.web.views.publish.words import CAUSES

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def contradictions(release: Release) -> list[dict[str, Any]]:
    """What other released documents say otherwise."""
    return [
        told(each)
        | {
            "title": each.other.title,
            "url": reverse("release", args=[each.other.pk]),
            "reason": release.confirmed.get(name_of(each), {}).get("reason", ""),
        }
        for each in conflicts(release)
    ]


def beside_papers(release: Release, differing: list[InPaper], user: User | AnonymousUser) -> list[dict[str, Any]]:
    """What the office's papers say otherwise (`differing`); of what has left only what was confirmed then."""
    if release.open:
        found = {each.name: {"paper": each.paper.pk, "title": each.paper.title, "was": each.was, "now": each.now, "zh": each.zh,
                             "en": each.en, "label": figure_label(release.content["figures"][each.key], language())}
                 for each in differing}  # fmt: skip
    else:
        found = {name: held for name, held in release.confirmed.items() if name.startswith(PAPER)}
    seen = set(
        Paper.objects.kept_by(user)
        .filter(pk__in=[each["paper"] for each in found.values()])
        .values_list("pk", flat=True)
    )
    return [
        each | {"url": reverse("document", args=[each["paper"]]), "causes": [each["en" if english() else "zh"]],
                "reason": release.confirmed.get(name, {}).get("reason", "")}
        for name, each in found.items() if each["paper"] in seen
    ]  # fmt: skip


def told(each: Difference) -> dict[str, Any]:
    """A difference as pages show it."""
    unknown = gettext("暂缺")
    return {
        "key": each.key, "label": figure_label(each.was, language()), "was": each.was["value"] or unknown,
        "now": gettext("不再列") if DROPPED in each.causes else each.now["value"] or unknown,
        "causes": [str(CAUSES[code]) for code in each.causes] or [gettext("原因不明")],
    }  # fmt: skip


def not_adding_up(release: Release) -> list[str]:
    """Sums and parts of which a person moved one side only, in words."""
    register, figures = register_named("patents"), release.content["figures"]
    labels = {REGION: gettext("各地区"), TIME: gettext("各月")}
    return [
        gettext("%(whole)s 与按%(by)s的各部分：手工改了一边，另一边没有照改") % {
            "whole": figure_label(figures[each.whole], language()),
            "by": labels.get(each.by) or register[each.by].label(language()),
        }
        for each in apart(figures, load().regions)
    ]  # fmt: skip
