"""`kioskctl flows lint`: what is wrong is named by file, line and reason."""

import re
from pathlib import Path

import pytest

import flows
from tests.support.settings import write_config
from tests.support.technician import Technician

# --- flows lint ---------------------------------------------------------------------------------------------------


WHOLE = f"{len(list((Path(flows.__file__).parent / 'services').rglob('*.yaml')))} service files, no findings\n"


@pytest.fixture
def service(tmp_path: Path) -> Path:
    """A copy of a bundled service that is in order."""
    bundled = Path(flows.__file__).parent / "services" / "rsj" / "social-insurance-certificate.yaml"
    file = tmp_path / "services" / bundled.name
    file.parent.mkdir()
    file.write_text(bundled.read_text(encoding="utf-8"), encoding="utf-8")
    return file


def line_of(file: Path, words: str) -> int:
    return next(number for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1) if words in line)


def spoil(file: Path, pattern: str, words: str) -> None:
    text, count = re.subn(pattern, words, file.read_text("utf-8"), count=1)
    assert count == 1
    file.write_text(text, encoding="utf-8")


def test_services_in_order_are_found_in_order(technician: Technician, service: Path) -> None:
    text, facts = technician.both("flows", "lint", str(service))
    assert (text, facts) == ("1 service file, no findings\n", [])
    text, facts = technician.both("flows", "lint")
    assert (text, facts) == (WHOLE, [])


def test_without_files_the_terminals_own_services_are_checked(tmp_path: Path, service: Path) -> None:
    spoil(service, r"template: \S+", "template: no-such-paper")
    config = write_config(tmp_path, more='[content]\nservices_folder = "services"\n')
    text, facts = Technician(config).both("flows", "lint", code=1)
    assert facts[0]["file"] == str(service)
    assert facts[1] == {
        "file": str(service.parent),
        "line": None,
        "reason": "exactly one service must stand in the section 'report'",
    }
    assert f"{service.parent}: exactly one service" in text


def test_a_machine_without_settings_checks_the_bundled_services(tmp_path: Path) -> None:
    text, _ = Technician(tmp_path / "missing.toml").both("flows", "lint")
    assert text == WHOLE


@pytest.mark.parametrize("how", ["broken YAML", "an unknown key", "a broken expression", "an unknown template"])
def test_what_is_wrong_is_named_by_file_line_and_reason(technician: Technician, service: Path, how: str) -> None:
    at = 0
    match how:
        case "broken YAML":
            spoil(service, r"(?m)^steps:", "steps: [")
        case "an unknown key":
            spoil(service, r"(?m)^id: ", "colour: red\nid: ")
            at = line_of(service, "colour: red")
        case "a broken expression":
            spoil(service, r"number: applicant.number", "number: applicant.number +* 2")
            at = line_of(service, "+* 2")
        case _:
            spoil(service, r"template: \S+", "template: no-such-paper")
            at = line_of(service, "    kind: print") - 1  # where its step begins
    text, facts = technician.both("flows", "lint", str(service), code=1)
    assert {each["file"] for each in facts} == {str(service)}
    assert all(each["line"] > 0 and each["reason"] for each in facts)
    if at:
        assert at in {each["line"] for each in facts}
    *lines, summary = text.splitlines()
    assert lines == [f"{each['file']}:{each['line']}: {each['reason']}" for each in facts]
    assert summary == f"1 service file, {len(facts)} finding{'' if len(facts) == 1 else 's'}"


@pytest.mark.parametrize(("name", "words"), [("missing.yaml", "No such file"), ("", "there are no service files in")])
def test_files_that_are_not_there_are_said_plainly(
    technician: Technician, tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / "empty").mkdir()
    said = technician.run("flows", "lint", str(tmp_path / "empty" / name))
    assert (said.code, said.out) == (2, "")
    assert words in said.err
