"""The demonstration's files, taken in as an officer would hand them in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

SOURCES = {"法律状态导出.xlsx": "national_legal_status", "企业名录.xlsx": "office_table"}
# Tables of marks are taken together: one snapshot, and one search for everything, after all of them.
OF_MARKS = frozenset({"trademarks", "trademark_events", "local_brands", "protected_signs", "indications", "brand_steps",
                      "sign_users"})  # fmt: skip


def import_files(folder: Path, key: dict[str, Any]) -> None:
    """Take every file of the key in, and print how many rows came in beside how many should."""
    from xingzhi.core.models import User
    from xingzhi.registers.receive import DEFAULT_SOURCE, MappingIncomplete, SameFile, receive_file, start_import

    by = User.objects.get(username="league")
    print("\n收文入库                         接受（应）     退回（应）    跳过", flush=True)
    together: list[tuple[Any, dict[str, Any]]] = []
    for expected in key["files"]:
        name = expected["name"]
        try:
            batch = receive_file(by, folder / name, name, SOURCES.get(name, DEFAULT_SOURCE))
            batch = start_import(by, batch.pk)
        except SameFile as same:
            batch = same.batch
        except MappingIncomplete:
            print(f"  {name}: 没有可以对应的列，等待人工确认", flush=True)
            continue
        together.append((batch, expected))
        if expected["register"] not in OF_MARKS:
            _taken(together)
    _taken(together)


def _taken(together: list[tuple[Any, dict[str, Any]]]) -> None:
    """Let what was handed in come into the registers, and print what of each file did."""
    from xingzhi.core.worker import work_until_idle

    work_until_idle()
    for batch, expected in together:
        batch.refresh_from_db()
        print(
            f"  {expected['name']:<24} {batch.accepted:>6}（{expected['accepted']}） {batch.rejected:>6}（{expected['rejected']}）"
            f" {batch.skipped:>6}",
            flush=True,
        )
    together.clear()


def import_crosswalk(folder: Path) -> None:
    """Load the sample's table of classes and industries, unless one is loaded."""
    from xingzhi.core.models import User
    from xingzhi.core.worker import work_until_idle
    from xingzhi.indicators.high_value.actions import Origin, load_crosswalk
    from xingzhi.indicators.high_value.reading import current_table
    from xingzhi.sample.crosswalk_file import NAME
    from xingzhi.sample.office import NOT_OFFICIAL

    if current_table("crosswalk") is None:
        load_crosswalk(User.objects.get(username="league"), folder / NAME, NAME, Origin(NOT_OFFICIAL))
        work_until_idle()
