"""Agents (B11): marks of their own beyond agency services, and clients on whom there are leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping

import pyarrow as pa

from xingzhi.packs.bad_faith import BadFaith
from xingzhi.screening.bad_faith.filed import Filed, Group
from xingzhi.screening.bad_faith.lead import AGENT, Lead
from xingzhi.screening.bad_faith.parties import folded


def own_marks(group: Group, agents: Container[str]) -> dict[str, list[Filed]]:
    """Filings of a group's members that are agents themselves, beyond agency services, by agent."""
    listed = {folded(each.name) for each in group.size.parties if group.pack.has("agencies", each.kind)}
    services = {*group.pack.words["agency_classes"].values}
    found: dict[str, list[Filed]] = defaultdict(list)
    for filed in group.filings:
        name = folded(filed.applicant)
        if filed.fresh and (name in listed or name in agents) and filed.classes - services:
            found[name].append(filed)
    return dict(found)


class Agents:
    """What is gathered of agents while the groups pass by."""

    def __init__(self, clients: pa.Table, names: Mapping[str, str], pack: BadFaith) -> None:
        """`clients` counts the groups each agent files for (agent, clients)."""
        self.pack = pack
        self.names = names
        self.clients = dict(zip(clients["agent"].to_pylist(), clients["clients"].to_pylist(), strict=True))
        self._own: dict[str, list[Filed]] = {}
        self._leads: dict[str, dict[str, dict[str, Filed]]] = defaultdict(lambda: defaultdict(dict))

    def see(self, group: Group, leads: Iterable[Lead]) -> None:
        """Take note of a group, its agents and the leads on it."""
        self._own |= own_marks(group, self.clients)
        evidence = {number for lead in leads for number in lead.evidence}
        for filed in group.filings:
            if filed.agent and filed.number in evidence and folded(filed.agent) != folded(filed.applicant):
                self._leads[folded(filed.agent)][group.key][filed.number] = filed

    def leads(self) -> Iterator[Lead]:
        """The agents the pattern holds of."""
        for agent in sorted({*self._own, *self._leads}):
            own, told = self._own.get(agent, []), self._leads.get(agent, {})
            every = max(self.clients.get(agent, 0), len(told))
            many = len(told) >= self.pack["clients"] and len(told) / every >= self.pack["clients_share"]
            if not own and not many:
                continue
            rows = [*own, *(filed for each in told.values() for filed in each.values())] if many else own
            facts = {"own": len(own), "clients": len(told), "all": every}
            strength = max(float(len(own)), len(told) / self.pack["clients"] if many else 0.0)
            name = next((each.agent for each in rows if folded(each.agent) == agent), self.names.get(agent, agent))
            days = tuple(each.day for each in rows if each.day)
            yield Lead(agent, name, AGENT, strength, facts, tuple(each.number for each in rows), days)
