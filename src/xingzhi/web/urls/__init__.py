"""Addresses of the pages, by area: every module beside this one."""

from importlib import import_module
from pkgutil import iter_modules

AREAS = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
urlpatterns = [pattern for area in AREAS for pattern in area.urlpatterns]
