"""Documents are set from data, and every failure says its true cause and nothing of the data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.errors import ContentError
from kiosk.documents.typeset import typeset
from tests.support.paper_samples import TEMPLATES, sample, sample_dict
from tests.support.printed import page_count, text_of

SECRET = "张伟张伟"
NUMBER = "441900195103071237"
HEAD = '#set text(font: "Noto Sans CJK SC")\n#let data = json(bytes(sys.inputs.data))\n'


def failure(template: str, **data: object) -> str:
    with pytest.raises(ContentError) as caught:
        typeset(template, {"name": SECRET, "number": NUMBER, **data})  # type: ignore[dict-item]
    assert caught.value.code == "CNT-004"
    assert caught.value.__context__ is None or caught.value.__suppress_context__
    told = f"{caught.value!r} {caught.value.__cause__!r}"
    assert SECRET[:2] not in told
    assert NUMBER[:6] not in told
    return caught.value.detail


def test_a_template_that_travels_with_a_service_is_set() -> None:
    pdf = typeset(HEAD + "你好，#data.name", {"name": "李秀兰"})
    assert pdf.startswith(b"%PDF")
    assert text_of(pdf) == "你好，李秀兰"


def test_it_may_use_the_parts_of_the_bundled_papers() -> None:
    pdf = typeset(
        '#import "paper.typ": *\n#show: paper.with(("通知", "Notice"))\n#headline("通知", "Notice")',
        sample("report-receipt"),
    )
    assert "厚街镇·溪头村便民服务站" in text_of(pdf)


def test_a_text_named_qr_arrives_as_a_picture() -> None:
    plain = typeset(HEAD + "#data.code", {"code": "x"})
    assert "<svg" not in text_of(plain)
    pdf = typeset(HEAD + '#data.page_qr.slice(0, 4) #image(bytes(data.page_qr), format: "svg")', {"page_qr": "x"})
    assert "<svg" in text_of(pdf)


def test_the_same_data_gives_the_same_document() -> None:
    assert typeset("receipt-kept", sample("receipt-kept")) == typeset("receipt-kept", sample("receipt-kept"))


@pytest.mark.parametrize(
    ("source", "place", "reason"),
    [
        ("#data.nothing", "service.typ:3", 'dictionary does not contain key "nothing"'),
        ("\n#let x = \n", "service.typ:4", "expected expression"),
        ("#unknown()", "service.typ:3", "unknown variable: unknown"),
        ("#int(data.name)", "service.typ:3", "string contains invalid digits"),
        ("#data.at(data.name)", "service.typ:3", "dictionary does not contain key (withheld)"),
        ("#panic(data.name)", "service.typ:3", "panicked with"),
        ("#assert(false, message: data.number)", "service.typ:3", "assertion failed"),
        ("#image(data.number)", "service.typ:3", "file not found"),
        ('#read("/etc/hostname")', "service.typ:3", "file not found"),
        ('#read("../../../../pyproject.toml")', "service.typ:3", "path"),
        ('#import "@preview/cetz:0.3.0": canvas', "service.typ:3", "packages cannot be fetched"),
        ('#eval(data.number + " 张")', "", ""),
        ("\ue123\U0002fa1f \U0003134a\u0378", "service.typ", "no glyph"),
        ('#data.name.split("").map(int)', "service.typ:3", ""),
    ],
)
def test_a_failure_says_file_line_and_reason_and_nothing_of_the_data(source: str, place: str, reason: str) -> None:
    said = failure(HEAD + source)
    assert said.startswith(place)
    assert reason in said
    assert "\n" not in said


def test_a_template_that_is_not_there_is_named() -> None:
    assert failure("receipt-of-nothing") == "no template is called receipt-of-nothing"


@pytest.mark.parametrize("template", ["", "../paper", "receipt-kept.typ", "/etc/passwd"])
def test_a_path_is_not_a_name(template: str) -> None:
    """It is taken for a source text, which prints its own letters at worst: no file is read."""
    assert b"root:" not in typeset(template, {})


def test_data_that_does_not_fit_a_bundled_paper_is_named() -> None:
    data = sample("receipt-kept")
    del data["local_number"]
    with pytest.raises(ContentError, match="receipt-kept: local_number is missing"):
        typeset("receipt-kept", data)


def test_a_fault_inside_the_shared_parts_names_them() -> None:
    with pytest.raises(ContentError, match=r"paper.typ:\d+: "):
        typeset('#import "paper.typ": *\n#moment("noon")', {})


def test_a_text_too_long_for_a_code_is_named() -> None:
    assert "progress_qr is too long" in failure(HEAD, progress_qr="x" * 5000)


@pytest.mark.parametrize("name", ["𠮷", "𡈽", "㙟", "𰻝", "龘䶮", "欧阳𠮷𡈽", "阿不都热依木·买买提艾力"])
def test_a_rare_name_is_set_as_it_is_written(name: str) -> None:
    person = sample_dict("social-insurance-certificate", "person") | {"name": name}
    assert name in text_of(
        typeset("social-insurance-certificate", sample("social-insurance-certificate", person=person))
    )


@pytest.mark.parametrize("name", ["\U0003134a\u0378", "张\ufffe", "李\U0002ebef"])
def test_a_name_that_no_font_has_is_not_printed_as_a_box(name: str) -> None:
    person = sample_dict("social-insurance-certificate", "person") | {"name": name}
    with pytest.raises(ContentError, match="no glyph") as caught:
        typeset("social-insurance-certificate", sample("social-insurance-certificate", person=person))
    assert name not in repr(caught.value)


def test_what_a_resident_wrote_is_never_taken_for_markup() -> None:
    words = "#panic(1) *a* _b_ $c$ @d <e> `f` = g // h \\ #sys.inputs"
    pdf = typeset("report-receipt", sample("report-receipt", words=words))
    assert "".join(words.split()) in text_of(pdf)


@given(st.sampled_from(TEMPLATES), st.text(max_size=40), st.sampled_from(["zh-Hans", "en"]))
def test_any_text_becomes_a_paper_or_a_typed_failure(template: str, text: str, language: str) -> None:
    fields = {
        "receipt-received": {"applicant": text, "number": text, "service": text},
        "receipt-kept": {"applicant": text, "local_number": text, "service": {"zh": text, "en": text}},
        "bundle-receipt": {"applicant": text, "service": text},
        "report-receipt": {"words": text, "fault": text, "number": text},
        "social-insurance-certificate": {"city": text, "terminal": text},
        "query-result": {"title": text, "records": [[{"label": text, "value": text}]]},
        "booking-slip": {"matter": text, "office": text, "number": text},
        "record-certificate": {"opening": text, "rows": [[text]]},
    }[template]
    try:
        pdf = typeset(template, sample(template, language=language, **fields))
    except ContentError as failure:
        assert failure.code == "CNT-004"  # noqa: PT017 - either outcome is right
    else:
        assert page_count(pdf) >= 1
