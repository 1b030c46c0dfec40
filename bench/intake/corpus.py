"""Write a CSV of made-up patents of any size, in the shape of a search export."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

HEADINGS = [
    "申请号",
    "名称",
    "申请（专利权）人",
    "发明人",
    "申请日",
    "主分类号",
    "地址",
    "公开（公告）号",
    "公开（公告）日",
    "摘要",
]
TOPICS = ["稻米加工", "风力发电机组", "奶制品发酵", "矿山通风", "畜禽饲喂", "玉米秸秆", "草原围栏", "服装裁剪", "建筑模板", "水泵轴承",
          "电池管理", "中药提取", "土壤改良", "粮仓测温", "起重机械", "喷灌设备", "数据采集", "教学演示", "包装成型", "污水处理"]  # fmt: skip
PARTS = ["壳体", "支架", "滑轨", "电机", "传感器", "控制器", "进料口", "出料口", "弹簧", "活塞", "连杆", "齿轮", "皮带", "阀体", "滤网", "喷头",
         "底座", "导柱", "轴承", "密封圈", "搅拌桨", "加热管", "隔板", "把手", "卡扣", "螺杆", "托盘", "刀片", "风道", "水箱"]  # fmt: skip
VERBS = [
    "固定连接",
    "转动连接",
    "滑动配合",
    "螺纹连接",
    "可拆卸地安装于",
    "穿设于",
    "套设于",
    "铰接于",
    "电连接",
    "抵接于",
]
WORDS = [
    "鸿",
    "远",
    "瑞",
    "丰",
    "泰",
    "恒",
    "盛",
    "源",
    "达",
    "兴",
    "茂",
    "嘉",
    "诚",
    "信",
    "宏",
    "阳",
    "润",
    "泽",
    "禾",
    "沃",
    "岭",
    "川",
    "岳",
    "朗",
]
TRADES = [
    "农业科技",
    "机械制造",
    "新能源",
    "乳业",
    "粮油",
    "生物科技",
    "电气",
    "建筑材料",
    "环保设备",
    "畜牧",
    "信息技术",
    "食品",
]
FORMS = ["有限公司", "有限责任公司", "股份有限公司", ""]
PLACES = ["乌兰浩特市", "阿尔山市", "科尔沁右翼前旗", "科尔沁右翼中旗", "扎赉特旗", "突泉县"]
WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)


def number(year: int, kind: int, serial: int) -> str:
    """An application number with its check digit (ZC 0006-2003)."""
    digits = f"{year}{kind}{serial:07d}"
    rest = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 11
    return f"CN{digits}.{'X' if rest == 10 else rest}"


def abstract(chance: random.Random, length: int) -> str:
    """An abstract of about so many characters."""
    topic = chance.choice(TOPICS)
    pieces = [f"本发明公开了一种{topic}装置，包括"]
    size = len(pieces[0])
    while size < length:
        a, b, c = chance.sample(PARTS, 3)
        piece = (
            f"{chance.choice(('第一', '第二', '上', '下', '左', '右', '内', '外'))}{a}与{b}{chance.choice(VERBS)}{c}，"
        )
        pieces.append(piece)
        size += len(piece)
    return "".join(pieces)[:-1] + f"，{topic}效率提高{chance.randint(5, 60)}%。"


def write(path: Path, rows: int, seed: int = 7, length: int = 335, firms: int = 60_000, first_serial: int = 0) -> None:
    """Write `rows` patents by about `firms` firms, a few spelled in several ways."""
    chance = random.Random(seed)
    houses = [
        (place, place[:2] + "".join(chance.choices(WORDS, k=3)) + chance.choice(TRADES))
        for place in chance.choices(PLACES, k=firms)
    ]
    abstracts = [abstract(chance, length) for _ in range(2_000)]
    first = date(2010, 1, 1)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        for serial in range(first_serial, first_serial + rows):
            kind = chance.choice((1, 2, 2, 3))
            day = first + timedelta(days=chance.randrange(5_800))
            number_day = day + timedelta(days=200)
            place, house = chance.choice(houses)
            text = abstracts[serial % 2_000]
            cut = chance.randrange(60, 200)
            writer.writerow(
                [
                    number(day.year, kind, serial),
                    f"一种{chance.choice(TOPICS)}用{chance.choice(PARTS)}{chance.choice(PARTS)}及其使用方法",
                    house + (FORMS[0] if chance.random() < 0.9 else chance.choice(FORMS[1:])),
                    "甲某某;乙某某",
                    f"{day:%Y.%m.%d}",
                    f"A01B{chance.randint(1, 79)}/{chance.randint(0, 20):02d}",
                    f"1374{chance.randint(0, 99):02d} 内蒙古自治区兴安盟{place}兴安路{chance.randint(1, 300)}号",
                    f"CN{100_000_000 + serial}{'AAUS'[kind]}",
                    f"{number_day:%Y.%m.%d}",
                    text[cut:] + text[:cut] + str(serial),
                ]
            )
