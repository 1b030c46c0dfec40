"""The sample's published documents in XML say what its search exports say."""

from datetime import date
from pathlib import Path

from tests.intake.xml_samples import rows_of
from xingzhi.sample.apart import keep_apart
from xingzhi.sample.corpus import fill, start
from xingzhi.sample.office import load_office
from xingzhi.sample.plants import plant
from xingzhi.sample.xml_files import write_published_documents


def test_each_document_is_a_publication_of_the_office(tmp_path: Path) -> None:
    corpus = start(load_office(None), 7, date(2026, 10, 31), 300, 40)
    plants = plant(corpus, 300)
    fill(corpus, 300)
    keep_apart(corpus, plants)
    count = write_published_documents(corpus, tmp_path, most=40)
    rows = rows_of(tmp_path / count.name)
    assert len(rows) == count.accepted == 40
    known = {f"CN{each.number}": each for each in corpus.applications}
    for row in rows:
        application = known[row["申请号"]]
        assert row["名称"] == application.title
        assert row["申请人"] == "; ".join(dict.fromkeys(application.spelled))
        assert "".join(row["摘要"].split()) == "".join(application.abstract.split())
    before = (tmp_path / count.name).read_bytes()
    write_published_documents(corpus, tmp_path, most=40)
    assert (tmp_path / count.name).read_bytes() == before
