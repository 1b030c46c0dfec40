"""Run the tests on SQLite and on PostgreSQL, browser tests and a short one on Spark included; `spark` runs all on Spark.

Needs Chromium, a Chinese font, PostgreSQL's server programs and Java 17 or newer. As root on Debian they are installed
with apt; otherwise what is missing is said in one line and the run fails. A PostgreSQL cluster of the tests' own is made in a
temporary folder, listens on a socket there and is ended afterwards; clusters of the machine are left alone.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser() -> str | None:
    """The browser to drive."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def postgres_programs() -> Path | None:
    """The folder of initdb and pg_ctl: the newest installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def chinese_font() -> bool:
    """Whether some font can draw Chinese."""
    listing = shutil.which("fc-list")
    if not listing:
        return False
    return bool(subprocess.run([listing, ":lang=zh"], capture_output=True, text=True, check=False).stdout.strip())


def java() -> bool:
    """Whether there is a Java that Spark runs on: 17 or newer."""
    home = os.environ.get("JAVA_HOME")
    program = shutil.which("java", path=f"{home}/bin" if home else None)
    if not program:
        return False
    said = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    return bool(version) and int(version[1]) >= 17


def missing(only: str = "") -> list[str]:
    """Debian packages the tests, or those of one part only, need and this machine lacks."""
    needs = {"openjdk-17-jre-headless": java}
    if only != "spark":
        needs |= {"chromium": browser, "fonts-noto-cjk": chinese_font, "postgresql": postgres_programs}
    return [package for package, there in needs.items() if not there()]


def provide(only: str = "") -> None:
    """Install what is missing, or say it and stop."""
    lacking = missing(only)
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"installing {' '.join(lacking)}", flush=True)
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], check=True, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", *lacking], check=True, **quiet)
        lacking = missing(only)
    if lacking:
        raise SystemExit(f"the tests need {', '.join(lacking)}: apt-get install {' '.join(lacking)} (as root)")


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL server of our own; gives its address. PostgreSQL does not run as root, so root lends it a user."""
    programs = postgres_programs()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="xingzhi-pg-", dir="/tmp"))
    become: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        become = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    quiet = {"check": True, "cwd": folder, "stdout": subprocess.DEVNULL}
    initdb = [
        str(programs / "initdb"),
        "-D",
        str(data),
        "-U",
        "xingzhi",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    subprocess.run([*become, *initdb], **quiet)
    control = [*become, str(programs / "pg_ctl"), "-D", str(data), "-w"]
    subprocess.run([*control, "-l", str(folder / "log"), "-o", options, "start"], **quiet)
    try:
        yield f"postgres://xingzhi@/postgres?host={folder}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, cwd=folder, stdout=subprocess.DEVNULL)
        shutil.rmtree(folder, ignore_errors=True)


def run(database: str, arguments: list[str]) -> int:
    """Run pytest with one database; a throw-away folder is its home."""
    with tempfile.TemporaryDirectory(prefix="xingzhi-test-") as home:
        environment = {**os.environ, "XINGZHI_HOME": home, "XINGZHI_DATABASE_URL": database}
        environment["XINGZHI_BROWSER"] = browser() or ""
        kind = "PostgreSQL" if database else "SQLite"
        print(f"== tests on {kind} ==", flush=True)
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-n",
            "2",
            "--dist",
            "loadfile",
            "-q",
            "-m",
            "not at_length",
            "--durations=20",
            *arguments,
        ]
        return subprocess.run(command, env=environment, check=False).returncode


def run_spark(arguments: list[str]) -> int:
    """Run all tests on Spark, one cluster after the other."""
    command = [sys.executable, "-m", "pytest", "-q", "tests/spark", *arguments]
    return subprocess.run(command, check=False).returncode


def main(arguments: list[str]) -> int:
    """Both databases, or the part named first: sqlite, postgresql or spark; further arguments go to pytest."""
    chosen = arguments[0] if arguments[:1] in (["sqlite"], ["postgresql"], ["spark"]) else ""
    rest = arguments[1:] if chosen else arguments
    provide(chosen)
    if chosen == "spark":
        return run_spark(rest)
    failed = 0
    if chosen in ("", "sqlite"):
        failed |= run("", rest)
    if chosen in ("", "postgresql"):
        # What no database touches, and what is the same on either, was tested already.
        only = rest if chosen else [*rest, "-m", "(database or browser) and not once"]
        with postgres() as address:
            failed |= run(address, only)
    return failed


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
