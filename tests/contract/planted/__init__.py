"""What later areas plant into the office of the rights walk: each module here has `plant(world)`, run in order of name."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.contract.world import World


def plant_all(world: World) -> None:
    """Let every area plant its secrets."""
    for module in sorted(each.name for each in pkgutil.iter_modules(__path__)):
        importlib.import_module(f"{__name__}.{module}").plant(world)
