"""A sign in a photo is found where it lies, and only where it is shown."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from tests.engine.pictures.drawn import shape
from xingzhi.engine.pictures.opening import Unreadable
from xingzhi.engine.pictures.photo import check_photo


def signs(folder: Path) -> dict[str, Path]:
    found = {}
    for number in (11, 12):
        path = folder / f"{number}.png"
        sign = Image.new("RGB", (320, 320), "white")
        for at in range(4):
            sign.paste(shape(number * 10 + at, 160), (at % 2 * 160, at // 2 * 160))
        sign.save(path)
        found[path.name] = path
    return found


def package(sign: Image.Image | None) -> Image.Image:
    """A photo of a printed box in slanting light, with or without a tilted sign."""
    photo = Image.new("RGB", (900, 700), (205, 190, 150))
    pen = ImageDraw.Draw(photo)
    for at in range(12):
        pen.text((20 + at * 60, 20 + at * 55), f"NET {at * 37} kg", fill=(40 + at * 10, 60, 90), font_size=30)
    if sign is not None:
        matrix = (1.15, 0.2, -470.0, -0.12, 1.25, -190.0, 0.0001, 0.0002)
        cover = Image.new("L", sign.size, 255).transform(photo.size, Image.Transform.PERSPECTIVE, matrix)
        photo.paste(sign.transform(photo.size, Image.Transform.PERSPECTIVE, matrix), mask=cover)
    light = np.linspace(1.1, 0.6, 900)[None, :, None]
    values = np.asarray(photo.filter(ImageFilter.GaussianBlur(1)), float) * light
    values += np.random.default_rng(1).normal(0, 4, values.shape)
    return Image.fromarray(values.clip(0, 255).astype(np.uint8))


def test_the_sign_shown_is_found_at_its_place_and_no_other(tmp_path):
    both = signs(tmp_path)
    package(Image.open(both["11.png"])).save(tmp_path / "photo.jpg")
    checked = check_photo(tmp_path / "photo.jpg", both)
    assert [each.sign for each in checked.found] == ["11.png"]
    across, down = np.mean(checked.found[0].corners, axis=0)
    assert 450 < across < 650
    assert 200 < down < 450


def test_nothing_is_found_where_nothing_is_shown(tmp_path):
    package(None).save(tmp_path / "photo.jpg")
    assert check_photo(tmp_path / "photo.jpg", signs(tmp_path)).found == []


def test_a_sign_that_cannot_be_read_is_told_and_the_others_looked_for(tmp_path):
    both = signs(tmp_path)
    both["12.png"].write_bytes(b"")
    package(None).save(tmp_path / "photo.jpg")
    checked = check_photo(tmp_path / "photo.jpg", both)
    assert checked.signs == 1
    assert "文件为空" in checked.unreadable["12.png"]


def test_a_photo_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"no photo")
    with pytest.raises(Unreadable):
        check_photo(tmp_path / "photo.jpg", {})
