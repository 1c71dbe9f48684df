import threading
from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.errors import CacheError, SyncError
from kiosk.sync.gateway import Deferred, Outgoing, Reachability, SubmitAnswer
from kiosk.sync.values import Accepted, Declined, Delivered, Postponed, ReachabilityChanged, WaitAskedError
from offline_cache.outbox import Envelope, ItemState
from tests.support.sync_world import World

NO_NETWORK = SyncError("NET-001", "unplugged", retryable=True)


def test_what_waits_is_sent_in_batches_and_told() -> None:
    world = World()
    keys = [world.keep() for _ in range(250)]
    world.run(1)
    assert [len(batch) for batch in world.platform.batches] == [100, 100, 50]
    assert world.states() == {ItemState.RECEIVED}
    assert [event.key for event in world.events if isinstance(event, Delivered)] == keys
    assert world.events[0] == ReachabilityChanged(online=True, fault="", skew_s=0.0)


def test_an_outage_costs_pings_only_and_the_line_is_used_when_it_is_back() -> None:
    world = World()
    world.platform.line = lambda: NO_NETWORK
    for _ in range(5):
        world.keep()
    world.run(6 * 3600)
    assert world.platform.batches == []
    assert 720 <= len(world.platform.pings) <= 2200, "six hours at half a minute at most, with full jitter"
    assert world.events == [ReachabilityChanged(online=False, fault="NET-001", skew_s=0.0)]
    world.platform.line = lambda: None
    world.run(601)
    assert world.states() == {ItemState.RECEIVED}


def test_a_resident_who_waits_is_told_the_cause_at_once_and_goes_first_when_it_is_mended() -> None:
    world = World()
    world.platform.line = lambda: NO_NETWORK
    older = [world.keep() for _ in range(150)]
    world.run(3600)
    fresh = world.keep()
    world.loop.wake(fresh)
    world.loop.turn()
    assert world.events[-1] == Postponed(key=fresh, fault="NET-001")
    kept = world.outbox.rows[fresh]
    assert (kept.fault, kept.attempts, kept.state) == ("NET-001", 1, ItemState.WAITING)
    world.platform.line = lambda: None
    newest = world.keep()
    world.loop.wake(newest)
    world.run(0.01)
    assert world.platform.batches[0] == (newest,), "alone, before the hundred and fifty"
    assert set(older) | {fresh, newest} == set(world.platform.received)


def test_an_answer_that_was_lost_is_asked_for_again_with_the_same_key() -> None:
    world = World()
    key = world.keep()

    def lose_first(batch: Sequence[Outgoing]) -> SyncError | None:
        if len(world.platform.batches) > 1:
            return None
        for item in batch:
            world.platform.accept(item)
        return SyncError("NET-002", "lost", retryable=True)

    world.platform.whole = lose_first
    world.run(60)
    assert world.platform.batches == [(key,), (key,)]
    assert list(world.platform.received) == [key]
    assert world.outbox.rows[key].platform_number == "DG202611240001"


def test_in_progress_is_asked_again_and_never_a_dead_end() -> None:
    world = World()
    key = world.keep()
    world.platform.rule = lambda item: (
        Deferred(key=item.key, fault="NET-008", retry_after_s=1.0)
        if len(world.platform.batches) < 20
        else world.platform.accept(item)
    )
    world.run(4 * 3600)
    assert world.outbox.rows[key].state is ItemState.RECEIVED
    assert world.outbox.rows[key].attempts == 19


def test_a_refusal_is_kept_with_its_reason_and_not_sent_again() -> None:
    world = World()
    keys = [world.keep() for _ in range(3)]
    declined = Declined(key=keys[1], code="number-mismatch", reason="号码对不上", reason_en="No match")
    world.platform.rule = lambda item: declined if item.key == keys[1] else world.platform.accept(item)
    world.run(3600)
    assert [world.outbox.rows[key].state for key in keys] == [
        ItemState.RECEIVED,
        ItemState.REFUSED,
        ItemState.RECEIVED,
    ]
    assert world.outbox.rows[keys[1]].reason == "号码对不上"
    assert world.outbox.rows[keys[1]].reason_en == "No match"
    assert declined in world.events
    assert len(world.platform.batches) == 1


def test_a_platform_that_fails_is_left_alone_longer_and_longer() -> None:
    world = World()
    world.platform.line = lambda: SyncError("NET-003", "500")
    world.run(6 * 3600)
    assert 36 <= len(world.platform.pings) <= 200, "six hours at ten minutes at most, with full jitter"


def test_an_item_that_the_platform_chokes_on_does_not_hold_up_the_others() -> None:
    world = World()
    keys = [world.keep() for _ in range(200)]
    poison = keys[3]

    def choke(batch: Sequence[Outgoing]) -> SyncError | None:
        return SyncError("NET-003", "500") if poison in [item.key for item in batch] else None

    world.platform.whole = choke
    world.run(2 * 3600)
    assert set(world.platform.received) == set(keys) - {poison}
    stuck = world.outbox.rows[poison]
    assert (stuck.state, stuck.fault) == (ItemState.WAITING, "NET-003")
    world.platform.whole = lambda _batch: None
    world.run(1300)
    assert world.states() == {ItemState.RECEIVED}


def test_a_resident_is_not_held_up_by_an_item_that_the_platform_chokes_on() -> None:
    world = World()
    poison = world.keep()

    def choke(batch: Sequence[Outgoing]) -> SyncError | None:
        return SyncError("NET-003", "500") if poison in [item.key for item in batch] else None

    world.platform.whole = choke
    for _ in range(50):
        world.run(600)
        key = world.keep()
        world.loop.wake(key)
        world.run(0.01)
        assert key in world.platform.received
    assert Postponed(key=poison, fault="NET-003") in world.events


def test_the_platform_is_left_alone_for_as_long_as_it_asks() -> None:
    world = World()
    world.keep()
    busy = WaitAskedError("NET-008", "429", retry_after_s=120.0)
    world.platform.whole = lambda _batch: busy if len(world.platform.batches) == 1 else None
    world.run(1)
    world.loop.wake()
    world.run(118)
    assert len(world.platform.batches) == 1
    assert len(world.platform.pings) == 1
    world.run(10)
    assert world.states() == {ItemState.RECEIVED}


def test_a_quiet_line_is_tried_four_times_a_minute_and_changes_are_told_once() -> None:
    world = World()
    world.run(600)
    assert 32 <= len(world.platform.pings) <= 54
    world.platform.line = lambda: NO_NETWORK
    world.run(600)
    world.platform.line = lambda: None
    world.run(700)
    assert [event.online for event in world.events if isinstance(event, ReachabilityChanged)] == [True, False, True]


def test_waking_without_a_key_asks_whether_the_platform_is_there() -> None:
    world = World()
    world.run(1)
    world.loop.wake()
    world.loop.turn()
    assert len(world.platform.pings) == 2


def test_a_wrong_clock_is_told_and_work_goes_on() -> None:
    world = World()
    world.platform.skew_s = 86_400.0
    world.keep()
    world.run(1)
    assert world.events[0] == ReachabilityChanged(online=True, fault="NET-006", skew_s=86_400.0)
    assert world.states() == {ItemState.RECEIVED}


def test_a_clock_that_is_set_back_by_years_holds_nothing_back() -> None:
    world = World()
    key = world.keep()
    world.clock.wall_offset = timedelta(days=1500)
    world.platform.rule = lambda item: Deferred(key=item.key, fault="NET-008", retry_after_s=None)
    world.run(1)
    assert world.outbox.rows[key].due_at.year > 2029
    world.clock.wall_offset = timedelta()
    world.platform.rule = None
    world.run(100)
    assert world.states() == {ItemState.RECEIVED}


def test_a_damaged_record_is_passed_over_and_named() -> None:
    world = World()
    keys = [world.keep() for _ in range(3)]
    whole = world.outbox.envelope

    def envelope(key: str) -> Envelope:
        if key == keys[0]:
            raise CacheError("STO-003", "does not open")
        return whole(key)

    world.outbox.envelope = envelope  # type: ignore[method-assign]
    world.run(100)
    assert set(world.platform.received) == set(keys[1:])
    assert world.outbox.rows[keys[0]].fault == "STO-003"
    assert Postponed(key=keys[0], fault="STO-003") in world.events


def test_a_store_that_fails_loses_no_acceptance() -> None:
    world = World()
    key = world.keep()
    world.loop.wake(key)
    record = world.outbox.record
    failures = iter([CacheError("STO-002", "full"), CacheError("STO-002", "full")])

    def failing(outcomes: object) -> None:
        for failure in failures:
            raise failure
        record(outcomes)  # type: ignore[arg-type]

    world.outbox.record = failing  # type: ignore[method-assign, assignment]
    world.run(60)
    assert Postponed(key=key, fault="STO-002") in world.events
    assert world.outbox.rows[key].platform_number == "DG202611240001"
    assert len(world.platform.received) == 1


MOODS = st.sampled_from(["well", "NET-001", "NET-002", "NET-003", "NET-004", "NET-007", "lost", "item", "busy"])


@given(st.lists(MOODS, max_size=60), st.integers(1, 230), st.integers(0, 2**32), st.sets(st.integers(0, 229)))
def test_whatever_happens_each_key_is_received_once_and_nothing_starves(
    moods: list[str], count: int, seed: int, awaited: set[int]
) -> None:
    world = World(seed)
    keys = [world.keep() for _ in range(count)]
    coming = iter(moods)

    def whole(batch: Sequence[Outgoing]) -> SyncError | None:
        assert len({item.key for item in batch}) == len(batch)
        match next(coming, "well"):
            case "well":
                return None
            case "item":
                world.platform.rule = lambda item: Deferred(key=item.key, fault="NET-008", retry_after_s=None)
                return None
            case "busy":
                return WaitAskedError("NET-008", "429", retry_after_s=30)
            case "lost":
                for item in batch:
                    world.platform.accept(item)
                return SyncError("NET-002", "lost")
            case fault:
                return SyncError(fault, "")

    def begin(batch: Sequence[Outgoing]) -> SyncError | None:
        world.platform.rule = None
        return whole(batch)

    world.platform.whole = begin
    for index in awaited:
        if index < count:
            world.loop.wake(keys[index])
    world.run_until_settled(within_s=24 * 3600)
    assert world.states() == {ItemState.RECEIVED}
    assert sorted(world.platform.received) == sorted(keys)
    delivered = [event.key for event in world.events if isinstance(event, Delivered)]
    assert sorted(delivered) == sorted(keys)


@pytest.mark.parametrize("hold_s", [0.0, 5.0])
def test_the_thread_stops_within_its_deadline_even_in_the_middle_of_a_call(hold_s: float) -> None:
    world = World()
    started, ended = threading.Event(), threading.Event()

    def ping() -> Reachability:
        started.set()
        if ended.wait(hold_s):
            raise SyncError("NET-001", "closed")
        return Reachability(skew_s=0.0)

    world.platform.ping = ping  # type: ignore[method-assign]
    world.platform.close = ended.set  # type: ignore[method-assign]
    world.loop.start()
    assert started.wait(5)
    assert world.loop.stop(timeout_s=1.0)
    assert not any(thread.name == "sync" for thread in threading.enumerate())


def test_the_thread_wakes_when_it_is_told_of_something_new() -> None:
    world = World()
    delivered = threading.Event()

    def accept(item: Outgoing) -> SubmitAnswer:
        delivered.set()
        return Accepted(key=item.key, platform_number="DG202611240001", at=world.clock.now())

    world.platform.rule = accept
    world.loop.start()
    try:
        key = world.keep()
        world.loop.wake(key)
        assert delivered.wait(5)
    finally:
        assert world.loop.stop(timeout_s=2.0)
