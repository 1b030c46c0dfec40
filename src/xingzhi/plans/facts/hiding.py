"""Hide what looks like a figure and is none: titles, document numbers, articles, telephones, clock times, item numbers."""

from __future__ import annotations

import re
from functools import lru_cache

from xingzhi.plans.facts.pack import fact_words

_NARROW = {0xFF10 + digit: ord("0") + digit for digit in range(10)} | {
    0xFF05: ord("%"), 0xFF0E: ord("."), 0x2011: ord("-"), 0xFF0D: ord("-"), 0x3000: ord(" "),
}  # fmt: skip
_NUMERAL = r"[〇零一二三四五六七八九十百\d]+"
_NONE = re.compile(
    r"《[^》]*》"
    r"|[〔\[（(]\s*20\d{2}\s*[〕\]）)]\s*(?:第)?\s*\d+\s*号"
    r"|https?://\S+|[\w.\-]+@[\w.\-]+"
    r"|(?<!\d)0\d{2,3}[\-—－ ]\d{7,8}(?!\d)|(?<![\d.])1[3-9]\d{9}(?!\d)|(?<![\d.])123\d{2}(?=热线|平台|[^\d,.万亿件])"
    r"|(?:ZL|CN)?\s?(?<![\d.,])(?:19|20)\d{10}(?:\.?[\dXx])?(?!\d)"
    rf"|第{_NUMERAL}(?:条|款|项|届|次|批|期|号|章|节|部分|部|轮|类|代|卷|版|页|步|方阵|梯队)(?:之{_NUMERAL})?"
    r"|(?<!\d)\d{1,2}[:：]\d{2}(?!\d)|\d{1,2}[时点](?:\d{1,2}分|半|整)?(?=[前至到，。\-—]|$)"
    r"|附(?:件|表|图)\s*\d{1,2}|(?<=\n)\s*\d{1,2}[.、．](?!\d)|^\s*\d{1,2}[.、．](?!\d)|[（(]\d{1,2}[)）](?=[^，。；、])"
    r"|\d{1,2}[·.]\d{2}(?=”|全国|宣传|世界|\s*知识产权)"
    r"|“(?!十[一二三四五六]?五”)[^”\d]{1,12}”|国务院令第\d+号|\d{6}(?=邮编)|邮编[：:]?\s*\d{6}"
    rf"|(?<![前\d]){_NUMERAL}个(?:工作日|自然日|小时|月|层面|方面|维度|意识|自信|维护|全面|旗县市|盟市)"
    r"|[〇零二][〇零一二三四五六七八九]{3}年[〇零一二三四五六七八九十]{1,3}月[〇零一二三四五六七八九十]{1,3}日"
)


def narrow(text: str) -> str:
    """The text with digits and per-cent signs in narrow form, as long as before."""
    return text.translate(_NARROW)


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    words = fact_words().not_facts
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def hide(text: str) -> str:
    """The text in narrow form with a NUL for each character that belongs to no fact."""
    hidden = _NONE.sub(lambda found: "\0" * len(found[0]), narrow(text))
    return _words().sub(lambda found: "\0" * len(found[0]), hidden)
