# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people write in an answer, as their mail programs send it: only their own words are left."""

import email
import time
from email import policy
from email.message import EmailMessage

import pytest

from noaber.base import replies

OURS = f"{replies.MARK} Antwoord boven deze regel {replies.MARK}\n\nHallo,\n\nEr is een antwoord op deze vraag."
QUOTED = "\n".join(f"> {line}".rstrip() for line in OURS.split("\n"))
OWN = "Bij ons helpt een vaste avond.\n\nDe koffie staat dan klaar."
PLAIN = {
    "gmail": f"{OWN}\n\nOp di 3 mrt 2026 om 10:12 schreef Noaber <vraag-abc@post.example.org>:\n\n{QUOTED}\n",
    "gmail, broken": f"{OWN}\n\nOp di 3 mrt 2026 om 10:12 schreef Noaber <\nvraag-abc@post.example.org>:\n\n{QUOTED}",
    "gmail, english": f"{OWN}\n\nOn Tue, Mar 3, 2026 at 10:12 AM Noaber <x@post.example.org> wrote:\n\n{QUOTED}",
    "apple": f"{OWN}\n\n> Op 3 mrt 2026, om 10:12 heeft Noaber <x@example.org> het volgende geschreven:\n> \n{QUOTED}",
    "iphone": f"{OWN}\n\nVerstuurd vanaf mijn iPhone\n\n> Op 3 mrt 2026 om 10:12 heeft Noaber <x@example.org> het "
    f"volgende geschreven:\n> \n> \ufeff{QUOTED[2:]}",
    "thunderbird": f"{OWN}\n\nOp 03-03-2026 om 10:12 schreef Noaber:\n{QUOTED}\n",
    "thunderbird, signed": f"{OWN}\n\nOp 03-03-2026 om 10:12 schreef Noaber:\n{QUOTED}\n-- \nInge\n06-12345678",
    "outlook": f"{OWN}\n\nVan: Noaber <noaber@example.org>\nVerzonden: dinsdag 3 maart 2026 10:12\nAan: Inge\n"
    f"Onderwerp: Er is een antwoord\n\n{OURS}",
    "outlook, phone": f"{OWN}\n\nOutlook voor Android downloaden\n________________________________\n"
    f"Van: Noaber <noaber@example.org>\nVerzonden: dinsdag 3 maart 2026 10:12\nAan: Inge\nOnderwerp: Re\n\n{OURS}",
    "k-9": f"{OWN}\n\nNoaber <noaber@example.org> schreef op 3 maart 2026 10:12:12 CET:\n{QUOTED}\n",
    "k-9, signed": f"{OWN}\n-- \nVerstuurd vanaf mijn Android apparaat met K-9 Mail.\n\n{QUOTED}",
    "nothing quoted": OWN,
    "windows lines": f"{OWN}\n\nOp di 3 mrt 2026 om 10:12 schreef Noaber <x@example.org>:\n\n{QUOTED}".replace(
        "\n", "\r\n"
    ),
}


@pytest.mark.parametrize("program", PLAIN)
def test_the_own_words_are_left(program: str) -> None:
    assert replies.own_words(PLAIN[program]) == OWN


def test_what_looks_like_a_quotation_is_kept_where_it_is_their_own() -> None:
    text = "Op dinsdag schreef ik het op: eerst koffie.\n\n- dan praten\n- dan pas regelen"
    assert replies.own_words(text) == text


def test_only_what_we_said_is_no_answer() -> None:
    assert replies.own_words(f"Op di 3 mrt 2026 om 10:12 schreef Noaber <x@example.org>:\n\n{QUOTED}") == ""


HTML = {
    "outlook": "<html><head><style>p {color: red}</style></head><body><div><p>Bij ons helpt een vaste&nbsp;avond.</p>"
    "<p>De koffie staat dan klaar.</p></div><div id='appendonsend'></div><hr>"
    f"<div id='divRplyFwdMsg'><b>Van:</b> Noaber<br><b>Verzonden:</b> nu<br><b>Aan:</b> Inge</div><div>{OURS}</div>",
    "gmail": "<div dir='ltr'>Bij ons helpt een vaste avond.<div><br></div><div>De koffie staat dan klaar.</div></div>"
    f"<br><div class='gmail_quote'><div>Op di 3 mrt schreef Noaber:</div><blockquote>{OURS}</blockquote></div>",
    "scripts": "<p>Bij ons helpt een vaste avond.</p><script>a(1)</script><p>De koffie staat dan klaar.<!-- x --></p>",
}


@pytest.mark.parametrize("program", HTML)
def test_html_alone_becomes_text(program: str) -> None:
    message = EmailMessage()
    message.set_content(HTML[program], subtype="html")
    assert replies.read(message).text == OWN


def test_files_are_what_was_attached_and_not_the_logo_of_a_signature() -> None:
    message = EmailMessage()
    message.set_content(OWN)
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="gids.pdf")
    message.add_attachment(
        b"\x89PNG", maintype="image", subtype="png", filename="logo.png", disposition="inline", cid="<l>"
    )
    assert [file.name for file in replies.read(message).files] == ["gids.pdf"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain; charset=klingon\n\nHallo\n--x--",
        b"Content-Type: text/html\n\n",
        b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"\xff\xfe\x00",
    ],
)
def test_what_is_garbled_is_read_as_far_as_it_goes(raw: bytes) -> None:
    replies.read(email.message_from_bytes(raw, policy=policy.default))


@pytest.mark.parametrize("evil", ["Op ", "> ", "Van:", "Van:\n", "\n", " \n", "-", "<", "-=-=- ", "On\n"])
def test_no_text_keeps_us_busy(evil: str) -> None:
    began = time.monotonic()
    replies.own_words(evil * (replies.LONGEST // len(evil)))
    replies.from_html(evil * (replies.LONGEST // len(evil)))
    assert time.monotonic() - began < 5


def test_what_no_keyboard_types_is_dropped() -> None:
    assert replies.own_words("Ik weet\x00 iets.") == "Ik weet iets."
