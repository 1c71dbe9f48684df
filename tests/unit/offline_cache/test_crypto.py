import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.errors import CacheError
from kiosk.core.sensitive import Sensitive
from offline_cache.crypto import CipherProfile, Sealer, new_key

KEY = Sensitive(bytes(range(32)))
PROFILES = pytest.mark.parametrize("profile", list(CipherProfile))


@PROFILES
@given(plain=st.binary(max_size=3000), table=st.text(min_size=1), row=st.text())
def test_what_is_sealed_opens_again(profile: CipherProfile, plain: bytes, table: str, row: str) -> None:
    sealer = Sealer(KEY, profile, schema_version=1)
    sealed = sealer.seal(table, row, plain)
    assert len(sealed) == len(plain) + 31
    assert Sealer(KEY, profile).open(table, row, sealed) == plain


@PROFILES
def test_a_record_does_not_open_in_another_row_or_table_or_under_another_key(profile: CipherProfile) -> None:
    sealer = Sealer(KEY, profile)
    sealed = sealer.seal("item", "key-1", b"content")
    assert sealer.try_open("item", "key-2", sealed) is None
    assert sealer.try_open("draft", "key-1", sealed) is None
    assert Sealer(new_key(), profile).try_open("item", "key-1", sealed) is None
    with pytest.raises(CacheError, match="STO-003"):
        sealer.open("item", "key-2", sealed)


@PROFILES
@given(data=st.data())
def test_a_changed_byte_anywhere_keeps_a_record_from_opening(profile: CipherProfile, data: st.DataObject) -> None:
    sealer = Sealer(KEY, profile, schema_version=7)
    sealed = bytearray(sealer.seal("item", "key", b"some content"))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))
    assert sealer.try_open("item", "key", bytes(sealed)) is None


@PROFILES
@given(length=st.integers(0, 42))
def test_a_record_cut_short_does_not_open(profile: CipherProfile, length: int) -> None:
    sealer = Sealer(KEY, profile)
    assert sealer.try_open("item", "key", sealer.seal("item", "key", b"some content")[:length]) is None


def test_the_schema_version_of_the_sealing_is_bound() -> None:
    old = Sealer(KEY, CipherProfile.AES_256_GCM, schema_version=1)
    sealed = old.seal("item", "key", b"content")
    assert int.from_bytes(sealed[1:3]) == 1
    new = Sealer(KEY, CipherProfile.AES_256_GCM, schema_version=2)
    assert new.open("item", "key", sealed) == b"content", "old records stay readable"
    assert new.try_open("item", "key", sealed[:1] + b"\x00\x02" + sealed[3:]) is None


def test_either_profile_reads_what_the_other_sealed() -> None:
    sealed = Sealer(KEY, CipherProfile.SM4_GCM).seal("item", "key", b"content")
    assert sealed[0] == 2
    assert Sealer(KEY, CipherProfile.AES_256_GCM).open("item", "key", sealed) == b"content"


def test_the_same_content_is_sealed_differently_each_time() -> None:
    sealer = Sealer(KEY, CipherProfile.AES_256_GCM)
    assert len({sealer.seal("item", "key", b"content") for _ in range(1000)}) == 1000


@PROFILES
def test_a_derived_key_needs_key_secret_and_salt(profile: CipherProfile) -> None:
    root, salt, identity = Sealer(KEY, profile), b"s" * 32, Sensitive("resident:441900195103071237")
    sealed = root.derived(identity, salt).seal("draft", "s1", b"state")
    assert root.derived(identity, salt).try_open("draft", "s1", sealed) == b"state"
    assert root.derived(identity, b"t" * 32).try_open("draft", "s1", sealed) is None
    assert root.derived(Sensitive("resident:441900196309150023"), salt).try_open("draft", "s1", sealed) is None
    assert Sealer(new_key(), profile).derived(identity, salt).try_open("draft", "s1", sealed) is None
    assert root.try_open("draft", "s1", sealed) is None


def test_a_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Sealer(Sensitive(b"short"), CipherProfile.AES_256_GCM)


def test_a_sealer_shows_nothing_of_its_key() -> None:
    assert str(bytes(range(32)))[2:20] not in repr(vars(Sealer(KEY, CipherProfile.AES_256_GCM)))
