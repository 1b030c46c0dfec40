"""Which award a name means."""

from __future__ import annotations

from xingzhi.packs.schema import Dated, Frozen
from xingzhi.text.normalise import fold


class AwardKind(Dated):
    """A kind of award and the words that name it."""

    code: str
    words: tuple[str, ...]


class Awards(Frozen):
    """The kinds of awards that rules ask for."""

    kinds: tuple[AwardKind, ...]

    def kind(self, name: str) -> str:
        """The kind an award's name tells: "第二十四届中国专利优秀奖" -> china_patent_award; "" where it names none."""
        folded = fold(name)
        return next((kind.code for kind in self.kinds if any(fold(word) in folded for word in kind.words)), "")
