from pathlib import Path

from sandbox.socket_folder import LONGEST, socket_folder


def test_a_short_path_is_kept(tmp_path: Path) -> None:
    assert socket_folder(tmp_path) == tmp_path.resolve()


def test_a_long_path_gets_a_short_folder_that_is_always_the_same() -> None:
    deep = Path("/srv") / ("deep/" * 40)
    short = socket_folder(deep)
    assert len(str(short)) <= LONGEST
    assert socket_folder(deep) == short
    assert socket_folder(deep / "other") != short
