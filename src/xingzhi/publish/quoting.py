"""Which releases quote a figure, for the figure's own page."""

from __future__ import annotations

from xingzhi.publish.models import Release, ReleasedFigure, ReleaseState

MOST = 20


def quoting(indicator: str, region: str) -> list[tuple[str, str]]:
    """Title and address of the newest released documents that state an indicator of a region.

    Of documents of the region itself only: the reader, who may look at the region, may read these.
    """
    held = ReleasedFigure.objects.filter(indicator=indicator, place=region, release__region=region)
    found = Release.objects.filter(pk__in=held.values("release"), state=ReleaseState.RELEASED).order_by("-id")[:MOST]
    return [(f"{each.title}（第{each.version}版）", f"/releases/{each.pk}/") for each in found]
