"""One Spark cluster of two executor processes for the tests of a module, and the commands run on either engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.spark.samples import Case
from xingzhi.cli import main
from xingzhi.engine.spark import SparkEngine

MASTER = "local-cluster[2,1,512]"
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # a short life is not worth much compiling
SETTINGS = {
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.memory": "512m",
    "spark.driver.extraJavaOptions": QUICK,
    "spark.executor.extraJavaOptions": QUICK,
}
Run = Callable[..., Path]


@pytest.fixture(scope="module")
def cluster() -> Iterator[SparkEngine]:
    """A driver, two workers and two executors, each a process of its own; where Spark cannot start, this fails."""
    with SparkEngine(MASTER, SETTINGS) as engine:
        yield engine


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a case's command on an engine; gives what it wrote."""

    def run(case: Case, engine: str, *more: str, out: str = "out.parquet", expect: int = 0) -> Path:
        source, folder = tmp_path / "输入", tmp_path / engine
        if not source.exists():
            case.write(source)
        folder.mkdir(exist_ok=True)
        path = f"{folder}/{out}"
        where = ["--engine", "spark", "--master", MASTER] if engine == "spark" else []
        command = ["screen", *case.words, "--input", str(source), "--out", path, *where, *more]
        assert main(command) == expect
        return Path(path)

    return run
