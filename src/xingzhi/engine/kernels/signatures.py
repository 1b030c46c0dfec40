"""Signatures of gram sets: few bits that tell most pairs apart before their grams are compared."""

from __future__ import annotations

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled
from xingzhi.engine.kernels.grams import SPREAD
from xingzhi.engine.kernels.rarest import Texts

ONE = np.uint64(1)


@compiled
def _differing_bits(a: Array, b: Array) -> np.int64:
    total = np.int64(0)
    for i in range(len(a)):
        v = a[i] ^ b[i]
        v = v - ((v >> ONE) & np.uint64(0x5555555555555555))
        v = (v & np.uint64(0x3333333333333333)) + ((v >> np.uint64(2)) & np.uint64(0x3333333333333333))
        v = (v + (v >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
        total += np.int64((v * np.uint64(0x0101010101010101)) >> np.uint64(56))
    return total


@compiled
def may_pair(x: int, y: int, texts: Texts, signatures: Array, needed: Array) -> bool:
    """Whether sizes and signatures of two texts leave room for as many shared grams as they need."""
    room = texts.kept[x] + texts.kept[y] - 2 * needed[texts.sizes[x] + texts.sizes[y]]
    return bool(room >= 0 and _differing_bits(signatures[x], signatures[y]) <= room)


@compiled
def make_signatures(texts: Texts, words: int) -> Array:
    """Each gram flips one bit, by its hash: two signatures differ in at most as many bits as the sets in grams."""
    signatures = np.zeros((len(texts.starts), words), np.uint64)
    for text in range(len(texts.starts)):
        for i in range(texts.starts[text], texts.starts[text] + texts.kept[text]):
            bit = (texts.keys[i] * SPREAD >> np.uint64(32)) & np.uint64(64 * words - 1)
            signatures[text, bit >> np.uint64(6)] ^= ONE << (bit & np.uint64(63))
    return signatures
