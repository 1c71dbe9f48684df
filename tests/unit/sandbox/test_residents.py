import re

from sandbox.residents import RESIDENTS, CardLayout, resident

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def test_every_eighteen_character_number_carries_its_check_digit_birth_and_sex() -> None:
    checked = [person for person in RESIDENTS if len(person.number) == 18]
    assert len(checked) == 6
    for person in checked:
        total = sum(int(digit) * weight for digit, weight in zip(person.number[:17], WEIGHTS, strict=True))
        assert person.number[17] == "10X98765432"[total % 11]
        assert person.number[6:14] == f"{person.birth:%Y%m%d}"
        assert int(person.number[16]) % 2 == int(person.sex) % 2


def test_there_is_a_person_for_each_card_layout() -> None:
    assert {person.layout for person in RESIDENTS} == set(CardLayout)


def test_people_are_found_by_id_and_phones_are_well_formed() -> None:
    for person in RESIDENTS:
        assert resident(person.id) is person
        assert re.fullmatch(r"1380000\d{4}", person.phone)


def test_months_of_insurance_count_both_ends() -> None:
    assert [item.months for item in resident("zhang-wei").insurance] == [153, 153, 123]
    assert resident("chen-jiahao").insurance == ()
