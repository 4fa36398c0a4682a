# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling people what happened: every entry about a question becomes mails, each of them once."""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from noaber import ledger
from noaber.base import incoming, mail, signing
from noaber.ledger.models import Entry
from noaber.moderation.queries import judges_of
from noaber.people.models import Person
from noaber.people.queries import coordinators_of
from noaber.people.region_queries import origin_of
from noaber.questions.models import (
    Answer,
    Connection,
    Contribution,
    ContributionState,
    Extent,
    Message,
    Part,
    Question,
    Voice,
)
from noaber.questions.policies import TRIAGES, may_join
from noaber.questions.queries import below, people_to_tell
from noaber.ui.languages import in_language

CONFIRM, MANAGE, CONTRIBUTION = "questions.confirm", "questions.manage", "questions.contribution"
REPLY = "vraag"
CONFIRM_AGE, MANAGE_AGE = timedelta(days=14), timedelta(days=365)


def confirm_token(voice: Voice, part: str = "", perspective: str = "") -> str:
    """What a confirming link carries: the voice, and what it should become."""
    return signing.seal(CONFIRM, f"{voice.pk}:{part or voice.part}:{perspective or voice.perspective}")


def manage_token(voice: Voice) -> str:
    """What a managing link carries."""
    return signing.seal(MANAGE, str(voice.pk))


# Where the mail that is being written leads: the own host of the question's werkplaats, or nothing for the portal.
_origin: ContextVar[str] = ContextVar("origin", default="")


def _full(address: str) -> str:
    return f"{_origin.get() or settings.SITE_URL}{in_language(address)}" if address.startswith("/") else address


def _page(name: str, *args: str) -> str:
    # The desk is for who signed in, which is at the portal.
    at_desk = name in ("question_desk", "question_step", "desk")
    return settings.SITE_URL + in_language(reverse(name, args=args)) if at_desk else _full(reverse(name, args=args))


# Made when a mail is written, as all words are: only then is known in which language.
_link, _source = lazy(_page, str), lazy(_full, str)


def _mail(entry: Entry, person: Person, template: str, subject: Any, question: Question, **context: Any) -> None:
    """One mail to one person about one entry, in their language; nothing without an address or about an example.

    Who takes part (`voice`) in a public question answers it by mail with what they know.
    """
    if not person.email or question.example:
        return
    site = _origin.set(origin_of(question.home.slug if question.home else ""))
    with translation.override(person.language):
        mail.enqueue(
            to=person.email,
            subject=str(subject),
            template=f"questions/mail/{template}.txt",
            context={"question": question, "link": _link("question_detail", question.slug), **context},
            at=entry.at,
            key=f"question:{entry.pk}:{template}:{person.pk}",
            reply_to=_reply_to(context.get("voice"), question, entry),
        )
    _origin.reset(site)


def _reply_to(voice: Voice | None, question: Question, entry: Entry) -> str:
    if voice is None or not may_join(question):
        return ""
    return incoming.address(REPLY, voice.pk, at=entry.at)


def _question(entry: Entry) -> Question:
    return Question.objects.select_related("home", "merged_into").get(ref=entry.ref)


def _manage_link(voice: Voice) -> Any:
    return _link("question_manage", manage_token(voice))


def ask_to_confirm(entry: Entry) -> None:
    """Mail the link that confirms a question, a share or a follow; who confirmed before gets the managing link."""
    voice = Voice.objects.select_related("person", "question").filter(pk=entry.data["voice"]).first()
    if voice is None or entry.data.get("example"):
        return
    part, perspective = entry.data.get("part", Part.ASKED), entry.data.get("perspective", voice.perspective)
    upgrade = part == Part.SHARES and voice.part == Part.FOLLOWS
    if voice.confirmed_at is not None and not upgrade:
        _mail(
            entry, voice.person, "link", _("Je doet al mee met deze vraag"), voice.question, manage=_manage_link(voice)
        )
        return
    subject = {
        Part.ASKED: _("Bevestig je vraag"),
        Part.SHARES: _("Bevestig dat je deze vraag ook hebt"),
    }.get(Part(part), _("Bevestig dat je deze vraag wilt volgen"))
    confirm = _link("question_confirm", confirm_token(voice, part, perspective))
    _mail(entry, voice.person, "confirm", subject, voice.question, part=part, confirm=confirm)


def send_link(entry: Entry) -> None:
    """Mail a fresh managing link, or a fresh confirming link to who has not confirmed yet."""
    voice = Voice.objects.select_related("person", "question").filter(pk=entry.data["voice"]).first()
    if voice is None:
        return
    if voice.confirmed_at is None:
        ask_to_confirm(entry)
    else:
        _mail(entry, voice.person, "link", _("Je nieuwe link"), voice.question, manage=_manage_link(voice))


def _tell(entry: Entry, template: str, subject: Any, **context: Any) -> None:
    """Mail everybody who asked, shares or follows, through the merged tree."""
    question = _question(entry)
    for voice in people_to_tell(question):
        _mail(
            entry,
            voice.person,
            template,
            subject,
            question,
            voice=voice,
            reason=entry.reason,
            manage=_manage_link(voice),
            **context,
        )


def _tell_coordinators(entry: Entry, template: str, subject: Any, **context: Any) -> None:
    question = _question(entry)
    if question.home is not None:
        for person in coordinators_of(question.home):
            _mail(entry, person, template, subject, question, desk=_link("question_desk"), **context)


def _tell_judges(entry: Entry, template: str, subject: Any, makers: Iterable[int]) -> None:
    """Ask who may judge it: the coordinators, or the keepers of the platform when a maker is the only coordinator."""
    question = _question(entry)
    if question.home is not None:
        for person in judges_of(question.home, makers, TRIAGES).people:
            _mail(entry, person, template, subject, question, desk=_link("desk"))


def tell_raised(entry: Entry) -> None:
    _tell(entry, "raised", _("Je vraag staat erop"))
    _tell_coordinators(entry, "desk", _("Nieuwe vraag voor je werkplaats"))


def tell_held(entry: Entry) -> None:
    _tell(entry, "held", _("We kijken eerst even naar je vraag"))
    askers = _question(entry).voices.filter(part=Part.ASKED).values_list("person", flat=True)
    _tell_judges(entry, "desk", _("Een vraag wacht op je eerste blik"), askers)


def tell_edited(entry: Entry) -> None:
    if _question(entry).state == "held":
        tell_held(entry)


def tell_clarifying(entry: Entry) -> None:
    question, message = _question(entry), Message.objects.get(pk=entry.data["message"])
    voice = question.voices.select_related("person").filter(part=Part.ASKED).first()
    if voice is not None:
        # Also to an asker who wants no mail about progress: without their answer the question stands still.
        _mail(
            entry,
            voice.person,
            "clarifying",
            _("Een vraag over jouw vraag"),
            question,
            message=message,
            manage=_manage_link(voice),
        )
    for other in people_to_tell(question):
        if voice is None or other.person_id != voice.person_id:
            _mail(
                entry,
                other.person,
                "clarifying_others",
                _("We vragen om uitleg bij een vraag die je volgt"),
                question,
                manage=_manage_link(other),
            )


def tell_clarified(entry: Entry) -> None:
    message = Message.objects.filter(pk=entry.data["message"]).first()
    _tell_coordinators(entry, "clarified", _("Uitleg gekregen bij een vraag"), message=message)
    _tell(entry, "clarified_asker", _("De uitleg is binnen"))


def tell_answered(entry: Entry) -> None:
    answer = Answer.objects.prefetch_related("links").get(pk=entry.data["answer"])
    links = [
        {"title": link.title, "why": link.why, "extent": Extent(link.extent).label, "url": _source(link.url)}
        for link in answer.links.all()
    ]
    _tell(entry, "answered", _("Er is een antwoord op je vraag"), answer=answer, links=links)


def tell_connected(entry: Entry) -> None:
    made = Connection.objects.select_related("werkplaats", "person").get(pk=entry.data["connection"])
    _tell(entry, "connected", _("Er denkt iemand mee over je vraag"), connection=made)
    others = [made.person] if made.person else list(coordinators_of(made.werkplaats)) if made.werkplaats else []
    question = _question(entry)
    for person in others:
        _mail(
            entry,
            person,
            "think_along",
            _("Kun je meedenken over een vraag?"),
            question,
            connection=made,
            contribute=_link("question_contribute", question.slug),
        )


def tell_merged(entry: Entry) -> None:
    """Tell those of the merged question only, with the answer if there is one where it went."""
    question = _question(entry)
    into = Question.objects.get(ref=entry.data["into"])
    links = [
        {"title": link.title, "why": link.why, "extent": Extent(link.extent).label, "url": _source(link.url)}
        for answer in into.answers.prefetch_related("links")
        for link in answer.links.all()
    ]
    own = Question.objects.filter(pk__in=[question.pk, *below(question)])
    voices = (
        Voice.objects.filter(question__in=own, confirmed_at__isnull=False, wants_mail=True)
        .select_related("person")
        .order_by("part", "pk")
    )
    for voice in {voice.person_id: voice for voice in reversed(voices)}.values():
        _mail(
            entry,
            voice.person,
            "merged",
            _("Je vraag gaat verder samen met een andere"),
            question,
            into=into,
            into_link=_link("question_detail", into.slug),
            links=links,
            reason=entry.reason,
            manage=_manage_link(voice),
        )


def tell_contributed(entry: Entry) -> None:
    made = Contribution.objects.select_related("person", "question").get(pk=entry.data["contribution"])
    if made.state != ContributionState.UNCONFIRMED:
        # Who sent it by mail has confirmed with that.
        return
    token = signing.seal(CONTRIBUTION, str(made.pk))
    _mail(
        entry,
        made.person,
        "contribution_confirm",
        _("Bevestig wat je weet"),
        made.question,
        contribution=made,
        confirm=_link("question_contribution_confirm", token),
    )


def tell_contribution_waits(entry: Entry) -> None:
    made = Contribution.objects.get(pk=entry.data["contribution"])
    _tell_judges(entry, "contribution_waits", _("Iemand weet iets over een vraag"), [made.person_id])


def tell_judged(entry: Entry) -> None:
    made = Contribution.objects.select_related("person", "question").get(pk=entry.data["contribution"])
    accepted = entry.verb == "question.contribution_accepted"
    subject = _("Je bijdrage is geplaatst") if accepted else _("Je bijdrage is niet geplaatst")
    _mail(
        entry,
        made.person,
        "contribution_judged",
        subject,
        made.question,
        contribution=made,
        accepted=accepted,
        reason=entry.reason,
    )
    if accepted:
        _tell(entry, "contribution_added", _("Iemand weet iets over je vraag"), contribution=made)


def tell_agenda(entry: Entry) -> None:
    """Tell what a werkplaats does with it: a candidate, on its agenda, not (yet) on it, or off it."""
    subject = {
        "question.nominated": _("Je vraag doet mee voor de agenda"),
        "question.on_agenda": _("Je vraag staat op de agenda"),
        "question.left_off": _("Je vraag komt nog niet op de agenda")
        if entry.data["later"]
        else _("Je vraag komt niet op de agenda"),
        "question.off_agenda": _("Je vraag gaat van de agenda"),
    }[entry.verb]
    places = {"place": entry.data["title"], "later": entry.data["later"], "decision": _source(entry.data["url"])}
    _tell(entry, entry.verb.removeprefix("question."), subject, **places)


def tell_withdrawn(entry: Entry) -> None:
    _tell(entry, "withdrawn", _("De vraag is ingetrokken"))


def tell_moved(entry: Entry) -> None:
    _tell(entry, "moved", _("Je vraag gaat naar een andere werkplaats"))
    _tell_coordinators(entry, "desk", _("Nieuwe vraag voor je werkplaats"))


def _told(template: str, subject: Any) -> Callable[[Entry], None]:
    def tell(entry: Entry) -> None:
        _tell(entry, template, subject)

    tell.__name__ = f"tell_{template}"
    return tell


HANDLERS: dict[str, Callable[[Entry], None]] = {
    "question.asked": ask_to_confirm,
    "question.joining": ask_to_confirm,
    "question.link_asked": send_link,
    "question.raised": tell_raised,
    "question.held": tell_held,
    "question.edited": tell_edited,
    "question.released": tell_raised,
    "question.refused": _told("refused", _("Je vraag is niet geplaatst")),
    "question.hidden": _told("hidden", _("Je vraag is niet meer openbaar")),
    "question.clarifying": tell_clarifying,
    "question.clarified": tell_clarified,
    "question.answered": tell_answered,
    "question.connected": tell_connected,
    "question.gap": _told("gap", _("Niemand weet het antwoord nog")),
    "question.nominated": tell_agenda,
    "question.on_agenda": tell_agenda,
    "question.left_off": tell_agenda,
    "question.off_agenda": tell_agenda,
    "question.declined": _told("declined", _("We pakken je vraag niet op")),
    "question.reopened": _told("reopened", _("We pakken je vraag toch op")),
    "question.merged": tell_merged,
    "question.unmerged": _told("unmerged", _("Je vraag staat weer op zichzelf")),
    "question.moved": tell_moved,
    "question.withdrawn": tell_withdrawn,
    "question.contributed": tell_contributed,
    "question.contribution_confirmed": tell_contribution_waits,
    "question.contribution_accepted": tell_judged,
    "question.contribution_declined": tell_judged,
}


def register() -> None:
    """Follow up what is written in the ledger about questions."""
    for verb, handler in HANDLERS.items():
        ledger.on(verb, handler)
