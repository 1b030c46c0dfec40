"""Titles, abstracts and first claims, written clause by clause so that a copy can be edited clause by clause."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field, replace

from xingzhi.sample.words import SLOT, DesignClass, Domain, Draw, phrases

LONGEST = 450
ROLES = {"mixture": ("step", "steps"), "method": ("step", "steps"), "system": ("clause", "acts")}
PATENT_WORDS = {"invention": "发明", "utility_model": "实用新型", "design": "外观设计"}


@dataclass(frozen=True)
class Piece:
    """One clause: its role in the text and its words, title and place still to be filled in."""

    role: str  # opening, contents, clause, list, join, step, effect, place, whole
    text: str


@dataclass
class Draft:
    """A text under way. `named` are the words a copy may exchange; `numbered` puts (1), (2) … behind them."""

    kind: str
    title: str
    base: str
    patent: str
    draw: Draw
    pieces: list[Piece] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    between: str = "，"
    numbered: bool = False
    place: str = ""

    def copy(self, rng: random.Random) -> Draft:
        """The same text, to be edited with other dice."""
        draw = Draw(rng, self.draw.lists, self.draw.fixed)
        return replace(self, pieces=list(self.pieces), named=list(self.named), draw=draw)

    def text(self) -> str:
        """The finished abstract."""
        out = ""
        for number, piece in enumerate(self.pieces):
            following = self.pieces[number + 1].role if number + 1 < len(self.pieces) else "effect"
            ends = piece.text[-1] in "，。：；、"
            if piece.role in ("clause", "step", "place") and not ends:
                out += piece.text + (self.between if following in ("clause", "step") else "。")
            else:
                out += piece.text
        return self._number(self._late(out))

    def claim(self) -> str:
        """The first claim: the title and its first clauses."""
        clauses = [piece.text.rstrip("，。；：") for piece in self.pieces if piece.role in ("clause", "step", "list")]
        return self._late(f"1.{{title}}，其特征在于：{'；'.join(clauses[:4])}。")

    def _late(self, text: str) -> str:
        values = {"title": self.title, "base": self.base, "place": self.place, "patent": PATENT_WORDS[self.patent]}
        return SLOT.sub(lambda match: values[match.group(1)], text.replace("一种{title}", "{title}"))

    def _number(self, text: str) -> str:
        if not self.numbered or not self.named:
            return text
        signs: dict[str, int] = {}
        longest_first = sorted(self.named, key=len, reverse=True)
        return re.sub(
            "|".join(map(re.escape, longest_first)),
            lambda match: f"{match.group()}({signs.setdefault(match.group(), len(signs) + 1)})",
            text,
        )


def write(domain: Domain, patent: str, rng: random.Random) -> Draft:
    """A new abstract of 120 to 450 characters in that field."""
    lists = {**phrases(), **domain.lists}
    draw = Draw(rng, lists, {"field": domain.field})
    base = draw.one("products")
    draft = Draft(domain.kind, title_for(domain, patent, base, draw), base, patent, draw)
    draft.between = rng.choice("，，；。")
    _begin(draft)
    effects = [make_piece(draft, "effect") for _ in range(rng.choice((1, 1, 2)))]
    wanted = min(420.0, max(140.0, rng.gauss(290, 62))) - sum(len(piece.text) for piece in effects)
    if domain.kind == "machine":
        while len(draft.text()) < wanted:
            draft.pieces.append(make_piece(draft, "clause"))
        draft.numbered = rng.random() < 0.12
    else:
        draft.pieces += _in_order(draft, wanted - len(draft.text()))
    draft.pieces += effects
    while len(draft.text()) > LONGEST:
        draft.pieces.pop(-1 - len(effects))
    return draft


def _in_order(draft: Draft, length: float) -> list[Piece]:
    """About `length` characters of different steps in the order of work."""
    draw, (role, name) = draft.draw, ROLES[draft.kind]
    steps = draw.lists[name]
    order = draw.rng.sample(range(len(steps)), len(steps))
    chosen: dict[int, Piece] = {}
    while order and sum(len(piece.text) for piece in chosen.values()) < length:
        number = order.pop()
        chosen[number] = Piece(role, draw.fill(steps[number]))
    return [chosen[number] for number in sorted(chosen)]


def _begin(draft: Draft) -> None:
    draw, rng = draft.draw, draft.draw.rng
    draft.pieces.append(make_piece(draft, "opening"))
    if draft.kind == "machine":
        parts = list(dict.fromkeys([draw.one("bodies"), *(_part(draw) for _ in range(rng.randint(6, 11)))]))
        draft.named = parts
        own = [part for part in parts if part in draw.lists["parts"]]
        draw.narrow("parts", own if len(own) > 1 else parts)
        if rng.random() < 0.85:
            draft.pieces.append(make_piece(draft, "contents"))
    elif draft.kind == "mixture":
        draft.named = list(dict.fromkeys(draw.one("ingredients") for _ in range(rng.randint(5, 12))))
        draw.narrow("ingredients", draft.named)
        draft.pieces.append(make_piece(draft, "list"))
        draft.pieces.append(make_piece(draft, "join"))


def _part(draw: Draw) -> str:
    part = draw.one("parts" if draw.rng.random() < 0.68 else "generic_parts")
    return draw.one("modifiers") + part if draw.rng.random() < 0.3 else part


def make_piece(draft: Draft, role: str) -> Piece:
    """A new clause of that role with the draft's own words."""
    draw, rng = draft.draw, draft.draw.rng
    kind = draft.kind
    named = dict(zip("abce", rng.sample(draft.named, min(4, len(draft.named))), strict=False))
    if role == "clause" and kind == "machine":
        if rng.random() < 0.16:
            return Piece(role, draw.one("acts"))
        return Piece(role, draw.fill(draw.raw("clauses"), **named))
    if role == "clause":
        return Piece(role, draw.one("acts"))
    if role == "step":
        return Piece(role, draw.one("steps"))
    if role == "list":
        return Piece(role, _shares(draft))
    if role == "place":
        return Piece(role, draw.one("places_used"))
    group = {"opening": f"{kind}_openings", "contents": "machine_contents", "join": "mixture_joins"}.get(role)
    group = group or ("machine_effects" if kind == "machine" else "method_effects")
    return Piece(role, draw.fill(draw.raw(group), **named))


def _shares(draft: Draft) -> str:
    rng = draft.draw.rng
    unit = rng.choice(("份", "份", "份", "克", "%"))
    spread = rng.random() < 0.7

    def share() -> str:
        low = rng.choice((rng.randint(1, 9), rng.randint(5, 60)))
        return f"{low}-{low + rng.randint(1, 6 + low // 2)}" if spread else str(low)

    return rng.choice("、、，").join(f"{name}{share()}{unit}" for name in draft.named)


def title_for(domain: Domain, patent: str, base: str, draw: Draw) -> str:
    """A title such as applicants write for a `base` product."""
    rng = draw.rng
    trait = rng.choice(draw.lists["traits"])
    forms = [f"一种{trait}{base}"] * 5 + [f"{trait}{base}", f"一种{base}"]
    if domain.kind == "machine":
        part = rng.choice(draw.lists["parts"])
        forms += [f"一种带{part}的{base}", f"一种{base}用{part}", f"一种{trait}{base}的{part}结构"]
        forms += [f"{base}及其使用方法", f"一种{base}的{part}安装方法"] if patent == "invention" else [f"新型{base}"]
    elif domain.kind == "mixture":
        first, second = rng.sample(draw.lists["ingredients"], 2)
        forms += [f"一种{trait}{base}及其制备方法"] * 4
        forms += [f"一种以{first}为原料的{base}", f"一种{first}{second}{base}", f"{first}{base}及其应用"]
    elif domain.kind == "system":
        forms += [
            f"{trait}{base}及装置",
            f"一种{base}及存储介质",
            f"一种采用{rng.choice(draw.lists['modules'])}的{base}",
        ]
    return rng.choice(forms)


def write_design(group: DesignClass, rng: random.Random) -> Draft:
    """A design's title and brief statement."""
    draw = Draw(rng, phrases(), {"use": group.use})
    product = rng.choice(group.products)
    name = rng.choice(draw.lists["design_names"])
    motif = rng.choice(draw.lists["design_motifs"])
    title = rng.choice(
        (f"{product}（{name}）", f"{product}（{motif}）", f"{motif}{product}", f"{product}（{name}系列）")
    )
    draft = Draft("design", title, product, "design", draw)
    draft.pieces = [Piece("whole", draw.one("design_forms"))]
    return draft
