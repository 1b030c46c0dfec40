"""The engine for more than one machine: one Spark session over Arrow tables and Parquet in folders or object stores.

PySpark and Java are no part of the program; where they are missing, what to install is said. What results rest on is set
here, everything else (memory, executors, access to stores) is the site's: `spark-defaults.conf` and the environment.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import unquote

import pyarrow as pa

from xingzhi.engine.base import write_parquet

NO_PYSPARK = (
    "没有安装 PySpark（和它要的 pandas）：在项目目录里 make spark，或 pip install -r requirements/spark.txt / "
    "PySpark, or pandas which it asks for, is not installed: make spark in the project folder, or pip install -r requirements/spark.txt"
)
NO_JAVA = "没有 Java：请安装 Java 17（如 openjdk-17-jre-headless），或设 JAVA_HOME / no Java: install Java 17 or set JAVA_HOME"
# What equal results rest on, wherever it runs.
ALWAYS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.caseSensitive": "true",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.execution.arrow.useLargeVarTypes": "true",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
# On this machine alone: nobody else can connect.
LOCALLY = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.driver.memory": "2g",
}
_SOURCES = Path(__file__).parents[2]


class SparkProblem(Exception):
    """Spark cannot be started or has given up; the message, Chinese then English, says why."""


class SparkEngine:
    """Runs SQL and functions over registered tables on the cluster of `master`. See `base.Engine`.

    `settings` are Spark's own, by name. It ends with `with` or `close()`; inside `with`, what Spark raises comes out as
    SparkProblem. A session that runs already in this process is used, and left running.
    """

    def __init__(self, master: str, settings: Mapping[str, str] | None = None) -> None:
        self.session, self._own = _session(master, settings or {})

    def register(self, name: str, source: Path | pa.Table) -> None:
        """Make a Parquet file, a folder of them, or an Arrow table known under a name; a name may be given anew."""
        if isinstance(source, Path) and not source.exists():
            raise FileNotFoundError(source)
        frame = self.session.read.parquet(str(source)) if isinstance(source, Path) else self.frame(source)
        frame.createOrReplaceTempView(name)

    def sql(self, text: str, **values: Any) -> pa.Table:
        """The rows of a query; `$name` in the text stands for the value of that name. The words are those of Spark SQL."""
        return self.session.sql(re.sub(r"\$(?=\w)", ":", text), args=values).toArrow()

    def map_batches(
        self, table: pa.Table, function: Callable[[pa.RecordBatch], pa.RecordBatch], schema: pa.Schema
    ) -> pa.Table:
        """Apply a pure function to each batch of a table."""

        def each(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            return map(function, batches)

        return self.frame(table).mapInArrow(each, self.frame(schema.empty_table()).schema).toArrow().cast(schema)

    def write(self, table: pa.Table, path: Path) -> None:
        """Write a table as a Parquet file of this machine: it appears whole or not at all."""
        write_parquet(table, path)

    def frame(self, table: pa.Table) -> Any:
        """A table of this machine as Spark's data frame."""
        return self.session.createDataFrame(table)

    def numbered(self, address: str) -> Any:
        """The rows of a Parquet file or of a folder of them (path or URL), in whatever order, each with its `number`.

        Numbers run from 0 through the files by name, and through the rows of each. Folders inside are not read. Raises
        ValueError where they hold files (a table in partitions).
        """
        from pyspark.sql import functions as f

        raw = self.session.read.option("pathGlobFilter", "*.parquet").parquet(address)
        place = raw.select("*", f.col("_metadata.file_path").alias(" file"), f.col("_metadata.row_index").alias(" row"))
        files = sorted(place.groupBy(" file").count().collect(), key=lambda row: unquote(row[0]))
        if len({row[0].rpartition("/")[0] for row in files}) > 1:
            raise ValueError(address)
        starts = [0, *accumulate(row[1] for row in files)][: len(files)]
        firsts = [(row[0], start) for row, start in zip(files, starts, strict=True)]
        known = self.session.createDataFrame(firsts, "` file` string, ` start` bigint")
        joined = place.join(f.broadcast(known), " file")
        return joined.withColumn("number", f.col(" start") + f.col(" row")).drop(" file", " row", " start")

    def exists(self, address: str) -> bool:
        """Whether there is something at a path or URL, as Spark reaches it."""
        path = self.session._jvm.org.apache.hadoop.fs.Path(address)
        return bool(path.getFileSystem(self.session._jsc.hadoopConfiguration()).exists(path))

    def close(self) -> None:
        """End the session, where it was started here, and give everything back."""
        if self._own:
            self.session.stop()

    def __enter__(self) -> SparkEngine:
        return self

    def __exit__(self, _: type[BaseException] | None, problem: BaseException | None, __: TracebackType | None) -> None:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        told = _told(problem) if isinstance(problem, PySparkException | Py4JError) else ""
        self.close()
        if told:
            raise SparkProblem(told) from problem


def column(name: str) -> Any:
    """A column by its heading, whatever signs stand in it."""
    from pyspark.sql import functions as f

    return f.col("`" + name.replace("`", "``") + "`")


def _session(master: str, settings: Mapping[str, str]) -> tuple[Any, bool]:
    """The session, and whether it was started just now."""
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise SparkProblem(NO_PYSPARK) from None
    if find_spec("pandas") is None:  # PySpark hands out Arrow tables only where it finds it
        raise SparkProblem(NO_PYSPARK)
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=f"{home}/bin" if home else None):
        raise SparkProblem(NO_JAVA)
    if running := SparkSession.getActiveSession():
        return running, False
    chosen = {**ALWAYS, **(_on_this_machine(master) if master.startswith("local") else {}), **settings}
    builder = SparkSession.builder.master(master).appName("xingzhi")
    for name, value in chosen.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate(), True
    except (PySparkException, Py4JError) as problem:
        raise SparkProblem(_told(problem)) from problem


def _on_this_machine(master: str) -> dict[str, str]:
    """Settings of a local master, whose workers run this very Python with these very sources."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    paths = [str(_SOURCES), *filter(None, [os.environ.get("PYTHONPATH")])]
    chosen = {**LOCALLY, "spark.executorEnv.PYTHONPATH": os.pathsep.join(paths)}
    if cluster := re.fullmatch(r"local-cluster\[\d+,\d+,(\d+)\]", master):
        chosen["spark.executor.memory"] = f"{cluster[1]}m"
        os.environ.setdefault("SPARK_HOME", _home())
    return chosen


@cache
def _home() -> str:
    """A folder that looks like Spark's own, so that the processes of a local cluster do not write into the package."""
    import pyspark

    home = Path(tempfile.mkdtemp(prefix="xingzhi-spark-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    for name in ("bin", "jars", "python", "sbin"):
        (home / name).symlink_to(Path(pyspark.__file__).parent / name)
    return str(home)


def _told(problem: BaseException) -> str:
    """The first lines of what Spark says; the rest is where in its own code it happened."""
    lines = [line.strip() for line in str(problem).splitlines() if line.strip()]
    return f"Spark: {' '.join(lines[:3])[:600]}"
