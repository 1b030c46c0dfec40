"""What settings read from the environment that takes more than a line: the secret key and the database."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


def secret_key(home: Path) -> str:
    """The key given, by itself or as a file, or else the one kept in the home, made where there is none."""
    if given := os.environ.get("XINGZHI_SECRET_KEY"):
        return given
    kept = Path(os.environ.get("XINGZHI_SECRET_KEY_FILE", home / "secret_key"))
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        made = kept.with_name(f"{kept.name}.{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):  # another process may be starting: the first one's key stays
            os.link(made, kept)
        made.unlink()
    return kept.read_text().strip()


def database(url: str, home: Path) -> dict[str, object]:
    """What Django connects to: the address given, or else SQLite in the home."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "xingzhi.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # The worker checkpoints (core/tidy.py): a person's save must not pay for what an import wrote.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
                " PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456; PRAGMA wal_autocheckpoint=1000000;",
            },
            # A file, not memory: the worker and the live server of the tests are other connections.
            "TEST": {"NAME": home / f"test-{os.getpid()}.sqlite3"},  # several may run at once
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": dict(parse_qsl(parts.query)).get("host", parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "TEST": {"TEMPLATE": "template0"},
    }
