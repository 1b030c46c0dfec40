"""Pages of the daily work: files, registers, clues, notified batches, indicators, system."""

from __future__ import annotations

from collections.abc import Iterator


def paths() -> Iterator[str]:
    """Every page a person opens, by name."""
    from xingzhi.cases.cluster_models import Cluster
    from xingzhi.cases.models import Clue
    from xingzhi.core.models import Job
    from xingzhi.intake.models import Batch
    from xingzhi.packs import load
    from xingzhi.registers.models import MODELS
    from xingzhi.snapshots.jobs import latest

    yield from ("/", "/intake/", "/registers/", "/clues/", "/clues/?screening=source_conflict", "/indicators/")
    yield from ("/search/?q=养殖", "/search/?q=qqqq", "/search/", "/password/", "/clues/?verdict=suspected")
    yield from (f"/system/{name}" for name in ("", "log/", "jobs/", "packs/", "people/", "api/"))
    yield "/tokens/"
    yield f"/system/jobs/{Job.objects.order_by('id').first().pk}/"
    yield f"/system/snapshots/{latest().revision}/"
    yield f"/system/packs/{load().documents[-1].id}/"
    yield "/system/packs/similar_applications/"
    for name, model in MODELS.items():
        yield f"/registers/{name}/"
        if row := model.objects.order_by("id").first():
            yield f"/registers/{name}/{row.pk}/"
            yield f"/registers/{name}/{row.pk}/edit/"
    yield f"/intake/{Batch.objects.order_by('id').first().pk}/"
    yield f"/clues/{Clue.objects.order_by('id').first().pk}/"
    yield from ("/clues/clusters/", "/clues/clusters/?state=judged", "/clues/clusters/?kind=same_day_series&size=2")
    yield from (f"/clues/clusters/{cluster.pk}/" for cluster in Cluster.objects.order_by("id")[:2])
    yield from (
        f"/notified/{page}" for page in ("", "items/", "dispatches/", "monthly/", "lookback/", "reports/", "enquiries/")
    )
    yield from ("/clues/signals/", "/clues/signals/?of=filing_bursts&size=1&sort=first", *signal_groups())
    for name in ("grants", "valid_inventions_per_10000", "high_value_inventions", "valid_patents", "gi_users"):
        yield f"/indicators/{name}/"
    for name in ("grants", "valid_inventions_per_10000", "pledge_amount"):
        yield f"/indicators/{name}/records/"


def signal_groups() -> list[str]:
    """A group of each screening that found one."""
    from xingzhi.screening.models import Run
    from xingzhi.screening.signals.catalogue import screenings
    from xingzhi.screening.signals.groups import members_of

    newest = {run.screening: run for run in Run.objects.filter(screening__in=screenings()).order_by("id")}
    names = [(run.screening, members_of(run).names) for run in newest.values()]
    return [f"/clues/signals/{screening}/{found[0]}/" for screening, found in names if found]
