"""How evenly and how repetitively a batch of texts is written, beside the corpus it stands in.

Four measures, each 0 (as texts usually are) to 1 (as a machine fills forms). None tells who wrote a text: careful people
write evenly too, and a good generator does not repeat itself.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from xingzhi.packs import Screening

CLAUSE = re.compile(r"[,;:。.!?、]+")
WINDOW = 32_768  # bytes the compressor looks back; more of a dictionary would be cut off anyway


@dataclass(frozen=True)
class Corpus:
    """What is usual: medians over all texts, and a sample of them that a compressor may look back to."""

    repetition: float  # share of a text's pieces that it repeats
    unevenness: float  # of the lengths of clauses, deviation over mean
    spread: float  # of the lengths of texts, deviation over mean
    sample: bytes
    common: frozenset[str]  # pieces that many texts hold


@dataclass(frozen=True)
class Measures:
    """Of a batch; each 0 to 1."""

    skeleton: float  # share of a text's pieces that most of the batch holds and the corpus does not
    compression: float  # what the rest of the batch spares a compressor, beyond what the corpus spares it
    rhythm: float  # how much more even lengths of clauses and texts are than usual
    repetition: float  # how much more a text repeats itself than usual

    @property
    def score(self) -> float:
        """The mean of the four."""
        return fmean((self.skeleton, self.compression, self.rhythm, self.repetition))


def corpus_of(every: Sequence[str], settings: Screening) -> Corpus:
    """The usual values of these masked texts, from every n-th of them: about `corpus_texts`, the same whenever made."""
    texts = every[:: max(1, len(every) // settings.integer("corpus_texts"))]
    counts: Counter[str] = Counter()
    gram = settings.integer("gram")
    for text in texts:
        counts.update(set(pieces(text, gram)))
    most = max(settings.integer("common_least"), int(float(settings["common_share"]) * len(texts)))
    step = max(1, sum(map(len, texts)) * 3 // WINDOW)  # a Chinese character is three bytes
    return Corpus(
        _median([repetition(text, gram) for text in texts]),
        _median([unevenness(clauses(text)) for text in texts]),
        spread([len(text) for text in texts]),
        "".join(texts[::step]).encode()[-WINDOW:],
        frozenset(piece for piece, count in counts.items() if count > most),
    )


def measured(batch: Sequence[str], corpus: Corpus, settings: Screening) -> Measures:
    """The measures of a batch of masked texts."""
    gram = settings.integer("gram")
    repeated = fmean(repetition(text, gram) for text in batch)
    uneven = fmean(unevenness(clauses(text)) for text in batch)
    lengths = spread([len(text) for text in batch])
    return Measures(
        _skeleton(batch, corpus, gram, float(settings["most_of_batch"])),
        _compression(batch, corpus),
        fmean((_below(uneven, corpus.unevenness), _below(lengths, corpus.spread))),
        min(1.0, max(0.0, (repeated - corpus.repetition) / max(1e-9, 1 - corpus.repetition))),
    )


def pieces(text: str, gram: int) -> list[str]:
    """The pieces of so many characters, in order."""
    return [text[at : at + gram] for at in range(len(text) - gram + 1)]


def clauses(text: str) -> list[int]:
    """The lengths of a text's clauses."""
    return [len(clause) for clause in CLAUSE.split(text) if clause]


def repetition(text: str, gram: int) -> float:
    """The share of a text's pieces that stand in it before."""
    found = pieces(text, gram)
    return 1 - len(set(found)) / len(found) if found else 0.0


def unevenness(lengths: Sequence[int]) -> float:
    """Deviation over mean of the lengths of clauses; 0 for fewer than two."""
    return spread(lengths) if len(lengths) > 1 else 0.0


def spread(lengths: Sequence[int]) -> float:
    """Deviation over mean."""
    mean = fmean(lengths) if lengths else 0.0
    return pstdev(lengths) / mean if mean else 0.0


def _skeleton(batch: Sequence[str], corpus: Corpus, gram: int, most: float) -> float:
    """The mean share of own pieces that most other texts of the batch hold; what many texts hold anyway does not count."""
    held = [set(pieces(text, gram)) - corpus.common for text in batch]
    counts = Counter(piece for each in held for piece in each)
    least = max(2.0, most * len(batch))
    shares = [sum(counts[piece] >= least for piece in each) / len(each) if each else 0.0 for each in held]
    return fmean(shares)


def _compression(batch: Sequence[str], corpus: Corpus) -> float:
    """One less the mean of compressed lengths after the rest of the batch over those after a sample of the corpus."""
    ratios, joined, start = [], "".join(batch).encode(), 0
    for text in map(str.encode, batch):
        rest = (joined[:start] + joined[start + len(text) :])[-WINDOW:]
        ratios.append(min(1.0, _compressed(text, rest) / max(1, _compressed(text, corpus.sample))))
        start += len(text)
    return 1 - fmean(ratios)


def _compressed(text: bytes, known: bytes) -> int:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=known)
    return len(packer.compress(text) + packer.flush())


def _below(value: float, usual: float) -> float:
    return max(0.0, 1 - value / usual) if usual else 0.0


def _median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else 0.0
