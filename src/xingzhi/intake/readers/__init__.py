"""Read received files as rows of cells: XLSX, XLS, ODS, CSV and tables saved as a web page, told by their content."""

from xingzhi.intake.readers.book import Book, Cell, Damaged, Merge, Note, ReaderProblem, Sheet
from xingzhi.intake.readers.opening import open_book

__all__ = ["Book", "Cell", "Damaged", "Merge", "Note", "ReaderProblem", "Sheet", "open_book"]
