"""Write the whole sample office into a folder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from xingzhi.sample.apart import keep_apart
from xingzhi.sample.corpus import fill, start
from xingzhi.sample.crosswalk_file import write_crosswalk
from xingzhi.sample.cultivation import cultivated, ending_marks, write_cultivation
from xingzhi.sample.damaged import write_damaged
from xingzhi.sample.exports import write_exports
from xingzhi.sample.filers import key_of, make_filers
from xingzhi.sample.gazette import write_gazette
from xingzhi.sample.guarded import write_guarded
from xingzhi.sample.manifest import Manifest, make_manifest
from xingzhi.sample.notified import write_notified
from xingzhi.sample.office import load_office
from xingzhi.sample.plants import plant
from xingzhi.sample.reports import gather, write_reports
from xingzhi.sample.rights import write_rights
from xingzhi.sample.sign_pictures import seen_in_the_field
from xingzhi.sample.status_file import write_status
from xingzhi.sample.tables import write_tables
from xingzhi.sample.trademarks import make_marks, write_trademarks

SEED = 1522
UNTIL = date(2026, 10, 31)
MARKS = 400


def write_office(
    folder: Path,
    seed: int = SEED,
    patents: int = 3000,
    parties: int = 400,
    until: date = UNTIL,
    office: Path | Mapping[str, str] | None = None,
) -> Manifest:
    """Invent an office and write its files and hidden_key.json into `folder`, which is made where it is missing.

    `until` is the day of the exports; filings begin ten years before it. `office` is a YAML file like office.yaml or a
    dict of codes and names. The same arguments write the same bytes. Raises `ValueError` where `patents` is under 300
    or `parties` under 40, and in the rare case that two planted texts came near each other: take another seed.
    """
    if patents < 300 or parties < 40:
        raise ValueError("a believable office has at least 300 patents and 40 parties")
    folder.mkdir(parents=True, exist_ok=True)
    corpus = start(load_office(office), seed, until, patents, parties)
    plants = plant(corpus, patents)
    fill(corpus, patents)
    keep_apart(corpus, plants)
    cases = gather(corpus)
    files = [*write_exports(corpus, folder), write_status(corpus, folder), *write_tables(corpus, folder)]
    rights, high_value = write_rights(corpus, folder)
    notified, told = write_notified(corpus, folder)
    marks = make_marks(corpus, MARKS)
    filers = make_filers(corpus, marks)
    sizes = [(filer.party, filer.staff, filer.capital) for filer in filers]
    reports, beyond = write_reports(corpus, cases, sizes, folder)
    damaged, damaged_rows = write_damaged(corpus, folder)
    write_crosswalk(folder)
    ending = ending_marks(corpus, marks)
    brands = cultivated(marks, ending)
    planted = sorted([*ending, *(mark for filer in filers for mark in filer.marks)], key=lambda mark: mark.number)
    sold = {number: sale for filer in filers for number, sale in filer.sold.items()}
    trademarks = write_trademarks(corpus, marks, planted, sold, folder)
    trademarks += [*write_guarded(corpus, brands, folder), *write_cultivation(corpus, brands, folder)]
    gazette = write_gazette(corpus, marks, folder)
    manifest = make_manifest(
        seed, corpus, plants, [*files, *rights, reports, *notified, damaged, *trademarks], damaged_rows, high_value, told,
        beyond, gazette, key_of(filers), seen_in_the_field(),
    )  # fmt: skip
    manifest.write(folder)
    return manifest
