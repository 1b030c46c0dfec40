"""Open a picture file safely, as brightness and as difference from its background; or say plainly why it cannot be used.

Only PNG, JPEG, BMP, GIF (first frame) and WEBP are opened. What is transparent lies on white, or on black where the
drawing itself is white. Pictures of more than `MOST_PIXELS` are refused before any pixel is unpacked.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from xingzhi.engine.kernels.arrow import Array

FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP")
SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp")
HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")  # of a file's "ftyp" box
MOST_PIXELS = 64_000_000
LEAST_SIDE = 8
UNPACKED_SIDE = 1600  # larger pictures are made smaller at once
DRAWN = 0.12  # a pixel that differs so much from the background (0 to 1) is drawn
WHITE = 0.85
STEPS = 16  # colours of the border are counted in so many steps per channel


AtEdge = tuple[bool, bool, bool, bool]


class Unreadable(ValueError):
    """A file that cannot be compared; the message says why, in Chinese and English."""


class Picture(NamedTuple):
    """Brightness and difference from the background, 0 to 1, in rows of pixels; the brightness of the background; and
    whether the drawing runs to the edge of its file at the top, bottom, left and right, where it may have been cut; and
    whether the file holds more frames than the first, which is the one read."""

    brightness: Array
    drawn: Array
    background: float
    at_edge: AtEdge = (False, False, False, False)
    moving: bool = False


def picture_files(folder: Path) -> list[Path]:
    """The files below a folder that bear the name of a picture, SVG among them (each is told as unreadable), in order."""
    return sorted(each for each in folder.rglob("*") if each.suffix.lower() in (*SUFFIXES, ".svg") and each.is_file())


def open_picture(path: Path) -> Picture:
    """The whole picture. Raises Unreadable."""
    colours, seen, moving = _colours(path)
    edge = np.concatenate([colours[0], colours[-1], colours[:, 0], colours[:, -1]])
    background = _most_frequent(edge)
    drawn = np.abs(colours - background).max(axis=2)
    if not seen or drawn.max() < DRAWN:
        raise Unreadable("整张图片只有一种颜色，没有可比较的图形 / one colour only, nothing is drawn")
    weights = np.array([0.299, 0.587, 0.114], np.float32)
    return Picture(
        colours @ weights,
        np.minimum(drawn / max(float(drawn.max()), 0.3), 1),
        float(background @ weights),
        moving=moving,
    )


def cut_to_drawing(picture: Picture) -> Picture:
    """The picture without the empty margin around what is drawn."""
    rows, columns = (np.flatnonzero((picture.drawn > DRAWN).any(axis=axis)) for axis in (1, 0))
    part = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    high, wide = picture.drawn.shape
    at_edge = bool(rows[0] == 0), bool(rows[-1] == high - 1), bool(columns[0] == 0), bool(columns[-1] == wide - 1)
    return Picture(picture.brightness[part], picture.drawn[part], picture.background, at_edge, picture.moving)


def fitted(values: Array, side: int, margin: int = 0, around: float = 0.0) -> Array:
    """Values in rows, made to fit a square of `side` pixels; a margin of one value is added around."""
    high, wide = values.shape
    scale = side / max(high, wide)
    size = max(1, round(wide * scale)), max(1, round(high * scale))
    small = Image.fromarray(np.ascontiguousarray(values, np.float32)).resize(
        size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
    )
    return np.pad(np.asarray(small, np.float32), margin, constant_values=around)


def went_on(values: Array, margin: int, around: float, at_edge: AtEdge) -> Array:
    """Padded values of which those at the edges named are continued outwards instead: what was cut went on there."""
    top, bottom, left, right = (margin if each else 0 for each in at_edge)
    high, wide = values.shape
    inner = values[margin : high - margin, margin : wide - margin]
    near = np.pad(inner, ((top, bottom), (left, right)), mode="edge")
    return np.pad(near, ((margin - top, margin - bottom), (margin - left, margin - right)), constant_values=around)


def _colours(path: Path) -> tuple[Array, bool, bool]:
    """Red, green and blue, 0 to 1, of each pixel; whether anything of the picture can be seen, and whether it moves."""
    image, moving = _unpacked(path)
    if not image.has_transparency_data:
        return np.asarray(image.convert("RGB"), np.float32) / 255, True, moving
    values = np.asarray(image.convert("RGBA"), np.float32) / 255
    cover = values[:, :, 3:]
    total = float(cover.sum())
    if total < 1:
        return values[:, :, :3], False, moving
    drawn_white = total < cover.size * 0.98 and float((values[:, :, :3] * cover).sum()) / (3 * total) > WHITE
    return values[:, :, :3] * cover + (0.0 if drawn_white else 1.0) * (1 - cover), True, moving


def upright_picture(path: Path) -> Image.Image:
    """The picture in colours on white, upright and at most `UNPACKED_SIDE` long, without what the camera noted. Raises Unreadable."""
    image, _ = _unpacked(path)
    if not image.has_transparency_data:
        return image.convert("RGB")
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image.convert("RGBA"))
    return ground.convert("RGB")


def _unpacked(path: Path) -> tuple[Image.Image, bool]:
    """The picture upright and at most `UNPACKED_SIDE` long, and whether it moves. Raises Unreadable."""
    if not path.is_file():
        raise Unreadable("没有这个文件 / no such file")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=FORMATS) as image:
                wide, high = image.size
                if wide * high > MOST_PIXELS:
                    raise Unreadable(
                        f"图片过大（{wide}×{high}像素），请缩小到{MOST_PIXELS // 1_000_000}百万像素以内 / too many pixels, make it smaller"
                    )
                if min(wide, high) < LEAST_SIDE:
                    raise Unreadable(f"图片过小（{wide}×{high}像素），每边至少{LEAST_SIDE}像素 / too small to compare")
                moving = bool(getattr(image, "is_animated", False))
                image.draft("RGB", (UNPACKED_SIDE, UNPACKED_SIDE))
                image.load()
                upright = ImageOps.exif_transpose(image)
    except Unreadable:
        raise
    except Image.DecompressionBombError as error:
        raise Unreadable(f"图片过大，未打开 / too many pixels, not opened ({error})") from None
    except UnidentifiedImageError:
        raise Unreadable(_why_unknown(path)) from None
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        IndexError,
        TypeError,
    ) as error:  # what decoders raise on broken files
        raise Unreadable(f"文件损坏或不完整，无法打开 / broken or cut short ({error})") from None
    if upright.mode.startswith("I") or upright.mode == "F":  # sixteen bits and more: 0 to its brightest
        values = np.asarray(upright, np.float32)
        upright = Image.fromarray((values / max(float(values.max()), 1) * 255).astype(np.uint8))
    elif upright.mode in ("P", "LA", "PA", "1"):
        upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    upright.thumbnail((UNPACKED_SIDE, UNPACKED_SIDE), reducing_gap=2.0)
    return upright, moving


def _why_unknown(path: Path) -> str:
    with path.open("rb") as stream:
        start = stream.read(512)
    if not path.stat().st_size:
        return "文件为空 / the file is empty"
    if start[4:8] == b"ftyp" and start[8:12] in HEIF_BRANDS:
        return (
            "这是 HEIC 照片，不能直接读：请在手机相机设置里选“兼容性最佳”（JPEG）重拍，或先把照片转成 JPEG"
            " / a HEIC photo is not read: set the phone's camera to JPEG (most compatible), or convert it first"
        )
    if b"<svg" in start or path.suffix.lower() == ".svg":
        return "不读取SVG，请另存为PNG / SVG is not read, save it as PNG"
    return f"不是可识别的图片（{'、'.join(FORMATS)}） / not a picture of these kinds"


def _most_frequent(colours: Array) -> Array:
    """The colour most pixels have, within a step, as the middle of these pixels."""
    steps = np.minimum((colours * STEPS).astype(np.int32), STEPS - 1)
    numbers = (steps[:, 0] * STEPS + steps[:, 1]) * STEPS + steps[:, 2]
    return np.asarray(np.median(colours[numbers == np.bincount(numbers).argmax()], axis=0))
