"""Pages of field checks, pictures of signs, the office's words and brands."""

from __future__ import annotations

from collections.abc import Iterator


def paths() -> Iterator[str]:
    """The forms and lists, one check, one brand, one lead, and a list of the gazette by the office's words."""
    from xingzhi.cases.gazette.models import GazetteList, Lead
    from xingzhi.registers.field_checks.models import FieldCheck
    from xingzhi.registers.models import MODELS

    yield from ("/field/", "/field/signs/", "/words/", "/brands/", "/brands/renewals/")
    yield from (f"/field/{each.pk}/" for each in FieldCheck.objects.all()[:1])
    yield from (f"/registers/local_brands/{each.pk}/" for each in MODELS["local_brands"].objects.all()[:1])
    yield from (f"/gazettes/leads/{each.pk}/" for each in Lead.objects.all()[:1])
    yield from (f"/gazettes/lists/{each.pk}/words/" for each in GazetteList.objects.all()[:1])
