"""Old and foreign formats by way of LibreOffice, where it is installed: headless, alone, without network, for a time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from xingzhi.intake.readers.book import ReaderProblem

# What a kind of file is turned into, by content; where the content tells nothing, by the ending of the name.
TARGETS = {"doc": "docx", "rtf": "docx", "odt": "docx", "xml_spreadsheet": "xlsx"}
TARGETS_BY_NAME = {".et": "xlsx", ".ett": "xlsx", ".uos": "xlsx", ".wps": "docx", ".wpt": "docx", ".uot": "docx"}
PROGRAMS = ("soffice", "libreoffice")
SECONDS = 60.0
# No macros, no links followed, nothing fetched from outside the document.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""  # noqa: E501
_NOWHERE = "http://127.0.0.1:9"


def target_of(kind: str, name: str) -> str:
    """What a file can be turned into (docx, xlsx); "" where that is not for a converter to do."""
    return TARGETS.get(kind, "") or (TARGETS_BY_NAME.get(Path(name).suffix.lower(), "") if kind == "unknown" else "")


def converter() -> str:
    """The program at hand; "" where there is none."""
    return next((found for program in PROGRAMS if (found := shutil.which(program))), "")


def convert(path: Path, name: str, kind: str, folder: Path, seconds: float = SECONDS) -> Path:
    """Turn a file into one that can be read; it is written into `folder`, which the caller removes.

    Raises `ReaderProblem` converter_missing, converter_failed, converter_too_slow; in the last case the program and
    all it started are ended.
    """
    program = converter()
    if not program:
        raise ReaderProblem("converter_missing", kind=kind, target=target_of(kind, name))
    target = target_of(kind, name)
    profile, out = folder / "profile", folder / "converted"
    (profile / "user").mkdir(parents=True)
    out.mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    source = folder / f"source{Path(name).suffix.lower() if kind == 'unknown' else '.' + _SUFFIXES.get(kind, kind)}"
    shutil.copyfile(path, source)
    command = [
        *_without_network(), program, "--headless", "--norestore", "--nolockcheck", "--nodefault",
        "--nofirststartwizard", f"-env:UserInstallation={profile.resolve().as_uri()}",
        "--convert-to", target, "--outdir", str(out), str(source),
    ]  # fmt: skip
    _run(command, folder, seconds)
    made = out / f"source.{target}"
    if not made.is_file() or not made.stat().st_size:
        raise ReaderProblem("converter_failed", kind=kind)
    return made


_SUFFIXES = {"xml_spreadsheet": "xml"}


def _run(command: list[str], folder: Path, seconds: float) -> None:
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "ALL_PROXY"), _NOWHERE)
    kept = {
        name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP")
    }
    process = subprocess.Popen(  # noqa: S603
        command, cwd=folder, env=kept | proxies | {"HOME": str(folder), "no_proxy": ""}, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise ReaderProblem("converter_too_slow", seconds=int(seconds)) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and whatever it started: its session holds nothing else."""
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)  # noqa: S603, S607
    process.wait()


@lru_cache(maxsize=1)
def _without_network() -> tuple[str, ...]:
    """What to put before a command so that it finds no network; nothing where the system does not let us."""
    unshare = shutil.which("unshare")
    if not unshare:
        return ()
    asked = (unshare, "--map-current-user", "--net", "--")
    tried = subprocess.run([*asked, "true"], check=False, capture_output=True)  # noqa: S603
    return asked if tried.returncode == 0 else ()
