"""What is planted for each screening of texts, and the innocents beside it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bench.abnormal_texts.office import Case, Office, exchanged, improved, series, twins
from bench.paraphrases.rewrite import other_words
from xingzhi.sample.drafts import Draft
from xingzhi.sample.words import Domain

STOCK = ("本实用新型公开了一种{}，属于机械技术领域，包括{}，其特征在于：{}。本实用新型结构简单，使用方便，成本低廉，适合推广应用。",
         "本发明涉及{}，其主要技术方案是由{}组成，{}。本发明设计合理，操作简便，安全可靠，具有良好的经济效益和社会效益。")  # fmt: skip
GLUE = ("此外，", "进一步地，", "其中，", "并且，", "在此基础上，")
SIZES = ("长度", "宽度", "厚度", "直径", "间距", "高度", "深度", "壁厚", "倾角")


def masked_templates(seed: int = 11, background: int | list[Case] = 600) -> list[Case]:
    """Families of exchanged words and figures; series, twins and texts of stock phrases beside them."""
    office = Office(random.Random(seed))
    office.background(background)
    for kind, label in (
        ("machine", "+parts exchanged"),
        ("mixture", "+ingredients exchanged"),
        ("system", "+modules exchanged"),
    ):
        for number in range(6):
            office.add(_family(office, kind, several=number % 2 == 0), label)
    for _ in range(12):
        office.add(series(office, office.chance.randint(2, 4), 60), "-series of improvements")
        office.add(twins(office), "-lawful twins")
    office.add((_stock(office) for _ in range(60)), "-stock phrases")
    return office.finished()


def _family(office: Office, kind: str, several: bool) -> list[Case]:
    domain, draft = office.draft(kind)
    while len(draft.named) < 3 and kind != "system":
        domain, draft = office.draft(kind)
    firm, start = office.firm(), office.day()
    made = [Case(draft.title, draft.text(), firm, start)]
    for _ in range(office.chance.randint(2, 6)):
        case = exchanged(office, domain, draft, office.chance.uniform(0.4, 0.9))
        case.applicants = office.firm() if several else firm
        case.filed = start + timedelta(days=office.chance.randint(0, 40))
        made.append(case)
    return made


def _stock(office: Office) -> Case:
    """A short text whose beginning and end everybody writes."""
    _, draft = office.draft("machine")
    own = [piece.text.strip("，。；：") for piece in improved(office, draft, 3).pieces if piece.role == "clause"]
    clauses = draft.draw.fill("；".join(office.chance.sample(own, 2)))
    text = office.chance.choice(STOCK).format(draft.base, "、".join(draft.named[:4]), clauses)
    return Case(draft.title, text, office.firm(), office.day())


def patchwork(seed: int = 12, background: int | list[Case] = 900) -> list[Case]:
    """Texts of two to four earlier sources with own glue; improvements, quotations, twins, divisionals beside them."""
    office = Office(random.Random(seed))
    office.background(background)
    sources = list(office.cases)
    for number in range(60):
        case = _patched(office, sources, 2 + number % 3, office.chance.uniform(0.1, 0.5))
        office.add([case], f"+of {2 + number % 3} sources")
    for number in range(30):
        case = _patched(office, sources, 2 + number % 3, office.chance.uniform(0.1, 0.5))
        text = other_words(case.abstract, 0.4, office.chance)
        office.add([replace(case, abstract=text)], "+with some words changed")
    for _ in range(15):
        office.add(series(office, office.chance.randint(2, 4), 60), "-series of improvements")
        office.add(twins(office), "-lawful twins")
        office.add([_quoting(office, sources)], "-one sentence of an earlier text")
    office.add((_stock(office) for _ in range(60)), "-stock phrases")
    return office.finished()


def _sentences(text: str) -> list[str]:
    """Pieces between the larger stops, long enough to be told."""
    parts = text.replace("；", "。").replace("，", "。").split("。")
    joined = ["，".join(parts[at : at + 2]) for at in range(1, len(parts) - 2, 2)]
    return [part for part in joined if len(part) >= 20]


def _patched(office: Office, sources: list[Case], number: int, glue: float) -> Case:
    chosen: list[Case] = []
    while len(chosen) < number:
        case = office.chance.choice(sources)
        if len(_sentences(case.abstract)) >= 3 and case not in chosen:
            chosen.append(case)
    pieces: list[str] = []
    for case in chosen:
        own = _sentences(case.abstract)
        start = office.chance.randrange(len(own) - 1)
        pieces += own[start : start + (3 if number == 2 else 2)]
    _, draft = office.draft("machine")
    own_words = _sentences(draft.text())
    wanted = glue / (1 - glue) * sum(map(len, pieces))
    while own_words and sum(map(len, own_words)) > wanted:
        own_words.pop()
    office.chance.shuffle(pieces)
    for part in own_words:
        pieces.insert(office.chance.randrange(len(pieces) + 1), part)
    text = (
        f"本发明公开了{draft.title}，" + "。".join(office.chance.choice(("", *GLUE)) + part for part in pieces) + "。"
    )
    filed = max(case.filed for case in chosen) + timedelta(days=office.chance.randint(30, 300))
    return Case(draft.title, text, office.firm(), filed)


def _quoting(office: Office, sources: list[Case]) -> Case:
    """An own text that takes over one sentence."""
    source = next(case for case in office.chance.sample(sources, 50) if _sentences(case.abstract))
    _, draft = office.draft("machine")
    return Case(
        draft.title,
        draft.text() + office.chance.choice(_sentences(source.abstract)) + "。",
        office.firm(),
        source.filed + timedelta(days=200),
    )


def generated_texts(seed: int = 13, background: int | list[Case] = 900) -> list[Case]:
    """Batches of a filled form; own products of one firm, long series and twins beside them."""
    office = Office(random.Random(seed))
    office.background(background)
    for number in range(12):
        office.add(_batch(office, ("machine", "mixture", "system")[number % 3]), "+generated batch")
    for _ in range(12):
        office.add(series(office, 7, 3), "-series of improvements")
        office.add(_one_trade(office), "-one firm's different products")
        office.add(twins(office), "-lawful twins")
    return office.finished()


def _batch(office: Office, kind: str) -> list[Case]:
    domain, draft = office.draft(kind)
    firm, start = office.firm(), office.day()
    made = []
    for _ in range(office.chance.randint(6, 18)):
        case = exchanged(office, domain, draft, office.chance.uniform(0.3, 0.8))
        case.applicants, case.filed = firm, start + timedelta(days=office.chance.randint(0, 20))
        made.append(case)
    return made


def _one_trade(office: Office) -> list[Case]:
    """Independent texts of one trade by one hand."""
    domain, _ = office.draft("machine")
    firm, start = office.firm(), office.day()
    return [
        office.case(office.draft(domain=domain)[1], firm, start + timedelta(days=office.chance.randint(0, 20)))
        for _ in range(office.chance.randint(6, 12))
    ]


def narrow_claims(seed: int = 14, background: int = 900) -> list[Case]:
    """Claims piled up with fixed sizes; long honest claims, compositions, and short claims with sizes beside them."""
    office = Office(random.Random(seed))

    def claimed(kind: str, length: int, extra: Callable[[Domain, Draft], str], label: str) -> Case:
        domain, draft = office.draft(kind)
        draft = improved(office, draft, length)
        clauses = [piece.text.rstrip("，。；：") for piece in draft.pieces if piece.role in ("clause", "step", "list")]
        body = draft.draw.fill("；".join(clauses[: length + 2]))
        claim = f"1. {draft.title}，其特征在于：{body}{extra(domain, draft)}。".replace("{title}", draft.title)
        section = "C07D1/00" if kind == "mixture" else "B65G1/00"
        model = kind == "machine" and office.chance.random() < 0.6
        return Case(draft.title, draft.text(), office.firm(), office.day(), "utility_model" if model else "invention",
                    claim, section, label=label)  # fmt: skip

    def sizes(number: int) -> Callable[[Domain, Draft], str]:
        def told(_: Domain, draft: Draft) -> str:
            parts = draft.named or [draft.base]
            return "".join(
                f"；所述{office.chance.choice(parts)}的{office.chance.choice(SIZES)}为{_size(office)}"
                for _ in range(number)
            )

        return told

    def nothing(_: Domain, __: Draft) -> str:
        return ""

    for number in range(background):
        kind = ("machine", "machine", "mixture", "system")[number % 4]
        few = sizes(office.chance.choice((0, 0, 0, 1, 2)))
        office.cases.append(claimed(kind, office.chance.randint(1, 6), few, ""))
    office.cases += [
        claimed(
            "machine", office.chance.randint(7, 12), sizes(office.chance.randint(6, 14)), "+piled up with fixed sizes"
        )
        for _ in range(30)
    ]
    office.cases += [
        claimed("machine", office.chance.randint(12, 18), nothing, "-long honest claims") for _ in range(30)
    ]
    office.cases += [
        claimed("mixture", office.chance.randint(4, 8), nothing, "-compositions with ranges") for _ in range(30)
    ]
    office.cases += [claimed("machine", 1, sizes(4), "-short claims with sizes") for _ in range(30)]
    return office.finished()


def _size(office: Office) -> str:
    low = office.chance.uniform(2, 90)
    if office.chance.random() < 0.4:
        return f"{low:.1f}mm"
    return f"{low:.1f}-{low * office.chance.uniform(1.005, 1.06):.1f}mm"


OFFICES: dict[str, Callable[[], list[Case]]] = {
    "masked_templates": masked_templates,
    "patchwork": patchwork,
    "generated_texts": generated_texts,
    "narrow_claims": narrow_claims,
}
