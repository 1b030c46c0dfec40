"""By what a figure may be split beside place and month: columns of the register, and what is told from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy

from xingzhi.core.declare import Kind, Register
from xingzhi.indicators import industries, wipo, zones
from xingzhi.indicators.high_value import CLASSES, NAME, NO, UNKNOWN, YES
from xingzhi.packs import Count, Indicator, load

if TYPE_CHECKING:
    from xingzhi.engine.duckdb import DuckDBEngine
    from xingzhi.snapshots.models import Snapshot

MAIN = "split_part(coalesce(nullif(ipc_main, ''), ipc, ''), '; ', 1)"
DUTY, SECTION, FIELD, AGENCY, ZONE = "duty", "ipc_section", "wipo_field", "agency", "zone"
INDUSTRY = "strategic_industry"  # a patent may lie in several: the parts may exceed the whole
UNPLACED = "unplaced"  # lies at a region itself and at no place below it: its value is the region's path
LABELS = {
    UNPLACED: gettext_lazy("未定属地"),
    DUTY: gettext_lazy("职务与非职务"),
    SECTION: gettext_lazy("主分类号的部"),
    FIELD: gettext_lazy("技术领域（WIPO 35 类）"),
    AGENCY: gettext_lazy("代理机构"),
    ZONE: gettext_lazy("开发区"),
    INDUSTRY: gettext_lazy("战略性新兴产业"),
}
# A table other than patents has the text column alone; the codes are told from patents.
_EXPRESSIONS = {
    # An individual's invention is 非职务; whose kind is unknown stays unknown.
    DUTY: "CASE coalesce(applicant_kind, '') WHEN '' THEN '' WHEN 'individual' THEN 'non_service' ELSE 'service' END",
    # A design's main class is of Locarno and has no section.
    SECTION: f"regexp_extract({MAIN}, '^[A-H]')",
    FIELD: f"coalesce((SELECT field FROM wipo WHERE wipo.symbol = {MAIN}), '')",  # noqa: S608
    AGENCY: "coalesce(agency, '')",
    INDUSTRY: INDUSTRY,
    ZONE: "coalesce(zone, '')",
    UNPLACED: "region",
}


class Dimensions:
    """The dimensions of one register in one snapshot, as SQL. What they need is read when first asked for."""

    def __init__(self, register: Register, engine: DuckDBEngine, snapshot: Snapshot) -> None:
        self.register, self.engine, self.snapshot = register, engine, snapshot
        self._ready: set[str] = set()

    def expression(self, name: str) -> str:
        """The value of a dimension, "" where it is not known; `KeyError` for a dimension there is not."""
        self._prepare(name)
        if name in CLASSES:
            return f'"{name}"'
        if name in _EXPRESSIONS and name != AGENCY:
            return _EXPRESSIONS[name]
        return f"coalesce(\"{self.register[name].name}\", '')"

    def test(self, name: str) -> str:
        """That a record has the value $where_NAME; of a column of codes, one of several with commas between."""
        if name == ZONE:
            self._prepare(name)
            inside = "key IN (SELECT key FROM in_zone WHERE zone = $where_zone)"
            return f"CASE $where_zone WHEN '' THEN key NOT IN (SELECT key FROM in_zone) ELSE {inside} END"  # noqa: S608
        if name == INDUSTRY:
            self._prepare(name)
            return f"key IN (SELECT key FROM in_industry WHERE {name} = $where_{name})"  # noqa: S608
        if is_choice(name, self.register):
            return f"list_contains(string_split($where_{name}, ','), {self.expression(name)})"
        return f"{self.expression(name)} = $where_{name}"

    def rows(self, relation: str, names: tuple[str, ...]) -> str:
        """The rows to split by these dimensions: a record stands in each industry and each zone it lies in."""
        if INDUSTRY in names:
            self._prepare(INDUSTRY)
            relation = f"({relation} AS counted JOIN in_industry USING (key))"
        if ZONE in names:
            self._prepare(ZONE)
            relation = f"({relation} AS placed LEFT JOIN in_zone USING (key))"
        return relation

    def _prepare(self, name: str) -> None:
        needs: dict[str, Callable[[DuckDBEngine, Snapshot], None]] = {
            FIELD: wipo.register,
            ZONE: zones.register,
            INDUSTRY: industries.register,
        }
        if name in needs and name not in self._ready:
            needs[name](self.engine, self.snapshot)
            self._ready.add(name)


def offered(indicator: Indicator, count: Count | None, *, divided: bool = True) -> tuple[str, ...]:
    """By what a figure that counts records may be split or narrowed; no other figure by anything.

    Of patents by zones too, and of high-value inventions by whether each of the five classes holds; a figure
    `divided` by a population by neither, for they have none.
    """
    if count is None or indicator.derived:
        return ()
    if divided and indicator.denominator:
        return indicator.dimensions
    high_value = count.register_ == NAME
    of_patents = [ZONE] if high_value or count.register_ == "patents" else []
    return (*indicator.dimensions, *of_patents, *(CLASSES if high_value else ()))


def is_choice(name: str, register: Register) -> bool:
    """Whether a dimension is a column of codes."""
    return name not in LABELS and name not in CLASSES and register[name].kind is Kind.CHOICE


def narrowed(pairs: Iterable[str], allowed: tuple[str, ...]) -> dict[str, str]:
    """`dimension=value` pairs by dimension; raise `LookupError` with what is no such pair, or no dimension to narrow by."""
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or name not in allowed or name in ("region", "month"):
            raise LookupError(pair)
        found[name] = value
    return found


def label(name: str, register: Register, language: str) -> str:
    """What a dimension is called."""
    if name in CLASSES:
        return str(load().high_value.rule(name).label(language))
    return str(LABELS[name]) if name in LABELS else register[name].label(language)


def values(name: str, register: Register, language: str) -> dict[str, str]:
    """The values a dimension may take, in order, with their names; empty where they are free text."""
    if name == DUTY:
        return {"service": gettext("职务"), "non_service": gettext("非职务")}
    if name == SECTION:
        return {letter: letter for letter in "ABCDEFGH"}
    if name == FIELD:
        return {each.code: each.label(language) for each in load().wipo_fields.fields}
    if name == INDUSTRY:
        return industries.names()
    if name in CLASSES:
        return {YES: gettext("属于该类"), NO: gettext("不属于该类"), UNKNOWN: gettext("不能判定")}
    if not is_choice(name, register):
        return {}
    english = language.startswith("en")
    return {choice.code: choice.en if english else choice.zh for choice in register[name].choices}
