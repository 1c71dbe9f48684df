"""``kioskctl``: look at a terminal and mend it, over SSH, without a screen.

Exit codes: 0 well, 1 something is wrong (the output says what), 2 the command line or the settings are wrong.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from kiosk.cli.output import complain
from kiosk.core.errors import ContentError, KioskError

DEFAULT_CONFIG = Path("/etc/guanjia-kiosk/kiosk.toml")
Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a place's name must not end a session that knows no Chinese
    options = _parser().parse_args(arguments)
    module, _, function = options.command.partition(":")
    command: Command = getattr(import_module(module), function)
    try:
        code = command(options)
        sys.stdout.flush()
    except BrokenPipeError:  # ``kioskctl ... | head``: nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KioskError as exc:
        complain(exc, json_too=options.json)
        return 2 if isinstance(exc, ContentError) else 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kioskctl", description="Look at a self-service terminal and mend it.")
    parser.add_argument("--version", action="version", version=version("guanjia-kiosk"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    _command(commands, "status", "how the terminal is: store, outbox, platform, devices", "kiosk.cli.status:run")
    _command(commands, "devices", "every device, its address and its health", "kiosk.cli.devices:run")

    outbox = commands.add_parser("outbox", help="what was accepted and where it stands").add_subparsers(
        required=True, metavar="ACTION"
    )
    listing = _command(outbox, "list", "all submissions that are not received yet", "kiosk.cli.outbox:run_list")
    listing.add_argument("--all", action="store_true", help="received ones too")
    showing = _command(outbox, "show", "one submission and where it stands", "kiosk.cli.outbox:run_show")
    showing.add_argument("--reason", action="store_true", help="the platform's words too; they may name a person")
    showing.add_argument("number", help="the terminal's number (XT07-1124-0031) or the key")
    retrying = _command(outbox, "retry", "send one again now, a refused one too", "kiosk.cli.outbox:run_retry")
    retrying.add_argument("number", help="the terminal's number (XT07-1124-0031) or the key")

    store = commands.add_parser("store", help="the terminal's store").add_subparsers(required=True, metavar="ACTION")
    confirming = _command(
        store, "confirm", "say that a damaged store which was put aside is taken care of", "kiosk.cli.store:run_confirm"
    )
    confirming.add_argument("--yes", action="store_true", help="confirm it; without this, only say what was put aside")

    flows = commands.add_parser("flows", help="the services").add_subparsers(required=True, metavar="ACTION")
    linting = _command(flows, "lint", "check service files before they are published", "kiosk.cli.flows:run_lint")
    linting.add_argument(
        "paths", nargs="*", type=Path, help="files or folders; the services of kiosk.toml when none is given"
    )
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, words: str, target: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=words)
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--config", type=Path, default=DEFAULT_CONFIG, help=f"default: {DEFAULT_CONFIG}")
    parser.set_defaults(command=target)
    return parser


if __name__ == "__main__":
    sys.exit(main())
