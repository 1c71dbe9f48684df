"""Papers are read out of plain data, and what does not fit is named without its value."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.errors import ContentError
from kiosk.core.sensitive import Sensitive
from kiosk.documents import papers
from kiosk.documents.papers import Json, data_of, parse
from tests.support.paper_samples import TEMPLATES, sample, sample_dict

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def refused(template: str, data: dict[str, Json]) -> str:
    with pytest.raises(ContentError) as caught:
        parse(papers.PAPERS[template], data)
    assert caught.value.code == "CNT-004"
    return caught.value.detail


def test_every_bundled_paper_has_its_sample() -> None:
    assert set(TEMPLATES) == set(papers.PAPERS)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_paper_reads_back_from_its_own_data(template: str) -> None:
    paper = parse(papers.PAPERS[template], sample(template))
    assert data_of(parse(papers.PAPERS[template], data_of(paper))) == data_of(paper)


def test_a_time_is_put_on_paper_as_the_clock_in_china_shows_it() -> None:
    data = data_of(parse(papers.ReceiptReceived, sample("receipt-received")))
    assert data["received_at"] == "2026-11-24T09:12+08:00"


def test_a_plain_text_will_do_where_a_wording_is_expected() -> None:
    paper = parse(papers.ReceiptKept, sample("receipt-kept", service="老人津贴申请"))
    assert isinstance(paper, papers.ReceiptKept)
    assert paper.service == papers.Wording(zh="老人津贴申请")


def test_an_empty_date_is_no_date() -> None:
    paper = parse(papers.ReceiptKept, sample("receipt-kept", news_by=""))
    assert isinstance(paper, papers.ReceiptKept)
    assert paper.news_by is None


@pytest.mark.parametrize(
    ("template", "changes", "named"),
    [
        ("receipt-kept", {"materials": [{"form": "拍照"}]}, "materials[0].name is missing"),
        ("receipt-kept", {"materials": "拍照"}, "materials is not a list"),
        ("receipt-kept", {"clock_synced": "yes"}, "clock_synced is not true or false"),
        ("receipt-kept", {"kept_at": "gestern"}, "kept_at is not a date and time"),
        ("receipt-kept", {"news_by": "27.11."}, "news_by is not a date"),
        ("receipt-kept", {"applicant": ["张伟"]}, "applicant is not a text"),
        ("report-receipt", {"service": 7}, "service is not a group of fields"),
        ("social-insurance-certificate", {"paid_months": True}, "paid_months is not a whole number"),
        ("social-insurance-certificate", {"person": {"name": "张伟"}}, "person.number is missing"),
    ],
)
def test_what_does_not_fit_is_named_without_its_value(template: str, changes: dict[str, Json], named: str) -> None:
    said = refused(template, sample(template, **changes))
    assert named in said
    assert "张伟" not in said


def test_a_missing_field_is_named() -> None:
    data = sample("receipt-received")
    del data["number"]
    assert "number is missing" in refused("receipt-received", data)


def test_a_field_that_nobody_knows_yet_is_ignored() -> None:
    person = sample_dict("social-insurance-certificate", "person") | {"nickname": "阿伟"}
    assert parse(papers.SocialInsuranceCertificate, sample("social-insurance-certificate", person=person, extra=1))


@given(st.sampled_from(TEMPLATES), st.data())
def test_any_damaged_data_is_a_paper_or_a_typed_failure(template: str, data: st.DataObject) -> None:
    damaged = sample(template)
    for name in data.draw(st.lists(st.sampled_from(sorted(damaged)), max_size=3, unique=True)):
        damaged[name] = data.draw(json_values)
    try:
        paper = parse(papers.PAPERS[template], damaged)
    except ContentError as failure:
        assert failure.code == "CNT-004"  # noqa: PT017 - either outcome is right
    else:
        assert data_of(paper)


def test_the_code_on_a_slip_holds_serial_and_hash_and_nothing_of_the_person() -> None:
    data = sample("receipt-kept")
    derived = data_of(parse(papers.ReceiptKept, data))
    assert derived["serial_qr"] == f"{data['local_number']} {data['digest']}"


def test_one_row_stands_for_one_stretch_with_the_months_of_each_insurance() -> None:
    data = data_of(parse(papers.SocialInsuranceCertificate, sample("social-insurance-certificate")))
    assert data["periods"] == [
        {
            "first": "1998-07",
            "last": "2011-03",
            "employer": "东莞市厚街示范制鞋厂",
            "months": {"养老保险": 153, "工伤保险": 153},
        },
        {"first": "2001-01", "last": "2011-03", "employer": "东莞市厚街示范制鞋厂", "months": {"失业保险": 123}},
    ]


def test_personal_data_of_a_paper_cannot_be_printed_by_accident() -> None:
    paper = parse(papers.SocialInsuranceCertificate, sample("social-insurance-certificate"))
    assert "张伟" not in repr(paper)
    assert "441900195103071237" not in repr(paper)
    assert isinstance(paper, papers.SocialInsuranceCertificate)
    assert paper.person.name == Sensitive("张伟")
    assert paper.as_of == date(2026, 11, 24)
