"""Small shapes drawn for the tests: each number another one."""

from __future__ import annotations

import math
import random
from pathlib import Path

from PIL import Image, ImageDraw


def shape(number: int, side: int = 160) -> Image.Image:
    """A few filled polygons, discs and bars, black on white."""
    chance = random.Random(number)
    image = Image.new("RGB", (side * 2, side * 2), "white")
    pen = ImageDraw.Draw(image)
    for _ in range(5):
        x, y = (chance.uniform(0.25, 0.75) * side * 2 for _ in range(2))
        size = chance.uniform(0.08, 0.22) * side * 2
        kind = chance.randrange(3)
        if kind == 0:
            pen.ellipse((x - size, y - size / 2, x + size, y + size / 2), fill="black")
        elif kind == 1:
            corners = chance.randint(3, 7)
            turn = chance.uniform(0, 6)
            spots = [
                (x + size * math.cos(turn + at * 6.2832 / corners), y + size * math.sin(turn + at * 6.2832 / corners))
                for at in range(corners)
            ]
            pen.polygon(spots, fill="black")
        else:
            pen.line(
                (x - size, y - size, x + size * chance.uniform(-1, 1), y + size), fill="black", width=int(size / 3)
            )
    return image.resize((side, side), Image.Resampling.LANCZOS)


def folder_of(path: Path, number: int) -> Path:
    """A folder with so many shapes, `shape00.png` and on."""
    path.mkdir()
    for at in range(number):
        shape(at).save(path / f"shape{at:02d}.png")
    return path
