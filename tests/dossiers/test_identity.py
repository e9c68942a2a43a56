import pytest

from pengjiang.dossiers.demo_cases import id_number, uscc
from pengjiang.dossiers.identity import is_id_number, is_uscc, looks_like_uscc, mask_id, mask_name


@pytest.mark.parametrize(("year", "month", "day", "serial"), [(1960, 1, 1, 0), (1984, 2, 28, 999), (1999, 12, 31, 7), (2005, 6, 15, 123)])
def test_made_numbers_are_right_and_neighbours_wrong(year, month, day, serial):
    number = id_number(f"{year}{month:02d}{day:02d}", serial)

    assert is_id_number(number)
    assert not is_id_number(number[:16] + str((int(number[16]) + 1) % 10) + number[17])


@pytest.mark.parametrize("serial", [0, 1, 29, 30, 12345, 30**6])
def test_made_codes_are_right(serial):
    code = uscc(serial)

    assert is_uscc(code)
    assert looks_like_uscc(code)
    assert not is_uscc(code[:-1] + ("0" if code[-1] != "0" else "1"))


def test_impossible_birthday_is_no_number():
    assert not is_id_number("440799199902300019")
    assert is_id_number("440799850101001")
    assert not is_id_number("440799851301001")


def test_masks():
    assert mask_id("440799198001010014") == "440799********14"
    assert [mask_name(name) for name in ("黄某甲", "欧阳娜", "欧阳")] == ["黄某", "欧阳某", "欧某"]
    assert mask_name("演示建材有限公司", person=False) == "演示建材有限公司"
