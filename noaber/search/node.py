# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""This node's own copy of the index: a folder, who may write in it, and how far it has come.

    <data>/search/<analyser version>/state.json     which index is current, and how far it has read the outbox
                                     index-N/       a tantivy index; a new one is built beside it, then swapped
                                     vectors-N/     the matrix of meanings that belongs to it
                                     writer.lock    held by the one process that writes

The state is written after a commit of the index, never before: whoever is killed in between does the last batch
again, and doing it again changes nothing.
"""

import fcntl
import json
import os
import shutil
import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from noaber.search.engines.tantivy import TantivyEngine
from noaber.search.text import ANALYSER_VERSION
from noaber.search.vectors import Matrix


@dataclass(frozen=True)
class State:
    """How far this node is. `recent` holds outbox numbers just done, for those that commit out of order."""

    current: int = 0
    seq: int = 0
    recent: tuple[int, ...] = ()
    vectors_seq: int = 0
    generation: int = 0
    rebuilding: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Opened:
    """An index open for reading, with its matrix. It is one moment: the answers it gave stay what they are."""

    engine: TantivyEngine
    matrix: Matrix
    generation: int
    answered: dict[Hashable, Any] = field(default_factory=dict)


class Node:
    """One folder with an index. Reading notices by itself when another process has written."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problem = ""
        self._opened: Opened | None = None
        self._stamp: tuple[int, int] | None = None
        self._opening = threading.Lock()

    @property
    def _state_file(self) -> Path:
        return self.root / "state.json"

    def state(self) -> State:
        """How far this node is; a lost or damaged file means: from the beginning."""
        try:
            values = json.loads(self._state_file.read_text())
            return State(**(values | {"recent": tuple(values["recent"])}))
        except (OSError, ValueError, TypeError, KeyError):
            return State()

    def keep(self, state: State, **changes: object) -> State:
        """Write the state down in one step."""
        step = 1 if "seq" in changes else 0
        new = replace(state, **changes, generation=state.generation + step)  # type: ignore[arg-type]
        fresh = self._state_file.with_suffix(f".{os.getpid()}.{threading.get_ident()}")
        fresh.write_text(json.dumps(asdict(new)))
        os.replace(fresh, self._state_file)
        return new

    def index_folder(self, number: int) -> Path:
        """Where an index lives."""
        return self.root / f"index-{number}"

    def vectors_folder(self, number: int) -> Path:
        """Where the matrix of an index lives."""
        return self.root / f"vectors-{number}"

    @contextmanager
    def writing(self, name: str = "writer.lock") -> Iterator[None]:
        """Be the one process that writes; waits for its turn."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / name).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def opened(self) -> Opened | None:
        """The index as it is now, or nothing when there is none (yet) or it is damaged."""
        try:
            found = self._state_file.stat()
        except OSError:
            self._opened, self._stamp = None, None
            return None
        stamp = (found.st_ino, found.st_mtime_ns)
        if stamp != self._stamp:
            with self._opening:
                if stamp != self._stamp:
                    self._opened, self._stamp = self._open(), stamp
        return self._opened

    def _open(self) -> Opened | None:
        state = self.state()
        if not state.current:
            return None
        try:
            engine = TantivyEngine(self.index_folder(state.current))
            matrix = Matrix(self.vectors_folder(state.current))
        except (OSError, ValueError) as error:
            self.problem = str(error)
            return None
        self.problem = ""
        return Opened(engine, matrix, state.generation)

    def forget_others(self, number: int) -> None:
        """Remove every index but one."""
        for path in [*self.root.glob("index-*"), *self.root.glob("vectors-*")]:
            if not path.name.endswith(f"-{number}"):
                shutil.rmtree(path, ignore_errors=True)

    def forget_older_analysers(self) -> None:
        """Remove the indexes that an earlier version of the analyser left beside this one."""
        for folder in self.root.parent.glob("nl-*"):
            if folder != self.root and (folder / "state.json").exists():
                shutil.rmtree(folder, ignore_errors=True)


@cache
def _at(root: Path) -> Node:
    return Node(root)


_elsewhere: list[Node] = []


def node() -> Node:
    """The index of this process's data folder (a test may point elsewhere)."""
    if _elsewhere:
        return _elsewhere[-1]
    return _at(Path(settings.DATA_DIR) / "search" / ANALYSER_VERSION)


@contextmanager
def elsewhere(root: Path) -> Iterator[Node]:
    """Use another folder for a while: tests and measurements."""
    _elsewhere.append(Node(root))
    try:
        yield _elsewhere[-1]
    finally:
        _elsewhere.pop()
