"""Pictures of the sample's two invented signs, drawn here, and a photo as if one of them had been met on a shop's wall."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from xingzhi.sample.words import read

SIDE = 480
WALL = (1100, 825)
PHOTO = "示例店门头.jpg"
# Where the sign's corners lie on the wall: upper left, lower left, lower right, upper right.
SEEN = ((330, 190), (360, 610), (760, 650), (740, 150))
INK, GREEN, GOLD, RED = (25, 40, 60), (40, 120, 80), (215, 165, 50), (180, 50, 45)


def seen_in_the_field() -> dict[str, Any]:
    """For the key: the signs that have pictures, the first of which is in the photo, and words read on a label."""
    words = read("trademarks")
    return {
        "pictures": [sign["name"] for sign in words["signs"][:2]],
        "words": f"正宗{words['indications'][0]['name']}",
    }


def draw_signs(folder: Path, names: list[str]) -> list[Path]:
    """A PNG of each of the first two names, called by it."""
    found = []
    for name, draw in zip(names, (_race, _seal), strict=False):
        path = folder / f"{name}.png"
        draw().save(path)
        found.append(path)
    return found


def draw_photo(sign: Path, folder: Path) -> Path:
    """A slanting, slightly blurred and noisy photo of a sign on a wall; the same bytes each time."""
    chance = np.random.default_rng(1522)
    wall = Image.new("RGB", WALL, (168, 158, 146))
    lines = ImageDraw.Draw(wall)
    for row in range(0, WALL[1], 55):
        lines.line([(0, row), (WALL[0], row)], fill=(150, 141, 130), width=3)
    lines.rectangle([(60, 560), (240, 825)], fill=(96, 74, 58))
    back = _back_to(SEEN)
    flat = Image.open(sign).convert("RGB")
    seen = flat.transform(WALL, Image.Transform.PERSPECTIVE, back, Image.Resampling.BICUBIC)
    mask = Image.new("L", flat.size, 255).transform(WALL, Image.Transform.PERSPECTIVE, back)
    wall.paste(seen, (0, 0), mask)
    pixels = np.asarray(wall.filter(ImageFilter.GaussianBlur(0.8)), np.float64)
    light = np.linspace(0.82, 1.08, WALL[0])[None, :, None]
    noisy = np.clip(pixels * light + chance.normal(0, 6, pixels.shape), 0, 255).astype(np.uint8)
    path = folder / PHOTO
    Image.fromarray(noisy).save(path, quality=88)
    return path


def _back_to(corners: tuple[tuple[int, int], ...]) -> list[float]:
    """The eight numbers that tell for each point of the wall which point of the sign is seen there."""
    own = ((0, 0), (0, SIDE), (SIDE, SIDE), (SIDE, 0))
    rows, given = [], []
    for (x, y), (u, v) in zip(corners, own, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        given += [u, v]
    return [float(each) for each in np.linalg.solve(np.array(rows, float), np.array(given, float))]


def _race() -> Image.Image:
    """Hills, a sun with rays of many lengths, and a runner of straight pieces."""
    image = Image.new("RGB", (SIDE, SIDE), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse([(300, 50), (400, 150)], fill=GOLD)
    for at, reach in enumerate((84, 70, 92, 66, 80, 74, 96, 68)):
        turn = math.tau * at / 8 + 0.2
        ends = [(350 + r * math.cos(turn), 100 + r * math.sin(turn)) for r in (56, reach)]
        draw.line(ends, fill=GOLD, width=10)
    draw.polygon([(20, 380), (110, 230), (170, 300), (250, 190), (330, 310), (390, 260), (460, 380)], fill=GREEN)
    draw.ellipse([(150, 70), (206, 126)], fill=INK)
    for piece in (((178, 126), (160, 230)), ((170, 150), (110, 190)), ((110, 190), (90, 150)), ((172, 150), (236, 180)),
                  ((236, 180), (264, 130)), ((160, 230), (220, 290)), ((220, 290), (190, 360)), ((160, 230), (110, 290)),
                  ((110, 290), (40, 280))):  # fmt: skip
        draw.line(piece, fill=INK, width=22)
    for at, row in enumerate((395, 420, 445)):
        draw.line([(30 + 24 * at, row), (450 - 40 * at, row)], fill=RED, width=10)
    return image


def _seal() -> Image.Image:
    """A shield with a tick, notches and squares."""
    image = Image.new("RGB", (SIDE, SIDE), "white")
    draw = ImageDraw.Draw(image)
    draw.polygon([(70, 60), (240, 20), (410, 60), (400, 270), (330, 390), (240, 460), (150, 390), (80, 270)], fill=INK)
    draw.polygon(
        [(110, 95), (240, 62), (370, 95), (362, 260), (300, 360), (240, 415), (180, 360), (118, 260)], fill="white"
    )
    draw.line([(155, 235), (220, 310), (335, 150)], fill=RED, width=34)
    for at, (x, y) in enumerate(((140, 120), (200, 105), (260, 112), (150, 330), (280, 340), (310, 265))):
        draw.rectangle([(x, y), (x + 14 + 4 * at, y + 30 - 3 * at)], fill=GREEN)
    return image
