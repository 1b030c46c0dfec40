"""What the search knows of characters, as arrays: how each is folded, how it sounds, what looks like it.

The arrays are made from dictionaries by whoever builds an index, and lie beside it, so that a search needs nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from xingzhi.engine.kernels.arrow import Array

READINGS = 3  # kept of a character
GAP = 32  # stands between words
CODES = 1 << 16


@dataclass(frozen=True)
class Tables:
    """Indexed by code point where they say `fold`, else by code (a folded code point below 65,536)."""

    fold: Array  # uint16: the code of each code point; 0 leaves it out, GAP parts words
    han: Array  # bool: a Chinese character
    sounds: Array  # uint16 (codes x READINGS): its syllables from 1, 0 for none
    near: Array  # uint16: of each syllable the class of those many speakers do not part from it
    spelled: Array  # uint16: the letters of all syllables, in capitals
    spelled_starts: Array  # int64
    sounding: Array  # uint16: the characters of each class, class by class, those in usual use first
    sounding_starts: Array  # int64
    usual: Array  # int64: where those in usual use end
    looks: Array  # uint16: the characters that look like each code, code by code, most alike first
    looks_starts: Array  # int64
    looks_like: Array  # float32: how alike, 0 to 1

    def save(self, folder: Path) -> None:
        """Write one file an array."""
        for field in fields(self):
            np.save(folder / f"table_{field.name}.npy", getattr(self, field.name), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> Tables:
        """Map what `save` wrote."""
        return cls(**{field.name: mapped(folder / f"table_{field.name}.npy") for field in fields(cls)})


def mapped(path: Path) -> Array:
    """An array on disk as if in memory; pages are read where they are looked at.

    Mapped as writable, though nothing is ever written: so compiled functions take it as they take any array.
    """
    array = np.load(path, mmap_mode="c" if path.stat().st_size > 256 else None, allow_pickle=False)
    return np.asarray(array)
