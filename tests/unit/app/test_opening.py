from contextlib import closing
from pathlib import Path

import pytest

from kiosk.app.opening import gateway_of, open_store
from kiosk.core.errors import ContentError, SyncError
from tests.support.settings import settings_in
from tests.support.stores import HandClock, bytes_on_disk, put


@pytest.mark.parametrize("cipher", ["AES-256-GCM", "SM4-GCM"])
def test_a_new_store_is_made_where_and_with_the_cipher_that_the_settings_say(tmp_path: Path, cipher: str) -> None:
    settings = settings_in(tmp_path, more=f'[store]\nfolder = "kept"\ncipher = "{cipher}"\n')
    with closing(open_store(settings, HandClock())) as store:
        put(store, "k1", payload=b"fictional words")
        assert store.check().whole
    assert settings.store.folder == tmp_path / "kept"
    assert cipher.lower().encode() in bytes_on_disk(tmp_path / "kept")
    with closing(open_store(settings, HandClock())) as store:
        assert store.outbox.envelope("k1").payload.reveal() == b"fictional words"


def test_a_store_goes_on_when_the_settings_name_another_cipher(tmp_path: Path) -> None:
    with closing(open_store(settings_in(tmp_path), HandClock())) as store:
        put(store, "k1")
    other = settings_in(tmp_path, more='[store]\nfolder = "store"\ncipher = "SM4-GCM"\n')
    with closing(open_store(other, HandClock())) as store:
        assert store.check().whole
        put(store, "k2")
        assert store.outbox.counts().waiting == 2


def test_the_way_to_the_platform_opens_nothing_until_it_is_used(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("fictional-token\n", encoding="utf-8")
    gateway = gateway_of(settings_in(tmp_path, platform='token_file = "token"'), HandClock())
    with pytest.raises(SyncError) as caught:
        gateway.ping()
    assert caught.value.code == "NET-001"
    gateway.close()


def test_a_token_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, platform='token_file = "token"')
    with pytest.raises(ContentError) as caught:
        gateway_of(settings, HandClock())
    assert caught.value.code == "CNT-002"
    assert caught.value.detail == f"platform.token_file {tmp_path / 'token'} cannot be read: No such file or directory"
