"""The change of a figure notified from above as plain values and as lines: for the command."""

from __future__ import annotations

from typing import Any

from xingzhi.indicators.change.own import Piece
from xingzhi.indicators.change.quality import Quality


def of_quality(found: Quality) -> dict[str, Any]:
    """What our records explain and what stays unexplained; all numbers as exact fractions in text."""
    pair = (found.pair.before, found.pair.after)
    return {
        "official": [{"period": each.period, "value": str(each.value), "source": each.source} for each in pair],
        "change": str(found.change),
        "own": [str(end) for end in found.ends] if found.ends else None,
        "needs": {"zh": found.needs.zh, "en": found.needs.en} if found.needs else None,
        "dimensions": {name: [_piece(each) for each in pieces] for name, pieces in found.dimensions.items()},
        "unexplained": str(found.unexplained),
        "residues": {name: str(rest) for name, rest in found.residues.items()},
        "same_definition": found.same_words,
        "left_out": [each.period for each in found.pair.left_out],
    }


def lines(found: Quality) -> list[str]:
    """The same to be read."""
    before, after = found.pair.before, found.pair.after
    made = [f"官方数据 / official  {before.period} {before.value} → {after.period} {after.value}"]
    if found.ends:
        made.append(f"  本系统同口径 / own  {float(found.ends[0]):.4f} → {float(found.ends[1]):.4f}")
    for name, pieces in found.dimensions.items():
        for each in pieces:
            label = f"样本太少（{len(each.values)} 类）" if each.few else each.values[0] or "未知"
            made.append(f"  {float(each.effect.total):+.4f}  {name}={label}")
    if found.needs:
        made.append(f"  需要 / needs  {found.needs.zh}")
    made.append(f"  {float(found.unexplained):+.4f}  未能解释 / unexplained；内部测算，不对外发布")
    return made


def _piece(piece: Piece) -> dict[str, Any]:
    effect = piece.effect
    told = {} if piece.few else {"mix": str(effect.mix), "rate": str(effect.rate), "plain": str(effect.plain)}
    return {"values": list(piece.values), "few": piece.few, "counts": list(piece.counts),
            "wholes": list(piece.wholes) if piece.wholes else None, "effect": str(effect.total), **told}  # fmt: skip
