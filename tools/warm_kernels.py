"""Compile the kernels once, so that the first screening does not wait for it; the result is kept beside them."""

import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

from xingzhi.engine.pictures.describing import describe
from xingzhi.engine.pictures.index import build
from xingzhi.engine.pictures.ranking import rank
from xingzhi.screening.similar_applications.pairs import clusters, find_pairs

TEXT = "甲乙丙丁戊己"
find_pairs(["1", "2"], [TEXT, TEXT], 0.5)
clusters([0], [1], 2)

with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    picture = Image.new("L", (96, 96), 255)
    pen = ImageDraw.Draw(picture)
    pen.regular_polygon((40, 40, 30), 5, fill=0)
    pen.rectangle((60, 60, 85, 75), fill=60)
    picture.save(folder / "one.png")
    rank(describe(folder / "one.png"), build(folder, folder).held, 1)
