"""The public releases as a catalogue for programs: W3C DCAT 3 in JSON-LD, every file with size and digest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from xingzhi.core.office import office
from xingzhi.publish.files.offered import for_everybody, media_type
from xingzhi.publish.models import Release, ReleaseFile

Absolute = Callable[[str], str]
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}  # fmt: skip
IANA = "https://www.iana.org/assignments/media-types/"
CHINESE = "http://id.loc.gov/vocabulary/iso639-1/zh"


def catalog(releases: Iterable[Release], absolute: Absolute) -> dict[str, Any]:
    """The catalogue. `dataAsOf` and `rows`, for which the standard has no name, are names of its own."""
    here, itself = office(), absolute(reverse("public-release-catalog"))
    return {
        "@context": CONTEXT | {"local": f"{itself}#"}, "@id": itself, "@type": "dcat:Catalog",
        "dct:title": _chinese("统计发布"), "dct:publisher": _agent(here.name if here else ""),
        "foaf:homepage": {"@id": absolute(reverse("public-release-list"))},
        "dcat:dataset": [_dataset(each, absolute) for each in releases],
    }  # fmt: skip


def _dataset(release: Release, absolute: Absolute) -> dict[str, Any]:
    content, page = release.content, {"@id": absolute(reverse("public-release", args=[release.pk]))}
    days = [held["start"] for held in content["figures"].values()]
    found = {
        **page, "@type": "dcat:Dataset", "dct:title": _chinese(content["title"]),
        "dct:identifier": f"{release.bulletin}-{content['region']}-{release.period}-v{release.version}",
        "dct:description": _chinese("；".join(f"{each['title']}（{each['unit']}）" for each in content["definitions"])),
        "dct:publisher": _agent(content["office"]), "dct:issued": _day(str(release.released_on)),
        "dct:language": {"@id": CHINESE}, "dcat:version": str(release.version), "dcat:landingPage": page,
        "dct:spatial": {"@type": "dct:Location", "dct:identifier": content["region"], "rdfs:label": _chinese(content["place"])},
        "dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:startDate": _day(min(days, default=content["end"])),
                         "dcat:endDate": _day(content["end"])},
        "local:dataAsOf": _day(content["data_as_of"]), "local:rows": len(content["figures"]),
        "dcat:distribution": [_file(each, absolute) for each in release.files.order_by("name") if for_everybody(each.name)],
    }  # fmt: skip
    if release.amends and release.amends.seen_by_all:
        found["dct:replaces"] = {"@id": absolute(reverse("public-release", args=[release.amends_id]))}
    return found


def _file(file: ReleaseFile, absolute: Absolute) -> dict[str, Any]:
    address = absolute(reverse("public-release-file", args=[file.release_id, file.name]))
    return {
        "@type": "dcat:Distribution", "dct:title": file.name, "dcat:downloadURL": {"@id": address},
        "dcat:accessURL": {"@id": address}, "dcat:mediaType": {"@id": IANA + media_type(file.name)},
        "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {"@type": "spdx:Checksum", "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                          "spdx:checksumValue": {"@value": file.digest, "@type": "xsd:hexBinary"}},
    }  # fmt: skip


def _agent(name: str) -> dict[str, Any]:
    return {"@type": "foaf:Agent", "foaf:name": name}


def _chinese(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "zh"}


def _day(text: str) -> dict[str, str]:
    return {"@value": date.fromisoformat(text).isoformat(), "@type": "xsd:date"}
