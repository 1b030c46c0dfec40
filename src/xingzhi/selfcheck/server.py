"""A page on this machine only: drop a draft, see what it has in common with the published texts loaded at the start.

The draft lives in the memory of its request. No cookie, no script, no log; what other machines or other sites ask for
is refused.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import xingzhi
from xingzhi.screening.similar_applications.files import Refused
from xingzhi.selfcheck.comparing import compare
from xingzhi.selfcheck.drafts import read_draft
from xingzhi.selfcheck.markup import STYLE
from xingzhi.selfcheck.pages import answer_page, start_page
from xingzhi.selfcheck.passages import Said
from xingzhi.selfcheck.published import Supplied
from xingzhi.selfcheck.uploads import read_form

ADDRESS = "127.0.0.1"
MOST_BYTES = 20 << 20
_ROOM = 64 << 10  # what a form needs beside its files
_PATIENCE = 30  # seconds a connection may stay silent
_BUILT = Path(xingzhi.__file__).parent / "web" / "static"  # the product's own styles, where they were built
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser hides the origin of the form as well
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TOO_BIG = Said("稿件超过 20 MB；去掉图片再试", "the draft is larger than 20 MB; take out its pictures")
NO_FORM = Said("没有收到稿件，请再选一次", "no draft arrived, choose it again")
NO_FILE = Said("还没有选稿件", "no draft was chosen")


class Server(ThreadingHTTPServer):
    """Serves a page for texts that were read before; listens on the loopback address."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # on Windows it would let another program take the port over

    def __init__(self, sources: Sequence[Supplied], port: int) -> None:
        self.sources = sources
        self.texts = [text for source in sources for text in source.texts]
        self.one_by_one = threading.Lock()  # comparing takes the whole machine
        super().__init__((ADDRESS, port), Handler)

    @property
    def hosts(self) -> frozenset[str]:
        """What a browser on this machine calls it."""
        return frozenset(f"{name}:{self.server_port}" for name in (ADDRESS, "localhost"))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a trace could quote a draft."""


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    timeout = _PATIENCE
    server_version = "xingzhi"
    sys_version = ""

    def do_GET(self) -> None:
        """The empty page, and its styles."""
        if not self._own():
            return
        address = urlsplit(self.path)
        if address.path == "/":
            english = parse_qs(address.query).get("language") == ["en"]
            self._page(start_page(self.server.sources, english))
        elif address.path == "/page.css":
            self._file(STYLE, "text/css; charset=utf-8")
        elif address.path == "/app.css":
            self._file(_BUILT / "build" / "app.css", "text/css; charset=utf-8")
        elif address.path in ("/icon.svg", "/favicon.ico"):
            self._file(_BUILT / "icon.svg", "image/svg+xml")
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """A draft: compared, answered, forgotten."""
        if not self._own():
            return
        if urlsplit(self.path).path != "/":
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal():
            self._refuse(HTTPStatus.LENGTH_REQUIRED)
            return
        if int(length) > MOST_BYTES + _ROOM:
            self.close_connection = True
            self._page(start_page(self.server.sources, False, str(TOO_BIG)), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            self._drain(int(length))
            return
        self._answer(self.rfile.read(int(length)))

    def _answer(self, body: bytes) -> None:
        sources, english = self.server.sources, False
        try:
            form = read_form(self.headers.get("Content-Type", ""), body)
            english = form.fields.get("language") == "en"
            if not form.files:
                raise Refused(str(NO_FILE))
            if sum(len(content) for _, content in form.files) > MOST_BYTES:
                raise Refused(str(TOO_BIG))
            with self.server.one_by_one:
                found = compare(read_draft(form.files), self.server.texts)
        except ValueError:
            self._page(start_page(sources, english, str(NO_FORM)), HTTPStatus.BAD_REQUEST)
        except Refused as problem:
            self._page(start_page(sources, english, str(problem)), HTTPStatus.UNPROCESSABLE_ENTITY)
        else:
            self._page(answer_page(found, sources, english))

    def _own(self) -> bool:
        """Whether a browser of this machine asks for this page itself: not another name for the address (a site that
        points its name here), not another site's form."""
        origin = self.headers.get("Origin")
        own = {f"http://{host}" for host in self.server.hosts}
        alien = origin is not None and origin not in own
        if (
            self.client_address[0] == ADDRESS
            and self.headers.get("Host", "").lower() in self.server.hosts
            and not alien
            and self.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")
        ):
            return True
        self.close_connection = True
        self._refuse(HTTPStatus.FORBIDDEN)
        return False

    def _drain(self, length: int) -> None:
        """Take the rest, up to some bound, so that the browser shows the answer and not a broken connection."""
        left = min(length, 8 * MOST_BYTES)
        while left > 0 and (block := self.rfile.read(min(left, 1 << 20))):
            left -= len(block)

    def _page(self, text: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(status, text.encode("utf-8"), "text/html; charset=utf-8")

    def _file(self, path: Path, kind: str) -> None:
        try:
            content = path.read_bytes()
        except OSError:  # the product's own were not built: the page has enough in its own styles
            content = b""
        self._send(HTTPStatus.OK, content, kind)

    def _refuse(self, status: HTTPStatus) -> None:
        self._send(status, f"{status.value} {status.phrase}\n".encode(), "text/plain; charset=utf-8")

    def _send(self, status: HTTPStatus, content: bytes, kind: str, more: Mapping[str, str] = HEADERS) -> None:
        self.send_response(status)
        for name, value in more.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: Any) -> None:
        """No request is logged."""


def serve(sources: Sequence[Supplied], port: int) -> None:
    """Serve the page until it is interrupted; Refused where the port cannot be had."""
    try:
        listening = Server(sources, port)
    except (OSError, OverflowError) as problem:
        raise Refused(f"--port {port}: 用不了，请换一个 / cannot be used, choose another: {problem}") from problem
    with listening as server:
        said = "按 Ctrl+C 结束 / Ctrl+C ends it"
        print(f"http://{ADDRESS}:{server.server_port}/  {said}", flush=True)  # noqa: T201 - the user must learn where
        server.serve_forever()
