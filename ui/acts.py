"""Which act of a page is which event: one table, and what is typed or drawn. Decides nothing else; GUI thread.

Loaded at the first touch, not before the first frame: the vocabulary of events is large.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from flows.model import event as ev
from flows.model.values import Language
from kiosk.core.sensitive import Sensitive

_PLAIN: Mapping[str, Callable[[], ev.UserEvent]] = {
    "home": ev.HomeOpened,
    "continue": ev.Continued,
    "back": ev.WentBack,
    "end": ev.EndAsked,
    "end_confirm": ev.EndConfirmed,
    "dismiss": ev.SheetDismissed,
    "more_time": ev.MoreTimeAsked,
    "reveal": ev.Revealed,
    "care": ev.CareToggled,
    "contrast": ev.ContrastToggled,
    "help": ev.HelpAsked,
    "languages": ev.LanguagesAsked,
    "read_aloud": ev.ReadAloudAsked,
    "report": ev.ReportAsked,
    "search": lambda: ev.PageOpened("search"),
    "clear_signature": lambda: ev.SignatureChanged(Sensitive(())),
}


def _chosen(arg: str) -> ev.UserEvent:
    field, _, value = arg.partition("=")
    return ev.OptionChosen(field, value)


_WITH_ARGUMENT: Mapping[str, Callable[[str], ev.UserEvent]] = {
    "list": ev.ListOpened,
    "about": lambda arg: ev.PageOpened("about", arg),
    "answer": lambda arg: ev.PageOpened("answer", arg),
    "places": lambda arg: ev.PageOpened("places", arg),
    "service": ev.ServiceChosen,
    "choose": _chosen,
    "page": lambda arg: ev.PageTurned(int(arg)),
    "change": ev.ChangeAsked,
    "way": ev.WayChosen,
    "language": lambda arg: ev.LanguageChosen(Language(arg)),
}

ACTS = frozenset({"start", *_PLAIN, *_WITH_ARGUMENT})


def event_of(act: str, arg: str, make_session: Callable[[], ev.SessionStarted]) -> ev.UserEvent:
    """Return the event that an action means. Raises KeyError for an act outside `ACTS`, ValueError for a bad `arg`."""
    if act == "start":
        return make_session()
    plain = _PLAIN.get(act)
    return plain() if plain is not None else _WITH_ARGUMENT[act](arg)


def edited(field: str, text: str) -> ev.FieldEdited:
    """Return the event of a changed text."""
    return ev.FieldEdited(field, Sensitive(text))


def signed(strokes: Sequence[Sequence[Sequence[float]]]) -> ev.SignatureChanged:
    """Return the event of a changed signature: strokes of points ``[x, y]``, 0..1 of the box."""
    return ev.SignatureChanged(
        Sensitive(tuple(tuple((float(x), float(y)) for x, y in stroke) for stroke in strokes)),
    )


def touched() -> ev.Touched:
    """Return the event of somebody being there."""
    return ev.Touched()
