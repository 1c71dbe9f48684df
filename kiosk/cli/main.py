"""``kioskctl``: look at a terminal and mend it, over SSH, without a screen.

Exit codes: 0 well, 1 something is wrong (the output says what), 2 the command line or the settings are wrong. With
``--json`` every error is ``{"error": {"code", "message", "detail", "remedy"}}``; a code is one of docs/faults.md,
``usage`` or ``unknown``.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn, TypeAlias

from kiosk.cli.authoring_commands import add_flows
from kiosk.cli.output import Complaint, complain
from kiosk.core.errors import ContentError, KioskError

DEFAULT_CONFIG = Path("/etc/guanjia-kiosk/kiosk.toml")
Command = Callable[[argparse.Namespace], int]
_Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"  # noqa: SLF001 - it has no public name
_EPILOG = """\
every COMMAND takes --config FILE and --json, and ends with
  0  all is well
  1  something is wrong; the output says what
  2  the command line or kiosk.toml is wrong
"""


class _UsageError(Exception):
    """The command line is wrong; `str` says how."""

    def __init__(self, message: str, usage: str) -> None:
        super().__init__(message)
        self.usage = usage


class _Parser(argparse.ArgumentParser):
    """Leaves it to `main` to say what is wrong with the command line, for people or for programs."""

    def error(self, message: str) -> NoReturn:
        raise _UsageError(message, self.format_usage())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a place's name must not end a session that knows no Chinese
    words = sys.argv[1:] if arguments is None else arguments
    try:
        options = _parser().parse_args(words)
    except _UsageError as exc:
        print(exc.usage, end="", file=sys.stderr)
        complain(Complaint(code="usage", message=f"{exc}"), json_too="--json" in words)
        return 2
    module, _, function = options.command.partition(":")
    command: Command = getattr(import_module(module), function)
    try:
        code = command(options)
        sys.stdout.flush()
    except BrokenPipeError:  # ``kioskctl ... | head``: nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KioskError as exc:
        complaint = Complaint.of(exc)
        if exc.code == "CNT-002" and not options.config.exists():
            complaint = replace(complaint, message="There is no kiosk.toml.", remedy="Say with --config where it is.")
        complain(complaint, json_too=options.json)
        return 2 if isinstance(exc, ContentError) else 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="kioskctl",
        description="Look at a self-service terminal and mend it.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=version("guanjia-kiosk"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")

    _command(commands, "status", "how the terminal is: store, outbox, platform, devices", "kiosk.cli.status:run")
    _command(commands, "devices", "every device: its health, its driver, its address", "kiosk.cli.devices:run")

    outbox = _group(commands, "outbox", "what was accepted and where it stands: list, show, retry")
    listing = _command(outbox, "list", "list what the platform has not received", "kiosk.cli.outbox:run_list")
    listing.add_argument("--all", action="store_true", help="list what it has received as well")
    showing = _command(
        outbox, "show", "show where one submission stands, never what it says", "kiosk.cli.outbox:run_show"
    )
    showing.add_argument(
        "--reason", action="store_true", help="show the platform's words as well; they may name a person"
    )
    retrying = _command(outbox, "retry", "send one submission now, a refused one too", "kiosk.cli.outbox:run_retry")
    for each in (showing, retrying):
        each.add_argument(
            "number",
            metavar="NUMBER",
            help="its number here (XT07-1124-0031), its number at the platform (DG202611240017), or its key",
        )

    store = _group(commands, "store", "the terminal's store: confirm")
    confirming = _command(
        store, "confirm", "say that a damaged store which was put aside is taken care of", "kiosk.cli.store:run_confirm"
    )
    confirming.add_argument("--yes", action="store_true", help="confirm it; without this, only say what was put aside")

    add_flows(_group(commands, "flows", "the services: lint, new, preview, graph, schema, compile"), _command)
    return parser


def _group(commands: _Commands, name: str, words: str) -> _Commands:
    parser = commands.add_parser(name, help=words, description=_sentence(words))
    return parser.add_subparsers(required=True, metavar="ACTION", title="actions")


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _command(commands: _Commands, name: str, words: str, target: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=_sentence(words))
    parser.add_argument("--json", action="store_true", help="answer in JSON, for programs")
    parser.add_argument(
        "--config", type=Path, default=DEFAULT_CONFIG, metavar="FILE", help="the terminal's kiosk.toml (%(default)s)"
    )
    parser.set_defaults(command=target)
    return parser


if __name__ == "__main__":
    sys.exit(main())
