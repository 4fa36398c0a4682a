# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The checks of the house, cheapest first, and the table they end in. Standard library only."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Sequence
from ctypes.util import find_library
from dataclasses import dataclass, field
from pathlib import Path

from noaber.config.setup import BIN, CACHE, ROOT, Stop, install_debian

# Who is done first takes over half of what the other still has.
PYTEST = ["pytest", "-q", "--no-header", "-n", "2", "--dist", "worksteal", "--durations=5"]


@dataclass(frozen=True)
class Check:
    """One program that says yes or no by its exit code; where it says no, `more` is what tells why."""

    name: str
    command: Sequence[str]
    environment: dict[str, str] = field(default_factory=dict)
    more: Sequence[str] = ()


@dataclass(frozen=True)
class Outcome:
    """How one check went; `passed` and `failed` count its tests, or the check itself; `names` are those that failed."""

    name: str
    seconds: float
    passed: int
    failed: int
    ok: bool
    names: tuple[str, ...] = ()


def quick() -> list[Check]:
    """What needs no database and no browser."""
    return [
        Check("style", ["ruff", "check", "--quiet", "--cache-dir=.cache/ruff"]),
        Check("layout", ["ruff", "format", "--check", "--quiet", "--cache-dir=.cache/ruff"]),
        Check("import contracts", ["lint-imports", "--cache-dir", ".cache/imports"]),
        Check("types", ["mypy", "--no-error-summary"]),
        Check("licences", ["reuse", "lint", "--quiet"]),
        Check("migrations", ["noaber", "makemigrations", "--check", "--dry-run"], scratch("checks")),
    ]


def everything() -> list[Check]:
    """All of it: the quick ones, the tests on both databases, the docs and the browser."""
    return [
        *quick(),
        # What they cover is judged by itself: two hundred lines of figures would hide which test failed.
        Check("tests on SQLite", [*PYTEST, "--cov", "--cov-report=", "--cov-fail-under=0"]),
        Check("coverage", ["coverage", "report", "--format=total"], more=["coverage", "report", "--sort=cover"]),
        Check("docs fresh", ["python", "-m", "noaber.config.reference", "--check"], scratch("checks")),
        Check("tests on PostgreSQL", ["python", "-m", "tests.postgres", *PYTEST]),
        Check("browser", ["python", "-m", "tests.browser.server", *PYTEST, "tests/browser"]),
    ]


def scratch(name: str) -> dict[str, str]:
    """A data folder of its own, so that no check touches the one that is served."""
    return {"NOABER_DATA": str(CACHE / name)}


def require_tools() -> None:
    """What the tests need of Debian: installed where we may, otherwise said, and in CI refused."""
    needed = {
        "postgresql": any(Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        "chromium": bool(shutil.which("chromium")),
        "default-jre-headless": bool(shutil.which("java")),
        "khal": bool(shutil.which("khal")),
        "vdirsyncer": bool(shutil.which("vdirsyncer")),
        "libpangoft2-1.0-0": bool(find_library("pangoft2-1.0")),
    }
    missing = [package for package, there in needed.items() if not there]
    if not missing or install_debian(*missing):
        return
    print(f"Not on this machine: {', '.join(missing)}. On Debian: sudo apt install {' '.join(missing)}")
    if os.environ.get("CI") == "true":
        raise Stop("In CI every check runs; install the packages above.")
    print("The checks that need them will fail.")


def one(check: Check) -> Outcome:
    """Run one check, passing on all it says."""
    print(f"\n── {check.name} " + "─" * (90 - len(check.name)), flush=True)
    began = time.monotonic()
    last, names = "", []
    process = start(check.command, check.environment)
    assert process.stdout
    for line in process.stdout:
        print(line, end="", flush=True)
        last = line if re.search(r"\d+ (passed|failed|error)", line) else last
        # As pytest says it once more at its end.
        names += [line.strip()] if re.match(r"(FAILED|ERROR) \S+::", line) else []
    ok = process.wait() == 0
    if check.more and not ok:
        print(start(check.more, check.environment).communicate()[0], flush=True)
    passed, failed = count(last, "passed"), count(last, "failed") + count(last, "errors?")
    if not passed and not failed:
        passed, failed = int(ok), int(not ok)
    return Outcome(check.name, time.monotonic() - began, passed, failed or int(not ok), ok, tuple(names))


def start(command: Sequence[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    """A program of this folder's environment, with what it says to be read."""
    program, *words = command
    return subprocess.Popen(
        [str(BIN / program), *words],
        cwd=ROOT,
        env=os.environ | environment | {"PATH": f"{BIN}:{os.environ['PATH']}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        errors="replace",
    )


def count(line: str, word: str) -> int:
    """The number before a word in pytest's last line."""
    found = re.search(rf"(\d+) {word}\b", line)
    return int(found[1]) if found else 0


def run(checks: Sequence[Check]) -> int:
    """Run them all, also after a failure, and close with a table and one line."""
    CACHE.mkdir(exist_ok=True)
    if len(checks) > len(quick()):
        require_tools()
    outcomes = [one(check) for check in checks]
    print("\n── all checks " + "─" * 80)
    for outcome in outcomes:
        mark = "ok    " if outcome.ok else "FAILED"
        tally = f"{outcome.passed} passed" + (f", {outcome.failed} failed" if outcome.failed else "")
        print(f"{mark} {outcome.name:<22}{outcome.seconds:7.1f} s   {tally}")
    print(f"       {'together':<22}{sum(outcome.seconds for outcome in outcomes):7.1f} s\n")
    for outcome in outcomes:
        for name in outcome.names or ([] if outcome.ok else ["FAILED"]):
            print(f"{outcome.name}: {name}")
    passed, failed = sum(outcome.passed for outcome in outcomes), sum(outcome.failed for outcome in outcomes)
    print(f"{passed} passed, {failed} failed")
    return int(failed > 0)
