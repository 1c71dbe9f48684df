from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from kiosk.sync import plan

CHANCES = st.floats(0, 1)
FAULTS = st.sampled_from([f"NET-{number:03d}" for number in range(1, 9)])
ASKED = st.none() | st.floats(0, 1e9)
TIMES = st.floats(0, 1e8)


@dataclass(frozen=True)
class Thing:
    key: str
    size_bytes: int


THINGS = st.lists(st.builds(Thing, st.integers(0, 30).map(str), st.integers(0, 3_000_000)), max_size=40)
LINES = st.builds(
    plan.Line,
    not_before_s=TIMES,
    bidden=st.booleans(),
    ping_failures=st.integers(0, 10_000),
    send_failures=st.integers(0, 10_000),
    batch_limit=st.integers(1, 100),
)


@given(st.integers(1, 100_000), CHANCES)
def test_a_back_off_lies_between_nothing_and_its_cap(attempts: int, chance: float) -> None:
    assert 0 <= plan.back_off_s(attempts, chance) <= min(plan.CAP_S, plan.BASE_S * 2 ** min(attempts - 1, 40))


def test_back_off_doubles_from_five_seconds_to_ten_minutes() -> None:
    assert [plan.back_off_s(attempts, 1.0) for attempts in (1, 2, 3, 7, 8, 50)] == [5, 10, 20, 320, 600, 600]


@given(st.integers(1, 100), st.floats(0, 1e9), CHANCES)
def test_a_wait_that_the_platform_asked_for_is_kept_unless_it_is_absurd(
    attempts: int, asked: float, chance: float
) -> None:
    wait = plan.asked_s(asked, plan.back_off_s(attempts, chance))
    assert min(asked, plan.MAX_ASKED_S) <= wait <= plan.MAX_ASKED_S + plan.BASE_S


@given(LINES, TIMES, FAULTS, ASKED, CHANCES)
def test_after_any_failure_the_line_opens_again_within_its_bounds(
    line: plan.Line, now: float, fault: str, asked: float | None, chance: float
) -> None:
    longest = plan.CAP_S if asked is None else plan.MAX_ASKED_S + plan.BASE_S
    for failed in (
        plan.after_ping_failed(line, now, fault, asked, chance),
        plan.after_send_failed(line, now, fault, asked, chance),
    ):
        assert now <= failed.not_before_s <= now + longest
        assert not failed.proven
        assert failed.failures == line.failures + 1
        assert 1 <= failed.batch_limit <= line.batch_limit


@given(LINES, TIMES, CHANCES)
def test_an_answered_batch_forgets_all_failures(line: plan.Line, now: float, chance: float) -> None:
    well = plan.after_send(line, now, chance)
    assert (well.failures, well.proven, well.online) == (0, True, True)
    assert line.batch_limit <= well.batch_limit <= plan.MAX_ITEMS


def test_a_ping_does_not_hide_that_sending_fails() -> None:
    line = plan.Line()
    for _ in range(6):
        line = plan.after_send_failed(line, 0.0, "NET-003", None, 1.0)
        line = plan.after_ping(line, 0.0, 0.0, 0.5)
    assert line.send_failures == 6
    assert plan.after_send_failed(line, 0.0, "NET-003", None, 1.0).not_before_s == 320.0


def test_a_broken_line_is_published_at_once_but_a_broken_platform_only_by_a_ping() -> None:
    well = plan.after_ping(plan.Line(), 0.0, 0.0, 0.5)
    assert plan.after_send_failed(well, 0.0, "NET-001", None, 0.5).online is False
    assert plan.after_send_failed(well, 0.0, "NET-003", None, 0.5).online is True
    assert plan.after_ping_failed(well, 0.0, "NET-003", None, 0.5).online is False


def test_a_wrong_clock_is_named_while_work_goes_on() -> None:
    wrong = plan.after_ping(plan.Line(), 0.0, -400.0, 0.5)
    assert (wrong.online, wrong.fault, wrong.skew_s) == (True, "NET-006", -400.0)
    assert plan.after_send(wrong, 0.0, 0.5).fault == "NET-006"
    assert plan.after_ping(wrong, 0.0, 2.0, 0.5).fault == ""


def test_waking_opens_the_line_unless_the_platform_asked_for_peace() -> None:
    waiting = plan.after_ping_failed(plan.Line(), 100.0, "NET-001", None, 1.0)
    bidden = plan.after_ping_failed(plan.Line(), 100.0, "NET-003", 30.0, 1.0)
    assert plan.woken(waiting, 101.0).not_before_s == 101.0
    assert plan.woken(bidden, 101.0).not_before_s == 135.0


@given(THINGS, st.integers(1, 100))
def test_a_batch_keeps_order_limits_and_one_of_each_key(things: list[Thing], limit: int) -> None:
    batch = plan.cut(things, limit)
    keys = [thing.key for thing in batch]
    assert len(set(keys)) == len(keys) <= limit
    assert bool(batch) == bool(things)
    assert len(batch) == 1 or sum(thing.size_bytes for thing in batch) <= plan.MAX_BATCH_BYTES
    assert keys == list(dict.fromkeys(thing.key for thing in things))[: len(keys)]


def test_only_an_item_that_failed_alone_and_may_be_the_cause_waits_by_itself() -> None:
    def wait_s(fault: str, *, alone: bool, asked_s: float | None = None) -> float:
        return plan.item_wait_s(alone=alone, attempts=2, fault=fault, retry_after_s=asked_s, chance=1.0)

    assert [wait_s(f"NET-{number:03d}", alone=True) for number in range(1, 9)] == [0, 20, 20, 20, 0, 0, 0, 0]
    assert wait_s("NET-003", alone=False) == 0
    assert wait_s("NET-003", alone=True, asked_s=100) == 105


def test_a_slow_line_is_given_time_and_a_breaking_one_small_pieces() -> None:
    assert plan.deadline_s(30.0, 0) == 30.0
    assert plan.deadline_s(30.0, 1024 * 1024) == 158.0
    assert [plan.piece_bytes(attempts) // 1024 for attempts in (0, 1, 2, 4, 5, 99)] == [256, 128, 64, 16, 16, 16]
