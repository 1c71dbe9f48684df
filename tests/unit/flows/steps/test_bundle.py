"""Several matters handed in together: all kept or none, each with its own fate, one corrected alone."""

from __future__ import annotations

from dataclasses import replace

from flows.catalogue import Catalogue, load_catalogue
from flows.model import codec
from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import FatesBody, NoticeBody
from flows.model.values import BundleItem, Language, Run, Submission
from kiosk.core.devices import PrintFailed
from kiosk.core.sensitive import Sensitive
from kiosk.documents.typeset import typeset
from tests.support.effects import FOLDER, EffectsWalk, effects_catalogue
from tests.support.flow_walks import AT, BLOB, LI_XIULAN, bundled, kept_items, ready_state
from tests.support.paper_samples import STATIONERY
from tests.support.printed import text_of

REASON = "户号对不上。"


def at_submit(*, gas: str = "yes") -> EffectsWalk:
    walk = EffectsWalk(catalogue=effects_catalogue())
    walk.begin("new-home")
    walk.until("gas")
    walk.take(ev.OptionChosen("gas", gas), ev.Continued())
    walk.until("submit")
    return walk


def handed(walk: EffectsWalk) -> tuple[Submission, ...]:
    started = walk.effects_of(fx.SubmitTogether)[-1]
    assert isinstance(started, fx.SubmitTogether)
    return started.submissions


def keep(walk: EffectsWalk) -> None:
    walk.take(ev.SubmissionsKept(operation=walk.operation, kept=kept_items(handed(walk))))


def receive(walk: EffectsWalk, submission: Submission, number: str = "DG202611240418") -> None:
    operation = walk.effects_of(fx.SubmitTogether)[-1].operation  # type: ignore[union-attr]
    walk.take(ev.SubmissionReceived(operation=operation, key=submission.key, platform_number=number, at=AT))


def refuse(walk: EffectsWalk, submission: Submission) -> None:
    operation = walk.effects_of(fx.SubmitTogether)[-1].operation  # type: ignore[union-attr]
    refused = ev.SubmissionRefused(operation=operation, key=submission.key, code="account", reason=REASON)
    walk.take(refused)


def bundle(walk: EffectsWalk) -> dict[str, BundleItem]:
    assert walk.state.run is not None
    return {each.item: each for each in walk.state.run.bundle}


def with_one_refused() -> EffectsWalk:
    walk = at_submit()
    keep(walk)
    water, power, gas = handed(walk)
    receive(walk, water, "DG202611240418")
    refuse(walk, gas)
    receive(walk, power, "DG202611240419")
    return walk


def test_every_page_of_a_paper_goes_with_the_matters_that_it_belongs_to() -> None:
    walk = EffectsWalk(catalogue=effects_catalogue())
    walk.begin("new-home")
    walk.until("deed")
    for way in ("more", "page:1"):
        walk.answer()
        walk.take(ev.Continued())
        walk.answer()
        walk.take(ev.WayChosen(way))
    walk.until("submit")
    names = [[part.name for part in each.attachments] for each in handed(walk)]
    assert names == [["deed", "deed-2"], [], ["deed", "deed-2"]]


def test_each_matter_has_its_own_payload_papers_and_key_in_one_effect() -> None:
    walk = at_submit()
    water, power, gas = handed(walk)
    assert len({each.key for each in (water, power, gas)}) == 3
    assert [each.service_id for each in (water, power, gas)] == ["water-rename", "power-rename", "gas-rename"]
    assert water.attachments[0].blob == BLOB
    assert power.attachments == ()
    assert set(water.payload.reveal()) == {"applicant", "deed_pages"}
    assert set(gas.payload.reveal()) == {"applicant", "gas"}


def with_consent() -> Catalogue:
    """The same life event, after a consent and a look at the face."""
    named = "{zh-Hans: 某局，0769-1, en: Office}"
    consent = f"  - {{id: agreed, kind: consent, purpose: sensitive, who: {named}, what: {named}}}\n"
    face = "  - {id: verified, kind: verify_face, later: true}\n"
    whole = (FOLDER / "new-home.yaml").read_text("utf-8")
    before, after = whole.split("  - id: gas\n", 1)
    loaded = load_catalogue({"new-home.yaml": f"{before}{consent}{face}  - id: gas\n{after}"}, bundled().reference)
    assert loaded.problems == (), loaded.problems
    return loaded


def test_what_was_agreed_to_and_how_one_was_verified_goes_with_every_matter() -> None:
    walk = EffectsWalk(catalogue=with_consent())
    walk.begin("new-home")
    walk.until("verified")
    walk.take(ev.WayChosen("later"))
    walk.until("submit")
    assert len(handed(walk)) == 3
    for each in handed(walk):
        evidence = each.payload.reveal()["evidence"]
        assert isinstance(evidence, dict)
        agreed, verified = evidence["agreed"], evidence["verified"]
        assert isinstance(agreed, dict)
        assert isinstance(verified, dict)
        assert (agreed["purpose"], agreed["agreed"]) == ("sensitive", True)
        assert (verified["by"], verified["verified"]) == ("staff", False)


def test_a_matter_whose_condition_does_not_hold_is_not_handed_in() -> None:
    assert [each.service_id for each in handed(at_submit(gas="no"))] == ["water-rename", "power-rename"]


def test_it_goes_on_when_the_last_one_is_decided_and_each_shows_its_own_fate() -> None:
    walk = at_submit()
    keep(walk)
    water, power, gas = handed(walk)
    receive(walk, water)
    assert walk.step == "submit"
    refuse(walk, power)
    receive(walk, gas, "DG202611240420")
    assert walk.step == "receipt"
    walk.answer()
    body = walk.screen.body
    assert isinstance(body, FatesBody)
    assert {(each.title, each.mark) for each in body.fates} == {
        ("水费改户名", "done"),
        ("电费改户名", "failed"),
        ("煤气改户名", "done"),
    }
    assert REASON in body.fates[0].state, "what asks for something stands first"
    assert body.headline.title == "有 1 件没有送成"


def test_without_the_platforms_word_they_are_kept_and_change_when_it_comes() -> None:
    walk = at_submit()
    keep(walk)
    water, power, gas = handed(walk)
    receive(walk, water)
    walk.take(ev.SubmissionWaiting(operation=walk.operation, fault="NET-002"))
    assert walk.step == "receipt"
    walk.answer()
    body = walk.screen.body
    assert isinstance(body, FatesBody)
    assert [each.mark for each in body.fates] == ["done", "wait", "wait"]
    receive(walk, power, "DG202611240419")
    receive(walk, gas, "DG202611240420")
    assert isinstance(walk.screen.body, FatesBody)
    assert walk.screen.body.headline.title == "3 件都交好了"
    receive(walk, gas, "DG209999999999")
    assert bundle(walk)["gas"].platform_number == "DG202611240420", "a number once given stays"


def test_a_refused_one_is_corrected_alone_under_a_new_key() -> None:
    walk = with_one_refused()
    walk.answer()
    first = bundle(walk)
    walk.take(ev.WayChosen("mend:gas"))
    assert walk.step == "check"
    walk.take(ev.ChangeAsked("gas"), ev.OptionChosen("gas", "yes"), ev.Continued())
    walk.take(ev.Continued())
    (again,) = handed(walk)
    assert again.service_id == "gas-rename"
    assert again.supersedes == first["gas"].key
    assert again.key != first["gas"].key
    keep(walk)
    receive(walk, again, "DG202611240421")
    assert walk.step == "receipt"
    after = bundle(walk)
    assert after["water"].platform_number == first["water"].platform_number
    assert after["gas"].platform_number == "DG202611240421"
    papers = [each for each in walk.all_effects if isinstance(each, fx.PrintDocument)]
    assert len({each.purpose for each in papers}) == 2, "the corrected paper is another one"


def test_only_what_was_refused_can_be_mended() -> None:
    walk = with_one_refused()
    walk.answer()
    before = walk.state
    walk.take(ev.WayChosen("mend:water"), ev.WayChosen("mend:?"))
    assert walk.state.run == before.run


def test_the_paper_says_what_is_true_of_each() -> None:
    walk = with_one_refused()
    paper = walk.started
    assert isinstance(paper, fx.PrintDocument)
    assert paper.template == "bundle-receipt"
    text = text_of(typeset(paper.template, {**STATIONERY, **paper.data.reveal()}))
    for words in ("DG202611240418", "DG202611240419", "XT07-1124-0033", REASON, "张*", "收件凭证（非受理凭证）"):
        assert words in text
    assert "441900195103071237" not in text


def test_after_a_power_cut_all_are_handed_in_again_under_the_same_keys() -> None:
    before = at_submit()
    keep(before)
    keys = [each.key for each in handed(before)]
    receive(before, handed(before)[0])
    draft = codec.decode(codec.encode(before.state))
    walk = EffectsWalk(catalogue=effects_catalogue(), state=ready_state())
    walk.take(ev.SessionStarted(session_id="6f9619ff-8b86-4d01-b42d-00cf4fc964aa", at=AT))
    walk.take(ev.ServiceChosen("new-home"))
    walk.answer()
    walk.answer()
    walk.take(ev.DraftFound(operation=walk.operation, state=draft))
    assert [each.key for each in handed(walk)] == keys[1:], "what the platform has is not sent again"


def test_another_person_inherits_no_matter_number_or_message_of_the_one_before() -> None:
    walk = with_one_refused()
    walk.answer()
    refused = handed(walk)
    walk.take(ev.WayChosen("mend:gas"))
    for _ in range(6):
        if walk.step == "identify":
            break
        walk.take(ev.WentBack())
    walk.card = LI_XIULAN
    walk.take(ev.WayChosen("id_card"))
    walk.take(ev.DocumentRead(operation=walk.operation, document=LI_XIULAN))
    run = walk.state.run
    assert run is not None
    assert replace(run, trail=(), memory=Sensitive({})) == Run(service=run.service, step_id="identify")
    walk.take(ev.NoDraft(operation=walk.operation))
    walk.until("gas")
    walk.take(ev.OptionChosen("gas", "yes"), ev.Continued())
    walk.until("submit")
    own = handed(walk)
    assert [each.service_id for each in own] == ["water-rename", "power-rename", "gas-rename"]
    assert {each.supersedes for each in own} == {""}
    assert not {each.key for each in own} & {each.key for each in refused}
    assert all(LI_XIULAN.name.reveal() in repr(each.payload.reveal()) for each in own)


def test_after_a_power_cut_at_the_receipt_nothing_is_printed_under_another_purpose() -> None:
    before = with_one_refused()
    (first,) = (each for each in before.all_effects if isinstance(each, fx.PrintDocument))
    draft = codec.decode(codec.encode(before.state))
    walk = EffectsWalk(catalogue=effects_catalogue(), state=ready_state())
    walk.take(ev.SessionStarted(session_id="6f9619ff-8b86-4d01-b42d-00cf4fc964aa", at=AT))
    walk.take(ev.ServiceChosen("new-home"))
    walk.answer()
    walk.answer()
    walk.take(ev.DraftFound(operation=walk.operation, state=draft))
    papers = [each for each in walk.all_effects if isinstance(each, fx.PrintDocument)]
    assert [each.purpose for each in papers] == [first.purpose]


def test_a_store_that_cannot_keep_them_keeps_none_and_says_so() -> None:
    walk = at_submit()
    walk.fails("STO-002")
    assert isinstance(walk.screen.body, NoticeBody)
    assert bundle(walk)["water"].local_number == ""
    walk.take(ev.WentBack())
    assert walk.step == "check"


def test_a_printer_that_fails_leaves_what_was_handed_in_alone() -> None:
    walk = with_one_refused()
    walk.take(ev.DocumentPrinted(operation=walk.operation, outcome=PrintFailed(fault="PRN-003")))
    body = walk.screen.body
    assert isinstance(body, NoticeBody)
    assert body.matter.title == "3 件里 2 件已收下"
    walk.take(ev.Continued())
    assert walk.step == "rate"


def test_what_only_this_terminal_has_is_not_said_to_be_handed_in() -> None:
    walk = at_submit()
    keep(walk)
    walk.take(ev.SubmissionWaiting(operation=walk.operation, fault="NET-002"))
    assert walk.step == "receipt"
    walk.take(ev.DocumentPrinted(operation=walk.operation, outcome=PrintFailed(fault="PRN-003")))
    body = walk.screen.body
    assert isinstance(body, NoticeBody)
    assert body.matter.title == "3 件里 3 件已收下"
    assert "交好" not in repr(body.matter)


def test_a_reason_that_names_a_person_is_shown_and_printed_but_never_represented() -> None:
    reason, english = "王小满已经改过户名了。", "Wang Xiaoman did it already."
    walk = at_submit(gas="no")
    keep(walk)
    water, power = handed(walk)
    operation = walk.operation
    refused = ev.SubmissionRefused(operation=operation, key=water.key, code="account", reason=reason, reason_en=english)
    walk.take(refused)
    receive(walk, power)
    assert walk.state.run is not None
    for each in (walk.state, walk.state.run, bundle(walk)["water"], refused, walk.all_effects):
        assert "小满" not in repr(each)
        assert "Xiaoman" not in repr(each)
    assert codec.decode(codec.encode(walk.state), walk.state.terminal) == walk.state
    paper = walk.started
    assert isinstance(paper, fx.PrintDocument)
    assert reason in text_of(typeset(paper.template, {**STATIONERY, **paper.data.reveal()}))
    walk.answer()
    assert reason in repr(walk.screen.body)
    walk.take(ev.LanguageChosen(Language.EN))
    assert english in repr(walk.screen.body)


def test_what_was_refused_is_not_thrown_away_by_one_touch() -> None:
    for on_the_rating in (False, True):
        walk = with_one_refused()
        walk.answer()
        if on_the_rating:
            walk.take(ev.Continued())
        assert walk.step == ("rate" if on_the_rating else "receipt")
        walk.take(ev.EndAsked())
        sheet = walk.screen.sheet
        assert sheet is not None
        assert "".join(sheet.lines) == "还有没交成的。结束以后，那些下次要从头办，已经交上来的不受影响。"
        walk.take(ev.EndConfirmed())
        assert walk.state.session_id == ""


def test_where_nothing_was_refused_one_touch_ends() -> None:
    walk = at_submit(gas="no")
    keep(walk)
    for each in handed(walk):
        receive(walk, each)
    walk.answer()
    walk.take(ev.EndAsked())
    assert walk.state.session_id == ""


def test_a_refusal_that_comes_at_the_rating_brings_back_to_the_receipt_and_prints_nothing_by_itself() -> None:
    walk = at_submit(gas="no")
    keep(walk)
    water, power = handed(walk)
    receive(walk, water)
    walk.take(ev.WayChosen("leave"))
    walk.answer()
    walk.take(ev.Continued())
    assert walk.step == "rate"
    printed = len(walk.effects_of(fx.PrintDocument))
    refuse(walk, power)
    assert walk.step == "receipt"
    body = walk.screen.body
    assert isinstance(body, FatesBody)
    assert REASON in body.fates[0].state
    assert body.fates[0].change is not None
    assert len(walk.effects_of(fx.PrintDocument)) == printed
    walk.take(ev.WayChosen("again"))
    papers = walk.effects_of(fx.PrintDocument)
    assert len(papers) == printed + 1
    assert papers[-1].purpose != papers[0].purpose  # type: ignore[union-attr]


def test_the_session_walks_to_its_end() -> None:
    walk = EffectsWalk(catalogue=effects_catalogue())
    walk.begin("new-home")
    assert walk.to_the_end() < 30
