"""Marks made searchable, with a drawing each; a search the league saved and a picture it asked with."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.contract.world import World


def plant(world: World) -> None:
    """The marks are those of `trademarks`."""
    from django.utils import timezone
    from PIL import Image

    from tests.contract.world import PLACES
    from xingzhi.core import jobs
    from xingzhi.screening.mark_search.asked import read
    from xingzhi.screening.mark_search.drawings import ask_by_picture, load_drawings
    from xingzhi.screening.mark_search.finding import find
    from xingzhi.screening.mark_search.saving import save_search
    from xingzhi.screening.mark_search.store import state
    from xingzhi.screening.mark_search.warming import warm

    league = world.people["league"]
    files = []
    for at in range(len(PLACES)):
        picture, out = Image.new("RGB", (120, 120), "white"), io.BytesIO()
        picture.paste((200, 30, 30), (20, 20 + 10 * at, 60 + 15 * at, 90))
        picture.paste((30, 30, 200), (50, 60, 100, 100 - 5 * at))
        picture.save(out, "PNG")
        files.append((f"99000010{at}.png", out.getvalue()))
    assert len(load_drawings(league, files).numbers) == len(PLACES)
    jobs.run_waiting()
    assert state() is not None
    warm()
    found = find(league, read({"q": "乙秘密牌"}, timezone.localdate())).hits
    assert "秘密乙牌" in [hit.mark.text for hit in found], "the walk asks for what is near the secrets"
    ask_by_picture(league, files[1][1])
    save_search(league, "秘密乙检索", {"q": "秘密乙牌"})
