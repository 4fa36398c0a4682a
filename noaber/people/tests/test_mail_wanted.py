# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is not mailed any more reads so on their own page, and is mailed again when they say so."""

import pytest

from noaber.base import clock, troubles
from noaber.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("what", "words"), [("bounced", "kwam niet aan"), ("complained", "ongewenst")])
def test_one_reads_that_mail_does_not_come_and_asks_for_it_again(client, pieter, what, words):
    client.force_login(pieter, backend="django.contrib.auth.backends.ModelBackend")
    assert "Je krijgt geen mail van ons" not in client.get("/account/").content.decode()
    troubles.note(pieter.email, what, at=clock.now())
    assert words in client.get("/account/").content.decode()
    for _twice in range(2):
        assert client.post("/account/weer-mail/").status_code == 302
    assert not troubles.suppressed([pieter.email], clock.now())
    assert Entry.objects.filter(verb="person.mail_wanted").count() == 1
    assert "Je krijgt geen mail van ons" not in client.get("/account/").content.decode()
