"""Add a step of a brand by hand: a batch of one row, through the same door as a file."""

from __future__ import annotations

from collections.abc import Mapping

from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.core.actions import Act, action
from xingzhi.core.models import Counter
from xingzhi.core.office import office_path
from xingzhi.intake.models import Batch, BatchState
from xingzhi.packs import load
from xingzhi.registers.apply import Applier
from xingzhi.registers.brand_steps.register import BRAND_STEPS
from xingzhi.registers.edit import BY_HAND, BadValues, read_values
from xingzhi.registers.models import MODELS
from xingzhi.registers.record import blank
from xingzhi.text.problems import ValueProblem

ASKED = ("step", "step_on", "unit", "result", "next_step", "next_on")


@action("record_brand_step", zh="登记品牌培育事项", en="Record a step of a brand")
def record_brand_step(act: Act, brand_id: int, texts: Mapping[str, str]) -> int:
    """Record what was done for a brand and what comes next; 1 where it is new, 0 where the same step was known.

    Raises `BadValues` by column.
    """
    brand = get_object_or_404(MODELS["local_brands"].objects.visible_to(act.user), pk=brand_id)
    columns = [BRAND_STEPS[name] for name in ASKED]
    values = read_values(BRAND_STEPS, columns, texts)
    lacking = [column.name for column in columns if column.required and values.get(column.name) in (None, "")]
    if lacking:
        raise BadValues({name: ValueProblem("required_missing") for name in lacking})
    if values.get("next_on") and values["next_on"] < values["step_on"]:
        raise BadValues({"next_on": ValueProblem("next_before_step", day=str(values["step_on"]))})
    place = brand.place if brand.place.startswith(office_path()) else ""
    row = blank(BRAND_STEPS) | values | {"brand": brand.brand, "applicants": brand.applicants, "assigned_region": place}
    revision, scope = Counter.next("revision"), act.user.region or ""
    applier = Applier(BRAND_STEPS.name, BY_HAND, revision, load(), office_path(), scope)
    row |= {"region": brand.region, "region_how": brand.region_how, "place": brand.place}
    outcome = applier.apply([row])
    batch = Batch.objects.create(
        register=BRAND_STEPS.name, source=BY_HAND, owner=act.user, region=scope, by_hand=True, state=BatchState.APPLIED,
        rows_read=1, accepted=1, inserted=outcome.inserted, updated=outcome.updated, unchanged=outcome.unchanged,
        revision=revision, applied_at=timezone.now(), packs=load().version,
    )  # fmt: skip
    act.on("local_brands", brand.pk, brand.region, brand=brand.key, step=row["step"], batch=batch.pk)
    return outcome.inserted
