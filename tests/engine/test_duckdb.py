import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from xingzhi.engine.base import Engine
from xingzhi.engine.duckdb import DuckDBEngine

TABLE = pa.table({"region": ["1522", "152221"], "number": [1, 2]})


@pytest.fixture
def engine():
    with DuckDBEngine() as engine:
        yield engine


def test_it_asks_arrow_tables_with_values(engine: Engine):
    engine.register("rows", TABLE)
    found = engine.sql(
        "SELECT number FROM rows WHERE starts_with(region, $region) AND number > $least", region="1522", least=1
    )
    assert found.to_pylist() == [{"number": 2}]


def test_it_writes_and_reads_parquet(engine: Engine, tmp_path):
    engine.write(TABLE, tmp_path / "a.parquet")
    engine.write(TABLE, tmp_path / "b.parquet")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.parquet", "b.parquet"]
    engine.register("rows", tmp_path / "a.parquet")
    assert engine.sql("SELECT * FROM rows ORDER BY number") == TABLE
    engine.register("rows", tmp_path)
    assert engine.sql("SELECT count(*) AS n FROM rows")["n"].to_pylist() == [4]


def test_a_missing_file_is_told_at_once(engine: Engine, tmp_path):
    with pytest.raises(FileNotFoundError):
        engine.register("rows", tmp_path / "none.parquet")


def test_it_maps_batches(engine: Engine):
    schema = pa.schema([("twice", pa.int64())])

    def twice(batch: pa.RecordBatch) -> pa.RecordBatch:
        return pa.record_batch([pc.multiply(batch["number"], 2)], schema=schema)

    assert engine.map_batches(TABLE, twice, schema).to_pylist() == [{"twice": 2}, {"twice": 4}]


def test_it_fetches_no_extension(engine: Engine):
    with pytest.raises(duckdb.Error):
        engine.sql("SELECT * FROM read_xlsx('a.xlsx')")
