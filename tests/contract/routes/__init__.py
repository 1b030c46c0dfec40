"""Every address of the site and the API, by area: each module here holds the requests of one, as `ROUTES`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.contract.routes.calls import Call

ROUTES: dict[str, Callable[[], list[Call]]] = {}
for _module in pkgutil.iter_modules(__path__):
    if _module.name != "calls":
        ROUTES |= importlib.import_module(f"{__name__}.{_module.name}").ROUTES
