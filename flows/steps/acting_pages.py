"""The pages of acting for another: for whom, what relation, their card, what is agreed to, and what after a no.

Pure; any thread. What each answer does is `flows.steps.act_for`'s.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flows.masking import Mask, masked
from flows.model.screen import Action, ChooseBody, ConsentBody, Fact, IdentifyBody, NoticeBody, Panel
from flows.model.text import Text
from flows.steps import reading
from flows.steps.here import Here, Seen
from flows.steps.reading import Card
from flows.steps.step import Page, lines_of, primary_missing
from flows.words import acting as words
from flows.words import consent, failures, steps


def of_whom(here: Seen, name: str, values: Sequence[str]) -> Page:
    """Ask for whom it is."""
    options = _options(here, name, values, words.WHO, here.remembered("whom"))
    return _choice(here, words.TITLE, words.HINT, options)


def of_relation(here: Seen, name: str, values: Sequence[str]) -> Page:
    """Ask what relative it is."""
    options = _options(here, name, values, words.RELATIONS, here.remembered("relation"))
    return _choice(here, words.RELATION_TITLE, words.RELATION_HINT, options)


def _options(
    here: Seen, name: str, values: Sequence[str], labels: Mapping[str, Text], chosen: str
) -> tuple[Action, ...]:
    return tuple(
        Action(label=here.say(labels[value]), act="choose", arg=f"{name}={value}", chosen=value == chosen)
        for value in values
    )


def _choice(here: Seen, title: Text, hint: Text, options: tuple[Action, ...]) -> Page:
    chosen = any(option.chosen for option in options)
    return Page(
        title=here.say(title),
        hint=here.say(hint),
        phase=here.phase,
        body=ChooseBody(columns=1, options=options),
        actions=here.actions(here.go_on() if chosen else primary_missing(here.say(steps.CHOOSE_FIRST))),
    )


def of_card(here: Seen, cards: tuple[Card, ...]) -> Page:
    """Show where the other's card goes."""
    card = reading.remembered(here, cards)
    titles = words.HELPER_TITLES if here.remembered("whom") == "assisted" else words.CARD_TITLES
    privacy = steps.PRIVACY if here.site.keep_days else steps.PRIVACY_AT_ONCE
    same = Panel(kind="info", title=here.say(words.SAME), lines=(here.say(words.SAME_LINE),))
    person = Action(
        label=here.say(steps.WAY_PERSON), detail=here.say(steps.WAY_PERSON_DETAIL), act="help", icon="helper"
    )
    return Page(
        title=here.say(titles[card]),
        hint=here.say(reading.TITLES[card][1]),
        phase=f"card/{card}",
        body=IdentifyBody(
            picture=reading.PICTURES[card],
            notice=same if here.remembered("notice") == "same" else reading.notice(here),
            ways_heading=here.say(words.WAYS),
            ways=(*(reading.way(here, each) for each in cards if each != card), person),
            privacy=lines_of(here.say(privacy, days=here.site.keep_days)),
        ),
        actions=here.actions(awaited=here.say(steps.AWAIT_SOCIAL if card == "social_card" else steps.AWAIT_CARD)),
    )


def of_statement(here: Seen) -> Page:
    """Say what is agreed to, with two equal buttons."""
    title, facts = statement(here)
    helped = here.remembered("whom") == "assisted"
    yes, no = (consent.AGREE, consent.DECLINE) if helped else (words.CONFIRM, words.DENY)
    return Page(
        title=title,
        hint=here.say(words.HELPED_HINT if helped else words.AGREE_HINT),
        phase="agree",
        body=ConsentBody(
            icon="helper",
            facts=facts,
            agree=Action(label=here.say(yes), act="way", arg="agree"),
            decline=Action(label=here.say(no), act="way", arg="decline"),
        ),
        actions=here.actions(awaited=here.say(consent.AWAIT)),
    )


def statement(here: Here) -> tuple[str, tuple[Fact, ...]]:
    """Return what is agreed to: the title, and the facts."""
    found = here.memory.get("person")
    person = found if isinstance(found, dict) else {}
    name, number = str(person.get("name", "")), str(person.get("number", ""))
    who = f"{masked(Mask.NAME, name)}　{masked(Mask.NUMBER, number)}"
    whom = here.remembered("whom")
    if whom == "assisted":
        pairs = (
            (words.HELPER, who),
            (words.HELPS, here.say(words.HELPS_LINE)),
            (words.NOTED, here.say(words.NOTED_HELPER)),
            (words.NO, here.say(words.NO_HELP)),
        )
        return here.say(words.HELPED_TITLE), _facts(here, *pairs)
    relation = words.RELATIONS.get(here.remembered("relation")) if whom == "family" else None
    related = ((words.RELATED, here.say(relation)),) if relation else ()
    said = here.say(words.SAID_FAMILY if whom == "family" else words.SAID_OTHER)
    rest = ((words.NOTED, here.say(words.NOTED_AGENT)), (words.WEIGHT, here.say(words.WEIGHT_LINE)))
    facts = _facts(here, (words.FOR_WHOM, who), *related, (words.SAID, said), *rest)
    return here.say(words.AGREE_TITLE), facts


def of_denial(here: Seen, *, alone: bool) -> Page:
    """Say what else can be done."""
    myself = Action(
        label=here.say(words.WAY_SELF), detail=here.say(words.WAY_SELF_DETAIL), act="way", arg="self", icon="idcard"
    )
    again = Action(
        label=here.say(words.WAY_AGAIN),
        detail=here.say(words.WAY_AGAIN_DETAIL),
        act="way",
        arg="again",
        icon="redo",
    )
    return Page(
        title=here.say(words.DENIED_TITLE),
        hint=here.say(words.DENIED_HINT),
        phase="denied",
        body=NoticeBody(
            icon="info",
            tone="info",
            matter=here.matter(),
            ways_heading=here.say(failures.WAYS),
            ways=(*((myself,) if alone else ()), again, *here.people()),
        ),
        actions=here.actions(here.go_on(steps.OTHER_SERVICES)),
    )


def _facts(here: Here, *pairs: tuple[Text, str]) -> tuple[Fact, ...]:
    return tuple(Fact(label=here.say(label), lines=(said,)) for label, said in pairs)
