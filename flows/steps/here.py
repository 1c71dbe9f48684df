"""Where a resident stands: everything that a step may look at, and the moves it can make from there. Any thread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from flows.availability import device
from flows.catalogue import Catalogue
from flows.expressions import Expression, Failed
from flows.masking import Mask
from flows.model.effect import Effect
from flows.model.screen import Action, Actions, Panel
from flows.model.site import Site
from flows.model.text import Text
from flows.model.traditional import traditional
from flows.model.values import BlobRef, Json, Language, Run, State
from flows.service import Service
from flows.steps.step import Move, Row, Step, Then, with_run
from flows.words import bars, failures
from flows.words.numbers import by_four
from kiosk.core.devices import DeviceHealth, DeviceKind, IdDocument, NamedPerson, SocialCard
from kiosk.core.ids import OperationId, submission_key
from kiosk.core.sensitive import Sensitive


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """A state in which a service is running, with the service found."""

    catalogue: Catalogue
    service: Service
    state: State
    run: Run

    @property
    def language(self) -> Language:
        """The language of the screen."""
        return self.state.reading.language

    @property
    def memory(self) -> Mapping[str, Json]:
        """The private state of the step on screen."""
        return self.run.memory.reveal()

    @property
    def answers(self) -> Mapping[str, Json]:
        """All answers so far, by name."""
        return self.run.answers.reveal()

    @property
    def phase(self) -> str:
        """Where inside the step the resident stands; empty at its beginning."""
        return self.remembered("phase")

    @property
    def waiting(self) -> bool:
        """Whether an effect has not answered yet."""
        return self.state.pending is not None

    @property
    def operation(self) -> OperationId:
        """The id under which `Move.start` answers."""
        return OperationId(self.state.session_id, self.state.counter + 1)

    @property
    def online(self) -> bool:
        """Whether the platform can be reached."""
        return self.state.terminal.online

    def remembered(self, name: str) -> str:
        """Return a text from the step's memory, empty when there is none."""
        value = self.memory.get(name)
        return value if isinstance(value, str) else ""

    def counted(self, name: str) -> int:
        """Return a number from the step's memory, 0 when there is none."""
        value = self.memory.get(name)
        return value if isinstance(value, int) else 0

    def say(self, text: Text, **values: str | int) -> str:
        """Return the wording in the language of the screen."""
        return text.of(self.language, **values)

    def named(self, name: str) -> str:
        """Return a name of the map, which has no other in English, in the script of the screen."""
        return traditional(name) if self.language is Language.ZH_HANT else name

    # --- values -----------------------------------------------------------------------------------------------

    def scope(self) -> dict[str, Json]:
        """Return what expressions see.

        `applicant` is whom the matter is for, `agent` who does it for them; each empty while there is none. `answers`
        are those of the steps on the path: what was answered on a branch that was left since is kept, not looked at.
        """
        path = self.path()
        on_path = any(step.id == self.run.step_id for step in path)  # the network, say, may have changed the way here
        return self._scope(path if on_path else self.service.steps)

    def _scope(self, path: Sequence[Step]) -> dict[str, Json]:
        return {
            "applicant": self.applicant(),
            "agent": self.agent(),
            "answers": self._answers_of(path),
            "reported": dict(self.run.reported),
            "today": self.state.terminal.at.date().isoformat(),
            "online": self.online,
        }

    def _answers_of(self, path: Sequence[Step]) -> dict[str, Json]:
        if len(path) == len(self.service.steps) or not any(step.next for step in self.service.steps):
            return dict(self.answers)
        elsewhere = {name for step in self.service.steps if step not in path for name in step.names()}
        hidden = elsewhere - {name for step in path for name in step.names()}
        return {name: value for name, value in self.answers.items() if name not in hidden}

    def applicant(self) -> dict[str, Json]:
        """Return whom the matter is for: who was identified, unless a step says that they act for another.

        A report is nobody's: the document belongs to the matter that was left for it.
        """
        return self._party("applicant") or ({} if self.state.parked else applicant(self.state.document))

    def agent(self) -> dict[str, Json]:
        """Return who does it for the applicant; empty when they do it themselves."""
        return self._party("agent") or {}

    def _party(self, name: str) -> dict[str, Json] | None:
        found = (step.parties(self).get(name) for step in self.service.steps)
        return next((dict(party) for party in found if isinstance(party, dict) and party), None)

    def evidence(self) -> dict[str, Json]:
        """Return what goes with a submission whatever its service lists: consents, who acted, how one was verified."""
        return {step.id: record for step in self.path() if (record := step.evidence(self))}

    def evaluate(self, expression: Expression) -> Json | Failed:
        """Return the expression's value here."""
        return expression.evaluate(self.scope())

    def device(self, kind: DeviceKind) -> DeviceHealth:
        """Return the health of the device of this kind; absent when the terminal has none."""
        return device(self.state.terminal, kind)

    def usable(self, kind: DeviceKind) -> bool:
        """Whether a device of this kind works now."""
        return self.device(kind).health.usable

    # --- moves ------------------------------------------------------------------------------------------------

    def stay(
        self,
        *,
        memory: Mapping[str, Json] | None = None,
        answers: Mapping[str, Json] | None = None,
        blobs: Mapping[str, BlobRef] | None = None,
        start: Effect | None = None,
        effects: tuple[Effect, ...] = (),
        then: Then = Then.STAY,
    ) -> Move:
        """Stay at the step: `memory` and `blobs` replace, `answers` are added."""
        change = partial(with_run, self.state)
        run: dict[str, object] = {}
        if memory is not None:
            run["memory"] = Sensitive(memory)
        if answers:
            run["answers"] = Sensitive({**self.answers, **answers})
        if blobs is not None:
            run["blobs"] = blobs
        return Move(state=change(**run), then=then, start=start, effects=effects)

    def remember(self, **memory: Json) -> Move:
        """Stay, with these added to the step's memory."""
        return self.stay(memory={**self.memory, **memory})

    def done(self, answers: Mapping[str, Json] | None = None, effects: tuple[Effect, ...] = ()) -> Move:
        """Leave the step as answered."""
        return self.stay(answers=answers, effects=effects, then=Then.ON)

    def minted(self) -> Here:
        """Return the same place with the key of what is about to be sent or printed, minted once for this draft."""
        if self.run.submission_key:
            return self
        ordinal = self.state.submissions + 1
        state = replace(self.state, submissions=ordinal)
        return self.at(with_run(state, submission_key=submission_key(state.session_id, ordinal)))

    def fail(self, fault: str) -> Move:
        """Put the failure page on top of the step."""
        return Move(state=with_run(self.state, fault=fault))

    def mended(self) -> Here:
        """Return the same place with the failure page taken away."""
        return self.at(with_run(self.state, fault=""))

    def at(self, state: State) -> Here:
        """Return the same service at another state."""
        return replace(self, state=state, run=state.run or self.run)

    # --- the graph --------------------------------------------------------------------------------------------

    def following(self, step: Step) -> Step | None | Failed:
        """Return the step after this one under the present answers; None at the end."""
        for each, following in self._walk():
            if each is step:
                return following
        return self._after(step, self.service.steps)

    def path(self) -> tuple[Step, ...]:
        """Return the steps from the first to the end under the present answers, as far as conditions can tell."""
        return tuple(step for step, _ in self._walk())

    def _walk(self) -> Iterator[tuple[Step, Step | None | Failed]]:
        """Return each step on the path and what follows it. A branch is chosen by the answers on the way to it."""
        path: list[Step] = []
        step: Step | None = self.service.steps[0]
        while step and step not in path:
            path.append(step)
            following = self._after(step, path)
            yield step, following
            step = None if isinstance(following, Failed) else following

    def _after(self, step: Step, path: Sequence[Step]) -> Step | None | Failed:
        for branch in step.next:
            holds = branch.when.holds(self._scope(path)) if branch.when else True
            if isinstance(holds, Failed):
                return holds
            if holds:
                return None if branch.to == "end" else self.service.step(branch.to)
        return None if step.next else self.service.after(step)

    def rows(self) -> tuple[Row, ...]:
        """Return all answers on the path, for "check your answers" and for papers."""
        return tuple(row for step in self.path() for row in step.rows(self))

    def first_answer(self, mask: Mask) -> str:
        """Return the first answer that is masked so; a name and a number are those of whom the matter is for."""
        key = {Mask.NAME: "name", Mask.NUMBER: "number"}.get(mask)
        other = self._party("applicant")
        if key and other:
            return str(other.get(key, ""))
        return next((row.value for row in self.rows() if row.mask is mask), "")

    def asked(self) -> tuple[Text, ...]:
        """Return who was asked about the person on the path and has answered."""
        return tuple(who for step in self.path() if (who := step.asked(self)))

    # --- what pages share -------------------------------------------------------------------------------------

    def actions(self, primary: Action | None = None, awaited: str = "") -> Actions:
        """Return the action line: 返回, 结束, and what goes on."""
        return Actions(left=(self.back(), self.end()), primary=primary, awaited="" if primary else awaited)

    def back(self) -> Action:
        """返回."""
        return Action(label=self.say(bars.BACK), act="back", icon="back")

    def end(self) -> Action:
        """结束."""
        return Action(label=self.say(bars.END), act="end", icon="end")

    def go_on(self, label: Text = bars.CONTINUE, icon: str = "next") -> Action:
        """继续, or what it is called here."""
        return Action(label=self.say(label), act="continue", icon=icon)

    def matter(self) -> Panel:
        """Say how the resident's matter stands: the second of the three sentences."""
        if self.run.platform_number:
            kind, title, line = "done", failures.MATTER_RECEIVED, failures.MATTER_RECEIVED_LINE
        elif self.run.local_number:
            kind, title, line = "done", failures.MATTER_KEPT, failures.MATTER_KEPT_LINE
        elif self.state.document and self.service.head.section == "print":
            kind, title, line = "info", failures.MATTER_ASKED, failures.MATTER_ASKED_LINE
        elif self.answers or self.state.document:
            kind, title, line = "wait", failures.MATTER_FILLED, failures.MATTER_FILLED_LINE
        else:
            kind, title, line = "info", failures.MATTER_NOT_BEGUN, failures.MATTER_NOT_BEGUN_LINE
        number = self.run.platform_number or self.run.local_number
        return Panel(kind=kind, title=self.say(title), lines=(self.say(line, number=by_four(number)),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen(Here):
    """The same, as it is shown at one place: what pages are made from."""

    site: Site

    def people(self) -> tuple[Action, ...]:
        """Return the two ways that always work: a person, and a report."""
        return (
            Action(
                label=self.say(failures.WAY_HELP),
                detail=self.say(failures.WAY_HELP_DETAIL, hotline=self.site.hotline),
                act="help",
                icon="helper",
            ),
            Action(
                label=self.say(failures.WAY_REPORT),
                detail=self.say(failures.WAY_REPORT_DETAIL),
                act="report",
                icon="cannot",
            ),
        )


def applicant(document: IdDocument | SocialCard | NamedPerson | None) -> dict[str, Json]:
    """Return what expressions see of the person: the same names however they were identified; empty for nobody."""
    match document:
        case None:
            return {}
        case IdDocument():
            return {
                "card": "id_card",
                "kind": document.kind.value,
                "name": document.name.reveal(),
                "number": document.number.reveal(),
                "birth": document.birth.reveal().isoformat(),
                "sex": document.sex.value,
                "address": document.address.reveal(),
            }
        case SocialCard():
            birth = document.birth.reveal().isoformat() if document.birth else ""
            return {
                "card": "social_card",
                "kind": "resident",
                "name": document.name.reveal(),
                "number": document.citizen_number.reveal(),
                "birth": birth or _birth_of(document.citizen_number.reveal()),
                "sex": document.sex.value,
                "address": "",
            }
        case NamedPerson():
            number = document.number.reveal()
            return {
                "card": "qr" if document.vouched else "typed",
                "kind": "resident",
                "name": document.name.reveal(),
                "number": number,
                "birth": _birth_of(number),
                "sex": "1" if number[16:17] in tuple("13579") else "2",  # GB 11643: the 17th digit, odd for men
                "address": "",
            }


def _birth_of(number: str) -> str:
    """Return the date of birth in an 18-digit number (GB 11643), empty when it has none."""
    digits = number[6:14]
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(number) == 18 and digits.isdigit() else ""
