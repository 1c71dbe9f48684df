"""What the worker process really runs: documents and page vision, through the pipe and back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from drivers.vision.page_vision import DirectPageVision, WorkerPageVision
from drivers.worker import Worker
from kiosk.core.errors import ContentError, DeviceError
from tests.support.paper_samples import TEMPLATES, sample
from tests.support.printed import text_of
from tests.support.scenes import Scene, render

JOB = "kiosk.documents.job:typeset_job"
AMPLE_S = 30.0


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    worker = Worker(preload=["kiosk.documents.job"])
    worker.start()
    yield worker
    worker.close()


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_document_comes_back_from_the_worker(worker: Worker, template: str) -> None:
    pdf = worker.call(JOB, [template, sample(template)], AMPLE_S)
    assert isinstance(pdf, bytes)
    assert "样张，虚构数据" in text_of(pdf)


def test_a_template_that_does_not_compile_is_a_fault_of_the_content_and_the_worker_goes_on(worker: Worker) -> None:
    with pytest.raises(ContentError, match=r"CNT-004: service.typ:2: unknown variable: nobody"):
        worker.call(JOB, ["\n#nobody", {}], AMPLE_S)
    assert worker.failures == 0


def test_a_template_that_never_ends_costs_its_deadline_and_no_more(worker: Worker) -> None:
    failures = worker.failures
    with pytest.raises(DeviceError, match="DEV-002"):
        worker.call(JOB, ["#for a in range(90000) { for b in range(90000) { let _ = a * b } }", {}], 2.0)
    assert worker.failures == failures + 1
    assert worker.call(JOB, ["receipt-kept", sample("receipt-kept")], AMPLE_S)


def test_the_worker_sees_what_the_terminal_itself_would_see(worker: Worker) -> None:
    for scene in (Scene(angle_deg=-4), Scene(centre=(0.8, 0.6)), Scene(glare=(0.7, 0.3, 0.15)), Scene(blur_px=4)):
        frame = render(scene)
        assert WorkerPageVision(worker).judge(frame) == DirectPageVision().judge(frame)
        assert WorkerPageVision(worker).still(frame) == DirectPageVision().still(frame)
