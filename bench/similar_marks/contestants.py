"""The peers: each takes the distinct names in and gives back a function from a text to its best fifty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

BEST = 50
Find = Callable[[str], list[str]]


@contextmanager
def opened(name: str, texts: list[str]) -> Iterator[Find]:
    """One peer with the names taken in, which is no part of the comparison."""
    texts = list(dict.fromkeys(texts))
    if name == "rapidfuzz":
        yield _rapidfuzz(texts)
    elif name == "tantivy":
        yield _tantivy(texts)
    elif name == "pg_trgm":
        from bench.indicators.with_postgres import connect
        from tools.run_tests import postgres as server

        with server() as address, connect(address) as connection:
            yield _pg_trgm(texts, connection)
    else:
        raise SystemExit(f"no such peer: {name}")


def _rapidfuzz(texts: list[str]) -> Find:
    from rapidfuzz import fuzz, process

    return lambda text: [found for found, _, _ in process.extract(text, texts, scorer=fuzz.ratio, limit=BEST)]


def _pg_trgm(texts: list[str], connection: Any) -> Find:
    connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    connection.execute("CREATE TEMPORARY TABLE marks (text text)")
    with connection.cursor().copy("COPY marks FROM STDIN") as copy:
        for text in texts:
            copy.write_row((text,))
    connection.execute("CREATE INDEX ON marks USING gin (text gin_trgm_ops)")
    connection.execute("ANALYZE marks")
    query = "SELECT text FROM marks WHERE text %% %s ORDER BY similarity(text, %s) DESC LIMIT %s"
    return lambda text: [row[0] for row in connection.execute(query, (text, text, BEST))]


def _tantivy(texts: list[str]) -> Find:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=True, tokenizer_name="raw")
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(200_000_000, 1)
    for text in texts:
        writer.add_document(tantivy.Document(text=text))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def find(text: str) -> list[str]:
        query = tantivy.Query.fuzzy_term_query(schema, "text", text, distance=2 if len(text) > 4 else 1)
        return [searcher.doc(address)["text"][0] for _, address in searcher.search(query, BEST).hits]

    return find
