"""The files of a release: written from its content, kept under their digests, and verified again later."""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass

from xingzhi.files import keep_file
from xingzhi.publish.files import written
from xingzhi.publish.models import Release, ReleasedFigure, ReleaseFile, ReleaseState, figure_rows

logger = logging.getLogger(__name__)


def settle(release: Release) -> None:
    """Write the files of a release as it stands now and keep its digests; called inside an action's transaction."""
    if Release.objects.filter(pk=release.pk, state=ReleaseState.RELEASED).exists():
        raise ValueError("what was released is not changed")
    files = written(release)
    for name, content in files.items():
        kept = ReleaseFile(release=release, name=name, digest=hashlib.sha256(content).hexdigest(), size=len(content))
        keep_file(content, kept.path)
        ReleaseFile.objects.update_or_create(
            release=release, name=name, defaults={"digest": kept.digest, "size": kept.size}
        )
    ReleaseFile.objects.filter(release=release).exclude(name__in=files).delete()
    release.digest = digest_of(release)
    release.save()
    ReleasedFigure.objects.filter(release=release).delete()
    ReleasedFigure.objects.bulk_create(figure_rows(release))


def digest_of(release: Release) -> str:
    """SHA-256 over the content and the digests of the files."""
    files = sorted(release.files.values_list("name", "digest"))
    text = json.dumps([release.content, files], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """Whether a release is as it was: `broken` are the files whose bytes differ or are gone, `content` whether it holds."""

    files: int
    broken: tuple[str, ...]
    content: bool

    @property
    def sound(self) -> bool:
        """Whether all of it is."""
        return self.content and not self.broken


def verify(release: Release) -> Verdict:
    """Read every file again and hold digests against what was kept."""
    broken = tuple(file.name for file in release.files.order_by("name") if kept_bytes(file) is None)
    return Verdict(release.files.count(), broken, digest_of(release) == release.digest)


def kept_bytes(file: ReleaseFile) -> bytes | None:
    """The bytes of a file; None where they are gone or not those that were kept."""
    try:
        content = file.path.read_bytes()
    except OSError:
        logger.warning("the file %s of a release is gone", file.name)
        return None
    return content if hashlib.sha256(content).hexdigest() == file.digest else None
