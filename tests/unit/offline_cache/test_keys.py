import threading
from pathlib import Path

import pytest

from kiosk.core.errors import CacheError
from offline_cache.crypto import CipherProfile, new_key
from offline_cache.keys import FileKeyProvider


@pytest.mark.parametrize("profile", list(CipherProfile))
def test_a_wrapped_key_unwraps(tmp_path: Path, profile: CipherProfile) -> None:
    key = new_key()
    wrapped = FileKeyProvider(tmp_path / "terminal.key", profile).wrap(key)
    assert key.reveal() not in wrapped
    assert FileKeyProvider(tmp_path / "terminal.key", profile).unwrap(wrapped) == key


def test_the_key_file_is_made_once_for_its_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "terminal.key"
    provider = FileKeyProvider(path)
    provider.wrap(new_key())
    first = path.read_bytes()
    provider.wrap(new_key())
    assert path.read_bytes() == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [entry.name for entry in path.parent.iterdir()] == ["terminal.key"]


def test_two_first_uses_at_once_agree_on_one_file(tmp_path: Path) -> None:
    provider, key = FileKeyProvider(tmp_path / "terminal.key"), new_key()
    wrapped: list[bytes] = []
    threads = [threading.Thread(target=lambda: wrapped.append(provider.wrap(key))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert [provider.unwrap(one) for one in wrapped] == [key] * 6


def test_another_file_does_not_unwrap(tmp_path: Path) -> None:
    wrapped = FileKeyProvider(tmp_path / "terminal.key").wrap(new_key())
    other = FileKeyProvider(tmp_path / "other.key")
    other.wrap(new_key())
    with pytest.raises(CacheError, match="STO-005"):
        other.unwrap(wrapped)


def test_a_missing_file_is_a_missing_key_and_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(CacheError, match="STO-005"):
        FileKeyProvider(tmp_path / "terminal.key").unwrap(b"wrapped")
    assert not list(tmp_path.iterdir())


def test_a_file_of_another_length_is_no_key(tmp_path: Path) -> None:
    path = tmp_path / "terminal.key"
    path.write_bytes(b"half")
    path.chmod(0o600)
    with pytest.raises(CacheError, match="STO-005"):
        FileKeyProvider(path).unwrap(b"wrapped")


def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "terminal.key"
    wrapped = FileKeyProvider(path).wrap(new_key())
    path.chmod(0o640)
    with pytest.raises(CacheError, match="0600"):
        FileKeyProvider(path).unwrap(wrapped)


def test_the_provider_says_that_a_file_guards_the_key(tmp_path: Path) -> None:
    assert FileKeyProvider(tmp_path / "terminal.key").protection == "file"
