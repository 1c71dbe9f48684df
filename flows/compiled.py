"""The catalogue as it is published: checked, compiled, and opened in a moment however long it is. Pure; any thread.

`compiled` runs where services are published; `opened` on the terminal. What lists and notices ask of every service is
read at once (a few hundred kinds of service, `_LISTED`, that thousands share); the rest of a head when it is shown, the
steps when the service is begun. Reads no file: the bytes, or a mapped file, come from `kiosk.app`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from flows.catalogue import Catalogue, Pace
from flows.finding import Index, Lore
from flows.finding.documents import answers_of, of_answer, of_service
from flows.finding.knowledge import Knowledge
from flows.finding.packed import packed, unpacked
from flows.guide import Guide
from flows.model.values import ServiceRef
from flows.papers import with_papers
from flows.reference import Reference
from flows.sections import Buffer, Sections, bound, written
from flows.service import Head, Service
from flows.steps.step import Need
from kiosk.core.devices import DeviceKind
from kiosk.core.errors import ContentError

_LISTED = ("department", "section", "kind", "icon", "common", "audience", "life_events", "offline", "quota", "example")
_DIGEST = 32  # bytes of SHA-256
_HEADS_KEPT = 256  # as many as a few pages of lists
_SERVICES_KEPT = 16
_SAMPLES = 16  # values whose words most others share
_DICTIONARY = 32_768  # bytes; as far as the format looks back
Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A service with what its file says, and the sources of the papers beside it."""

    service: Service
    raw: Mapping[str, Any]
    papers: Mapping[str, str] = field(default_factory=dict)
    source_digest: str = ""  # of the file without its papers; empty where that is the service's


def published(files: Mapping[str, str]) -> tuple[tuple[Published, ...], tuple[ContentError, ...]]:
    """Return the services of these files, and what is wrong with the others."""
    from flows.papers import ENDING, beside  # noqa: PLC0415 - what follows loads pydantic and YAML
    from flows.spec import parse_service, raw_service  # noqa: PLC0415

    found: dict[str, Published] = {}
    problems: list[ContentError] = []
    for name in sorted(each for each in files if not each.endswith(ENDING)):
        try:
            bare, papers = parse_service(name, files[name]), beside(name, files)
            if bare.id in found:
                raise ContentError("CNT-001", f"{name}: the service {bare.id!r} is in two files")  # noqa: TRY301
            found[bare.id] = Published(
                service=with_papers(bare, papers),
                raw=raw_service(name, files[name]),
                papers=papers,
                source_digest=bare.digest,
            )
        except ContentError as problem:
            problems.append(problem)
    return tuple(found.values()), tuple(problems)


def compiled(services: Sequence[Published], knowledge: Sequence[Knowledge], lore: Lore) -> bytes:
    """Return the compiled catalogue. Raises `ContentError` CNT-001 for a service that JSON cannot hold."""
    profiles: dict[str, int] = {}
    heads, bodies = _Packer(), _Packer()
    kinds = []
    for each in services:
        kinds.append(profiles.setdefault(json.dumps(_profile(each.service)), len(profiles)))
        raw = dict(each.raw)
        steps = raw.pop("steps")
        body = {
            "steps": steps,
            "lines": each.service.lines,
            "papers": dict(each.papers),
            "digest": each.source_digest or each.service.digest,
        }
        heads.add(each.service.file, raw)
        bodies.add(each.service.file, body)
    index = Index.of([*(of_service(each.service.head) for each in services), *map(of_answer, knowledge)], lore)
    return bound(
        {
            "ids": "\n".join(each.service.id for each in services).encode(),
            "files": "\n".join(each.service.file for each in services).encode(),
            "digests": b"".join(bytes.fromhex(each.service.digest) for each in services),
            "profiles": json.dumps(list(map(json.loads, profiles))).encode(),
            "profile": written(kinds),
            **heads.parts("heads"),
            **bodies.parts("bodies"),
            "answers": json.dumps({each.id: each.services for each in answers_of(knowledge, index).values()}).encode(),
            **packed(index),
        }
    )


def opened(
    content: Buffer,
    reference: Reference,
    pace: Pace | None = None,
    *,
    lore: Lore,
    knowledge: Sequence[Knowledge] = (),
) -> Catalogue:
    """Return the catalogue that was compiled. Raises `ContentError` CNT-001 when it is cut short or of another version.

    `knowledge` is what it was compiled with: the answers are not in it, only where they are found.
    """
    parts = Sections.of(content)
    shelf = _Shelf.of(parts)
    spoken_of = json.loads(parts.text("answers"))
    answers = {
        each.answer.id: replace(each.answer, services=tuple(spoken_of.get(each.answer.id, ()))) for each in knowledge
    }
    return Catalogue(
        services=tuple(_StoredService(shelf, row) for row in range(len(shelf.ids))),
        reference=reference,
        pace=pace or Pace(),
        guide=Guide(finder=unpacked(parts, lore), answers=answers),
    )


def _profile(service: Service) -> dict[str, Any]:
    """Return what lists and notices ask of a service."""
    listed = {name: getattr(service.head, name) for name in _LISTED}
    needs = [[[kind.value for kind in need.any_of], need.required] for need in service.needs]
    return {**listed, "needs": needs, "platform": service.platform, "keeps": service.keeps}


class _Packer:
    """Values of JSON, each pressed by itself so that it can be read by itself, with one dictionary for all."""

    def __init__(self) -> None:
        self._values: list[bytes] = []

    def add(self, name: str, value: Mapping[str, Any]) -> None:
        try:
            self._values.append(json.dumps(value, ensure_ascii=False).encode())
        except TypeError as exc:  # a date without quotes
            raise ContentError("CNT-001", f"{name}: a value must be text, a number, or true or false: {exc}") from exc

    def parts(self, name: str) -> dict[str, bytes]:
        samples = self._values[:: max(1, len(self._values) // _SAMPLES)]
        dictionary = b"".join(samples)[-_DICTIONARY:]
        pressed, ends, at = [], [0], 0
        for value in self._values:
            press = zlib.compressobj(9, zdict=dictionary)
            pressed.append(press.compress(value) + press.flush())
            at += len(pressed[-1])
            ends.append(at)
        return {name: b"".join(pressed), f"{name}.ends": written(ends), f"{name}.dictionary": dictionary}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Shelf:
    """The columns of a compiled catalogue, and the heads and services that were read last."""

    parts: Sections
    ids: Sequence[str]
    files: Sequence[str]
    digests: bytes
    profiles: Sequence[Mapping[str, Any]]
    profile: Sequence[int]
    ends: Mapping[str, Sequence[int]]
    _heads: dict[int, Head] = field(default_factory=dict)
    _services: dict[int, Service] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: Sections) -> _Shelf:
        """Return the columns. Raises `ContentError` CNT-001."""
        ids, files = (parts.text(name).split("\n") if parts.read(name) else [] for name in ("ids", "files"))
        try:
            profiles = [_restored(each) for each in json.loads(parts.text("profiles"))]
        except (ValueError, LookupError, TypeError, AttributeError) as exc:
            raise ContentError("CNT-001", "the compiled catalogue does not say what services there are") from exc
        shelf = cls(
            parts=parts,
            ids=ids,
            files=files,
            digests=parts.read("digests"),
            profiles=profiles,
            profile=parts.numbers("profile"),
            ends={name: parts.numbers(f"{name}.ends") for name in ("heads", "bodies")},
        )
        columns = (
            len(files),
            len(shelf.profile),
            len(shelf.digests) // _DIGEST,
            *(len(each) - 1 for each in shelf.ends.values()),
        )
        if set(columns) - {len(ids)} or max(shelf.profile, default=0) >= max(1, len(profiles)):
            raise ContentError("CNT-001", "the columns of the compiled catalogue do not fit together")
        return shelf

    def listed(self, row: int) -> Mapping[str, Any]:
        """Return what lists ask of the service."""
        return self.profiles[self.profile[row]]

    def digest(self, row: int) -> str:
        """Return the service's digest, in hexadecimal."""
        return self.digests[row * _DIGEST : (row + 1) * _DIGEST].hex()

    def head(self, row: int) -> Head:
        """Return the whole head. Raises `ContentError` CNT-001."""
        found = self._heads.get(row)
        if found is None:
            from flows.spec import checked_head  # noqa: PLC0415  pydantic, after the first screen stands

            found = checked_head(self.files[row], self._read("heads", row))
            _keep(self._heads, row, found, _HEADS_KEPT)
        return found

    def service(self, row: int) -> Service:
        """Return the whole service. Raises `ContentError` CNT-001."""
        found = self._services.get(row)
        if found is None:
            from flows.spec import checked_steps  # noqa: PLC0415

            body, name = self._read("bodies", row), self.files[row]
            bare = Service(
                head=self.head(row),
                steps=checked_steps(name, body["steps"]),
                digest=body["digest"],
                file=name,
                lines=tuple(body["lines"]),
            )
            found = with_papers(bare, body["papers"])
            _keep(self._services, row, found, _SERVICES_KEPT)
        return found

    def _read(self, name: str, row: int) -> Any:
        ends = self.ends[name]
        try:
            press = zlib.decompressobj(zdict=self.parts.read(f"{name}.dictionary"))
            return json.loads(press.decompress(self.parts.read(name, ends[row], ends[row + 1])))
        except (zlib.error, ValueError) as exc:
            raise ContentError("CNT-001", f"{self.files[row]}: its part of the compiled catalogue is damaged") from exc


def _restored(profile: Mapping[str, Any]) -> dict[str, Any]:
    needs = (Need(any_of=tuple(map(DeviceKind, kinds)), required=required) for kinds, required in profile["needs"])
    lists = {key: tuple(value) for key, value in profile.items() if isinstance(value, list)}
    return {**profile, **lists, "needs": tuple(needs)}


def _keep(kept: dict[int, Kept], row: int, value: Kept, most: int) -> None:
    """Keep a value, and let go of the one that was kept longest. Two threads at once may read it twice: no harm."""
    kept[row] = value
    while len(kept) > most:
        kept.pop(next(iter(kept)), None)


class _StoredHead(Head):
    """A head that reads what is asked of it. Its own fields are never filled, so Python asks `__getattr__`."""

    __slots__ = ("_row", "_shelf")

    def __init__(self, shelf: _Shelf, row: int) -> None:
        object.__setattr__(self, "_shelf", shelf)
        object.__setattr__(self, "_row", row)

    def __getattr__(self, name: str) -> Any:
        if name == "id":
            return self._shelf.ids[self._row]
        if name in _LISTED:
            return self._shelf.listed(self._row)[name]
        return getattr(self._shelf.head(self._row), name)

    def __reduce__(self) -> tuple[Any, ...]:
        return _StoredHead, (self._shelf, self._row)


class _StoredService(Service):
    """A service that reads itself when it is begun; equal to one of the same content."""

    __slots__ = ("_row", "_shelf")

    def __init__(self, shelf: _Shelf, row: int) -> None:
        object.__setattr__(self, "_shelf", shelf)
        object.__setattr__(self, "_row", row)

    def __getattr__(self, name: str) -> Any:
        if name == "head":
            return _StoredHead(self._shelf, self._row)
        if name == "digest":
            return self._shelf.digest(self._row)
        if name == "file":
            return self._shelf.files[self._row]
        return getattr(self._shelf.service(self._row), name)

    @property
    def id(self) -> str:
        name: str = self._shelf.ids[self._row]
        return name

    @property
    def whole(self) -> bool:
        try:
            self._shelf.service(self._row)
        except ContentError:
            return False
        return True

    @property
    def ref(self) -> ServiceRef:
        return ServiceRef(service_id=self.id, digest=self.digest)

    @property
    def platform(self) -> bool:
        return bool(self._shelf.listed(self._row)["platform"])

    @property
    def keeps(self) -> bool:
        return bool(self._shelf.listed(self._row)["keeps"])

    @property
    def needs(self) -> tuple[Need, ...]:
        needs: tuple[Need, ...] = self._shelf.listed(self._row)["needs"]
        return needs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Service) and self.ref == other.ref

    def __hash__(self) -> int:
        return hash(self.ref)
