"""Schema of the pack of technology fields: which IPC symbols belong to which of WIPO's 35 fields."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from xingzhi.packs.schema import Dated, Frozen, Label


class TechnologyField(Frozen):
    """One field: its number, its name, the subclasses and groups that belong to it ("H04N", "H04N3/")."""

    code: str
    label: Label
    symbols: tuple[str, ...]


class WipoFields(Dated):
    """The concordance; empty where an office has not loaded one."""

    edition: str
    fields: tuple[TechnologyField, ...] = ()

    def of(self, symbols: Iterable[str]) -> dict[str, str]:
        """The field of each symbol, by its main group, else by its subclass; those of none are left out."""
        known = self._by_symbol
        found = {symbol: known.get(symbol.partition("/")[0] + "/") or known.get(symbol[:4]) for symbol in symbols}
        return {symbol: field for symbol, field in found.items() if field}

    @cached_property
    def _by_symbol(self) -> dict[str, str]:
        return {symbol: field.code for field in self.fields for symbol in field.symbols}
