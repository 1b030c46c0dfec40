"""The page answers this machine's browser only, keeps nothing, and shows the draft beside the texts."""

from __future__ import annotations

import http.client
import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.selfcheck.samples import LINES, SHARED, published, word_draft
from xingzhi.selfcheck import server as module
from xingzhi.selfcheck.server import ADDRESS, MOST_BYTES, Server
from xingzhi.selfcheck.sources import read_supplied
from xingzhi.selfcheck.uploads import read_form

FORM = "multipart/form-data; boundary=edge"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Server]:
    with Server(read_supplied([published(tmp_path)]), 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class Answer:
    """Status, headers and text of an answer."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.text = response.status, dict(response.getheaders()), response.read().decode()


def ask(server: Server, method: str = "GET", path: str = "/", body: bytes | None = None, **headers: str) -> Answer:
    connection = http.client.HTTPConnection(ADDRESS, server.server_port, timeout=20)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Host": f"{ADDRESS}:{server.server_port}"} | named)
        return Answer(connection.getresponse())
    finally:
        connection.close()


def form(content: bytes, language: str = "zh", name: str = "稿件.docx") -> bytes:
    return (
        f'--edge\r\nContent-Disposition: form-data; name="language"\r\n\r\n{language}\r\n'
        f'--edge\r\nContent-Disposition: form-data; name="draft"; filename="{name}"\r\n\r\n'.encode()
        + content
        + b"\r\n--edge--\r\n"
    )


def test_it_listens_on_the_loopback_address_only(served: Server) -> None:
    assert served.server_address[0] == "127.0.0.1"


def test_a_draft_is_shown_beside_the_text_marked(served: Server, tmp_path: Path) -> None:
    answer = ask(served, "POST", body=form(word_draft(tmp_path).read_bytes()), Content_Type=FORM)
    assert answer.status == 200
    assert len(re.findall(rf"<mark>[^<]*{SHARED}[^<]*</mark>", answer.text)) >= 3  # abstract and claim, and the text's
    assert "CN111000001A" in answer.text
    assert "不留存，不发送，也不记录" in answer.text


def test_english_stays_chosen(served: Server) -> None:
    draft = "\n".join(LINES).encode()
    assert 'value="zh" id="zh" form="draft" checked' in ask(served).text
    assert (
        'value="en" id="en" form="draft" checked' in ask(served, "POST", body=form(draft, "en"), Content_Type=FORM).text
    )


@pytest.mark.parametrize("host", ["example.test", "127.0.0.1.example.test:8300", "192.168.1.5:8300", "127.0.0.1", ""])
def test_another_host_is_refused(served: Server, host: str) -> None:
    assert ask(served, Host=host).status == 403
    assert ask(served, "POST", body=form(b"x"), Content_Type=FORM, Host=host).status == 403


@pytest.mark.parametrize(
    "more", [{"Origin": "http://example.test"}, {"Origin": "null"}, {"Sec_Fetch_Site": "cross-site"}]
)
def test_another_site_is_refused(served: Server, more: dict[str, str]) -> None:
    assert ask(served, "POST", body=form(b"x"), Content_Type=FORM, **more).status == 403


def test_its_own_form_is_taken(served: Server) -> None:
    own = f"http://{ADDRESS}:{served.server_port}"
    body = form("\n".join(LINES).encode())
    assert ask(served, "POST", body=body, Content_Type=FORM, Origin=own, Sec_Fetch_Site="same-origin").status == 200


def test_policy_is_strict_and_no_cookie_is_set(served: Server) -> None:
    for answer in (
        ask(served),
        ask(served, "POST", body=form(b"\xe7\x94\xb2"), Content_Type=FORM),
        ask(served, path="/no"),
    ):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "script-src" not in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in answer.headers
        assert re.search(r"<script|<style|\sstyle=|\son\w+=", answer.text) is None


def test_nothing_of_a_draft_is_logged_written_or_kept(
    served: Server, tmp_path: Path, monkeypatch: Any, capfd: Any
) -> None:
    import tempfile

    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    before = set(tmp_path.rglob("*"))
    for content in ("秘密的一句话。".encode(), b"PK\x03\x04secret", b"<?xml version='1.0'?><secret/>"):
        ask(served, "POST", body=form(content), Content_Type=FORM)
    assert ask(served, "POST", body=b"secret", Content_Type="text/plain").status == 400
    assert set(tmp_path.rglob("*")) == before
    assert capfd.readouterr() == ("", "")
    assert "秘密" not in ask(served).text


def test_a_draft_over_twenty_megabytes_is_refused(served: Server) -> None:
    answer = ask(served, "POST", body=form(b"a" * (MOST_BYTES + 1)), Content_Type=FORM)
    assert (answer.status, "20 MB" in answer.text) == (422, True)
    answer = ask(served, "POST", body=form(b"a" * (MOST_BYTES + (1 << 20))), Content_Type=FORM)
    assert (answer.status, "20 MB" in answer.text) == (413, True)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/page.css", 200), ("/app.css", 200), ("/../cli.py", 404), ("/page.css/..", 404), ("/etc", 404)],
)
def test_only_its_own_files_are_served(served: Server, path: str, status: int) -> None:
    assert ask(served, path=path).status == status


def test_without_the_products_styles_the_page_still_stands(served: Server, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(module, "_BUILT", tmp_path / "not-built")
    assert (ask(served, path="/app.css").status, ask(served, path="/app.css").text) == (200, "")
    assert ".side-by-side" in ask(served, path="/page.css").text


def test_what_cannot_be_read_is_said_on_the_page(served: Server) -> None:
    answer = ask(served, "POST", body=form(b"%PDF-1.7", name="<b>.pdf"), Content_Type=FORM)
    assert answer.status == 422
    assert 'role="alert">&lt;b&gt;.pdf: 稿件只读' in answer.text
    assert "还没有选稿件" in ask(served, "POST", body=form(b""), Content_Type=FORM).text


def test_a_form_is_taken_apart_whatever_bytes_a_file_holds() -> None:
    content = bytes(range(256)) + b"\r\n--edg\r\n\r\n"
    taken = read_form(FORM, form(content, "en", "a%22.docx"))
    assert (taken.files, taken.fields) == ([('a".docx', content)], {"language": "en"})


@pytest.mark.parametrize("body", [b"", b"--edge\r\n", b"--edge\r\nno head\r\n--edge--", form(b"cut off")[:-12]])
def test_half_a_form_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match="form"):
        read_form(FORM, body)


def test_a_port_that_is_taken_is_told(served: Server, tmp_path: Path, capsys: Any) -> None:
    from xingzhi.cli import main

    source = str(published(tmp_path))
    assert main(["selfcheck", "--page", "--port", str(served.server_port), "--against", source]) == 2
    assert "--port" in capsys.readouterr().err


@pytest.mark.browser
def test_a_file_dropped_anywhere_on_the_box_is_taken(served: Server, tmp_path: Path) -> None:
    """In a browser, with its policy in force: no script, and a drop is the file field's own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ.get("XINGZHI_BROWSER") or "/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 390, "height": 800})
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"http://{ADDRESS}:{served.server_port}/")
        box = page.locator(".draft-drop").bounding_box() or {}
        devices = page.context.new_cdp_session(page)
        data = {"items": [], "files": [str(word_draft(tmp_path))], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            where = {"x": box["x"] + box["width"] - 20, "y": box["y"] + box["height"] - 20}
            devices.send("Input.dispatchDragEvent", {"type": kind, **where, "data": data})
        page.wait_for_function("document.querySelector('input[type=file]').files.length == 1")
        page.click("label[for=en]")
        page.click("button")
        page.locator("mark").first.wait_for()  # seen, or the test fails: a click does not wait for the answer
        assert page.get_by_text("judges no question of law").is_visible()
        assert not page.get_by_text("不判断任何法律问题").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert (said, page.context.cookies()) == ([], [])
        browser.close()
