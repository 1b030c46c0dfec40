"""Commands of the site: serve, demo."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from typing import Any

from xingzhi.core.start import start


def register(commands: Any) -> None:
    """Add `xingzhi serve` and `xingzhi demo`."""
    serve = commands.add_parser("serve", help="启动网站与后台 / serve the site and watch the worker")
    _address(serve)
    serve.set_defaults(func=run_serve)
    demo = commands.add_parser("demo", help="示例局 / a sample office, its findings, and the site")
    _address(demo)
    demo.add_argument("--no-serve", action="store_true", help="stop after printing what was found")
    demo.set_defaults(func=run_demo)


def _address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=int(os.environ.get("XINGZHI_PORT", "8000")))


def run_serve(arguments: argparse.Namespace) -> int:
    """Serve until stopped; the worker is a process of its own and is started again when it dies."""
    start(migrate=True)
    return serve(arguments.host, arguments.port)


def serve(host: str, port: int) -> int:
    """Serve the site with one process of a few threads, as SQLite likes it."""
    from granian.constants import Interfaces
    from granian.server import Server

    from xingzhi.core.worker import Watcher

    watcher = Watcher()
    watcher.start()
    # Granian's own handlers end its workers; the watcher is ended after.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"http://{host}:{port}", flush=True)
    try:
        Server(
            "xingzhi.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=4,
            log_access=False,
        ).serve()
    finally:
        watcher.stop()
    return 0


def run_demo(arguments: argparse.Namespace) -> int:
    """Build the sample office, do the main job on its files, print what was found beside the hidden key, and serve."""
    from xingzhi.web.demo.build import build, demo_home, free_port

    os.environ["XINGZHI_HOME"] = demo_home()
    build()
    return 0 if arguments.no_serve else serve(arguments.host, free_port(arguments.host, arguments.port))
