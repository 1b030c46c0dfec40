"""What every page knows: the office, and the name of the reader's region."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from xingzhi.core.office import office as the_office
from xingzhi.packs import load


def office(request: HttpRequest) -> dict[str, Any]:
    """`office` and `region_name` for base.html."""
    found = the_office()
    region = getattr(request.user, "region", None) if hasattr(request, "user") else None
    return {
        "office": {"name": found.name if found else "", "region": found.region if found else ""},
        "region_name": load().regions.name(region) if region is not None else "",
    }
