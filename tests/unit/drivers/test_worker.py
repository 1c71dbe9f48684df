"""The worker contains what goes wrong in it: crash, hang and wrong output."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.worker import Worker, _Child
from drivers.worker_wire import frame
from kiosk.core.errors import ContentError, DeviceError

JOBS = "tests.support.worker_jobs"
AMPLE_S = 20.0


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()


def call(worker: Worker, job: str, *args: object, deadline_s: float = AMPLE_S) -> object:
    return worker.call(f"{JOBS}:{job}", args, deadline_s)  # type: ignore[arg-type]


def gone(pid: int) -> bool:
    """True when the process ended (a zombie that init has yet to reap counts)."""
    try:
        return "State:\tZ" in Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return True


def wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + 5
    while not gone(pid):
        assert time.monotonic() < deadline, f"process {pid} is still there"
        time.sleep(0.01)


def test_values_come_back_as_they_went_in(worker: Worker) -> None:
    value = {"text": "张伟 𠮷", "bytes": b"\x00\xff" * 1000, "list": [1, 2.5, None, True, {"b": b""}]}
    assert call(worker, "echo", value) == value


def test_a_frame_of_a_camera_fits_through(worker: Worker) -> None:
    pixels = bytes(1920 * 1080 * 3)
    assert call(worker, "echo", pixels) == pixels


def test_one_process_serves_many_calls_and_its_own_prints_do_no_harm(worker: Worker) -> None:
    first = call(worker, "process_id")
    assert call(worker, "chat") == "said"
    assert call(worker, "process_id") == first
    assert worker.failures == 0


@pytest.mark.parametrize(
    ("job", "args", "cause"),
    [
        ("leave", (0,), "exit status 0"),
        ("leave", (7,), "exit status 7"),
        ("fall", (int(signal.SIGSEGV),), "SIGSEGV"),
        ("fall", (int(signal.SIGABRT),), "SIGABRT"),
        ("fall", (int(signal.SIGKILL),), "SIGKILL"),
        ("scribble", (), "no answer"),
        ("scribble_huge", (), "no answer"),
        ("answer_another", (), "no answer"),
        ("return_object", (), "exit status 1"),
        ("no_such_function", (), "exit status 1"),
    ],
)
def test_what_goes_wrong_is_one_fault_with_its_cause_and_the_next_call_works(
    worker: Worker, job: str, args: tuple[int, ...], cause: str
) -> None:
    before = call(worker, "process_id")
    with pytest.raises(DeviceError) as caught:
        call(worker, job, *args)
    assert caught.value.code == "DEV-002"
    assert cause in caught.value.detail
    assert job in caught.value.detail
    assert worker.failures == 1
    assert isinstance(before, int)
    wait_until_gone(before)
    assert call(worker, "echo", "fine") == "fine"
    assert call(worker, "process_id") != before


@pytest.mark.parametrize("job", ["hang", "hang_deaf"])
def test_a_hang_ends_at_the_deadline(worker: Worker, job: str) -> None:
    pid = call(worker, "process_id")
    started = time.monotonic()
    with pytest.raises(DeviceError) as caught:
        call(worker, job, deadline_s=0.3)
    assert time.monotonic() - started < 1.5
    assert caught.value.code == "DEV-002"
    assert "deadline" in caught.value.detail
    assert isinstance(pid, int)
    wait_until_gone(pid)
    assert call(worker, "echo", "fine") == "fine"


def test_a_child_too_busy_to_read_its_arguments_ends_at_the_deadline(worker: Worker) -> None:
    pid = call(worker, "process_id")
    assert isinstance(pid, int)
    os.kill(pid, signal.SIGSTOP)
    started = time.monotonic()
    with pytest.raises(DeviceError):
        call(worker, "echo", bytes(8_000_000), deadline_s=0.3)
    assert time.monotonic() - started < 1.5
    assert call(worker, "echo", "fine") == "fine"


def test_what_the_process_started_is_killed_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "pid"
    monkeypatch.setenv("WORKER_TEST_PID_FILE", str(told))
    worker = Worker()
    with pytest.raises(DeviceError):
        call(worker, "hang_with_child", deadline_s=2.0)
    worker.close()
    wait_until_gone(int(told.read_text(encoding="ascii")))


def test_an_answer_to_another_call_is_never_taken(worker: Worker) -> None:
    assert call(worker, "answer_twice") == "early"  # forged with the right number: cannot be told apart
    with pytest.raises(DeviceError, match="no answer"):
        call(worker, "echo", "second")  # but what it left on the line is not the next answer
    assert call(worker, "echo", "third") == "third"


def test_a_fault_of_the_function_travels_back_as_itself(worker: Worker) -> None:
    with pytest.raises(ContentError) as caught:
        call(worker, "refuse", "line 3: expected expression")
    assert (caught.value.code, caught.value.detail, caught.value.retryable) == (
        "CNT-004",
        "line 3: expected expression",
        True,
    )
    assert worker.failures == 0


def test_personal_data_is_neither_in_argv_nor_in_environment_nor_in_what_a_failure_says(
    worker: Worker, capfd: pytest.CaptureFixture[str]
) -> None:
    pid = call(worker, "process_id")
    secret = "441900195103071237"
    assert call(worker, "echo", secret) == secret
    for source in ("cmdline", "environ"):
        assert secret.encode() not in Path(f"/proc/{pid}/{source}").read_bytes()
    with pytest.raises(DeviceError) as caught:
        call(worker, "fail", secret)
    said = capfd.readouterr()
    assert secret not in str(caught.value) + said.out + said.err
    assert "ValueError at" in said.err
    assert "in fail" in said.err


def test_a_process_that_died_while_idle_is_replaced_unnoticed(worker: Worker) -> None:
    pid = call(worker, "process_id")
    assert isinstance(pid, int)
    os.kill(pid, signal.SIGKILL)
    wait_until_gone(pid)
    assert call(worker, "echo", "fine") == "fine"
    assert worker.failures == 1


def test_calls_from_many_threads_are_answered_each_with_its_own(worker: Worker) -> None:
    answers: dict[int, object] = {}
    threads = [
        threading.Thread(target=lambda n=n: answers.update({n: call(worker, "echo", n)}))  # type: ignore[misc]
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(AMPLE_S)
    assert answers == {n: n for n in range(8)}


def test_waiting_for_another_call_counts_towards_the_deadline(worker: Worker) -> None:
    worker.start()

    def hang() -> None:
        with pytest.raises(DeviceError):
            call(worker, "hang", deadline_s=1.5)

    hanging = threading.Thread(target=hang)
    hanging.start()
    time.sleep(0.3)
    with pytest.raises(DeviceError, match="waited for another call"):
        call(worker, "echo", 1, deadline_s=0.2)
    hanging.join(AMPLE_S)
    assert call(worker, "echo", 1) == 1


def test_closing_ends_the_process_at_once_and_twice_is_fine() -> None:
    worker = Worker()
    pid = call(worker, "process_id")
    assert isinstance(pid, int)
    started = time.monotonic()
    worker.close()
    worker.close()
    assert time.monotonic() - started < 1.5
    wait_until_gone(pid)
    with pytest.raises(DeviceError, match="closed"):
        call(worker, "echo", 1)


def test_closing_does_not_wait_for_a_call_that_hangs() -> None:
    worker = Worker()
    pid = call(worker, "process_id")
    assert isinstance(pid, int)
    failed: list[str] = []

    def hang() -> None:
        with pytest.raises(DeviceError) as caught:
            call(worker, "hang")
        failed.append(caught.value.code)

    thread = threading.Thread(target=hang)
    thread.start()
    time.sleep(0.2)
    started = time.monotonic()
    worker.close(timeout_s=0.4)
    thread.join(AMPLE_S)
    assert time.monotonic() - started < 2
    assert failed == ["DEV-002"]
    wait_until_gone(pid)


@pytest.mark.parametrize("settle_s", [0.0, 0.001, 0.01] * 5)
def test_a_process_that_several_threads_end_at_once_ends_for_all(settle_s: float) -> None:
    child = _Child(())
    told: list[str] = []
    threads = [threading.Thread(target=lambda: told.append(child.kill(settle_s))) for _ in range(4)]
    threads.append(threading.Thread(target=lambda: told.append(str(child._exited(AMPLE_S)))))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(AMPLE_S)
    assert len(told) == len(threads)
    assert not child.alive


def test_nothing_is_started_before_it_is_needed() -> None:
    before = set(Path("/proc/self/task").iterdir())
    worker = Worker(preload=["no.such.module"])
    assert set(Path("/proc/self/task").iterdir()) == before
    worker.close()


def test_a_module_that_cannot_be_imported_is_the_same_fault() -> None:
    worker = Worker(preload=["no.such.module"])
    with pytest.raises(DeviceError, match="exit status 1"):
        call(worker, "echo", 1)
    worker.close()


def test_an_orphan_ends_itself_soon_after_its_deadline() -> None:
    """The parent may be killed at any time; a hung child must not outlive it for long."""
    child = _Child([])
    child._requests.put(frame({"id": 1, "function": f"{JOBS}:hang_deaf", "args": [], "deadline_s": 0.2}))
    assert child._exited(within_s=AMPLE_S)
    assert child.kill() == "exit status 1"
