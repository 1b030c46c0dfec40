"""Intake beside django-import-export on the same rows, then alone at full size.

python -m bench.intake.run                 the comparison, 20,000 rows
python -m bench.intake.run --rows 1000000  also a CSV of a million rows, and lists and search over it
python -m bench.intake.run --xlsx 100000   also a workbook
"""

from __future__ import annotations

import argparse
import csv
import os
import resource
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.intake import corpus

PEER_ROWS = 20_000
BAD_EVERY = 100  # every so many-th row of the comparison has a wrong check digit


def main() -> None:
    """Run what was asked for and print Markdown."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=0)
    parser.add_argument("--xlsx", type=int, default=0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XINGZHI_HOME"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingzhi.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        user = _office()
        compare(Path(folder), user)
        if arguments.xlsx:
            workbook(Path(folder), user, arguments.xlsx)
        if arguments.rows:
            million(Path(folder), user, arguments.rows)


def _office() -> Any:
    from xingzhi.core.models import Office, Role, User

    Office.objects.create(region="1522", name="bench")
    return User.objects.create(username="bench", role=Role.ADMINISTRATOR, region="1522")


def take_in(user: Any, path: Path) -> tuple[float, Any]:
    """Seconds from the received file to the last row applied, and the batch."""
    from xingzhi.core import jobs
    from xingzhi.registers.receive import receive_file, start_import

    started = time.perf_counter()
    batch = start_import(user, receive_file(user, path, path.name).pk)
    run = jobs.claim("bench")
    assert run
    jobs.perform(run)
    seconds = time.perf_counter() - started
    batch.refresh_from_db()
    assert batch.state == "applied", run.job.error
    return seconds, batch


def compare(folder: Path, user: Any) -> None:
    """The same CSV through both; rows with a wrong check digit tell what each lets in."""
    path = folder / "peer.csv"
    corpus.write(path, PEER_ROWS, firms=4_000)
    rows = list(csv.reader(path.open(encoding="utf-8-sig", newline="")))
    bad = 0
    for row in rows[1::BAD_EVERY]:
        row[0] = row[0][:-1] + ("1" if row[0][-1] != "1" else "2")
        bad += 1
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    ours, batch = take_in(user, path)
    theirs, taken = _peer(path)
    print("| 20,000 rows | seconds | rows/s | ratio | wrong numbers kept out |\n|---|---|---|---|---|")
    print(f"| Xingzhi | {ours:.1f} | {PEER_ROWS / ours:,.0f} | 1 | {batch.rejected} of {bad} |")
    print(
        f"| django-import-export | {theirs:.1f} | {PEER_ROWS / theirs:,.0f} | {theirs / ours:.2f} |"
        f" {PEER_ROWS - taken} of {bad} |"
    )


def _peer(path: Path) -> tuple[float, int]:
    from django.db import connection, models
    from import_export import resources
    from tablib import Dataset

    fields: dict[str, Any] = {"__module__": __name__, "Meta": type("Meta", (), {"app_label": "core"})}
    fields |= {f"c{i}": models.TextField(default="", blank=True) for i in range(1, len(corpus.HEADINGS))}
    fields["number"] = models.CharField(max_length=40, unique=True)
    model = type("PeerPatent", (models.Model,), fields)
    with connection.schema_editor() as editor:
        editor.create_model(model)
    options = {
        "model": model,
        "import_id_fields": ("number",),
        "use_bulk": True,
        "batch_size": 1_000,
        "exclude": ("id",),
    }
    resource_class = type("PeerResource", (resources.ModelResource,), {"Meta": type("Meta", (), options)})
    started = time.perf_counter()
    data = Dataset().load(path.read_text("utf-8-sig"), format="csv")
    data.headers = ["number", *(f"c{i}" for i in range(1, len(corpus.HEADINGS)))]
    resource_class().import_data(data, raise_errors=True)
    return time.perf_counter() - started, model.objects.count()


def workbook(folder: Path, user: Any, rows: int) -> None:
    """A workbook of that many rows."""
    import xlsxwriter

    source, path = folder / "book.csv", folder / "book.xlsx"
    corpus.write(source, rows, seed=11, first_serial=3_000_000)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    with source.open(encoding="utf-8-sig", newline="") as stream:
        for at, row in enumerate(csv.reader(stream)):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
    book.close()
    seconds, batch = take_in(user, path)
    print(f"\nXLSX, {rows:,} rows: {seconds:.0f} s, accepted {batch.accepted:,}, peak memory {_peak():.2f} GB")


def million(folder: Path, user: Any, rows: int) -> None:
    """A CSV of that many rows, then lists and searches over the register."""
    path = folder / "large.csv"
    corpus.write(path, rows, seed=13, first_serial=5_000_000)
    seconds, batch = take_in(user, path)
    size = path.stat().st_size / 1e9
    print(
        f"\nCSV, {rows:,} rows ({size:.2f} GB): {seconds:.0f} s, accepted {batch.accepted:,}, peak memory {_peak():.2f} GB"
    )
    _lists(user)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def _lists(user: Any) -> None:
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    asked = {
        "list, newest first": "/registers/patents/",
        "list by number": "/registers/patents/?sort=application_no",
        "one type": "/registers/patents/?patent_type=design",
        "one banner": "/registers/patents/?region=152221",
        "search, two characters": "/registers/patents/?q=滤网",
        "search, a firm": "/registers/patents/?q=突泉 乳业",
        "search everywhere": "/search/?q=风力发电",
    }
    print("\n| page | median ms | p95 ms |\n|---|---|---|")
    for name, address in asked.items():
        times = []
        for _ in range(20):
            started = time.perf_counter()
            answer = client.get(address, HTTP_HOST="127.0.0.1")
            times.append((time.perf_counter() - started) * 1000)
            assert answer.status_code == 200, (address, answer.status_code)
        print(f"| {name} | {statistics.median(times):.0f} | {sorted(times)[18]:.0f} |")


if __name__ == "__main__":
    main()
