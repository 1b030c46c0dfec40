"""The program as a process of its own, on a database of its own, looked at from outside."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit


class Program:
    """Runs `xingzhi` commands in a home folder, and asks its database plain questions."""

    def __init__(self, home: Path, database: str) -> None:
        self.home, self.database = home, database
        self.environment = {
            **os.environ,
            "XINGZHI_HOME": str(home),
            "XINGZHI_DATABASE_URL": database,
            "XINGZHI_JOB_LEASE": "1.5",
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def start(self, *arguments: str, **options: Any) -> subprocess.Popen[str]:
        """Start a command."""
        command = [sys.executable, "-m", "xingzhi", *arguments]
        return subprocess.Popen(command, env=self.environment, text=True, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, **options)  # fmt: skip

    def run(self, *arguments: str) -> str:
        """Do a command to its end; what it said."""
        process = self.start(*arguments)
        said, _ = process.communicate(timeout=180)
        assert process.returncode == 0, said
        return said

    def script(self, text: str, *arguments: str) -> subprocess.Popen[str]:
        """Start a few lines of Python with the program's models at hand."""
        opening = "import django, os, sys\nos.environ['DJANGO_SETTINGS_MODULE'] = 'xingzhi.settings'\ndjango.setup()\n"
        command = [sys.executable, "-c", opening + text, *arguments]
        return subprocess.Popen(command, env=self.environment, text=True, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE)  # fmt: skip

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """The rows of a query, read by another connection; none while the tables are not there yet."""
        with self.connection() as connection:
            return list(connection.execute(question).fetchall())

    def number(self, question: str) -> int:
        """The one number a query gives."""
        [(number,)] = self.ask(question)
        return int(number or 0)

    @contextmanager
    def connection(self) -> Iterator[Any]:
        """A connection that is not the program's."""
        if self.database:
            import psycopg

            connection: Any = psycopg.connect(self.database.replace("postgres://", "postgresql://"), autocommit=True)
        else:
            connection = sqlite3.connect(self.home / "xingzhi.sqlite3", timeout=20)
        try:
            yield connection
        finally:
            connection.close()


@contextmanager
def scratch_database(name: str) -> Iterator[str]:
    """The address of an empty database made for one test: on the server of the tests, or "" for a SQLite file."""
    server = os.environ.get("XINGZHI_DATABASE_URL", "")
    if not server:
        yield ""
        return
    import psycopg

    parts = urlsplit(server)
    with psycopg.connect(server.replace("postgres://", "postgresql://"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
