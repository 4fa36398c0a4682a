# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody answers by mail to news about a question is what they know: a contribution, judged as any other.

The address that one answers to is for one person and one question. Who writes from that person's address has thereby
confirmed; who writes from another address is asked to use the first.
"""

from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from noaber.base import files, replies, throttle
from noaber.base.incoming import Letter, NotPlaced
from noaber.base.verdicts import Refused, require
from noaber.people.models import Perspective
from noaber.questions import clientdata, voice_actions
from noaber.questions.models import TEXT_LENGTH, Contribution, Evidence, Question, Voice
from noaber.ui.languages import in_language

MOST_A_DAY = 20
ALLOWED = ("pdf", "docx", "odt", "pptx", "png", "jpg")
LARGEST = 10 * 1024 * 1024


def take(letter: Letter) -> Contribution:
    """Place an answer as a contribution that waits for a coordinator; twice the same mail is one."""
    voice = Voice.objects.select_related("person", "question__home").filter(pk=letter.number).first()
    if voice is None:
        raise NotPlaced(_("Je doet niet meer mee met deze vraag, of de vraag is er niet meer."))
    with translation.override(voice.person.language):
        try:
            return _contribute(voice, letter)
        except NotPlaced:
            raise
        except Refused as refusal:
            raise NotPlaced(refusal.reason) from refusal


def _contribute(voice: Voice, letter: Letter) -> Contribution:
    person, question = voice.person, voice.question
    if letter.sender != (person.email or "").lower():
        raise NotPlaced(_("Antwoord vanaf het adres waarop je onze mail kreeg. Dan weten we dat jij het bent."))
    if voice.confirmed_at is None:
        raise NotPlaced(_("Bevestig eerst dat je meedoet, met de link in onze mail."))
    require(throttle.hit("questions.replies", str(person.pk), MOST_A_DAY, timedelta(days=1), letter.at))
    reply = replies.read(letter.message)
    text = _checked_text(reply.text, question)
    made = voice_actions.contribute(
        question,
        source=_source(voice),
        text=text,
        email=letter.sender,
        file=_checked_file(reply.files),
        submission=letter.key,
        by=person,
        at=letter.at,
    )
    return voice_actions.confirm_contribution(made, by=person, at=letter.at)


def _checked_text(text: str, question: Question) -> str:
    page = settings.SITE_URL + in_language(reverse("question_contribute", args=[question.slug]))
    if not text:
        words = _("We vonden geen tekst van jezelf. Schrijf boven wat je van ons kreeg, of hier: %(page)s")
        raise NotPlaced(words % {"page": page})
    if len(text) > TEXT_LENGTH:
        raise NotPlaced(_("Je tekst is te lang: er passen %(most)s tekens. Maak hem korter.") % {"most": TEXT_LENGTH})
    if found := clientdata.findings(text):
        named = "; ".join(f"{one.label}: “{one.text}”" for one in found[:5])
        words = _("Dit lijkt op gegevens van een persoon (%(named)s). Haal het weg, of schrijf het hier: %(page)s")
        raise NotPlaced(words % {"named": named, "page": page})
    return text


def _checked_file(found: tuple[ContentFile, ...]) -> ContentFile | None:
    """The one file that a contribution may have, when its content is what its name says."""
    if not found:
        return None
    if len(found) > 1:
        raise NotPlaced(_("Er past één bestand bij. Stuur je mail opnieuw, met één bestand."))
    file = found[0]
    if file.size > LARGEST:
        raise NotPlaced(_("Dit bestand is %(size)s MB. Er past hoogstens 10 MB.") % {"size": -(-file.size // 2**20)})
    files.checked(file, ALLOWED)
    return file


def _source(voice: Voice) -> str:
    """How they know: by the perspective from which they take part."""
    known = {Perspective.RESIDENT: Evidence.EXPERIENCE, Perspective.RESEARCH: Evidence.RESEARCH}
    return known.get(Perspective(voice.perspective), Evidence.PRACTICE)
