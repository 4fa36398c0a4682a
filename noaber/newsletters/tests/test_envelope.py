# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mail itself: a signature that covers how one stops, both parts whole, each link its reader's own."""

import base64
from email import message_from_bytes
from email.policy import default

import dkim as outside
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from noaber.base.testing import at
from noaber.newsletters.dkim import Signer
from noaber.newsletters.envelope import CHOOSE, STOP, Links, Wording, envelope, prepare

LINKS = Links("https://noaber.example/nieuwsbrieven/stop/" + "af" * 40 + "/", "https://noaber.example/kies/x/")
TEXT = f"Café\n.een punt vooraan\n{'lang ' * 60}\n{STOP}\n{CHOOSE}\n"
HTML = f'<html lang="nl"><body><p>Café</p><a href="{STOP}">stop</a> <a href="{CHOOSE}">kies</a></body></html>'
KEY = rsa.generate_private_key(65537, 2048)


def written():
    signer = Signer("example.org", "noaber", KEY)
    wording = Wording("Wat er speelt in Almélo", HTML, TEXT)
    prepared = prepare(wording, sender="Werkplaats Twente", list_id="nb-1", reply_to="a@example.org", at=at(),
                       signer=signer)  # fmt: skip
    return prepared.finished(to="lezer@example.org", token="a" * 20, links=LINKS)


def verified(message):
    raw = KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    record = f"v=DKIM1; k=rsa; p={base64.b64encode(raw).decode()}".encode()
    return outside.verify(message, dnsfunc=lambda name, timeout=5: record)


def test_the_signature_is_right():
    assert verified(written())


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b"List-Unsubscribe: <https://noaber", b"List-Unsubscribe: <https://elders"),
        (b"List-Unsubscribe=One-Click", b"List-Unsubscribe=Two-Click"),
        (b"Subject: Wat", b"Subject: Hoe"),
        (b"lang lang", b"kort kort"),
        (b"List-Id:", b"List-Unsubscribe: <https://elders.example/>\r\nList-Id:"),
    ],
)
def test_tampering_breaks_it(was, becomes):
    message = written()
    assert was in message
    assert not verified(message.replace(was, becomes, 1))


def test_both_parts_say_what_was_written():
    message = message_from_bytes(written(), policy=default)
    text = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    assert message.get_content_type() == "multipart/alternative"
    assert ".een punt vooraan" in text
    assert "Café" in text
    assert "Café" in html
    for part in (text, html):
        assert LINKS.stop in part
        assert LINKS.choose in part
        assert ".invalid" not in part


def test_lines_are_short_and_none_begins_with_a_full_stop():
    lines = written().split(b"\r\n")
    assert max(len(line) for line in lines) < 998
    assert not [line for line in lines if line.startswith(b".") or b"\n" in line]


def test_the_envelope_says_which_delivery_it_was(settings):
    settings.MAIL_BOUNCES = "bounce@example.org"
    assert envelope("abc") == "bounce+abc@example.org"
