"""Holds what goes over the wire against docs/platform-api.yaml: requests and answers alike.

Reads just as much of OpenAPI 3.1 as that document uses. Schemas are JSON Schema 2020-12 and validated as they stand.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

CONTRACT_FILE = Path(__file__).resolve().parent.parent.parent / "docs" / "platform-api.yaml"
_BASE = "urn:contract"
_JSON = re.compile(r"application/(?:[a-z.-]+\+)?json")


@dataclass(frozen=True)
class Exchange:
    """One request with its answer, as bytes. Header names are lower case."""

    method: str
    path: str
    request_headers: Mapping[str, str]
    request_body: bytes
    status: int
    answer_headers: Mapping[str, str]
    answer_body: bytes


@dataclass
class Contract:
    """The document, and the operations that exchanges were found to belong to."""

    document: dict[str, Any]
    seen: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def read(cls) -> "Contract":
        return cls(yaml.safe_load(CONTRACT_FILE.read_text(encoding="utf-8")))

    def complaints(self, exchange: Exchange) -> list[str]:
        """What is wrong with an exchange; empty when it keeps to the contract."""
        found = self._operation(exchange)
        if found is None:
            return [f"{exchange.method} {exchange.path}: not in the contract"]
        where, operation, parameters, values = found
        self.seen.add((operation["operationId"], exchange.status))
        return [
            f"{operation['operationId']} {exchange.status}: {complaint}"
            for complaint in (
                *self._request(exchange, where, operation, parameters, values),
                *self._answer(exchange, where, operation),
            )
        ]

    # --- the request --------------------------------------------------------------------------------------

    def _operation(self, exchange: Exchange) -> tuple[list[str], dict[str, Any], list[Any], Mapping[str, str]] | None:
        path = exchange.path.partition("?")[0]
        for template, item in self.document["paths"].items():
            names = re.findall(r"\{(\w+)\}", template)
            pattern = re.sub(r"\\\{\w+\\\}", "([^/]+)", re.escape(template))
            match = re.fullmatch(pattern, path)
            if match and exchange.method.lower() in item:
                operation = item[exchange.method.lower()]
                parameters = [*item.get("parameters", []), *operation.get("parameters", [])]
                where = ["paths", template, exchange.method.lower()]
                return where, operation, parameters, dict(zip(names, match.groups(), strict=True))
        return None

    def _request(
        self,
        exchange: Exchange,
        where: list[str],
        operation: dict[str, Any],
        parameters: list[Any],
        values: Mapping[str, str],
    ) -> list[str]:
        bad: list[str] = []
        if operation.get("security") != [{}] and "authorization" not in exchange.request_headers:
            bad.append("no credential")
        for parameter in map(self._resolve, parameters):
            held = values if parameter["in"] == "path" else exchange.request_headers
            value = held.get(parameter["name"] if parameter["in"] == "path" else parameter["name"].lower())
            if value is None and parameter["required"]:
                bad.append(f"{parameter['name']} is missing")
            elif value is not None:
                bad += self._against(parameter["schema"], value, parameter["name"])
        body = operation.get("requestBody")
        if body is None:
            return bad + (["a body that is not foreseen"] if exchange.request_body else [])
        if not exchange.request_body:
            return bad + (["no body"] if body["required"] else [])
        pointer = [*where, "requestBody", "content"]
        return bad + self._body(body["content"], pointer, exchange.request_headers, exchange.request_body)

    # --- the answer ---------------------------------------------------------------------------------------

    def _answer(self, exchange: Exchange, where: list[str], operation: dict[str, Any]) -> list[str]:
        named = operation["responses"].get(str(exchange.status))
        if named is None:
            return ["a status that is not foreseen"]
        answer = self._resolve(named)
        bad: list[str] = []
        for name, named_header in answer.get("headers", {}).items():
            header = self._resolve(named_header)
            value = exchange.answer_headers.get(name.lower())
            if value is None and header.get("required"):
                bad.append(f"header {name} is missing")
            elif value is not None:
                bad += self._against(header["schema"], value, name)
        content = answer.get("content")
        if content is None or exchange.method == "HEAD":
            return bad + (["a body that is not foreseen"] if exchange.answer_body else [])
        pointer = (
            named["$ref"].removeprefix("#/").split("/")
            if "$ref" in named
            else [*where, "responses", str(exchange.status)]
        )
        return bad + self._body(content, [*pointer, "content"], exchange.answer_headers, exchange.answer_body)

    # --- both ---------------------------------------------------------------------------------------------

    def _body(self, content: dict[str, Any], pointer: list[str], headers: Mapping[str, str], body: bytes) -> list[str]:
        media_type = headers.get("content-type", "").partition(";")[0].strip()
        if media_type not in content:
            return [f"media type {media_type!r} is not foreseen"]
        if not _JSON.fullmatch(media_type):
            return []
        return self._against({"$ref": self._pointer([*pointer, media_type, "schema"])}, json.loads(body), "body")

    def _against(self, schema: dict[str, Any], value: object, what: str) -> list[str]:
        errors = self._validator(schema).iter_errors(value)
        return [f"{what} {error.json_path}: {error.message[:200]}" for error in errors]

    def _validator(self, schema: dict[str, Any]) -> Validator:
        resource = Resource.from_contents(self.document, default_specification=DRAFT202012)
        registry: Registry[Any] = Registry().with_resource(_BASE, resource)
        absolute = json.loads(json.dumps(schema).replace('"#/', f'"{_BASE}#/'))
        return Draft202012Validator(absolute, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER)

    def _resolve(self, node: dict[str, Any]) -> dict[str, Any]:
        if "$ref" not in node:
            return node
        found: Any = self.document
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        resolved: dict[str, Any] = found
        return resolved

    @staticmethod
    def _pointer(parts: list[str]) -> str:
        return f"{_BASE}#/" + "/".join(
            part.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D") for part in parts
        )
