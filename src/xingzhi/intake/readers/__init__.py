"""Read received files as rows of cells: spreadsheets, CSV, tables of pages and text documents, patent XML.

The kind is told by content. `unwrapping` gets at what lies in archives, under passwords and in foreign formats.
"""

from xingzhi.intake.readers.book import Book, Cell, Damaged, Merge, Note, ReaderProblem, Sheet
from xingzhi.intake.readers.opening import open_book

__all__ = ["Book", "Cell", "Damaged", "Merge", "Note", "ReaderProblem", "Sheet", "open_book"]
