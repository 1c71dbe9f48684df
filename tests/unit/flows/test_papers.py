"""Papers that travel with a service: found beside its file, part of its content, set without a look outside."""

from __future__ import annotations

import pytest

from flows.catalogue import load_catalogue
from flows.lint import lint
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import NoticeBody, ReceiptBody
from flows.steps.print import Print
from kiosk.app.content import service_files
from kiosk.core.devices import Printed, PrintFailed
from kiosk.core.errors import ContentError
from kiosk.documents.papers import PAPERS, needed_keys
from kiosk.documents.typeset import typeset
from tests.support.effects import FILES as OURS
from tests.support.effects import FOLDER, EffectsWalk, effects_catalogue
from tests.support.flow_walks import bundled
from tests.support.paper_samples import STATIONERY
from tests.support.printed import text_of

FILES = {name: text for name, text in service_files(FOLDER).items() if name in OURS}


def the_form() -> fx.PrintDocument:
    walk = EffectsWalk(catalogue=effects_catalogue())
    walk.begin("elder-papers")
    walk.until("form")
    started = walk.started
    assert isinstance(started, fx.PrintDocument)
    return started


def test_the_form_of_a_service_is_spoken_of_as_a_form_once_it_is_printed() -> None:
    walk = EffectsWalk(catalogue=effects_catalogue())
    walk.begin("elder-papers")
    walk.until("form")
    walk.take(ev.DocumentPrinted(operation=walk.operation, outcome=Printed(pages=1)))
    body = walk.screen.body
    assert isinstance(body, ReceiptBody)
    assert [each.when for each in body.next] == ["先拿好", "以后", "还要一张"]


def test_without_its_form_the_matter_stands_as_it_was_handed_in() -> None:
    walk = EffectsWalk(catalogue=effects_catalogue())
    walk.begin("elder-papers")
    walk.until("form")
    walk.take(ev.DocumentPrinted(operation=walk.operation, outcome=PrintFailed(fault="PRN-003")))
    body = walk.screen.body
    assert isinstance(body, NoticeBody)
    assert "证明" not in repr(body.matter)
    assert "2026" in repr(body.matter), "the number that it was handed in under"


def test_the_form_of_a_service_is_set_from_what_was_entered() -> None:
    form = the_form()
    text = text_of(typeset(form.template, {**STATIONERY, **form.data.reveal()}))
    for words in ("老人津贴申请表", "张伟", "441900195103071237", "1951年3月7日", "HK0123456789AB", "电子证照"):
        assert words in text
    assert "受理，由承办单位决定" in text


def test_it_is_printed_once_after_the_receipt_under_a_purpose_of_its_own() -> None:
    walk = EffectsWalk(catalogue=effects_catalogue())
    walk.begin("elder-papers")
    walk.to_the_end()
    purposes = [each.purpose.partition(":")[0] for each in walk.all_effects if isinstance(each, fx.PrintDocument)]
    assert purposes == ["receipt", "form"]
    audits = [each.facts for each in walk.all_effects if isinstance(each, fx.RecordAudit)]
    assert {"template": "own", "again": 0} in audits, "an audit names papers, and quotes none"


def test_a_paper_belongs_to_the_services_of_its_folder_alone() -> None:
    elsewhere = {
        name.replace("elder/elder-application.typ", "other/elder-application.typ"): text for name, text in FILES.items()
    }
    loaded = load_catalogue(elsewhere, bundled().reference)
    elder = next(each for each in loaded.services if each.id == "elder-papers")
    step = elder.step("form")
    assert isinstance(step, Print)
    assert step.template == "elder-application"


def test_another_paper_is_another_content() -> None:
    changed = {name: text + "// changed\n" if name.endswith(".typ") else text for name, text in FILES.items()}
    before, after = (load_catalogue(files, bundled().reference) for files in (FILES, changed))
    differing = {
        one.id for one, other in zip(before.services, after.services, strict=True) if one.digest != other.digest
    }
    assert differing == {"elder-papers"}


@pytest.mark.parametrize(
    "source",
    [
        '#read("/etc/hostname")\n',
        '#read("../../../../etc/hostname")\n',
        '#image("/etc/hostname")\n',
        '#include "/etc/hostname"\n',
        '#import "@preview/example:0.1.0": add\n',
        '#json("/proc/self/environ")\n',
    ],
)
def test_a_paper_reads_no_file_of_the_machine_and_fetches_no_package(source: str) -> None:
    with pytest.raises(ContentError, match="CNT-004"):
        typeset(source, dict(STATIONERY))


def test_lint_sets_the_form_from_sample_data() -> None:
    def setting(template: str, data: object) -> str:
        try:
            typeset(template, {**STATIONERY, **data})  # type: ignore[dict-item]
        except ContentError as exc:
            return exc.detail
        return ""

    names = {name: needed_keys(paper) for name, paper in PAPERS.items()}
    broken = {name: text + "#nothing-like-this\n" if name.endswith(".typ") else text for name, text in FILES.items()}
    for files, wrong in ((FILES, False), (broken, True)):
        found = lint(load_catalogue(files, bundled().reference), templates=names, typeset=setting)
        about = [each for each in found if each.file.endswith("elder-papers.yaml") and "paper" in each.message]
        assert bool(about) is wrong, about
