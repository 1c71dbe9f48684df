"""What may be seen of personal data in a public room."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from flows.masking import Mask, masked


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (Mask.NAME, "张伟", "张*"),
        (Mask.NAME, "张三丰", "张**"),
        (Mask.NAME, "欧阳修", "欧阳*"),
        (Mask.NAME, "欧阳", "欧*"),
        (Mask.NAME, "李", "李*"),
        (Mask.NAME, "Maria Silva", "M**** S****"),
        (Mask.NAME, "阿依古丽·买买提", "阿*******"),
        (Mask.NAME, "", ""),
        (Mask.NUMBER, "441900195103071237", "4419**********1237"),
        (Mask.NUMBER, "12345678", "********"),
        (Mask.PHONE, "13800005620", "138****5620"),
        (Mask.PHONE, "1380", "****"),
        (Mask.BANK, "6222021234556608", "**** 6608"),
        (Mask.BANK, "123", "***"),
        (Mask.ADDRESS, "广东省东莞市厚街镇溪头村 1 号", "广东省东莞市厚街镇***"),
        (Mask.ADDRESS, "东莞市南城街道鸿福路 1 号", "东莞市南城街道***"),
        (Mask.ADDRESS, "北京市海淀区一路", "北京市海淀区***"),
        (Mask.PERMIT, "C12345678", "C****5678"),
        (Mask.NONE, "厚街镇 溪头", "厚街镇 溪头"),
    ],
)
def test_only_what_is_needed_to_know_it_again_is_shown(kind: Mask, value: str, shown: str) -> None:
    assert masked(kind, value) == shown


digits = st.text(alphabet="0123456789ABCXYZ", min_size=2, max_size=30)


@given(st.sampled_from([Mask.NUMBER, Mask.PHONE, Mask.BANK, Mask.PERMIT]), digits)
def test_no_number_is_ever_shown_whole(kind: Mask, value: str) -> None:
    assert value not in masked(kind, value)
    assert "**" in masked(kind, value)


@given(st.text(alphabet="张伟李秀兰陈家豪欧阳修", min_size=2, max_size=6))
def test_no_name_is_ever_shown_whole(value: str) -> None:
    assert masked(Mask.NAME, value).startswith(value[0])
    assert value not in masked(Mask.NAME, value)
    assert len(masked(Mask.NAME, value)) == len(value)
