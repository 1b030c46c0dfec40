"""Signs found in made-up photos of packages: perspective, light, blur, noise and a busy background, as a Markdown table.

    python -m bench.pictures.photos --folder var/pictures --photos 60

Each photo shows one sign among printed words and other logos; it is checked for that sign and for `--others` signs it
does not show. These photos are drawn, not taken: real ones have glare, folds and worse light.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from bench.pictures.corpus import draw, fetch, flat
from xingzhi.engine.pictures.photo import look_for, photo_points, sign_of

SIZE = (1280, 960)
TILTS = {"straight": 0.02, "tilted": 0.10, "strongly tilted": 0.2}
SHARES = (0.35, 0.2, 0.12)  # of the photo's width


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=Path("var/pictures"))
    parser.add_argument("--photos", type=int, default=30, help="per tilt and size")
    parser.add_argument("--others", type=int, default=20)
    options = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} at the start\n", flush=True)
    drawings = fetch(options.folder / "npm")
    names = draw(drawings, options.folder / "signs", 400, set())
    chance = random.Random(20261127)
    signs = chance.sample(names, 60)
    described = {name: sign_of(options.folder / "signs" / f"{name}.png") for name in signs}
    print("| tilt | width of the sign | found | placed right | false alarms per sign not shown | seconds a photo |")
    print("|---|---|---|---|---|---|")
    for tilt, strength in TILTS.items():
        for share in SHARES:
            found = right = false = 0
            taken = 0.0
            for _ in range(options.photos):
                name = chance.choice(signs)
                beside = chance.sample([each for each in names if each not in signs], 4)
                photo, corners = taken_of(name, beside, options.folder / "signs", strength, share, chance)
                photo.save(options.folder / "photo.jpg", quality=80)
                started = time.perf_counter()
                seen, scale = photo_points(options.folder / "photo.jpg")
                sign = look_for(name, described[name], seen, scale)
                others = chance.sample([each for each in signs if each != name], options.others)
                false += sum(look_for(each, described[each], seen, scale) is not None for each in others)
                taken += time.perf_counter() - started
                if sign:
                    found += 1
                    middle = np.mean(sign.corners, axis=0) - corners.mean(axis=0)
                    right += bool(np.hypot(*middle) < 0.2 * share * SIZE[0])
            number = options.photos
            line = f"{found / number:.2f} | {right / number:.2f} | {false / number / options.others:.4f} | {taken / number:.1f}"
            print(f"| {tilt} | {share:.0%} | {line} |", flush=True)
    print(f"\nload {os.getloadavg()[0]:.1f} at the end")


def taken_of(
    name: str, beside: list[str], folder: Path, tilt: float, share: float, chance: random.Random
) -> tuple[Image.Image, np.ndarray]:
    """A photo with the sign, and where its corners lie."""
    wide, high = SIZE
    ground = np.linspace(chance.uniform(90, 230), chance.uniform(90, 230), wide) * np.ones((high, 1))
    colour = np.array([chance.uniform(0.7, 1) for _ in range(3)])
    photo = Image.fromarray((ground[:, :, None] * colour).clip(0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(photo)
    for _ in range(40):
        spot = chance.randint(0, wide), chance.randint(0, high)
        word = "".join(chance.choice("ABCDEFGHKMNPRSTabdefghkmnr0123456789 ") for _ in range(chance.randint(4, 20)))
        pen.text(spot, word, fill=tuple(chance.randint(0, 160) for _ in range(3)), font_size=chance.randint(14, 60))
    for other in beside:
        _laid(photo, flat(folder / f"{other}.png"), chance.uniform(0.1, 0.25), tilt, chance)
    corners = _laid(photo, flat(folder / f"{name}.png"), share, tilt, chance)
    light = (
        np.linspace(chance.uniform(0.5, 1.1), chance.uniform(0.5, 1.1), wide)
        * np.linspace(chance.uniform(0.7, 1.1), 1, high)[:, None]
    )
    values = np.asarray(photo.filter(ImageFilter.GaussianBlur(chance.uniform(0.5, 1.5))), float) * light[:, :, None]
    values += np.random.default_rng(chance.randint(0, 10**6)).normal(0, 6, values.shape)
    return Image.fromarray(values.clip(0, 255).astype(np.uint8)), corners


def _laid(photo: Image.Image, logo: Image.Image, share: float, tilt: float, chance: random.Random) -> np.ndarray:
    """Paste a logo in perspective on a label of its own ground; its corners in the photo."""
    wide = share * SIZE[0]
    high = wide * logo.height / logo.width
    reach = max(wide, high) * 0.8
    x, y = (chance.uniform(min(reach, side / 2), max(side - reach, side / 2)) for side in SIZE)
    turn = chance.uniform(-0.5, 0.5)
    box = np.array([[-wide, -high], [wide, -high], [wide, high], [-wide, high]]) / 2
    box = box + np.array([[chance.uniform(-tilt, tilt) * wide, chance.uniform(-tilt, tilt) * high] for _ in range(4)])
    corners = box @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]) + [x, y]
    own = np.array([[0, 0], [logo.width, 0], [logo.width, logo.height], [0, logo.height]], float)
    rows, values = [], []
    for (u, v), (a, b) in zip(corners, own, strict=True):
        rows += [[u, v, 1, 0, 0, 0, -a * u, -a * v], [0, 0, 0, u, v, 1, -b * u, -b * v]]
        values += [a, b]
    matrix = np.linalg.solve(np.array(rows), np.array(values))
    warped = logo.transform(SIZE, Image.Transform.PERSPECTIVE, matrix.tolist(), Image.Resampling.BICUBIC)
    cover = Image.new("L", logo.size, 255).transform(SIZE, Image.Transform.PERSPECTIVE, matrix.tolist())
    photo.paste(warped, mask=cover)
    return corners


if __name__ == "__main__":
    main()
