"""Make the virtual environment; say in one line what a bare machine lacks."""

import subprocess
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - this is what runs on whatever Python the machine has
    raise SystemExit(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}: run make PYTHON=python3.11")
folder = Path(sys.argv[1])
if not (folder / "bin" / "python").exists():
    made = subprocess.run([sys.executable, "-m", "venv", str(folder)], capture_output=True, text=True)
    if made.returncode:
        raise SystemExit(
            "the virtual environment cannot be made; on Debian: apt-get install python3-venv\n"
            + (made.stderr or made.stdout).strip().splitlines()[-1]
        )
