"""Read the files of published texts: tables with a heading, and folders of official XML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from xingzhi.intake.readers import ReaderProblem, open_book
from xingzhi.intake.readers.xml_safe import documents
from xingzhi.intake.wording import sentence
from xingzhi.packs import load
from xingzhi.screening.similar_applications.files import HEAD, TABLES, Refused, read_columns
from xingzhi.selfcheck.columns import DATES, NUMBERS, best, kind_of, role_of, texts_among
from xingzhi.selfcheck.passages import TITLE, Passage, arranged
from xingzhi.selfcheck.published import Supplied, supplied
from xingzhi.selfcheck.xml_passages import document_passages
from xingzhi.text.normalise import is_empty

_TELLING = (*NUMBERS, *DATES)


def read_supplied(
    paths: Sequence[Path], columns: Sequence[str] = (), id_column: str = "", title_column: str = ""
) -> list[Supplied]:
    """Read all files of published texts; the headings of columns are those given, else guessed.

    Raises Refused, naming the file, and where not one text is left to compare with.
    """
    found = []
    for path in paths:
        source = supplied(path)
        if path.is_dir() or path.suffix.lower() == ".xml":
            read_folder(source)
        else:
            read_table(source, columns, id_column, title_column)
        found.append(source)
    if not any(source.texts for source in found):
        said = "\n".join(str(each) for source in found for each in source.says())
        raise Refused(f"{said}\n没有可以比对的已公布文本 / no published text to compare with")
    return found


def read_table(source: Supplied, columns: Sequence[str], id_column: str, title_column: str) -> None:
    """Take the texts of a table (.parquet, .csv, .xlsx, .xls, .ods) into `source`.

    `columns` are the headings of its texts; what is not given is guessed by the headings. Raises Refused.
    """
    heads = list(_heads(source.path))
    there = next((head for head in heads if _fits(head, columns, id_column)), None)
    if there is None:
        seen = "、".join(dict.fromkeys(name for head in heads[:3] for name in head if name)) or "—"
        raise Refused(
            f"{source.path}: 认不出号码列和文本列，请用 --id、--column 指明，前几行是 / the columns of numbers and texts "
            f"cannot be told, name them by --id and --column; the first rows: {seen}"
        )
    told = {role: heading for role in _TELLING if (heading := best(there, role))}
    source.vouched = not told
    number = id_column or best(there, "application_no") or next(told[role] for role in NUMBERS if role in told)
    title = title_column or best(there, "title")
    texts = {heading: kind_of(heading) for heading in (columns or texts_among(there))}
    texts |= {title: TITLE} if title else {}
    # `read_columns` calls the first one "text": a column that bears this name itself must be that one.
    wanted = sorted(dict.fromkeys((*texts, *told.values())), key=lambda heading: heading != "text")
    table = read_columns(source.path, number, wanted[0], tuple(wanted[1:]))
    names = {heading: "text" if heading == wanted[0] else heading for heading in wanted}
    for row in _rows(table):
        passages = [
            Passage(kind, 0, row[names[heading]], heading)
            for heading, kind in texts.items()
            if not is_empty(row[names[heading]])
        ]
        said = {role: row[names[heading]] for role, heading in told.items()}
        source.add(said, row["id"].strip(), arranged(passages))


def _fits(head: Sequence[str], columns: Sequence[str], id_column: str) -> bool:
    """Whether a row of headings names the columns needed."""
    number = id_column in head if id_column else any(role_of(each) in ("application_no", *NUMBERS) for each in head)
    return number and (set(columns) <= set(head) if columns else bool(texts_among(head) or best(head, "title")))


def _heads(path: Path) -> Iterator[list[str]]:
    """The rows of a file that may be its heading."""
    try:
        if path.suffix.lower() == ".parquet":
            yield list(pq.read_schema(path).names)
            return
        if path.suffix.lower() not in TABLES:
            raise Refused(
                f"{path}: 只读 / only these are read: .parquet {' '.join(TABLES)}，或 XML 文件夹 / XML folders"
            )
        for sheet in open_book(path).sheets:
            for _, cells in sheet.head(HEAD):
                yield ["" if cell is None else str(cell).strip() for cell in cells]
    except ReaderProblem as problem:
        raise Refused(f"{path}: {sentence(problem, 'zh')} / {sentence(problem, 'en')}") from problem
    except (pa.ArrowException, OSError) as problem:
        raise Refused(f"{path}: 读不了 / cannot be read: {problem}") from problem


def _rows(table: pa.Table) -> Iterator[dict[str, str]]:
    for batch in table.to_batches(max_chunksize=4096):
        for row in batch.to_pylist():
            yield {name: value or "" for name, value in row.items()}


def read_folder(source: Supplied) -> None:
    """Take the documents of an XML file, or of all in a folder and those below it, into `source`."""
    elements = load().xml_elements
    for path in _xml_files(source.path):
        try:
            with path.open("rb") as stream:
                for name, element in documents(stream, elements.patents_by_element, path.name):
                    shape = elements.patents_by_element[name]
                    if shape.part_labels:  # an application as filed, in several files of one folder: not published
                        _leave_out(source, path.parent.name)
                        continue
                    passages, record = document_passages(element, shape)
                    told = {role_of(heading): text for heading, text in record.cells.items() if role_of(heading)}
                    source.add(told, told.get("application_no", path.stem), passages)
        except ReaderProblem:
            source.unread.append(path.name)


def _leave_out(source: Supplied, name: str) -> None:
    if name not in source.left_out:
        source.left_out.append(name)


def _xml_files(path: Path) -> Iterable[Path]:
    if path.is_file():
        return [path]
    return sorted(each for each in path.rglob("*") if each.suffix.lower() == ".xml" and each.is_file())
