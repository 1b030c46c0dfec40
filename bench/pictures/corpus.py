"""Logos drawn from two npm icon sets (simple-icons, @iconify-json/logos; both CC0), and changed copies of them.

The sets are fetched by `fetch` with npm into a folder; nothing of them stands in this repository.
"""

from __future__ import annotations

import io
import json
import random
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter, ImageOps

SETS = ("simple-icons@16.37.0", "@iconify-json/logos@1.2.19")
SIDE = 256
Change = Callable[[Image.Image, random.Random], Image.Image]


def fetch(folder: Path) -> dict[str, str]:
    """The drawings (SVG) of both sets by name: `simple/…` and `logos/…`."""
    if not (folder / "node_modules").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), *SETS], check=True)
    drawings = {
        f"simple/{path.stem}": path.read_text() for path in sorted(folder.glob("node_modules/simple-icons/icons/*.svg"))
    }
    held = json.loads((folder / "node_modules/@iconify-json/logos/icons.json").read_text())
    for name, icon in held["icons"].items():
        box = (icon.get("left", 0), icon.get("top", 0), *(icon.get(side, held[side]) for side in ("width", "height")))
        space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        drawings[f"logos/{name}"] = f'<svg {space} viewBox="{" ".join(map(str, box))}">{icon["body"]}</svg>'
    return drawings


def draw(drawings: dict[str, str], folder: Path, number: int, also: set[str]) -> list[str]:
    """Draw `number` of them, those of `also` first, as PNG files; the names drawn."""
    import resvg_py

    order = sorted(drawings)
    random.Random(7).shuffle(order)
    order.sort(key=lambda name: name not in also)
    drawn: list[str] = []
    for name in order:
        if len(drawn) == number:
            break
        path = folder / f"{name}.png"
        if not path.exists():
            image = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=drawings[name], width=SIDE))))
            if min(image.size) < 16 or image.getextrema()[-1][1] == 0:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            image.save(path)
        drawn.append(name)
    return drawn


def same_brands(drawings: dict[str, str]) -> list[tuple[str, str]]:
    """Brands drawn in both sets under one name: (name in simple-icons, name in logos); a logo without words if there is."""
    found = []
    for name in sorted(drawings):
        if name.startswith("simple/"):
            slug = name.removeprefix("simple/")
            plain = re.sub("[^a-z0-9]", "", slug)
            for other in (f"logos/{slug}-icon", f"logos/{plain}-icon", f"logos/{slug}", f"logos/{plain}"):
                if other in drawings:
                    found.append((name, other))
                    break
    return found


def flat(path: Path) -> Image.Image:
    """The picture on white, or on black where it is drawn in white."""
    image = Image.open(path).convert("RGBA")
    values = np.asarray(image, float) / 255
    cover = values[:, :, 3:]
    white = cover.mean() < 0.98 and (values[:, :, :3] * cover).sum() > 0.85 * 3 * cover.sum()
    ground = Image.new("RGBA", image.size, (0, 0, 0, 255) if white else (255, 255, 255, 255))
    ground.alpha_composite(image)
    return ground.convert("RGB")


def _margin(image: Image.Image) -> tuple[Image.Image, tuple[int, ...]]:
    values = np.asarray(image)
    edge = np.concatenate([values[0], values[-1], values[:, 0], values[:, -1]])
    steps, often = np.unique(edge // 16, axis=0, return_counts=True)
    fill = tuple(int(each) for each in np.median(edge[(edge // 16 == steps[often.argmax()]).all(1)], axis=0))
    return ImageOps.expand(image, 24, fill=fill), fill


def _smaller(image: Image.Image, chance: random.Random) -> Image.Image:
    share = chance.uniform(0.3, 0.6)
    return image.resize(
        (max(8, round(image.width * share)), max(8, round(image.height * share))), Image.Resampling.LANCZOS
    )


def _rotated(image: Image.Image, chance: random.Random) -> Image.Image:
    wider, fill = _margin(image)
    return wider.rotate(chance.uniform(10, 350), Image.Resampling.BICUBIC, expand=True, fillcolor=fill)


def _outline(image: Image.Image, chance: random.Random) -> Image.Image:
    values = np.asarray(_margin(image)[0], float)
    across = np.abs(np.diff(values, axis=1, prepend=values[:, :1])).max(2)
    down = np.abs(np.diff(values, axis=0, prepend=values[:1])).max(2)
    lines = np.where(np.maximum(across, down) > 40, 0, 255).astype(np.uint8)
    return Image.fromarray(lines).filter(ImageFilter.MinFilter(3)).convert("RGB")


def _cropped(share: float) -> Change:
    def crop(image: Image.Image, chance: random.Random) -> Image.Image:
        wide, high = round(image.width * share), round(image.height * share)
        left, top = chance.randint(0, image.width - wide), chance.randint(0, image.height - high)
        return image.crop((left, top, left + wide, top + high))

    return crop


CHANGES: dict[str, Change] = {
    "same, 30–60 % of the size": _smaller,
    "rotated by 10–350°": _rotated,
    "mirrored": lambda image, chance: ImageOps.mirror(image),
    "inverted": lambda image, chance: ImageOps.invert(image),
    "outline": _outline,
    "cropped to 80 % of each side": _cropped(0.8),
    "cropped to 70 %": _cropped(0.7),
    "cropped to 60 %": _cropped(0.6),
    "cropped to 70 % and rotated": lambda image, chance: _rotated(_cropped(0.7)(image, chance), chance),
}
