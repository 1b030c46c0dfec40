"""Files that are no usable picture are told apart, each with its reason; odd kinds of pictures are read."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from tests.engine.pictures.drawn import shape
from xingzhi.engine.pictures.opening import Unreadable, cut_to_drawing, open_picture


def bomb(path: Path, side: int = 60_000) -> None:
    """A PNG of a few bytes that calls itself so large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b""))


def cut_short(path: Path) -> None:
    shape(1).save(path)
    path.write_bytes(path.read_bytes()[:700])


@pytest.mark.parametrize(
    ("name", "write", "reason"),
    [
        ("missing.png", lambda path: None, "没有这个文件"),
        ("empty.png", lambda path: path.write_bytes(b""), "文件为空"),
        ("text.png", lambda path: path.write_text("not a picture"), "不是可识别的图片"),
        ("drawing.svg", lambda path: path.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>"), "不读取SVG"),
        ("named.png", lambda path: path.write_text("<?xml version='1.0'?><svg/>"), "不读取SVG"),
        ("cut.png", cut_short, "文件损坏"),
        ("bomb.png", bomb, "图片过大"),
        ("poster.png", lambda path: bomb(path, 10_000), "图片过大（10000×10000像素），请缩小到64百万像素以内"),
        ("dot.png", lambda path: Image.new("RGB", (1, 1)).save(path), "图片过小"),
        ("plain.png", lambda path: Image.new("RGB", (50, 50), "red").save(path), "只有一种颜色"),
        ("clear.png", lambda path: Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(path), "只有一种颜色"),
        ("tiff.png", lambda path: shape(1).save(path, format="TIFF"), "不是可识别的图片"),
    ],
)
def test_what_cannot_be_compared_is_told(name, write, reason, tmp_path):
    write(tmp_path / name)
    with pytest.raises(Unreadable, match=reason):
        open_picture(tmp_path / name)


def test_of_a_moving_picture_the_first_frame_is_read_and_that_is_told(tmp_path):
    first, second = (shape(number).convert("P") for number in (2, 3))
    first.save(tmp_path / "moving.gif", save_all=True, append_images=[second])
    first.save(tmp_path / "still.gif")
    moving, still = (open_picture(tmp_path / name) for name in ("moving.gif", "still.gif"))
    assert (moving.moving, still.moving) == (True, False)
    assert np.abs(moving.drawn - still.drawn).max() < 0.1


def test_what_runs_to_the_edge_of_its_file_is_told(tmp_path):
    shape(2).save(tmp_path / "whole.png")
    box = ImageOps.invert(shape(2)).getbbox()
    shape(2).crop((box[0] + 20, 0, box[2] + 5, 160)).save(tmp_path / "cut.png")
    whole, cut = (cut_to_drawing(open_picture(tmp_path / name)) for name in ("whole.png", "cut.png"))
    assert (whole.at_edge, cut.at_edge) == ((False,) * 4, (False, False, True, False))


def grey_with_alpha(image: Image.Image) -> Image.Image:
    cover = ImageOps.invert(image.convert("L"))
    return Image.merge("LA", (Image.new("L", image.size, 0), cover))


def white_on_nothing(image: Image.Image) -> Image.Image:
    found = Image.new("RGBA", image.size, "white")
    found.putalpha(ImageOps.invert(image.convert("L")))
    return found


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("cmyk.jpg", lambda image: image.convert("CMYK")),
        ("palette.gif", lambda image: image.convert("P")),
        ("bits.bmp", lambda image: image.convert("1")),
        ("web.webp", lambda image: image),
        ("grey.png", grey_with_alpha),
        ("white.png", white_on_nothing),
        ("deep.png", lambda image: Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)),
    ],
)
def test_every_kind_of_picture_shows_the_same_drawing(name, make, tmp_path):
    make(shape(2)).save(tmp_path / name)
    shape(2).save(tmp_path / "plain.png")
    found, plain = (cut_to_drawing(open_picture(tmp_path / each)) for each in (name, "plain.png"))
    drawn, expected = float((found.drawn > 0.5).mean()), float((plain.drawn > 0.5).mean())
    assert abs(drawn - expected) < 0.05
    assert abs(found.drawn.shape[0] - plain.drawn.shape[0]) <= 12


def test_a_photo_lies_as_it_was_held(tmp_path):
    image = shape(2).crop((0, 0, 160, 100))
    turned = Image.Exif()
    turned[0x0112] = 6
    image.save(tmp_path / "held.jpg", exif=turned)
    assert open_picture(tmp_path / "held.jpg").brightness.shape == (160, 100)
