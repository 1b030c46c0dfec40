"""The tables of the registers. Each register's model is built from its declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from xingzhi.core.scope import ScopedModel, ScopedQuerySet
from xingzhi.registers.annual_fees.register import ANNUAL_FEES
from xingzhi.registers.annual_reports.register import ANNUAL_REPORTS
from xingzhi.registers.annual_targets.register import ANNUAL_TARGETS
from xingzhi.registers.awards.register import AWARDS
from xingzhi.registers.brand_steps.register import BRAND_STEPS
from xingzhi.registers.export_models import Export  # noqa: F401 - told to Django
from xingzhi.registers.family_members.register import FAMILY_MEMBERS
from xingzhi.registers.field_checks.models import FieldCheck, SignPicture, StaffWord  # noqa: F401 - told to Django
from xingzhi.registers.indications.register import INDICATIONS
from xingzhi.registers.legal_events.register import LEGAL_EVENTS
from xingzhi.registers.local_brands.register import LOCAL_BRANDS
from xingzhi.registers.national_results.register import NATIONAL_RESULTS
from xingzhi.registers.notified_items.register import NOTIFIED_ITEMS
from xingzhi.registers.official_figures.register import OFFICIAL_FIGURES
from xingzhi.registers.parties.models import MergedParty, OfPartyQuerySet, PartyDecision  # noqa: F401 - told to Django
from xingzhi.registers.parties.register import PARTIES
from xingzhi.registers.patents.register import PATENTS
from xingzhi.registers.pledges.register import PLEDGES
from xingzhi.registers.population.register import POPULATION
from xingzhi.registers.protected_signs.register import PROTECTED_SIGNS
from xingzhi.registers.record import model_for
from xingzhi.registers.reported_figures.register import REPORTED_FIGURES
from xingzhi.registers.sign_users.register import SIGN_USERS
from xingzhi.registers.trademark_events.register import TRADEMARK_EVENTS
from xingzhi.registers.trademarks.register import TRADEMARKS
from xingzhi.registers.transfers.register import TRANSFERS
from xingzhi.registers.zone_members.register import ZONE_MEMBERS

if TYPE_CHECKING:
    pass

Patent: Any = model_for(PATENTS, "Patent")
Party: Any = model_for(PARTIES, "Party")
Population: Any = model_for(POPULATION, "Population")
OfficialFigure: Any = model_for(OFFICIAL_FIGURES, "OfficialFigure")
Pledge: Any = model_for(PLEDGES, "Pledge")
Award: Any = model_for(AWARDS, "Award")
FamilyMember: Any = model_for(FAMILY_MEMBERS, "FamilyMember")
Transfer: Any = model_for(TRANSFERS, "Transfer")
LegalEvent: Any = model_for(LEGAL_EVENTS, "LegalEvent")
AnnualFee: Any = model_for(ANNUAL_FEES, "AnnualFee")
NotifiedItem: Any = model_for(NOTIFIED_ITEMS, "NotifiedItem")
NationalResult: Any = model_for(NATIONAL_RESULTS, "NationalResult")
AnnualReport: Any = model_for(ANNUAL_REPORTS, "AnnualReport")
AnnualTarget: Any = model_for(ANNUAL_TARGETS, "AnnualTarget")
ZoneMember: Any = model_for(ZONE_MEMBERS, "ZoneMember")
ReportedFigure: Any = model_for(REPORTED_FIGURES, "ReportedFigure")
Trademark: Any = model_for(TRADEMARKS, "Trademark")
TrademarkEvent: Any = model_for(TRADEMARK_EVENTS, "TrademarkEvent")
LocalBrand: Any = model_for(LOCAL_BRANDS, "LocalBrand")
ProtectedSign: Any = model_for(PROTECTED_SIGNS, "ProtectedSign")
Indication: Any = model_for(INDICATIONS, "Indication")
BrandStep: Any = model_for(BRAND_STEPS, "BrandStep")
SignUser: Any = model_for(SIGN_USERS, "SignUser")

OF_PATENTS = (
    Pledge,
    Award,
    FamilyMember,
    Transfer,
    LegalEvent,
    AnnualFee,
    NotifiedItem,
    NationalResult,
)  # rows that speak of a patent
MODELS: dict[str, Any] = {
    model.register.name: model
    for model in (
        Patent,
        Party,
        Population,
        OfficialFigure,
        AnnualTarget,
        ZoneMember,
        *OF_PATENTS,
        AnnualReport,
        ReportedFigure,
        Trademark,
        TrademarkEvent,
        LocalBrand,
        ProtectedSign,
        Indication,
        BrandStep,
        SignUser,
    )
}


class OfPatentQuerySet(ScopedQuerySet):
    """Seen by whoever sees the patent."""

    region_field = "patent__region"


class PartyName(models.Model):
    """One spelling under which a party was met, and why it counts as that party.

    `home` is the party the spelling belongs to by its key or by a split; `party` is the one it counts as, which is
    another where `home` was merged into it.
    """

    spelling = models.CharField(max_length=320, unique=True)  # folded; for a person followed by @place
    home = models.ForeignKey("registers.Party", on_delete=models.CASCADE, related_name="own_spellings")
    party = models.ForeignKey("registers.Party", on_delete=models.CASCADE, related_name="spellings")
    shown = models.CharField(max_length=300)
    reasons = models.JSONField(default=list)
    revision = models.BigIntegerField()

    objects = OfPartyQuerySet.as_manager()


class PatentParty(models.Model):
    """An applicant of a patent, in the order given. `party` is always that of `spelling`, kept here for queries."""

    patent = models.ForeignKey("registers.Patent", on_delete=models.CASCADE, related_name="applicant_links")
    spelling = models.ForeignKey("registers.PartyName", on_delete=models.CASCADE, related_name="patent_links")
    party = models.ForeignKey("registers.Party", on_delete=models.CASCADE, related_name="patent_links")
    position = models.SmallIntegerField()

    objects = OfPatentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patent", "position"], name="patent_party_position")]


class Conflict(ScopedModel):
    """Two sources disagree on a field; the weightier one was kept and this says what the other offered."""

    register = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    key = models.CharField(max_length=320)
    column = models.CharField(max_length=60)
    kept = models.TextField(blank=True)
    kept_source = models.CharField(max_length=40)
    offered = models.TextField(blank=True)
    offered_source = models.CharField(max_length=40)
    revision = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["region", "-id"], name="conflict_region")]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "record_id", "column", "offered_source", "revision"], name="conflict_once"
            )
        ]


class IndexedText(models.Model):
    """Which revision of a row's long texts stands in the search index, so that exactly that can be taken out."""

    register = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    revision = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "record_id"], name="indexed_once")]
