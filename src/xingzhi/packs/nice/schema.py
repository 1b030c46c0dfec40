"""Schema of the pack of class numbers."""

from __future__ import annotations

from xingzhi.packs.schema import Dated


class NiceClasses(Dated):
    """The classes: goods below `first_service`, services from it to `last`."""

    first_service: int
    last: int

    def holds(self, number: str) -> bool:
        """Whether a class of that number exists."""
        return number.isascii() and number.isdigit() and 1 <= int(number) <= self.last
