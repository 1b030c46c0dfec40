"""Save a search, take it off, say that what it finds was looked through; print what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.core.actions import EVERYONE, OFFICERS, Act, action
from xingzhi.packs import load
from xingzhi.registers.receive import region_of
from xingzhi.screening.mark_search.asked import query_of, read
from xingzhi.screening.mark_search.models import SavedSearch

MOST = 100  # saved searches of one person


class TooMany(ValueError):
    """A person keeps at most `MOST` searches."""


@action("save_mark_search", zh="保存商标检索", en="Save a search for marks", roles=EVERYONE)
def save_search(act: Act, name: str, query: Mapping[str, str]) -> SavedSearch:
    """Keep a search under a name, with what it finds now as seen; raise `TooMany`."""
    mine = SavedSearch.objects.visible_to(act.user)
    if mine.count() >= MOST:
        raise TooMany
    kept = query_of(query)
    title = (name.strip() or kept.get("q", "") or kept.get("picture", "")[:8])[:100]
    saved = SavedSearch(owner=act.user, region=region_of(act.user), name=title, query=kept, seen_at=timezone.now())
    saved.seen = keys_of(act.user, kept)
    saved.save()
    act.on("mark_search", saved.pk, saved.region)
    return saved


@action("look_through_mark_search", zh="看过商标检索", en="Look through a saved search", roles=EVERYONE)
def look_through(act: Act, saved_id: int) -> SavedSearch:
    """What it finds now was seen: the next time tells what came after."""
    saved = _own(act, saved_id)
    saved.seen, saved.seen_at = keys_of(act.user, saved.query), timezone.now()
    saved.save(update_fields=["seen", "seen_at"])
    act.on("mark_search", saved.pk, saved.region)
    return saved


@action("drop_mark_search", zh="删除商标检索", en="Take a saved search off", roles=EVERYONE)
def drop_search(act: Act, saved_id: int) -> None:
    """Take a search off."""
    saved = _own(act, saved_id)
    act.on("mark_search", saved.pk, saved.region)
    saved.delete()


@action("print_mark_search", zh="打印商标检索报告", en="Print a report of a search for marks", roles=OFFICERS)
def print_search(act: Act, query: Mapping[str, str], marks: Iterable[str]) -> None:
    """Record that a report was printed, of what search and with which marks."""
    act.on("mark_search", "", region_of(act.user), query=query_of(query), marks=list(marks),
           pack=load().ref("mark_similarity"))  # fmt: skip


def keys_of(user: object, query: Mapping[str, str]) -> list[str]:
    """The marks a search finds, by name and by picture."""
    from xingzhi.screening.mark_search.finding import find
    from xingzhi.screening.mark_search.pictures import alike

    asked = read(query, timezone.localdate())
    found = [hit.mark.key for hit in find(user, asked).hits]
    return list(dict.fromkeys([*found, *(hit.mark.key for hit in alike(user, asked).hits)]))


def _own(act: Act, saved_id: int) -> SavedSearch:
    found: SavedSearch = get_object_or_404(SavedSearch.objects.visible_to(act.user).select_for_update(), pk=saved_id)
    return found
