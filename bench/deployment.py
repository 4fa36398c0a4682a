# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A default deployment to measure: the real server in a data folder of its own, and a load on it.

All traffic stays on this machine, and every load is bounded in time and connections.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONNECTIONS = 8


@dataclass(frozen=True)
class Load:
    """What a load of some seconds showed: requests a second, 99th percentile in ms, answers that were no 200."""

    rps: float
    p99_ms: float
    errors: int


def noaber(data: Path, *words: str, **environment: str) -> str:
    """Run the `noaber` command on a data folder; returns what it printed."""
    ran = subprocess.run(
        [sys.executable, "-m", "noaber", *words],
        cwd=ROOT,
        env=os.environ | {"NOABER_DATA": str(data)} | environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return ran.stdout


@contextmanager
def server(data: Path, *words: str, **environment: str) -> "Iterator[tuple[str, int]]":
    """The default deployment on a free port, or with other `words`: its address and the id of its first process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "noaber", "serve", "--port", str(port), *words],
        cwd=ROOT,
        env=os.environ | {"NOABER_DATA": str(data)} | environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/-/ping/", process)
        yield address, process.pid
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"The server stopped with exit code {process.returncode}.")
        try:
            urllib.request.urlopen(address, timeout=5).read()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not answer within five minutes.")


def fetch(address: str) -> str:
    """The text of a page."""
    return str(urllib.request.urlopen(address, timeout=60).read().decode())


def require_wrk() -> None:
    """The load comes from wrk (Debian package wrk), which takes little of the processor it shares."""
    if shutil.which("wrk"):
        return
    if os.geteuid() == 0:
        subprocess.run(["apt-get", "install", "-y", "-qq", "wrk"], check=False, stdout=subprocess.DEVNULL)
    if not shutil.which("wrk"):
        raise SystemExit("This measurement needs wrk. On Debian: sudo apt install wrk")


def load(address: str, paths: list[str], seconds: int = 4) -> Load:
    """Ask for these paths in turn over a few connections; the paths must be on this machine."""
    if not address.startswith("http://127.0.0.1:"):
        raise ValueError("only this machine is ever under load")
    lines = ["local paths = {", *(f"  {_quoted(path)}," for path in paths), "}", "local turn = 0"]
    lines += ["request = function()", "  turn = turn + 1"]
    lines += ["  return wrk.format('GET', paths[turn % #paths + 1])", "end"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write("\n".join(lines))
        script.flush()
        ran = subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", script.name, address],
            check=True,
            capture_output=True,
            text=True,
        )
    return _read(ran.stdout)


def _quoted(path: str) -> str:
    return "'" + path.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _read(output: str) -> Load:
    rps = re.search(r"Requests/sec:\s+([\d.]+)", output)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", output)
    if rps is None or p99 is None:
        raise SystemExit(f"wrk said something unexpected:\n{output}")
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    lost = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", output)
    errors = int(bad[1]) if bad else 0
    errors += sum(int(number) for number in lost.groups()) if lost else 0
    unit = {"us": 0.001, "ms": 1.0, "s": 1000.0}[p99[2]]
    return Load(float(rps[1]), float(p99[1]) * unit, errors)


def memory_mb(pid: int) -> float:
    """The memory of a process and its children: each page counted once, shared ones by their share (PSS)."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            inside = int(folder.name) == pid or _parent(folder) == pid
            if inside:
                found = re.search(r"^Pss:\s+(\d+) kB", (folder / "smaps_rollup").read_text(), re.M)
                total += int(found[1]) if found else 0
        except OSError:
            continue
    return round(total / 1024, 1)


def _parent(folder: Path) -> int:
    return int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
