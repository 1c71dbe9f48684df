"""A walk through the bundled services in which the sandbox's platform answers, in this process and without a wire."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.model import effect as fx
from flows.model import event as ev
from flows.model.screen import FormBody, Screen
from flows.model.values import Submission
from kiosk.core.devices import IdDocument, Sex
from kiosk.core.sensitive import Sensitive
from sandbox.platform.app import COMMANDS, QUERIES
from sandbox.platform.certificates import Signer
from sandbox.platform.desk import Desk, ask, command
from sandbox.platform.problems import ProblemError
from sandbox.platform.store import PlatformStore
from sandbox.residents import Resident, resident
from tests.support.flow_walks import AT, ZHANG_WEI, Walk


def card_of(person: Resident) -> IdDocument:
    """What the reader reads from this person's card."""
    return replace(
        ZHANG_WEI,
        name=Sensitive(person.name),
        number=Sensitive(person.number),
        sex=Sex.MALE if person.sex == "1" else Sex.FEMALE,
        birth=Sensitive(person.birth),
        address=Sensitive(person.address),
        valid_from=person.valid_from,
        valid_to=person.valid_to,
    )


@dataclass
class PlatformWalk(Walk):
    """What is asked and commanded goes to the sandbox's clerks; what is handed in is kept and received."""

    desk: Desk = field(kw_only=True)

    def answer(self) -> Screen:
        started = self.started
        match started:
            case fx.Query() | fx.Command():
                return self.take(self._answered(started))
            case _:
                return super().answer()

    def help_on(self) -> Screen:
        """As `Walk.help_on`; a code that was sent is read off the phone."""
        body = self.screen.body
        if isinstance(body, FormBody) and not self.state.pending and any(each.name == "code" for each in body.fields):
            (sheet,) = self.desk.store.sheets("code").values()
            return self.take(ev.FieldEdited("code", Sensitive(sheet["code"])), ev.Continued())
        return super().help_on()

    def put(self, who: str) -> Screen:
        """The awaited card is this resident's."""
        self.card = card_of(resident(who))
        return self.answer()

    @property
    def handed_in(self) -> Sequence[Submission]:
        """Everything that was handed in, in its order."""
        found: list[Submission] = []
        for each in self.all_effects:
            match each:
                case fx.Submit(submission=submission):
                    found.append(submission)
                case fx.SubmitTogether(submissions=submissions):
                    found += submissions
                case _:
                    pass
        return found

    def _answered(self, started: fx.Query | fx.Command) -> ev.Event:
        operation, parameters = started.operation, dict(started.parameters.reveal())
        try:
            if isinstance(started, fx.Query):
                return ev.QueryAnswered(
                    operation=operation, data=Sensitive(ask(QUERIES, started.kind, self.desk, parameters))
                )
            done = command(COMMANDS, started.kind, self.desk, parameters, terminal="XT07", key=started.key)
            return ev.CommandDone(operation=operation, data=Sensitive(done))
        except ProblemError as exc:
            reason = exc.problem.reason
            said = {"code": exc.problem.code, "reason": reason.zh if reason else ""}
            kind = ev.QueryRefused if isinstance(started, fx.Query) else ev.CommandRefused
            return kind(operation=operation, **said)


@contextmanager
def platform_walk(folder: Path, service: str) -> Iterator[PlatformWalk]:
    """A walk that begins this service at a platform of its own."""
    store = PlatformStore(folder)
    walk = PlatformWalk(desk=Desk(store=store, signer=Signer(folder), now=AT, base_url="https://guanjia.example"))
    walk.begin(service)
    yield walk
    store.close()
