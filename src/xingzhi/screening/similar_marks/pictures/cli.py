"""`xingzhi marks similar-images` and `check-photo`: pictures of marks and protected signs, without any database."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xingzhi.packs import load

if TYPE_CHECKING:
    from xingzhi.engine.pictures.changes import Limits
    from xingzhi.engine.pictures.index import Built
    from xingzhi.engine.pictures.ranking import Found
    from xingzhi.packs.marks import MarkSimilarity

WORDS = {
    "same": "相同",
    "rotated": "旋转",
    "mirrored": "镜像",
    "inverted": "反色",
    "outline": "轮廓",
    "cropped": "截取局部",
}
MOVING = "动图只比对第一帧 / only the first frame of a moving picture is compared"
NO_RECOGNISER = (
    "未安装文字识别（rapidocr），图片中的文字未读取 / text in pictures was not read: rapidocr is not installed"
)
PHOTO_NOTE = "按图形比对，拍摄角度、反光、过小或遮挡会漏检，未找到不等于没有 / a sign not found may still be there"


def add(verbs: Any) -> None:
    """Add both commands to `xingzhi marks`."""
    one = verbs.add_parser("similar-images", help="在图片文件夹中找近似图形 / pictures like one, ranked")
    one.add_argument("--input", required=True, metavar="DIR", help="PNG, JPEG, BMP, GIF, WEBP, folders below included")
    one.add_argument("--query", required=True, metavar="FILE")
    one.add_argument("--index", metavar="DIR", help="where the index is kept; beside the pictures if not given")
    one.add_argument("--limit", type=int, default=10)
    one.add_argument("--words", action="store_true", help="read text in the query picture (needs rapidocr)")
    one.add_argument("--json", action="store_true", help="print JSON")
    one.set_defaults(func=run_similar)
    two = verbs.add_parser("check-photo", help="在照片中找受保护的标志 / protected signs in a photo")
    two.add_argument("--signs", required=True, metavar="DIR", help="one picture per sign")
    two.add_argument("--photo", required=True, metavar="FILE")
    two.add_argument("--json", action="store_true", help="print JSON")
    two.set_defaults(func=run_photo)


def run_similar(arguments: argparse.Namespace) -> int:
    """0 when compared, 2 when the folder or the picture asked for cannot be used."""
    from xingzhi.engine.pictures.index import build
    from xingzhi.engine.pictures.ranking import rank

    folder, query = Path(arguments.input), Path(arguments.query)
    if (asked := _opened(folder, query)) is None:
        return 2
    cache = Path(arguments.index) if arguments.index else folder
    built = build(folder, cache, _tell)
    if not built.kept:
        print(
            f"{cache}: 无法写入，索引未保存，下次将重新计算 / cannot be written, the index is not kept", file=sys.stderr
        )
    if not built.held.names:
        print(f"{folder}: 没有可读取的图片 / holds no picture that can be read", file=sys.stderr)
    found = rank(asked, built.held, max(arguments.limit, 0), limits_of(load().mark_similarity))
    notes = {"notes": [MOVING]} if asked.moving else {}
    data = _data(query, found, built) | notes | ({"words": _words(query)} if arguments.words else {})
    if arguments.json:
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for place, each in enumerate(found, 1):
            print(f"{place:3d} {each.distance:.4f} {each.name} {'、'.join(WORDS[name] for name in each.changes)}")
        print(data["remark"])
    if asked.moving:
        print(f"{query}: {MOVING}", file=sys.stderr)
    for name, reason in built.held.unreadable.items():
        print(f"{folder / name}: {reason}", file=sys.stderr)
    if arguments.words and data["words"] is None:
        print(NO_RECOGNISER, file=sys.stderr)
    return 0


def limits_of(pack: MarkSimilarity) -> Limits:
    """The limits of the comparison of pictures, from the pack."""
    from xingzhi.engine.pictures.changes import Limits

    return Limits(**{name: getattr(pack.pictures, name) for name in Limits._fields})


def _words(query: Path) -> list[str] | None:
    """The lines of text in the picture; None where nothing here recognises text."""
    from xingzhi.engine.pictures.words import recognised

    found = recognised(str(query))
    return None if found is None else [text for _, text in found]


def _data(query: Path, found: list[Found], built: Built) -> dict[str, Any]:
    index = built.held
    return {
        "query": str(query),
        "compared": len(index.names),
        "described_now": built.described,
        "results": [
            {
                "rank": place,
                "file": each.name,
                "distance": each.distance,
                "changes": list(each.changes),
                "degrees": each.degrees,
                "likeness": {"shape": each.shape, "overlay": each.overlay, "points": each.points},
            }
            for place, each in enumerate(found, 1)
        ],
        "unreadable": [{"file": name, "reason": reason} for name, reason in index.unreadable.items()],
        "remark": load().mark_similarity.mark.value,
        "pack": load().ref("mark_similarity"),
    }


def run_photo(arguments: argparse.Namespace) -> int:
    """0 when the photo was looked through, 2 when it or the folder cannot be used."""
    from xingzhi.engine.pictures.opening import Unreadable, picture_files
    from xingzhi.engine.pictures.photo import check_photo

    folder, photo = Path(arguments.signs), Path(arguments.photo)
    if not _is_folder(folder):
        return 2
    try:
        checked = check_photo(photo, {path.relative_to(folder).as_posix(): path for path in picture_files(folder)})
    except (Unreadable, OSError) as error:
        print(f"{photo}: {error}", file=sys.stderr)
        return 2
    data = {
        "photo": str(photo),
        "signs": checked.signs,
        "found": [each._asdict() for each in checked.found],
        "unreadable": [{"file": name, "reason": reason} for name, reason in checked.unreadable.items()],
        "note": PHOTO_NOTE,
        "remark": load().mark_similarity.mark.value,
        "pack": load().ref("mark_similarity"),
    }
    if arguments.json:
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for each in checked.found:
            print(f"{each.sign}: {each.points}个特征点吻合 / points agree，{each.corners}")
        print(f"{len(checked.found)}/{checked.signs}。{PHOTO_NOTE}\n{data['remark']}")
    for name, reason in checked.unreadable.items():
        print(f"{folder / name}: {reason}", file=sys.stderr)
    return 0


def _opened(folder: Path, query: Path) -> Any:
    from xingzhi.engine.pictures.describing import describe
    from xingzhi.engine.pictures.opening import Unreadable

    if not _is_folder(folder):
        return None
    try:
        return describe(query)
    except (Unreadable, OSError) as error:
        print(f"{query}: {error}", file=sys.stderr)
        return None


def _is_folder(folder: Path) -> bool:
    if not folder.is_dir():
        print(f"{folder}: 不是文件夹 / is no folder", file=sys.stderr)
    return folder.is_dir()


def _tell(done: int, total: int) -> None:
    if total > 500 and sys.stderr.isatty():
        print(f"\r{done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
