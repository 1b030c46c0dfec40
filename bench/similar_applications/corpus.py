"""Texts to measure on: invented abstracts full of stock phrases, or a real file's texts recombined to any number."""

from __future__ import annotations

import random
import re
from collections import Counter

OPENINGS = (
    "本实用新型公开了一种{}，属于{}技术领域，包括",
    "本发明涉及{}技术领域，具体公开了一种{}，其特征在于，包括",
    "一种{}，涉及{}设备领域，主要由",
    "本发明提供一种{}的制备方法，属于{}领域，包括以下步骤：",
)
JOINTS = (
    "所述{}的一端固定连接有{}，",
    "所述{}的内部设置有{}，所述{}与{}活动连接，",
    "{}的上端安装有{}，{}位于{}的下方，",
    "将{}与{}按重量比{}混合，搅拌{}分钟后加入{}，",
    "通过设置{}，能够有效地提高{}的工作效率，",
    "{}的外侧壁上开设有{}，且{}贯穿{}，",
)
ENDINGS = (
    "本实用新型结构简单，使用方便，成本低廉，适合推广使用。",
    "具有结构合理、设计新颖、操作简便、实用性强的优点。",
    "解决了现有技术中{}效率低、劳动强度大的问题。",
    "本发明的有益效果是：{}稳定可靠，{}的使用寿命长，节约能源。",
)
CHARACTERS = (
    "电机水气压力温度控制器装置板轴管阀泵杆座架支撑固定连接转动滑块槽孔螺栓弹簧齿轮皮带传送料仓筒罐箱体盖门窗灯光线缆"
    "信号采集处理模块传感检测测量显示屏单元网络数据存储分析系统药草根叶花果粉末溶液酸碱盐醇酯树脂橡胶纤维布膜涂层金属铝铜"
    "铁钢合成加热冷却干燥过滤分离提取发酵培养种植收割施肥灌溉养殖牛羊猪鸡鱼饲混凝土砖瓦桩梁柱墙桥隧道路基坑井钻矿煤油车轮"
)
# Share of characters changed in a near-copy: similarities from 1 down to below 0.5.
CHANGED = (0.0, 0.03, 0.06, 0.09, 0.12)


def synthetic(
    number: int, seed: int = 1, length: int = 335, clones: float = 0.03, words_seed: int | None = None
) -> list[str]:
    """Abstracts of about `length` characters; the share `clones` of them are near-copies of others."""
    chance = random.Random(seed)
    maker = random.Random(words_seed) if words_seed is not None else chance
    words = ["".join(maker.choices(CHARACTERS, k=maker.choice((2, 2, 3, 3, 4)))) for _ in range(20_000)]
    weights = [1 / (rank + 10) for rank in range(len(words))]
    pool = iter(chance.choices(words, weights, k=number * 120))

    def fill(phrase: str) -> str:
        return re.sub(r"\{\}", lambda _: next(pool), phrase)

    texts: list[str] = []
    for _ in range(number):
        if texts and chance.random() < clones:
            texts.append(perturbed(chance.choice(texts), chance, chance.choice(CHANGED)))
            continue
        text = fill(chance.choice(OPENINGS))
        while len(text) < length - 30:
            text += fill(chance.choice(JOINTS))
        texts.append(text + fill(chance.choice(ENDINGS)))
    return texts


def recombined(number: int, sources: list[str], seed: int = 1, length: int = 335, clones: float = 0.03) -> list[str]:
    """`number` texts made of clauses of real ones, one character in twenty changed, with near-copies among them."""
    chance = random.Random(seed)
    clauses = [clause for text in sources for clause in re.findall(r"[^，。；]+[，。；]?", text) if len(clause) > 3]
    texts: list[str] = []
    for _ in range(number):
        if texts and chance.random() < clones:
            texts.append(perturbed(chance.choice(texts), chance, chance.choice(CHANGED)))
            continue
        text = chance.choice(sources)[: length // 2]
        while len(text) < length - 10:
            text += chance.choice(clauses)
        texts.append(perturbed(text, chance, 0.05))
    return texts


def resampled(number: int, sources: list[str], seed: int = 1, kept: int = 300) -> list[str]:
    """`number` texts as densely alike as real ones: copies of the whole collection, each in characters of its own.

    In every copy all characters but the `kept` most frequent ones are exchanged for one another, so within a copy
    the pairs and their similarities are exactly the real ones, and between copies only stock phrases are shared.
    """
    chance = random.Random(seed)
    counts = Counter("".join(sources))
    rare = [character for character, _ in counts.most_common() if "\u4e00" <= character <= "\u9fff"][kept:]
    texts: list[str] = []
    while len(texts) < number:
        others = chance.sample(rare, len(rare))
        table = str.maketrans(dict(zip(rare, others, strict=True)))
        texts += [text.translate(table) for text in sources]
    return texts[:number]


def perturbed(text: str, chance: random.Random, share: float) -> str:
    """The text with a share of its characters replaced."""
    characters = list(text)
    for _ in range(round(share * len(text))):
        characters[chance.randrange(len(text))] = chance.choice(CHARACTERS)
    return "".join(characters)
