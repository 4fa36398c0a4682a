# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import argparse
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, OperationalError, connection

from noaber.exchange import actions, commands, queries
from noaber.knowledge.models import Product


def lines(count):
    for number in range(count):
        kind = ("publication", "project", "question", "organisation")[number % 4]
        yield json.dumps({"id": f"x-{number}", "kind": kind, "title": f"Titel {number}", "themes": ["weg"]})


@pytest.mark.slow  # Two threads with connections of their own, so the tables are emptied afterwards.
@pytest.mark.django_db(transaction=True)
def test_two_imports_of_the_same_file_at_once_leave_everything_once(tmp_path, monkeypatch):
    monkeypatch.setattr(commands, "BATCH", 20)
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(lines(120)))

    def load(_number):
        try:
            return commands.import_(argparse.Namespace(file=str(path)))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(load, range(2))) == [0, 0]
    assert sorted(record["id"] for record in queries.records()) == sorted(f"x-{n}" for n in range(120))


@pytest.mark.django_db
@pytest.mark.parametrize("error", [IntegrityError, OperationalError])
def test_a_batch_that_was_in_the_way_of_another_is_done_again(tmp_path, monkeypatch, error):
    tries = []

    def sometimes(*args, **kwargs):
        tries.append(1)
        if len(tries) == 1:
            raise error
        return take_in(*args, **kwargs)

    take_in = actions.take_in
    monkeypatch.setattr(commands.actions, "take_in", sometimes)
    monkeypatch.setattr(commands.time, "sleep", lambda _seconds: None)
    path = tmp_path / "in.jsonl"
    path.write_text(next(lines(1)))
    assert commands.import_(argparse.Namespace(file=str(path))) == 0
    assert Product.objects.count() == 1


@pytest.mark.django_db
def test_a_database_that_keeps_refusing_is_told(tmp_path, monkeypatch, capsys):
    def refuse(*_args, **_kwargs):
        raise OperationalError("locked")

    monkeypatch.setattr(commands.actions, "take_in", refuse)
    monkeypatch.setattr(commands.time, "sleep", lambda _seconds: None)
    path = tmp_path / "in.jsonl"
    path.write_text(next(lines(1)))
    assert commands.import_(argparse.Namespace(file=str(path))) == 2
    assert "run it again" in capsys.readouterr().err
