"""Transfers and changes of inventors, from the transfer register and the gazette's legal events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xingzhi.packs import Screening
from xingzhi.screening.signals.contract import SignalInputs
from xingzhi.screening.signals.filings import ordinal, parts
from xingzhi.text.parties import party_key


@dataclass(frozen=True)
class Transfer:
    """One application or patent that passed from one to another. `day` counts days since year 1."""

    key: str
    day: int
    givers: tuple[str, ...]  # parties
    takers: tuple[str, ...]
    giver_names: tuple[str, ...]
    taker_names: tuple[str, ...]


def read_transfers(inputs: SignalInputs) -> list[Transfer]:
    """All dated transfers in order, each once, though register and gazette may both hold it."""
    columns, _ = inputs.columns("transfers", ("application_no", "transferor", "transferee", "registered_on"))
    found: dict[tuple[str, int, tuple[str, ...]], Transfer] = {}
    for key, giver, taker, day in zip(*columns.values(), strict=True):
        _keep(found, inputs, key, ordinal(day), giver, taker)
    for key, day, text in _events(inputs):
        if _holds(text, inputs.settings, "transfer_events"):
            before, after = (_value(text, inputs.settings, name) for name in ("before", "after"))
            if after:
                _keep(found, inputs, key, day, before, after)
    return sorted(found.values(), key=lambda transfer: (transfer.day, transfer.key, transfer.takers))


def read_inventor_changes(inputs: SignalInputs) -> dict[str, list[int]]:
    """The days on which an application's inventors were changed by an entry of the gazette, by number."""
    found: dict[str, list[int]] = {}
    for key, day, text in _events(inputs):
        if _holds(text, inputs.settings, "inventor_changes"):
            found.setdefault(key, []).append(day)
    return found


def _keep(
    found: dict[tuple[str, int, tuple[str, ...]], Transfer],
    inputs: SignalInputs,
    key: str | None,
    day: int,
    giver: str | None,
    taker: str | None,
) -> None:
    rules = inputs.packs.party_names
    givers, takers = parts(giver), parts(taker)
    gave, took = (tuple(party_key(name, rules).key for name in names) for names in (givers, takers))
    if key and day and took and not set(took) <= set(gave):  # a change of name or of a co-owner's place is no transfer
        found.setdefault((key, day, took), Transfer(key, day, gave, took, tuple(givers), tuple(takers)))


def _events(inputs: SignalInputs) -> Iterator[tuple[str, int, str]]:
    columns, _ = inputs.columns("legal_events", ("application_no", "event_date", "event", "details"))
    for key, day, event, details in zip(*columns.values(), strict=True):
        if key and day:
            yield key, day.toordinal(), f"{event or ''}\n{details or ''}"


def _holds(text: str, settings: Screening, name: str) -> bool:
    return any(word in text for word in settings.words[name].values)


def _value(text: str, settings: Screening, name: str) -> str:
    """What follows the first of the pack's labels in the details of an event."""
    labels = "|".join(re.escape(word) for word in settings.words[name].values)
    match = re.search(rf"(?:{labels})\s*[:：]\s*([^:：\n,，。]+?)\s*(?:$|[\n,，。]|[;；]\s*\S*[:：]|[;；]\s*$)", text)
    return match[1].strip(" ;；") if match else ""
