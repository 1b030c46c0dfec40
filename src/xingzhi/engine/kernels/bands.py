"""Pairs of texts whose sketches agree in some band of places and leave room for the threshold.

A band is a few places; two texts meet in it where their marks agree in all of them. Texts that are alike meet in some
band, others hardly ever; longer bands bring fewer unlike texts together, but more of them are needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.bits import ones
from xingzhi.engine.kernels.compiling import compiled
from xingzhi.engine.kernels.sketches import PLACES, WORDS

GROUPINGS = 3  # bands are cut from the places in at most so many orders
LONGEST_BAND = 16
MISSED = 0.002  # the share of pairs right at the threshold that may meet in no band
FIRST_WORDS = WORDS // 2  # of the bits, compared before the rest
SAMPLE = 20_000  # texts that the busiest places are told from
LOW_SEVEN = np.uint64(0x7F7F7F7F7F7F7F7F)
GATHER = np.uint64(0x0102040810204080)  # the lowest bits of eight bytes, multiplied, stand in the top byte
TILE = 4096
MULTIPLIER = np.uint32(0x9E3779B1)  # an odd number near 2**32 / golden ratio
DEVIATIONS = 4.0  # one pair in 30,000 at the threshold falls short by more


class ThresholdTooLow(ValueError):
    """So little likeness shows in no sketch; only collections that are searched exactly can be asked for it."""


class Least(NamedTuple):
    """In how many bits two texts at the threshold agree at least, but for rare bad luck."""

    first_bits: int
    bits: int


def bands_for(threshold: float, order: Sequence[int] = range(PLACES)) -> Array:
    """The places of each band (bands x rows): the longest bands that miss few enough pairs at the threshold.

    `order` names the places by how often any two texts agree there (`busiest_places`). Each band gets one of the busiest,
    one of the next, and so on: a band of busy places only would bring together half of all texts.
    """
    for rows in range(LONGEST_BAND, 0, -1):
        for groupings in range(1, GROUPINGS + 1):
            number = PLACES // rows
            if (1 - threshold**rows) ** (groupings * number) <= MISSED:
                chance = np.random.default_rng(20260501)
                strata = np.array(order[PLACES - number * rows :], np.int64).reshape(rows, number)
                bands = [np.stack([chance.permutation(each) for each in strata], axis=1) for _ in range(groupings)]
                return np.ascontiguousarray(np.concatenate(bands))
    raise ThresholdTooLow(threshold)


def busiest_places(marks: Array) -> tuple[int, ...]:
    """All places, by how often two of the texts (marks row by row) have the same mark there, most often first.

    A gram that many texts share and whose hash in a place is small makes them all agree there.
    """
    same = [int((np.bincount(marks[:, place], minlength=256) ** 2).sum()) for place in range(PLACES)]
    return tuple(int(place) for place in np.argsort(-np.array(same), kind="stable"))


def least_agreement(threshold: float) -> Least:
    """What is asked of a pair before it is compared gram by gram."""
    return Least(*(_fewest(64 * words, (1 + threshold) / 2) for words in (FIRST_WORDS, WORDS)))


def marks_asked(similarity: Array) -> Array:
    """In how many marks (int16) two texts of so much similarity agree at least, but for rare bad luck."""
    share = np.clip(similarity, 0, 1)
    fewest: Array = np.floor(PLACES * share - DEVIATIONS * np.sqrt(PLACES * share * (1 - share))).astype(np.int16)
    return fewest


def _fewest(number: int, share: float) -> int:
    """The fewest of so many that agree, of two texts at the threshold, but for rare bad luck."""
    return int(number * share - DEVIATIONS * (number * share * (1 - share)) ** 0.5)


@compiled
def band_keys(columns: Array, band: int) -> Array:
    """Of every text 32 bits (uint32) that stand for its marks in a band, given row by row."""
    texts = columns.shape[1]
    keys = np.full(texts, np.uint32(band))
    for start in range(0, texts, TILE):  # what the nearest memory holds
        tile = keys[start : start + TILE]
        for row in range(columns.shape[0]):
            column = columns[row, start : start + TILE]
            for text in range(len(tile)):
                tile[text] = tile[text] * MULTIPLIER + np.uint32(column[text]) + np.uint32(1)
        for text in range(len(tile)):  # mixed well (the finaliser of MurmurHash3; Appleby 2011)
            key = (tile[text] ^ (tile[text] >> np.uint32(16))) * np.uint32(0x85EBCA6B)
            key = (key ^ (key >> np.uint32(13))) * np.uint32(0xC2B2AE35)
            tile[text] = key ^ (key >> np.uint32(16))
    return keys


@compiled
def packed_keys(columns: Array, band: int, texts: Array) -> Array:
    """Key * 2**32 + number of the chosen texts, not yet in order."""
    keys, packed = band_keys(columns, band), np.empty(len(texts), np.uint64)
    for at in range(len(texts)):
        packed[at] = (np.uint64(keys[texts[at]]) << np.uint64(32)) | np.uint64(texts[at])
    return packed


@compiled
def transposed(marks: Array, first: int, last: int, out: Array) -> None:
    """Write the marks of texts, row by row, as one row a place; in tiles that fit into the nearest memory."""
    for start in range(first, last, 64):
        stop = min(start + 64, last)
        for begin in range(0, PLACES, 64):
            for text in range(start, stop):
                for place in range(begin, begin + 64):
                    out[place, text] = marks[text, place]


@compiled
def untransposed(places: Array, first: int, last: int, out: Array) -> None:
    """The way back: the marks of texts, text by text."""
    for start in range(first, last, 64):
        stop = min(start + 64, last)
        for begin in range(0, PLACES, 64):
            for text in range(start, stop):
                for place in range(begin, begin + 64):
                    out[text, place] = places[place, text]


def words_of(marks: Array) -> Array:
    """Marks, text by text, in words of eight (uint64)."""
    words: Array = marks.view(np.uint64)
    return words


@compiled
def equal_bits(a: Array, b: Array, words: int) -> int:
    """In how many of the first bits two texts agree."""
    total = 64 * words
    for word in range(words):
        total -= ones(a[word] ^ b[word])
    return total


@compiled
def agreement(a: Array, b: Array, same: Array) -> np.int64:
    """In how many marks two texts agree, eight at a time; `same` (uint8, PLACES / 8) gets a bit for each place."""
    total = np.int64(0)
    for word in range(len(same)):
        x = a[word] ^ b[word]
        equal = ~(((x & LOW_SEVEN) + LOW_SEVEN) | x | LOW_SEVEN)  # the top bit of every byte that is zero, and no other
        same[word] = ((equal >> np.uint64(7)) * GATHER) >> np.uint64(56)
        total += ones(equal)
    return total
