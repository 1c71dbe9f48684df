import hashlib
import threading

from kiosk.app.blobs import SessionBlobs
from kiosk.core.sensitive import Sensitive

PICTURE = Sensitive(b"fictional picture")
NAME = hashlib.sha256(b"fictional picture").hexdigest()


def test_a_picture_is_held_under_its_own_digest() -> None:
    blobs = SessionBlobs()
    ref = blobs.add(PICTURE, "image/jpeg")
    assert (ref.sha256, ref.media_type, ref.size) == (NAME, "image/jpeg", 17)
    assert blobs.add(PICTURE, "image/jpeg") == ref
    assert blobs.all() == {NAME: PICTURE}


def test_one_picture_is_found_until_the_session_ends() -> None:
    blobs = SessionBlobs()
    blobs.add(PICTURE, "image/jpeg")
    assert blobs.find(NAME) == PICTURE
    assert blobs.find("ab" * 32) is None
    blobs.clear()
    assert blobs.find(NAME) is None


def test_what_is_given_out_is_a_copy_that_outlives_the_end_of_the_session() -> None:
    blobs = SessionBlobs()
    blobs.add(PICTURE, "image/jpeg")
    held = blobs.all()
    blobs.clear()
    assert (held, blobs.all()) == ({NAME: PICTURE}, {})


def test_the_pictures_of_a_draft_come_back_beside_what_is_there() -> None:
    blobs = SessionBlobs()
    blobs.add(PICTURE, "image/jpeg")
    blobs.restore({"ab" * 32: Sensitive(b"an older one")}, blobs.age)
    assert set(blobs.all()) == {NAME, "ab" * 32}


def test_the_pictures_of_a_draft_do_not_come_back_after_the_session_that_asked() -> None:
    blobs = SessionBlobs()
    age = blobs.age
    blobs.clear()
    blobs.restore({"ab" * 32: Sensitive(b"the last resident's")}, age)
    assert blobs.all() == {}


def test_a_picture_is_never_shown_by_accident() -> None:
    blobs = SessionBlobs()
    blobs.add(PICTURE, "image/jpeg")
    assert "fictional picture" not in repr(blobs.all())


def test_lanes_may_add_while_the_screen_looks() -> None:
    blobs = SessionBlobs()

    def add(lane: int) -> None:
        for number in range(200):
            blobs.add(Sensitive(f"{lane}/{number}".encode()), "image/jpeg")

    lanes = [threading.Thread(target=add, args=(lane,)) for lane in range(4)]
    for lane in lanes:
        lane.start()
    while any(lane.is_alive() for lane in lanes):
        blobs.all()
    for lane in lanes:
        lane.join()
    assert len(blobs.all()) == 800
