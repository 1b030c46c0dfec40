"""The files of a release, made from its content alone: the same content gives the same bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from xingzhi.publish.files import brief, bulletin, data, one_page, svg, workbook
from xingzhi.publish.files.offered import BRIEF, BULLETIN, WORKBOOK, chart_files
from xingzhi.publish.files.subject import Subject, subject_of

if TYPE_CHECKING:
    from xingzhi.publish.models import Release


def written(release: Release) -> dict[str, bytes]:
    """Every file by name."""
    subject = subject_of(release)
    subject = Subject(**{**vars(subject), "content": json.loads(json.dumps(subject.content, sort_keys=True))})
    charts = {name: svg.drawn(chart) for name, chart in chart_files(subject.charts).items()}
    files = {
        BULLETIN: bulletin.document(subject),
        WORKBOOK: workbook.workbook(subject),
        BRIEF: one_page.drawn(brief.page(subject)),
    }
    files |= charts
    return files | data.data(subject, files)
