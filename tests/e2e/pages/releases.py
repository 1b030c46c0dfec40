"""Pages of releases."""

from __future__ import annotations

from collections.abc import Iterator


def paths() -> Iterator[str]:
    """Every page a person opens, by name."""
    from xingzhi.publish.models import Release

    yield from ("/releases/", "/public/releases/")
    for release in Release.objects.order_by("id")[:3]:
        yield f"/releases/{release.pk}/"
        if release.public:
            yield f"/public/releases/{release.pk}/"
