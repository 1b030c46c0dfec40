"""A cluster as a picture: who is like whom, and when each was filed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from xingzhi.cases.sections import lawful_codes
from xingzhi.cases.seen import Link, Seen
from xingzhi.web.reading import english, listed, shown

DRAWN = 300  # members a picture holds
LINES = 400  # lines between them
COLOURED = 7  # applicants with a colour of their own
SHAPES = {"utility_model": "roundRect", "design": "diamond"}
BY_MONTH = 36  # more months than this are shown by year

Edge = tuple[int, int, Link]


def graph(members: Sequence[Seen], pairs: Sequence[Link]) -> dict[str, Any]:
    """The members as points numbered as in the table, coloured by applicant, joined where they are alike.

    Of a large cluster the lines that hold it together and the strongest others; the note says what is left out.
    """
    places = {each.key: place for place, each in enumerate(members[:DRAWN])}
    edges: list[Edge] = []
    for link in pairs:
        ends = sorted(places[key] for key in link.ends if key in places)
        if len(ends) == 2:
            edges.append((ends[0], ends[1], link))
    drawn = strongest(edges, len(places))
    groups = Counter(applicants(each) for each in members[:DRAWN] if each.row is not None)
    coloured = [name for name, _count in groups.most_common(COLOURED)]
    lawful = lawful_codes()
    return {
        "id": "cluster",
        "title": gettext("谁与谁近似"),
        "kind": "graph",
        "tall": True,
        "category": gettext("两件申请（序号）"),
        "categories": [f"{a + 1} — {b + 1}" for a, b, _link in drawn],
        "series": [
            {
                "name": gettext("相似度"),
                "values": [round(link.score, 3) for *_ends, link in drawn],
                "urls": [reverse("clue", args=[link.pk]) for *_ends, link in drawn],
            }
        ],
        "groups": [*coloured, gettext("其他申请人"), gettext("其他地区未公布")],
        "nodes": [_node(place, each, coloured) for place, each in enumerate(members[:DRAWN])],
        "links": [
            {"source": a, "target": b, "lawful": link.relation in lawful and _told(members, a, b)}
            for a, b, link in drawn
        ],
        "note": _note(len(members), len(edges), len(drawn), len(places)),
    }


def _told(members: Sequence[Seen], a: int, b: int) -> bool:
    return members[a].row is not None and members[b].row is not None


def _note(size: int, pairs: int, drawn: int, placed: int) -> str:
    said = [gettext("圆点为发明，方块为实用新型，菱形为外观设计；线越粗越像，虚线为依法允许的成对；序号同下表。")]
    if placed < size:
        said.append(gettext("组内 %(size)s 件，图上只画先申请的 %(placed)s 件。") % {"size": size, "placed": placed})
    if drawn < pairs:
        said.append(gettext("近似的共 %(pairs)s 对，只画最像的 %(drawn)s 对。") % {"pairs": pairs, "drawn": drawn})
    return (" " if english() else "").join(said)


def strongest(edges: Sequence[Edge], count: int, most: int = LINES) -> list[Edge]:
    """The edges that hold `count` points together, and of the others the first ones up to `most`; in the order given.

    `edges` come most alike first, so the ones that hold together are the strongest that can.
    """
    if len(edges) <= most:
        return list(edges)
    parent = list(range(count))

    def root(point: int) -> int:
        while parent[point] != point:
            parent[point] = parent[parent[point]]
            point = parent[point]
        return point

    holding = set()
    for at, (a, b, _link) in enumerate(edges):
        if root(a) != root(b):
            parent[root(a)] = root(b)
            holding.add(at)
    room = most - len(holding)
    others = [at for at in range(len(edges)) if at not in holding][: max(0, room)]
    return [edges[at] for at in sorted(holding.union(others))]


def applicants(seen: Seen) -> str:
    """Who filed it, in one line; of many the first."""
    names = [name for name in (seen["applicants"] or "").split("; ") if name]
    if len(names) > 2:
        return gettext("%(name)s 等 %(n)s 个") % {"name": names[0], "n": len(names)}
    return listed(names) or gettext("申请人不明")


def _node(place: int, seen: Seen, coloured: Sequence[str]) -> dict[str, Any]:
    if seen.row is None:
        return {
            "label": str(place + 1),
            "name": seen.key,
            "lines": [gettext("其他地区未公布")],
            "group": len(coloured) + 1,
        }
    who = applicants(seen)
    group = coloured.index(who) if who in coloured else len(coloured)
    lines = [seen["title"], who, " ".join(filter(None, [_type(seen), seen.filed.isoformat() if seen.filed else ""]))]
    url = reverse("record", args=["patents", seen.row.pk]) if seen.own else ""
    symbol = SHAPES.get(seen["patent_type"] or "", "circle")
    return {"label": str(place + 1), "name": seen.key, "lines": lines, "group": group, "symbol": symbol, "url": url}


def _type(seen: Seen) -> str:
    value = seen["patent_type"]
    return shown(seen.row.register["patent_type"], value) if value else ""


def over_time(members: Sequence[Seen]) -> dict[str, Any] | None:
    """How many were filed when, by applicant; None where the days are not known or all the same."""
    dated = [each for each in members if each.filed]
    days = [each.filed for each in dated if each.filed]
    if len(set(days)) < 2:
        return None
    months = (max(days).year - min(days).year) * 12 + max(days).month - min(days).month + 1
    steps = _months(days) if months <= BY_MONTH else [str(year) for year in range(min(days).year, max(days).year + 1)]
    groups = Counter(applicants(each) for each in dated)
    top = [name for name, _count in groups.most_common(COLOURED)]
    counted: Counter[tuple[str, str]] = Counter()
    for each, day in zip(dated, days, strict=True):
        who = applicants(each)
        counted[who if who in top else "", day.isoformat()[: len(steps[0])]] += 1
    names = [*top, *([""] if len(groups) > len(top) else [])]
    return {
        "id": "filed",
        "title": gettext("何时申请"),
        "unit": gettext("件"),
        "kind": "bar",
        "stacked": True,
        "category": gettext("月份") if months <= BY_MONTH else gettext("年份"),
        "categories": steps,
        "series": [
            {
                "name": name or gettext("其他申请人"),
                "values": [counted[name, step] for step in steps],
                "muted": not name,
            }
            for name in names
        ],
    }


def _months(days: Sequence[Any]) -> list[str]:
    first, last = min(days), max(days)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [f"{first.year + (first.month - 1 + n) // 12}-{(first.month - 1 + n) % 12 + 1:02d}" for n in range(count)]
