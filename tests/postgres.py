# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A private PostgreSQL for one command: `python -m tests.postgres pytest …` starts it, runs, and takes it away.

It lives in a temporary folder, listens on a Unix socket there and nowhere else, and does not wait for the disk
unless asked to.
PostgreSQL refuses to run as root; then it runs as the system's own user `postgres`.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

OPTIONS = "-c listen_addresses= -c max_connections=60"
HASTY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def programs() -> Path:
    """The folder of the newest PostgreSQL that Debian's package put here."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        sys.exit("PostgreSQL is not on this machine. On Debian: sudo apt install postgresql")
    return found[-1]


@contextmanager
def server(*, hasty: bool = True) -> Iterator[str]:
    """The address (DATABASE_URL) of a server that is there for the block; hasty, it does not wait for the disk."""
    options = f"{OPTIONS} {HASTY}" if hasty else OPTIONS
    folder = Path(tempfile.mkdtemp(prefix="noaber-postgres-"))
    root = os.geteuid() == 0
    user = "postgres" if root else pwd.getpwuid(os.geteuid()).pw_name
    if root:
        shutil.chown(folder, user)

    def call(*words: str) -> None:
        ran = subprocess.run(words, user=user if root else None, cwd=folder, capture_output=True, text=True)
        if ran.returncode:
            sys.exit(f"PostgreSQL did not start: {ran.stdout}{ran.stderr}")

    data = str(folder / "data")
    call(str(programs() / "initdb"), "-D", data, "-U", "noaber", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    control = str(programs() / "pg_ctl")
    call(control, "-D", data, "-w", "-l", str(folder / "log"), "-o", f"{options} -k {folder}", "start")
    try:
        yield f"postgresql://noaber@{quote(str(folder), safe='')}/noaber"
    finally:
        call(control, "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def main(words: Sequence[str]) -> int:
    """Run the command with DATABASE_URL set."""
    with server() as address:
        return subprocess.run(words, env=os.environ | {"DATABASE_URL": address}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
