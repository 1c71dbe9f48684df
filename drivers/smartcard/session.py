"""Reading one social security card, from SELECT to the last record. The card is a function; nothing else is touched.

Order: the application by name (every other card fails here, before anything of it was read), then both files record
by record until the card says that there are no more. Sends SELECT, READ RECORD and GET RESPONSE, and nothing else:
no VERIFY, no PIN, no command of a bank's application. Pure but for the card; any thread.
"""

from __future__ import annotations

from drivers.smartcard.apdu import ApduError, Send, exchange
from drivers.smartcard.social_card import (
    EF05,
    EF06,
    MOST_RECORDS,
    SELECT_BY_FILE_ID,
    SELECT_CHILD_EF,
    SocialCardError,
    decode,
    parse_record,
    read_record,
    select_application,
    select_file,
)
from kiosk.core.devices import CardLifted, CardUnreadable, CardUnsupported, SocialCard

SW_NO_SUCH_RECORD = 0x6A83  # ISO 7816-4, table 6
INCOMPLETE = CardUnreadable("SSC-010")
MUTE = CardUnreadable("SSC-011")


class _Lifted(Exception):  # noqa: N818 - the way out of a half-read card; never leaves this module
    pass


def read_social_card(send: Send) -> SocialCard | CardLifted | CardUnsupported | CardUnreadable:
    """Read the card behind `send`, once. Raises only what `send` raises."""
    try:
        selected = exchange(send, select_application())
        if selected is None:
            return CardLifted()
        if not selected.ok:
            return CardUnsupported()
        return decode(_read_file(send, EF05) | _read_file(send, EF06))
    except _Lifted:
        return CardLifted()
    except ApduError:
        return MUTE
    except SocialCardError:
        return INCOMPLETE


def _read_file(send: Send, ef: int) -> dict[int, bytes]:
    """Return the file's records by tag; the first of a tag counts."""
    records: dict[int, bytes] = {}
    sfi = ef
    for number in range(1, MOST_RECORDS + 1):
        response = exchange(send, read_record(number, sfi))
        if response is not None and not response.ok and number == 1 and response.sw != SW_NO_SUCH_RECORD:
            sfi = 0  # some cards take no short file id: select the file, then read in the current one
            _select_file(send, ef)
            response = exchange(send, read_record(number))
        if response is None:
            raise _Lifted
        if not response.ok:
            break
        tag, value = parse_record(response.data)
        records.setdefault(tag, value)
    return records


def _select_file(send: Send, ef: int) -> None:
    for p1 in (SELECT_CHILD_EF, SELECT_BY_FILE_ID):
        response = exchange(send, select_file(ef, p1))
        if response is None:
            raise _Lifted
        if response.ok:
            return
