"""Answers in Chinese, Japanese or Korean: the few words that frame a short answer, in English.

Half of the metro maps name their stations in Chinese, and models from China may answer in it.  What
is put into English is a closed list: rows, columns, ordinals, counts with their counting words,
"and", "or", comparisons, "the answer is".  All else stays as it is, apart from gaps: these scripts
are written without spaces, so "7只" would not be a number.
"""

import re

__all__ = ["in_english"]

_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = re.compile(r"([一二三四五六七八九])?十([一二三四五六七八九])?")
_COUNTED = "个個只隻块塊站条條边邊张張位幅号號项項种種匹羽枚本つ개마번"
_NUMERAL = re.compile(
    rf"(?<![\u4e00-\u9fff])[零一二两三四五六七八九十]+(?=[{_COUNTED}]|[^\u4e00-\u9fff]|$)"
    r"|(?<=第)[零一二两三四五六七八九十]+|[零一二两三四五六七八九十]+(?=[行排列])"
)
_WORDS = (
    (re.compile(r"第?\s*(\d+)\s*(?:行|排|행)目?(?:的|の)?"), r" row \1 "),
    (re.compile(r"第?\s*(\d+)\s*(?:列|열)目?(?:的|の)?"), r" column \1 "),
    (re.compile(rf"第?\s*(\d+)\s*(?:番目|번째|[{_COUNTED}])"), r" \1 "),
    (re.compile("或者?|または|또는"), " or "),
    (re.compile("不等[于於]|不相等"), " ≠ "),
    (re.compile("小[于於]|少[于於]"), " < "),
    (re.compile("大[于於]|多[于於]"), " > "),
    (re.compile("等[于於]|相等"), " = "),
    (re.compile("对应|對應|连接?|連接?|匹配|→"), " → "),
    (re.compile("[和与與及跟]|と|와|과"), " and "),
    (re.compile("(?:最终|正确)?答案|正解|答え|정답"), "answer "),
    (re.compile("选项?|選項?|옵션"), " option "),
    (re.compile("[是为為]|です|は|입니다|은"), " is "),
    (re.compile("无法|不能|没有|沒有"), " cannot "),
)
_SEAM = re.compile(r"(?<=[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af])(?=[A-Za-z\d])"
                   r"|(?<=[A-Za-z\d])(?=[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af])")  # fmt: skip


def in_english(text: str) -> str:
    """The text, its frame in English, with gaps between scripts."""
    if text.isascii():
        return text
    text = _NUMERAL.sub(lambda found: str(_value(found[0])), text)
    for pattern, english in _WORDS:
        text = pattern.sub(english, text)
    return _SEAM.sub(" ", text)


def _value(numeral: str) -> int:
    """ "七" 7, "十二" 12, "二十一" 21; digits one by one otherwise."""
    ten = _TENS.fullmatch(numeral)
    if ten:
        return 10 * _NUMERALS.get(ten[1], 1) + _NUMERALS.get(ten[2], 0)
    return int("".join(str(_NUMERALS.get(one, 0)) for one in numeral))
