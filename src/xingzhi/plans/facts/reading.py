"""Read the facts of a text."""

from __future__ import annotations

from datetime import date

from xingzhi.plans.facts.fact import Fact


def facts_of(text: str, on: date, place: str = "", title: str = "") -> list[Fact]:
    """The facts a text states, in order.

    `on` is the day of the document (今年, 目前 count from it), `place` the path of the office's region (全盟, 我盟), `title`
    its title, whose period holds where a sentence names none. What is not recognised gives no fact.
    """
    return []
