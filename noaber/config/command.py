# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The `noaber` command: what an operator, a colleague's script and a measurement use."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

# Subcommand → (module, function). A module is loaded only when its command is called, so that each starts fast.
COMMANDS = {
    "serve": ("noaber.site.commands", "serve"),
    "init": ("noaber.site.commands", "init"),
    "worker": ("noaber.site.commands", "work"),
    "incoming": ("noaber.base.commands", "incoming"),
    "doctor": ("noaber.site.commands", "doctor"),
    "old-addresses": ("noaber.site.commands", "old_addresses"),
    "ask": ("noaber.search.commands", "ask"),
    "index": ("noaber.search.commands", "index"),
    "import": ("noaber.exchange.commands", "import_"),
    "export": ("noaber.exchange.commands", "export"),
    "ledger": ("noaber.ledger.commands", "ledger"),
    "loop": ("noaber.loop.commands", "loop"),
    "links": ("noaber.exchange.commands", "links"),
    "post": ("noaber.newsletters.commands", "post"),
    "recount": ("noaber.agenda.commands", "recount"),
    "reset-second-step": ("noaber.people.commands", "reset_second_step"),
}


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(prog="noaber", description="Noaber, the platform of a regional learning network.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _running(commands)
    _keeping(commands)
    return top


def _running(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What keeps a copy going, and asks it something."""
    serve = commands.add_parser("serve", help="prepare what is needed and start the web server")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--workers", type=int, default=0, help="web processes (default: one a core, at most two)")
    serve.add_argument("--without-worker", action="store_true", help="leave waiting work to `noaber worker`")

    init = commands.add_parser("init", help="make the database, the demo network and the index")
    init.add_argument("--empty", action="store_true", help="no demo network")

    ask = commands.add_parser("ask", help="ask a question, get what the find page gives")
    ask.add_argument("text", metavar="QUESTION")
    ask.add_argument("--json", action="store_true")
    ask.add_argument("--limit", type=int, default=10)
    ask.add_argument("--kind", default="")
    ask.add_argument("--werkplaats", default="")
    work = commands.add_parser("worker", help="do the waiting work (mail, index, imports), beside any number of others")
    work.add_argument("--status", action="store_true", help="only say how the work stands: queues, failures, jobs")
    mail = commands.add_parser("incoming", help="receive mail: answers, and reports of mail servers")
    mail.add_argument("--pipe", action="store_true", help="take one mail from the standard input")
    mail.add_argument("--to", action="append", default=[], help="whom it is for (default: as its headers say)")
    mail.add_argument("--sender", default="?", help="who handed it over; empty for reports")
    commands.add_parser("doctor", help="check database, index, mail, storage and settings")
    commands.add_parser("index", help="wait until everything is findable")


def _keeping(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What brings things in, gives them back, and sets something right."""
    load = commands.add_parser("import", help="load a file in the exchange format (JSON lines)")
    load.add_argument("file", metavar="FILE.jsonl")

    export = commands.add_parser("export", help="give everything back in the exchange format")
    export.add_argument("file", metavar="FILE.jsonl", nargs="?", default="-")

    book = commands.add_parser("ledger", help="give every entry of the ledger, without who (JSON lines)")
    book.add_argument("file", metavar="FILE.jsonl", nargs="?", default="-")
    commands.add_parser("loop", help="fold the whole ledger into the state of the loop once more")

    old = commands.add_parser("old-addresses", help="remember where pages of an earlier site are now (CSV)")
    old.add_argument("file", metavar="FILE.csv", help="two columns: old address; new address, or kind:id")

    links = commands.add_parser("links", help="check once whether links to other sites still work")
    links.add_argument("--most", type=int, default=100, help="how many at most (default: 100)")

    send = commands.add_parser("post", help="send newsletters that are due; any number may run, on any machine")
    send.add_argument("--until-empty", action="store_true", help="stop when nothing is due any more")

    again = commands.add_parser("recount", help="compute the outcome of a round again from its files alone")
    again.add_argument("folder", metavar="FOLDER", help="the files of a round, or the zip file they came in")

    reset = commands.add_parser("reset-second-step", help="let somebody who lost the second step set one up anew")
    reset.add_argument("email", metavar="MAIL")


def main(argv: list[str] | None = None) -> int:
    """Run one command; anything else goes to Django's own commands."""
    arguments = sys.argv[1:] if argv is None else argv
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.config.settings")
    # One thread for the embedding: more of them make a question slower on busy cores.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if arguments and arguments[0] not in COMMANDS and not arguments[0].startswith("-"):
        from django.core.management import execute_from_command_line

        execute_from_command_line(["noaber", *arguments])
        return 0
    options = parser().parse_args(arguments)
    if options.command == "serve":
        # Links in mails lead to where this copy is, unless its own address was set.
        os.environ.setdefault("NOABER_URL", f"http://localhost:{options.port}")
    import django

    django.setup()
    module, function = COMMANDS[options.command]
    result: int = getattr(import_module(module), function)(options)
    return result


if __name__ == "__main__":
    sys.exit(main())
