"""Pages of the office's own papers."""

from __future__ import annotations

from collections.abc import Iterator


def paths() -> Iterator[str]:
    """Every page a person opens, by name."""
    from xingzhi.publish.papers.models import Paper, sentences

    yield "/documents/"
    yield "/documents/deputies/"
    for paper in Paper.objects.order_by("id")[:2]:
        yield f"/documents/{paper.pk}/"
        yield f"/documents/{paper.pk}/frame/"
        if paper.is_open:
            yield f"/documents/{paper.pk}/edit/"
        for each in sentences(paper.text.blocks)[:1]:
            yield f"/documents/{paper.pk}/sentences/{each['id']}/"
        for opinion in paper.opinions.all()[:1]:
            yield f"/documents/opinions/{opinion.pk}/"
