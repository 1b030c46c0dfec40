"""What the commands of `xingzhi screen` share: where rows come from and go to, where the work is done, what is refused."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any

HERE, SPARK = "duckdb", "spark"
INPUTS = (
    ".parquet, .csv, .xlsx, .xls or .ods, or a folder of .parquet, whose files follow by name; with --engine spark a "
    ".parquet file or a folder of them, as path or URL (hdfs://…, s3a://…)"
)
OUTPUTS = "; with --engine spark also a new folder, a path or URL that ends with /, written by the cluster"


def add_options(parser: Any, out: str, *, by: bool = False) -> None:
    """Add --input, --out, --engine and --master, and --by where offices can be screened apart; `out` tells the columns."""
    parser.add_argument("--input", required=True, metavar="FILE", help=INPUTS)
    parser.add_argument("--out", required=True, metavar="FILE", help=f".parquet or .csv: {out}{OUTPUTS}")
    parser.add_argument(
        "--engine",
        choices=(HERE, SPARK),
        default=HERE,
        help=f"{HERE}: this machine (default); {SPARK}: a Spark cluster, which needs PySpark and Java",
    )
    parser.add_argument(
        "--master", metavar="URL", help="with --engine spark: local[*], spark://HOST:7077, yarn, k8s://…"
    )
    if by:
        parser.add_argument(
            "--by",
            metavar="COLUMN",
            help="heading of the column that names the office (地区): each office's rows are screened by themselves",
        )


def exit_code(work: Callable[[argparse.Namespace], None], arguments: argparse.Namespace) -> int:
    """Do the work; 0, or 2 where nothing could be done, with the reason on the error stream."""
    from xingzhi.engine.kernels.bands import ThresholdTooLow
    from xingzhi.engine.kernels.join import TooManyPairs
    from xingzhi.engine.spark import SparkProblem
    from xingzhi.screening.similar_applications.files import Refused

    try:
        _check_engine(arguments)
        work(arguments)
    except (Refused, SparkProblem, OSError) as problem:
        say(str(problem))
        return 2
    except TooManyPairs as problem:
        way = "、加 --best 20", ", or keep only each record's most alike with --best 20"
        zh, en = way if getattr(arguments, "best", 0) is None else ("", "")
        say(f"至少 {problem.found} 对，请提高门槛{zh}或先去掉套话文本 / {problem}{en}")
        return 2
    except ThresholdTooLow as problem:
        say(
            f"--threshold {problem}: 这么多文本时门槛太低，请用 0.01 以上 / too low for so many texts, use 0.01 or more"
        )
        return 2
    return 0


def _check_engine(arguments: argparse.Namespace) -> None:
    from xingzhi.screening.similar_applications.files import Refused

    if arguments.engine == SPARK and not arguments.master:
        raise Refused("--engine spark 还要 --master，如 local[*] / --engine spark needs --master, such as local[*]")
    if arguments.engine != SPARK and arguments.master:
        raise Refused("--master 只和 --engine spark 一起用 / --master goes with --engine spark")


def say(message: str) -> None:
    """A line on the error stream."""
    print(message, file=sys.stderr, flush=True)
