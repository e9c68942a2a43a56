"""Chinese numerals and full-width characters, both ways."""

_DIGITS = "零一二三四五六七八九"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LIMIT = 100_000_000
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def half_width(text: str) -> str:
    """Full-width letters, digits, punctuation and blanks as their ASCII forms; 〔〕《》、。 stay as they are."""
    return text.translate(_FULL_WIDTH)


def to_chinese(number: int) -> str:
    """42 → 四十二, 110 → 一百一十, 1242 → 一千二百四十二. From 0 up to 99 999 999."""
    if not 0 <= number < _LIMIT:
        raise ValueError(f"只能转换 0 至 {_LIMIT - 1} 的整数，现在是 {number}。")
    head, tail = divmod(number, 10_000)
    if not head:
        text = _below_ten_thousand(tail)
    else:
        joint = "零" if 0 < tail < 1000 else ""
        text = _below_ten_thousand(head) + "万" + joint + (_below_ten_thousand(tail) if tail else "")
    return text.removeprefix("一") if text.startswith("一十") else text


def from_chinese(text: str) -> int:
    """四十二 → 42; 一百零一, 两千 and the digit by digit 二〇二六 are read too. Raises ``ValueError`` for anything else."""
    text = text.strip()
    if not text or any(sign not in _VALUES and sign not in _UNITS and sign != "万" for sign in text):
        raise ValueError(f"“{text}”不是中文数字。")
    if all(sign in _VALUES for sign in text):
        return int("".join(str(_VALUES[sign]) for sign in text))
    head, ten_thousand, tail = text.rpartition("万")
    return (from_chinese(head) * 10_000 if ten_thousand else 0) + (_section(tail) if tail else 0)


def _below_ten_thousand(number: int) -> str:
    if number == 0:
        return "零"
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if gap else "") + _DIGITS[digit] + name
            gap = False
        elif text and number:
            gap = True
    return text


def _section(text: str) -> int:
    total, digit, last_unit = 0, None, 10_000
    for sign in text:
        if sign in _UNITS:
            unit = _UNITS[sign]
            if unit >= last_unit or (digit is None and unit != 10):
                raise ValueError(f"“{text}”不是中文数字。")
            total += (1 if digit is None else digit) * unit
            digit, last_unit = None, unit
        elif _VALUES[sign] == 0 and digit is None:
            continue
        elif digit not in (None, 0):
            raise ValueError(f"“{text}”不是中文数字。")
        else:
            digit = _VALUES[sign]
    return total + (digit or 0)
