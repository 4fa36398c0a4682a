# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A network of any size to measure on: the demo network, and documents recombined from its texts.

The recombined texts read like nothing, but have the words, lengths and facets of real ones. Their vectors are noisy
copies of those of the demo network: computing 100,000 of them takes hours and changes no speed.
"""

import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.deployment import ROOT, noaber

PLACE = ROOT / ".cache" / "bench"
SEED = 20_261_122
NOISE = 0.25
KINDS = ("publication", "publication", "publication", "project", "method", "education_module", "news", "meeting")


def folder(name: str) -> Path:
    """The data folder of a network made before."""
    return PLACE / name


def prepare(size: int) -> str:
    """A network with at least `size` documents, all findable; made once and kept. Returns its name."""
    name = f"network-{size}"
    data = folder(name)
    done = data / "bench.json"
    stamp_now = stamp()
    if done.exists() and done.read_text() == stamp_now:
        return name
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    noaber(data, "init")
    noaber(data, "index")
    if size:
        source = data / "recombined.jsonl"
        with source.open("w") as out:
            for record in recombined(size, _texts(data)):
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
        noaber(data, "import", str(source))
        source.unlink()
        _python(data, "from bench import network; network.add_noisy_vectors()")
        noaber(data, "index")
    done.write_text(stamp_now)
    return name


def stamp() -> str:
    """Changes with everything that the stored network depends on."""
    code = "from noaber.site.commands import stamp; from noaber.search.text import ANALYSER_VERSION; "
    code += "print(stamp(), ANALYSER_VERSION)"
    return _python(PLACE, code)


def _python(data: Path, code: str) -> str:
    data.mkdir(parents=True, exist_ok=True)
    ran = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {code}"],
        cwd=ROOT,
        env=os.environ | {"NOABER_DATA": str(data), "DJANGO_SETTINGS_MODULE": "noaber.config.settings"},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return ran.stdout.strip()


def _texts(data: Path) -> list[dict[str, object]]:
    """The records of the demo network."""
    lines = noaber(data, "export").splitlines()
    return [record for record in map(json.loads, lines) if record.get("summary") or record.get("text")]


def recombined(count: int, texts: list[dict[str, object]]) -> "Iterator[dict[str, object]]":
    """Records in the exchange format: sentences of several texts under a title of two halves."""
    chance = random.Random(SEED)
    sentences = [
        sentence
        for one in texts
        for sentence in re.split(r"(?<=[.!?])\s+", f"{one.get('summary') or ''} {one.get('text') or ''}".strip())
        if len(sentence) > 30
    ]
    titles = [str(one["title"]).split() for one in texts]
    for number in range(count):
        one, other = chance.choice(texts), chance.choice(texts)
        first, second = chance.choice(titles), chance.choice(titles)
        yield {
            "id": f"bench-{number}",
            "kind": chance.choice(KINDS),
            "title": " ".join([*first[: 1 + len(first) // 2], *second[len(second) // 2 :]])[:200],
            "summary": chance.choice(sentences),
            "text": " ".join(chance.sample(sentences, chance.randint(2, 6))),
            "lang": "nl",
            "year": chance.randint(2009, 2026),
            "werkplaatsen": one.get("werkplaatsen") or other.get("werkplaatsen") or [],
            "themes": list({*(one.get("themes") or []), *(other.get("themes") or [])})[:4],  # type: ignore[misc]
            "organisations": one.get("organisations") or [],
        }


def add_noisy_vectors() -> None:
    """Give every document without a vector a noisy copy of one that has one. Runs inside a data folder's process."""
    import numpy as np

    from noaber.search import actions, vectors
    from noaber.search.engines import number
    from noaber.search.models import Embedding
    from noaber.search.node import node

    actions.catch_up()
    real = [np.frombuffer(bytes(one.vector), np.float16) for one in Embedding.objects.filter(model=vectors.MODEL)]
    known = set(Embedding.objects.filter(model=vectors.MODEL).values_list("document", flat=True))
    chance = np.random.default_rng(SEED)
    opened = node().opened()
    assert opened is not None
    keys = [key for key in list(opened.engine.keys()) if key not in known]
    for start in range(0, len(keys), 1000):
        batch = opened.engine.documents([number(key) for key in keys[start : start + 1000]])
        rows = np.array([real[chance.integers(len(real))] for _key in batch], np.float32)
        rows += chance.normal(0, NOISE / np.sqrt(rows.shape[1]), rows.shape)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        Embedding.objects.bulk_create(
            Embedding(
                document=one.key,
                model=vectors.MODEL,
                hash=actions._meaning_hash(one),
                vector=row.astype(np.float16).tobytes(),
            )
            for one, row in zip(batch.values(), rows, strict=True)
        )
