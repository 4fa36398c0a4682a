# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""`noaber incoming`: one mail from a pipe, and what it says when it is not set up."""

import argparse
import io
import types

import pytest

from noaber.base import clock, commands, incoming
from noaber.base.models import IncomingMail

pytestmark = pytest.mark.django_db
MAIL = b"From: inge@example.org\r\nTo: %s\r\nSubject: Re\r\nMessage-ID: <een@example.org>\r\n\r\nJa, graag.\r\n"


def run(monkeypatch, raw=b"", **options):
    monkeypatch.setattr("sys.stdin", types.SimpleNamespace(buffer=io.BytesIO(raw)))
    given = {"pipe": True, "to": [], "sender": "inge@example.org", **options}
    return commands.incoming(argparse.Namespace(**given))


@pytest.fixture
def address(settings, monkeypatch):
    settings.MAIL_BACK = "*@post.example.org"
    monkeypatch.setitem(
        incoming.PURPOSES, "proef", incoming.Purpose(lambda *_told: None, incoming.timedelta(days=9), False)
    )
    return incoming.address("proef", 7, at=clock.now())


def test_a_mail_from_a_pipe_is_kept_and_one_for_nobody_is_sent_back(address, monkeypatch):
    assert run(monkeypatch, MAIL % address.encode()) == 0
    assert run(monkeypatch, MAIL % address.encode(), to=[address]) == 0
    assert IncomingMail.objects.count() == 1
    assert run(monkeypatch, MAIL % b"proef-onzin@post.example.org") == 67


def test_it_says_what_is_not_set(settings, monkeypatch, capsys):
    settings.MAIL_BACK = ""
    assert run(monkeypatch) == 2
    settings.MAIL_BACK, settings.MAIL_RECEIVE = "*@post.example.org", ""
    assert run(monkeypatch, pipe=False) == 2
    told = capsys.readouterr().err
    assert "NOABER_MAIL_BACK" in told
    assert "NOABER_MAIL_RECEIVE" in told
