"""What every camera does, whatever it is: run on each kind of film that `OpenCvCamera` takes for a camera.

A V4L2 device is not among them, because test machines have none; its own part is `tests/unit/drivers/camera`.
"""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest

from drivers.camera.camera import OpenCvCamera
from drivers.ports import Camera, Cancel, Frame
from drivers.vision.page_vision import PageVision, WorkerPageVision
from drivers.worker import Worker
from kiosk.core.devices import Health, PageQuality, Picture
from kiosk.core.errors import DeviceError
from tests.support.scenes import Scene, render

SIZE = (1280, 720)


@cache
def picture(seed: int) -> Frame:
    return render(Scene(width_px=SIZE[0], height_px=SIZE[1], angle_deg=-4, seed=seed))


def pictures(count: int) -> list[Frame]:
    return [picture(seed) for seed in range(count)]


def as_folder(path: Path) -> Path:
    path.mkdir()
    for index, picture in enumerate(pictures(3)):
        cv2.imwrite(str(path / f"{index}.png"), picture)
    return path


def as_picture(path: Path) -> Path:
    film = path.with_suffix(".jpg")
    cv2.imwrite(str(film), pictures(1)[0])
    return film


def as_video(path: Path) -> Path:
    film = path.with_suffix(".avi")
    writer = cv2.VideoWriter(str(film), cv2.VideoWriter.fourcc(*"MJPG"), 15, SIZE)
    for picture in pictures(4):
        writer.write(picture)
    writer.release()
    return film


Build = Callable[[Path], Path]


@pytest.fixture(params=[as_folder, as_picture, as_video], ids=["folder", "picture", "video"])
def film(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    build: Build = request.param
    return build(tmp_path / "film")


@pytest.fixture(params=["direct", "worker"])
def vision(request: pytest.FixtureRequest) -> Iterator[PageVision | None]:
    if request.param == "direct":
        yield None
        return
    worker = Worker()
    yield WorkerPageVision(worker)
    worker.close()


@pytest.fixture
def camera(film: Path) -> Iterator[OpenCvCamera]:
    camera = OpenCvCamera(name="document-camera", address=str(film))
    yield camera
    camera.close()


def unplug(film: Path) -> Path:
    """Take the film away, as a cable is pulled; return where it is kept."""
    kept = film.with_name("unplugged-" + film.name)
    film.rename(kept)
    return kept


def watch(camera: Camera, count: int) -> list[tuple[Frame, PageQuality]]:
    seen: list[tuple[Frame, PageQuality]] = []
    cancel = Cancel()

    def on_frame(frame: Frame, quality: PageQuality) -> None:
        seen.append((frame, quality))
        if len(seen) == count:
            cancel.set()

    camera.preview(on_frame, cancel)
    return seen


def decoded(picture: Picture) -> Frame:
    image = cv2.imdecode(np.frombuffer(picture.jpeg.reveal(), np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    return np.asarray(image, np.uint8)


def test_a_camera_is_ready_under_its_own_name(camera: OpenCvCamera) -> None:
    health = camera.probe()
    assert (health.health, health.fault, health.name) == (Health.READY, "", "document-camera")


def test_a_preview_delivers_judged_frames_until_it_is_cancelled(film: Path, vision: PageVision | None) -> None:
    camera = OpenCvCamera(name="document-camera", address=str(film), vision=vision)
    seen = watch(camera, 5)
    camera.close()
    assert len(seen) == 5
    for frame, quality in seen:
        assert frame.shape == (576, 1024, 3)
        assert frame.dtype == np.uint8
        assert (quality.corners, quality.bright, quality.sharp, quality.glare) == (True, True, True, False)
        assert len(quality.outline) == 4


def test_a_film_loops(camera: OpenCvCamera) -> None:
    assert len(watch(camera, 9)) == 9


def test_cancelling_from_another_thread_ends_the_preview(camera: OpenCvCamera) -> None:
    cancel = Cancel()
    first = threading.Event()
    lane = threading.Thread(target=camera.preview, args=(lambda *_: first.set(), cancel))
    lane.start()
    assert first.wait(10)
    cancel.set()
    lane.join(2)
    assert not lane.is_alive()


def test_a_cancelled_preview_delivers_nothing(camera: OpenCvCamera) -> None:
    cancel = Cancel()
    cancel.set()
    camera.preview(lambda *_: pytest.fail("a frame came"), cancel)


def test_a_preview_keeps_to_fifteen_frames_a_second_and_a_slow_receiver_loses_frames_not_time(film: Path) -> None:
    camera = OpenCvCamera(name="document-camera", address=str(film))
    cancel = Cancel()
    count = 0

    def slow(frame: Frame, quality: PageQuality) -> None:
        nonlocal count
        count += 1
        time.sleep(0.2)
        if time.monotonic() - started > 1.0:
            cancel.set()

    started = time.monotonic()
    camera.preview(slow, cancel)
    assert 2 <= count <= 6
    assert time.monotonic() - started < 2.5
    started = time.monotonic()
    watch(camera, 7)
    assert time.monotonic() - started > 6 / 15 * 0.9
    camera.close()


def test_a_still_is_the_straightened_page_as_jpeg(film: Path, vision: PageVision | None) -> None:
    camera = OpenCvCamera(name="document-camera", address=str(film), vision=vision)
    picture = camera.take()
    camera.close()
    image = decoded(picture)
    assert image.shape == (picture.height_px, picture.width_px, 3)
    assert picture.width_px / picture.height_px == pytest.approx(Scene().page_aspect, rel=0.03)
    assert image.min(axis=(1, 2)).max() < 250
    edges = np.concatenate([image[5], image[-6], image[:, 5], image[:, -6]])
    assert edges.mean() > 150  # paper up to the edge: no table is left around it
    assert "***" in repr(picture)


def test_a_page_without_four_corners_is_taken_whole(tmp_path: Path) -> None:
    film = tmp_path / "film.png"
    cv2.imwrite(str(film), render(Scene(centre=(0.8, 0.6))))
    picture = OpenCvCamera(name="document-camera", address=str(film)).take()
    assert (picture.width_px, picture.height_px) == (1920, 1080)


def test_a_picture_can_be_taken_between_two_previews(camera: OpenCvCamera) -> None:
    watch(camera, 2)
    assert camera.take().width_px > 0
    assert len(watch(camera, 2)) == 2


def test_an_unplugged_camera_says_so_and_is_found_again_when_it_is_back(camera: OpenCvCamera, film: Path) -> None:
    watch(camera, 2)
    kept = unplug(film)
    for attempt in (camera.take, lambda: watch(camera, 1)):
        with pytest.raises(DeviceError) as caught:
            attempt()
        assert caught.value.code == "CAM-001"
        assert caught.value.retryable
    assert (camera.probe().health, camera.probe().fault) == (Health.ABSENT, "CAM-001")
    kept.rename(film)
    assert camera.take().width_px > 0
    assert len(watch(camera, 2)) == 2
    assert camera.probe().health is Health.READY


def test_a_camera_unplugged_during_a_preview_ends_it_at_once(camera: OpenCvCamera, film: Path) -> None:
    times: list[float] = []

    def on_frame(frame: Frame, quality: PageQuality) -> None:
        if not times:
            unplug(film)
        times.append(time.monotonic())

    with pytest.raises(DeviceError) as caught:
        camera.preview(on_frame, Cancel())
    assert caught.value.code == "CAM-001"
    assert time.monotonic() - times[0] < 1.5


def test_a_camera_without_a_picture_says_so_within_its_deadline(
    camera: OpenCvCamera, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drivers.camera.camera.NO_FRAME_S", 0.4)
    watch(camera, 1)
    camera.close()
    for part in film.iterdir() if film.is_dir() else [film]:
        part.write_bytes(b"not a picture")
    started = time.monotonic()
    with pytest.raises(DeviceError) as caught:
        camera.take()
    assert caught.value.code == "CAM-002"
    assert (camera.probe().health, camera.probe().fault) == (Health.FAILED, "CAM-002")
    assert time.monotonic() - started < 3


def test_an_empty_folder_is_a_camera_without_a_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drivers.camera.camera.NO_FRAME_S", 0.2)
    with pytest.raises(DeviceError) as caught:
        OpenCvCamera(name="document-camera", address=str(tmp_path)).take()
    assert caught.value.code == "CAM-002"


def test_pictures_that_are_exchanged_are_seen(tmp_path: Path) -> None:
    film = as_folder(tmp_path / "film")
    camera = OpenCvCamera(name="document-camera", address=str(film))
    assert camera.take().width_px != 333
    shutil.rmtree(film)
    film.mkdir()
    cv2.imwrite(str(film / "other.png"), np.full((200, 333, 3), 40, np.uint8))
    assert camera.take().width_px == 333


def test_closing_twice_is_fine_and_the_next_call_opens_again(camera: OpenCvCamera) -> None:
    watch(camera, 1)
    camera.close()
    camera.close()
    assert camera.take().width_px > 0


def test_a_probe_leaves_a_closed_camera_closed(camera: OpenCvCamera) -> None:
    camera.probe()
    assert camera._source is None
    watch(camera, 1)
    camera.probe()
    assert camera._source is not None


def test_a_vision_that_hangs_is_its_own_fault_and_the_camera_goes_on(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = Worker()
    camera = OpenCvCamera(name="document-camera", address=str(film), vision=WorkerPageVision(worker))
    pid = worker.call("os:getpid", [], 20.0)
    assert isinstance(pid, int)
    os.kill(pid, signal.SIGSTOP)
    monkeypatch.setattr("drivers.vision.page_vision.JUDGE_S", 0.3)
    with pytest.raises(DeviceError) as caught:
        watch(camera, 1)
    assert caught.value.code == "DEV-002"
    assert camera.take().width_px > 0
    camera.close()
    worker.close()
