"""What is measured: our search and its peers, each given the same texts and asked for all pairs at 0.5."""

from __future__ import annotations

import resource
import time
from typing import Any, NamedTuple

Pairs = set[tuple[int, int]]
THRESHOLD = 0.5
ROWS = 4  # of a band; more bands of four find more
CHUNK = 20_000


def ours(texts: list[str]) -> tuple[tuple[float, float], Pairs]:
    """Fold and search; the others get their texts folded."""
    import pyarrow as pa

    from xingzhi.engine.kernels.jaccard import similar_pairs
    from xingzhi.screening.similar_applications.pairs import texts_to_compare

    for limit in (0, 10):
        similar_pairs(texts_to_compare(["compile first", "compile this"]), THRESHOLD, exact_up_to=limit)
    column = pa.array(texts, pa.large_string())
    texts.clear()
    clock = _Clock()
    left, right, _ = similar_pairs(texts_to_compare(column), THRESHOLD)
    taken = clock.read()
    return taken, set(zip(left.tolist(), right.tolist(), strict=True))


def _grams(texts: list[str]) -> list[set[str]]:
    return [{text[at : at + 3] for at in range(len(text) - 2)} for text in texts]


def rensa(texts: list[str], bands: int, slack: float) -> tuple[tuple[float, float], Pairs]:
    """RMinHash by its bulk calls, LSH, and the pairs whose sketches agree to the threshold less some slack."""
    from rensa import RMinHash, RMinHashLSH

    clock = _Clock()
    sketches: list[Any] = []
    for start in range(0, len(texts), CHUNK):  # the gram sets of all texts at once would not fit into memory
        sketches += RMinHash.from_token_sets(_grams(texts[start : start + CHUNK]), ROWS * bands, 42)
    index = RMinHashLSH(THRESHOLD, ROWS * bands, bands)
    index.insert_many(sketches)
    found = set()
    for start in range(0, len(texts), CHUNK):
        for a, others in enumerate(index.query_all(sketches[start : start + CHUNK]), start):
            found |= {(a, b) for b in others if a < b and sketches[a].jaccard(sketches[b]) >= THRESHOLD - slack}
    return clock.read(), found


def datasketch(texts: list[str], bands: int) -> tuple[tuple[float, float], Pairs]:
    """MinHash by its bulk call, LSH, and the pairs whose sketches agree to the threshold."""
    from datasketch import MinHash, MinHashLSH

    clock = _Clock()
    sketches = MinHash.bulk(([gram.encode() for gram in grams] for grams in _grams(texts)), num_perm=ROWS * bands)
    index = MinHashLSH(num_perm=ROWS * bands, params=(bands, ROWS))
    found = set()
    for row, sketch in enumerate(sketches):
        found |= {(other, row) for other in index.query(sketch) if sketches[other].jaccard(sketch) >= THRESHOLD}
        index.insert(row, sketch, check_duplication=False)
    return clock.read(), found


def mllib(texts: list[str], tables: int) -> tuple[tuple[float, float], Pairs]:
    """Spark MLlib's MinHashLSH on this machine's cores: pairs that agree in some of the tables, compared exactly."""
    from pyspark.ml.feature import MinHashLSH
    from pyspark.ml.linalg import Vectors

    from xingzhi.engine.spark import SparkEngine

    with SparkEngine("local[2]", {"spark.driver.memory": "6g"}) as engine:
        engine.session.range(10).count()  # started, as the others are warm
        clock = _Clock()
        grams = _grams(texts)
        places = {gram: place for place, gram in enumerate(set().union(*grams))}
        rows = (
            (row, Vectors.sparse(len(places), [(place, 1.0) for place in sorted(places[gram] for gram in each)]))
            for row, each in enumerate(grams)
            if each
        )
        frame = engine.session.createDataFrame(rows, ["row", "grams"]).repartition(8).cache()
        model = MinHashLSH(inputCol="grams", outputCol="hashes", numHashTables=tables, seed=1).fit(frame)
        # Its distance is one less the similarity; it keeps what lies below.
        near = model.approxSimilarityJoin(frame, frame, 1 - THRESHOLD + 1e-9, "distance")
        pairs = near.where("datasetA.row < datasetB.row").selectExpr("datasetA.row", "datasetB.row").collect()
        return clock.read(), {(a, b) for a, b in pairs}


class Result(NamedTuple):
    """Seconds by the clock and of the processor, pairs, and the most memory the process held, in GB."""

    seconds: float
    processor: float
    found: Pairs
    peak: float


def measured(name: str, texts: list[str], *arguments: int) -> Result:
    """Run one contestant in this process, made for it."""
    (seconds, processor), found = globals()[name](texts, *arguments)
    return Result(seconds, processor, found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20)


class _Clock:
    """Time since it was made, by the clock and of the processor."""

    def __init__(self) -> None:
        self.wall, self.processor = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        return time.perf_counter() - self.wall, time.process_time() - self.processor
