"""Compile the kernels once, so that the first screening does not wait for it; the result is kept beside them."""

import contextlib
import io
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

from xingzhi.cli import main
from xingzhi.screening.similar_applications.pairs import clusters, find_pairs

TEXT = "甲乙丙丁戊己"
find_pairs(["1", "2"], [TEXT, TEXT], 0.5)
clusters([0], [1], 2)

with tempfile.TemporaryDirectory() as name, contextlib.redirect_stdout(io.StringIO()):
    folder = Path(name)
    picture = Image.new("L", (96, 96), 255)
    pen = ImageDraw.Draw(picture)
    pen.regular_polygon((40, 40, 30), 5, fill=0)
    pen.rectangle((60, 60, 85, 75), fill=60)
    picture.save(folder / "one.png")
    (folder / "marks.csv").write_text("number,text\n1,甲乙\n2,ALPHA\n", encoding="utf-8")
    with contextlib.redirect_stderr(io.StringIO()) as said:
        done = [
            main(["marks", "similar-images", "--input", name, "--query", str(folder / "one.png"), "--json"]),
            main(["marks", "index", "--input", str(folder / "marks.csv"), "--out", str(folder / "index")]),
            main(["marks", "search", "甲乙", "--index", str(folder / "index"), "--json"]),
            main(["marks", "search", "ALPHA", "--index", str(folder / "index"), "--json"]),
        ]
    if any(done):
        raise SystemExit(said.getvalue())
