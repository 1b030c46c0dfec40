"""The complete set of figures is the same on Spark."""

from __future__ import annotations

import random
from datetime import date

import pytest

from tests.indicators.full_set.conftest import OWN, around, odd_office, patents  # noqa: F401 - a fixture among them
from tests.indicators.high_value.conftest import frozen  # noqa: F401 - a fixture
from xingzhi.indicators.full_set.run import full_set
from xingzhi.indicators.full_set.spans import months_to
from xingzhi.packs import load

pytestmark = pytest.mark.django_db


def test_the_same_on_spark(odd_office, cluster):  # noqa: F811
    spans = months_to(date(2021, 4, 17), 6)
    here = full_set(load(), odd_office, spans, OWN)
    assert full_set(load(), odd_office, spans, OWN, engine=cluster).equals(here, check_metadata=True)


@pytest.mark.at_length
def test_more_patents_over_more_months_on_spark(office, frozen, cluster):  # noqa: F811
    chance = random.Random(3)
    rows = patents(chance, 20_000)
    snapshot = frozen(*rows, **around(chance, [row["key"] for row in rows if row["patent_type"] == "invention"]))
    spans = months_to(date(2021, 10, 31), 66)
    here = full_set(load(), snapshot, spans)
    assert full_set(load(), snapshot, spans, engine=cluster).equals(here, check_metadata=True)
