"""Bundled services walked to their end at the sandbox's platform: what is asked of it, and what it is given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import ChooseBody, MembersBody
from flows.model.values import Submission
from kiosk.core.sensitive import Sensitive
from sandbox.platform import handoffs
from sandbox.platform.quotas import set_left
from sandbox.residents import resident
from tests.support.flow_walks import PHONE
from tests.support.platform_walk import PlatformWalk, card_of, platform_walk


def payload(submission: Submission) -> dict[str, Any]:
    return dict(submission.payload.reveal())


def papers(submission: Submission) -> list[str]:
    return [each.name for each in submission.attachments]


def choose(walk: PlatformWalk, step: str, value: str) -> None:
    walk.until(step)
    walk.take(ev.OptionChosen(step, value), ev.Continued())


def fates(walk: PlatformWalk) -> dict[str, str]:
    assert walk.state.run is not None
    return {each.item: each.platform_number for each in walk.state.run.bundle}


def test_a_mother_tells_four_offices_of_her_child_at_once_without_a_paper(tmp_path: Path) -> None:
    with platform_walk(tmp_path, "newborn-together") as walk:
        walk.until("identify")
        walk.put("liang-xiaowen")
        choose(walk, "follows", "mine")
        walk.until("papers")
        walk.take(ev.Continued())
        walk.answer()
        body = walk.screen.body
        assert isinstance(body, ChooseBody)
        assert [each.chosen for each in body.options] == [True, True], "both are on record"
        walk.take(ev.Continued())
        choose(walk, "wants_card", "yes")
        choose(walk, "wants_allowance", "yes")
        walk.until("receipt")
        assert walk.effects_of(fx.StartPreview) == [], "nothing is photographed"
        assert [each.service_id for each in walk.handed_in] == [
            "birth-registration",
            "medical-join",
            "social-card-apply",
            "child-allowance",
        ]
        household, insurance, card, allowance = map(payload, walk.handed_in)
        assert [each["type"] for each in household["certificates"]] == ["birth-certificate", "household-register"]
        assert [each["type"] for each in insurance["certificates"]] == ["birth-certificate"], "no more than it needs"
        assert [each["type"] for each in card["certificates"]] == ["birth-certificate"], "it says whose child it is"
        assert household["follows"] == "mother"
        assert "bank_account" not in {**household, **insurance, **card}
        assert allowance["bank_account"]
        assert len({each.key for each in walk.handed_in}) == 4
        assert len(set(fates(walk).values())) == 4, "each has a number of its own"
        walk.to_the_end()


def test_a_father_without_certificates_photographs_them_and_leaves_out_what_he_does_not_want(tmp_path: Path) -> None:
    with platform_walk(tmp_path, "newborn-together") as walk:
        choose(walk, "follows", "mine")
        walk.until("papers")
        walk.take(ev.WayChosen("decline"))
        choose(walk, "wants_card", "no")
        choose(walk, "wants_allowance", "no")
        walk.until("receipt")
        household, insurance = walk.handed_in
        assert papers(household) == ["birth_certificate", "household_book"]
        assert papers(insurance) == ["birth_certificate"]
        assert set(fates(walk)) == {"household", "insurance"}


def test_where_a_child_joins_the_other_parents_household_it_is_their_book_that_is_handed_in(tmp_path: Path) -> None:
    with platform_walk(tmp_path, "newborn-together") as walk:
        walk.until("identify")
        walk.put("liang-xiaowen")
        choose(walk, "follows", "other")
        assert walk.step == "papers_other", "her own register is not asked for"
        walk.take(ev.Continued())
        walk.answer()
        walk.take(ev.Continued())
        choose(walk, "wants_card", "yes")
        choose(walk, "wants_allowance", "yes")
        walk.until("receipt")
        household, _, card, allowance = walk.handed_in
        assert payload(household)["follows"] == "father"
        for each in (household, allowance):
            assert [one["type"] for one in payload(each)["certificates"]] == ["birth-certificate"]
            assert papers(each) == ["other_book"]
            assert payload(each)["household_book_pages"] == 1
        assert papers(card) == []


def test_whoever_thinks_again_hands_in_no_register_of_the_wrong_parent(tmp_path: Path) -> None:
    with platform_walk(tmp_path, "newborn-together") as walk:
        walk.until("identify")
        walk.put("liang-xiaowen")
        choose(walk, "follows", "mine")
        walk.take(ev.Continued())
        walk.answer()
        walk.take(ev.Continued())
        walk.until("check")
        walk.take(ev.ChangeAsked("follows"))
        walk.take(ev.OptionChosen("follows", "other"), ev.Continued())
        walk.until("receipt")
        household = walk.handed_in[0]
        assert payload(household)["follows"] == "father"
        assert "household-register" not in [one["type"] for one in payload(household)["certificates"]]
        assert "household_book" not in papers(household)
        assert "other_book" in papers(household)


def test_what_follows_a_death_is_told_once(tmp_path: Path) -> None:
    with platform_walk(tmp_path, "farewell-together") as walk:
        choose(walk, "had_fund", "no")
        walk.until("receipt")
        assert [each.service_id for each in walk.handed_in] == [
            "household-cancel",
            "funeral-grant",
            "medical-account-close",
        ]
        assert papers(walk.handed_in[0]) == ["death_proof", "household_book"]
        assert papers(walk.handed_in[1]) == ["death_proof"]
        assert "bank_account" not in payload(walk.handed_in[0])
        walk.to_the_end()


@pytest.mark.parametrize("service", ["respect-card", "disability-subsidies", "veteran-card", "court-filing"])
def test_a_daughter_applies_for_her_father_and_both_are_named(service: str, tmp_path: Path) -> None:
    with platform_walk(tmp_path, service) as walk:
        walk.until("identify")
        walk.put("li-xiulan")
        walk.until("whom")
        walk.take(ev.OptionChosen("whom", "family"), ev.Continued())
        walk.take(ev.OptionChosen("whom", "parent"), ev.Continued())
        walk.put("zhang-wei")
        walk.take(ev.WayChosen("agree"))
        walk.card = card_of(resident("li-xiulan"))
        walk.until("receipt")
        (handed,) = walk.handed_in
        assert payload(handed)["applicant"]["name"] == "张伟"
        assert (payload(handed)["agent"]["name"], payload(handed)["agent"]["relation"]) == ("李秀兰", "parent")
        assert payload(handed)["evidence"]["whom"]["agreed"] is True
        assert ("authority" in papers(handed)) == (service == "court-filing")
        walk.to_the_end()


def test_a_plaintiff_in_person_needs_no_letter_of_authority(tmp_path: Path) -> None:
    with platform_walk(tmp_path, "court-filing") as walk:
        walk.until("receipt")
        assert payload(walk.handed_in[0])["agent"] == {}
        assert papers(walk.handed_in[0]) == ["complaint", "evidence"]


def test_a_family_is_told_one_by_one_for_a_flat(tmp_path: Path) -> None:
    with platform_walk(tmp_path, "public-rental") as walk:
        walk.until("family")
        body = walk.screen.body
        assert isinstance(body, MembersBody)
        walk.take(ev.WayChosen("add"))
        walk.take(ev.FieldEdited("family_name", Sensitive("李秀兰")))
        walk.take(ev.FieldEdited("family_number", Sensitive("441900196309150023")), ev.Continued())
        walk.take(ev.OptionChosen("relation", "spouse"), ev.Continued())
        body = walk.screen.body
        assert isinstance(body, MembersBody)
        assert len(body.members) == 1
        assert "李秀兰" not in repr(body)
        walk.until("receipt")
        member = {"family_name": "李秀兰", "family_number": "441900196309150023", "relation": "spouse"}
        assert payload(walk.handed_in[0])["family"] == [member]


def test_a_new_phone_number_counts_only_with_the_code_that_went_there(tmp_path: Path) -> None:
    with platform_walk(tmp_path, "phone-change") as walk:
        walk.until("phone")
        walk.take(ev.FieldEdited("phone", Sensitive(PHONE)), ev.Continued())
        walk.answer()
        sent = walk.desk.store.sheet("code", PHONE)
        assert sent
        wrong = "000000" if sent["code"] != "000000" else "111111"
        for code, step in ((wrong, "phone"), (sent["code"], "check")):
            walk.take(ev.FieldEdited("code", Sensitive(code)))
            if walk.started is None:
                walk.take(ev.Continued())
            walk.answer()
            assert walk.step == step
        walk.until("receipt")
        assert payload(walk.handed_in[0])["phone_verified"] is True


def test_a_photo_comes_from_the_phone(tmp_path: Path) -> None:
    with platform_walk(tmp_path, "social-card-replace") as walk:
        walk.until("photo")
        walk.answer()
        ((name, _),) = walk.desk.store.sheets(handoffs.CABINET).items()
        handoffs.enter(walk.desk.store, name, walk.desk.now)
        assert handoffs.finish(walk.desk.store, name, walk.desk.now)
        walk.until("receipt")
        (file,) = payload(walk.handed_in[0])["photo"]["files"]
        assert file["number"].startswith("UP")


def test_the_medical_code_is_left_to_the_phone(tmp_path: Path) -> None:
    with platform_walk(tmp_path, "medical-code") as walk:
        walk.until("phone")
        walk.answer()
        assert walk.screen.page == "Scan"
        ((_, sheet),) = walk.desk.store.sheets(handoffs.CABINET).items()
        assert sheet["page"] == "medical-code"
        walk.take(ev.Continued())
        assert walk.state.session_id == ""


def test_whoever_has_an_old_or_broken_card_can_have_a_temporary_one_as_well(tmp_path: Path) -> None:
    with platform_walk(tmp_path, "id-card-appointment") as walk:
        choose(walk, "why", "expired")
        assert walk.step == "temporary"
        choose(walk, "temporary", "yes")
        walk.until("slip")
        (booked,) = {each.operation: each for each in walk.effects_of(fx.Command)}.values()
        assert isinstance(booked, fx.Command)
        person = booked.parameters.reveal()["person"]
        assert isinstance(person, dict)
        assert (person["why"], person["temporary"]) == ("expired", "yes")


@pytest.mark.parametrize("service", ["helper-visit", "id-card-appointment"])
def test_when_all_of_today_is_taken_it_is_said_before_anything_is_asked(service: str, tmp_path: Path) -> None:
    with platform_walk(tmp_path, "?") as walk:
        set_left(walk.desk.store, service, 0)
        walk.take(ev.ServiceChosen(service))
        while walk.state.pending is not None and not walk.effects_of(fx.ReadIdCard):
            walk.answer()
        assert walk.effects_of(fx.ReadIdCard) == []
        assert "满" in walk.screen.title or "完" in walk.screen.title, walk.screen.title
