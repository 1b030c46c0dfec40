"""A process that only came up knows every action, job and follower: a worker is such a process."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import xingzhi

SOURCE = Path(xingzhi.__file__).parent
DECLARES = re.compile(r"^@(action|job_kind|follower)\(", re.M)
LOADED = "import sys; from xingzhi.core.start import start; start(); print(*sys.modules)"


def test_what_declares_work_is_loaded_when_a_process_comes_up() -> None:
    declaring = {
        ".".join(("xingzhi", *path.relative_to(SOURCE).with_suffix("").parts))
        for path in SOURCE.rglob("*.py")
        if DECLARES.search(path.read_text("utf-8"))
    }
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    came_up = subprocess.run(
        [sys.executable, "-c", LOADED], env=environment, capture_output=True, text=True, check=True
    )
    assert declaring
    assert not declaring - set(came_up.stdout.split())
