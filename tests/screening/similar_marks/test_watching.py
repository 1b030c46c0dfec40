"""What a published mark touches."""

from __future__ import annotations

from xingzhi.packs import load
from xingzhi.screening.similar_marks.watching import Watched, WatchList


def test_chinese_words_that_share_only_their_meaning_are_compared() -> None:
    packs = load()
    watch = WatchList(
        [Watched("a", "mark", "自行车"), Watched("b", "mark", "月亮")], packs.mark_similarity, packs.gazette_watch
    )
    [touch] = watch.touches("单车")
    assert (touch.watched.key, touch.verdict, touch.findings[0].rule) == ("a", "similar", "5.1.6")
    assert watch.touches("电脑") == []
