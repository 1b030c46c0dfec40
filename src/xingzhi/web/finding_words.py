"""What a comparison of marks rests on, in the reader's language. Findings are kept in Chinese, with the words they speak of."""

from __future__ import annotations

import re
from functools import lru_cache

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from xingzhi.web.reading import english

# As the comparison says them; %(one)s and %(other)s stand for the words it speaks of.
SAID = (
    _("字母、数字相同"), _("外观近似的字母、数字"), _("单词相同，仅顺序不同"), _("两种顺序各有含义"),
    _("同一单词或字母组合的重复"), _("仅单复数、词形、冠词、介词或缩写不同"), _("仅冠词、介词和单词顺序不同"),
    _("一个或两个字母、数字，构成不同"), _("读音相同，外观近似"), _("仅个别数字不同"), _("三个字母，字形近似"),
    _("三个字母，字形不近似"), _("仅个别字母不同"), _("字母排列顺序不同，整体区别明显"), _("首字母读音、字形明显不同"),
    _("各有含义，整体含义不同"), _("除“%(one)s”外相同：%(other)s"), _("除“%(one)s”外仅词形不同：%(other)s"),
    _("除“%(one)s”外仅个别字母不同：%(other)s"), _("由相对独立的部分构成，其一为“%(one)s”"),
    _("常用词，整体含义可能不同"), _("汉字相同"), _("汉字相同，仅顺序不同"), _("顺序不同，含义明显不同"),
    _("同一汉字或词语的重复"), _("含义相同或近似"), _("不同部分含义相同"), _("整体含义不同"), _("字形近似"),
    _("不足三字，个别汉字不同"), _("读音相同或近似，字形近似"), _("读音相同，字形不同"),
    _("其一为有含义的词语，含义、字形有区别"), _("仅个别汉字不同"), _("首字读音、字形明显不同"),
    _("不同部分含义明显不同"), _("其一整体是有含义的词语"), _("多一字，另一字读音或字形近似"), _("单字商标加场所用语"),
    _("单字商标，整体含义可能不同"), _("整体含义明显不同"), _("除“%(one)s”外为“%(other)s”的重复"),
    _("除“%(one)s”外汉字相同：%(other)s"), _("除“%(one)s”外读音相同：%(other)s"), _("完整包含“%(one)s”"),
    _("依次包含“%(one)s”各字"), _("包含“%(one)s”各字，顺序不同"), _("整体是另一个词，含义明显不同"),
    _("中文与数字含义相同：%(one)s"), _("汉字及其拼音与相同拼音：%(one)s"), _("汉字的拼音相同：%(one)s"),
    _("外文与中文含义对应"), _("外文含义超出一般公众的认知"), _("文字相同"), _("该部分显著性弱，不是突出部分"),
    _("包含名称“%(one)s”"), _("包含地名部分“%(one)s”"), _("盯防的商标申请在后（%(one)s）"), _("包含“%(one)s”"),
    _("按字母表转写（不是官方译名），读音可能对应，请懂该文字的人核对：%(one)s"), _("该文字的含义和官方译名无从得知，请懂该文字的人核对"),
)  # fmt: skip


def finding_said(why: str) -> str:
    """A finding's words in the reader's language; as they stand where they are not known."""
    if not english():
        return why
    for template, pattern in _patterns():
        if found := pattern.fullmatch(why):
            return gettext(template) % found.groupdict()
    return why


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    made = []
    for template in SAID:
        escaped = re.escape(template)
        for name in ("one", "other"):
            escaped = escaped.replace(re.escape(f"%({name})s"), f"(?P<{name}>.+)")
        made.append((template, re.compile(escaped)))
    return tuple(made)
