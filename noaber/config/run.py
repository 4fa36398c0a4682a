# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What `./run` does. Runs on the system's own Python, before anything is installed: standard library only."""

import os
import sys
from collections.abc import Callable

from noaber.config import checks, setup
from noaber.config.setup import BIN, ROOT, Stop

HELP = """\
./run serve [--port N]    set up what is missing and start Noaber on http://localhost:8000
./run test                every check, cheapest first, on SQLite and on PostgreSQL
./run test WORDS…         pytest with these words, on SQLite only (example: ./run test noaber/questions -k merge)
./run check               the checks that need no database or browser: style, contracts, types, licences
./run docs                write what is generated in docs/reference
./run bench NAME          measure (bench/NAME.py); the last line is one JSON object
./run noaber …            the noaber command (serve, init, ask, import, export, index, doctor)
./run screenshots         take the pictures in docs/screenshots
./run messages            gather the interface's words into noaber/locale
./run lock                resolve the dependencies again and write the lock files
"""


def replace_by(*command: str) -> int:
    """Become this program, so that signals and the exit code are its own."""
    sys.stdout.flush()
    os.execv(command[0], command)


def serve(words: list[str]) -> int:
    """Set up, then start; the port is looked at first, since set-up may take minutes."""
    setup.require_free_port(words)
    setup.prepare()
    return replace_by(str(BIN / "noaber"), "serve", *words)


def noaber(words: list[str]) -> int:
    """The `noaber` command of this folder."""
    setup.prepare()
    return replace_by(str(BIN / "noaber"), *words)


def test(words: list[str]) -> int:
    """All checks, or pytest with the words given."""
    setup.prepare(dev=True)
    if words:
        return replace_by(str(BIN / "pytest"), *words)
    return checks.run(checks.everything())


def check(words: list[str]) -> int:
    """The quick checks."""
    setup.prepare(dev=True)
    return checks.run(checks.quick())


def docs(words: list[str]) -> int:
    """Write the generated pages of docs/reference (`--check`: only say whether they are fresh)."""
    setup.prepare(dev=True)
    return replace_by(str(BIN / "python"), "-m", "noaber.config.reference", *words)


def bench(words: list[str]) -> int:
    """Run one measurement."""
    names = sorted(path.stem for path in (ROOT / "bench").glob("[a-z]*.py"))
    if not words or words[0] not in names:
        raise Stop(f"Which measurement? One of: {', '.join(names)}. Example: ./run bench {names[0] if names else ''}")
    setup.prepare(dev=True)
    return replace_by(str(BIN / "python"), "-m", f"bench.{words[0]}", *words[1:])


def screenshots(words: list[str]) -> int:
    """Take the pictures of the README and the docs."""
    setup.prepare(dev=True)
    setup.require_browser()
    return replace_by(str(BIN / "python"), "-m", "tests.browser.screenshots", *words)


def messages(words: list[str]) -> int:
    """Gather the words of the interface; existing translations stay, and so does everything else in the catalogue."""
    setup.prepare(dev=True)
    template = ".cache/noaber.pot"
    extract = ["--keywords=gettext_lazy ngettext_lazy:1,2", "--mapping=noaber/locale/babel.cfg"]
    extract += ["--no-location", "--sort-output"]
    setup.call("Gathering the words", BIN / "pybabel", "extract", *extract, f"--output={template}", "noaber")
    update = ["--domain=django", "--init-missing", "--no-fuzzy-matching", "--ignore-obsolete", "--no-wrap"]
    update += ["--ignore-pot-creation-date", f"--input-file={template}", "--output-dir=noaber/locale", "--locale=en"]
    setup.call("Laying them beside the English ones", BIN / "pybabel", "update", *update)
    return 0


def lock(words: list[str]) -> int:
    """Resolve the dependencies again; the lock files name versions and hashes, never a host."""
    setup.prepare(dev=True)
    setup.lock(words)
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "serve": serve,
    "test": test,
    "check": check,
    "docs": docs,
    "bench": bench,
    "noaber": noaber,
    "screenshots": screenshots,
    "messages": messages,
    "lock": lock,
}


def main(words: list[str]) -> int:
    """Run one command; what goes wrong is said in one sentence."""
    os.environ.pop("PYTHONPATH", None)
    if not words or words[0] not in COMMANDS:
        print(HELP, end="")
        return 0 if not words or words[0] in ("help", "-h", "--help") else 2
    try:
        return COMMANDS[words[0]](words[1:])
    except KeyboardInterrupt:
        print("\nStopped. The next start goes on where this one was.", file=sys.stderr)
        return 130
    except (Stop, OSError) as problem:
        print(f"\n{setup.explain(problem)}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
