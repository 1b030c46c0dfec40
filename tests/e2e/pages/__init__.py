"""Every page a person opens, by area: each module here gives the addresses of one, as `paths()`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator


def every_page() -> Iterator[str]:
    """The addresses of all areas."""
    for module in pkgutil.iter_modules(__path__):
        yield from importlib.import_module(f"{__name__}.{module.name}").paths()
