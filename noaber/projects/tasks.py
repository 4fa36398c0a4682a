# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling people what happened in their group, and asking owners afterwards."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from noaber import ledger
from noaber.base import clock, mail
from noaber.base.worker import every
from noaber.ledger.models import Entry
from noaber.people.models import Person
from noaber.people.policies import may_sign_in
from noaber.people.queries import coordinators_of
from noaber.people.region_queries import origin_of
from noaber.projects import embedding_actions, links
from noaber.projects.models import (
    LEADS,
    EmbeddingCheck,
    EmbeddingPlan,
    Member,
    MemberState,
    Phase,
    Project,
)
from noaber.ui.languages import in_language


def _page(origin: str, name: str, *args: Any) -> str:
    return f"{origin}{in_language(reverse(name, args=args))}"


# Made when a mail is written: only then is known in which language.
_link = lazy(_page, str)


def _mail(entry: Entry, to: str, language: str, template: str, subject: Any, **context: Any) -> None:
    """One mail about one entry, once, in the language of who gets it; nothing about an example."""
    project: Project = context["project"]
    if not to or project.example:
        return
    page = _link(origin_of(project.home_slug), "project_detail", project.slug)
    with translation.override(language):
        mail.enqueue(
            to=to,
            subject=str(subject),
            template=f"projects/mail/{template}.txt",
            context={"page": page, **context},
            at=entry.at,
            key=f"project:{entry.pk}:{template}:{to}",
        )


def group_link(member: Member) -> Any:
    """Where a member comes to the group: signed in, or by a link of their own."""
    if member.person is not None and may_sign_in(member.person):
        return _link(settings.SITE_URL, "project_group", member.project.slug)
    return _link(settings.SITE_URL, "part_group", links.token(links.PART, member))


def _member(entry: Entry) -> Member | None:
    rows = Member.objects.select_related("project__home", "person", "by")
    return rows.filter(pk=entry.data["member"]).first()


def _leads(project: Project) -> list[Person]:
    """Who hears what waits: who leads, and the coordinators where nobody does."""
    rows = project.members.filter(state=MemberState.IN, role__in=LEADS, person__isnull=False).select_related("person")
    people = [row.person for row in rows if row.person is not None]
    return people or (list(coordinators_of(project.home)) if project.home else [])


def send_invitation(entry: Entry) -> None:
    member = _member(entry)
    if member is None or member.state != MemberState.INVITED:
        return
    known = Person.objects.filter(email=member.mail).first()
    accept = _link(settings.SITE_URL, "project_invitation", links.token(links.INVITATION, member))
    subject = _("Doe je mee aan “%(title)s”?") % {"title": member.project.title}
    language = known.language if known else member.language
    _mail(entry, member.mail, language, "invited", subject, project=member.project, member=member, accept=accept)


def ask_to_confirm(entry: Entry) -> None:
    member = _member(entry)
    if member is None or member.state != MemberState.UNCONFIRMED:
        return
    confirm = _link(settings.SITE_URL, "project_join_confirm", links.token(links.JOIN, member))
    subject = _("Bevestig dat je mee wilt doen")
    _mail(entry, member.mail, member.language, "confirm", subject, project=member.project, confirm=confirm)


def tell_asked(entry: Entry) -> None:
    member = _member(entry)
    if member is None or member.state != MemberState.ASKED:
        return
    project = member.project
    link = _link(settings.SITE_URL, "project_member", project.slug, member.pk)
    # Answering is done signed in; where who leads has no account, the coordinators do it.
    people = [one for one in _leads(project) if may_sign_in(one)]
    for one in people or (coordinators_of(project.home) if project.home else ()):
        subject = _("Iemand wil meedoen aan “%(title)s”") % {"title": project.title}
        _mail(entry, one.email or "", one.language, "asked", subject, project=project, member=member, link=link)


def tell_joined(entry: Entry) -> None:
    """Who came in gets the way to the group; who leads hears it."""
    member = _member(entry)
    if member is None or member.person is None or member.state != MemberState.IN:
        return
    person, project = member.person, member.project
    subject = _("Je doet mee aan “%(title)s”") % {"title": project.title}
    _mail(
        entry, person.email or "", person.language, "joined", subject,
        project=project, member=member, link=group_link(member), account=bool(may_sign_in(person)),
    )  # fmt: skip
    for one in _leads(project):
        if one.pk not in (person.pk, entry.by_id):
            subject = _("Iemand kwam erbij in “%(title)s”") % {"title": project.title}
            _mail(entry, one.email or "", one.language, "came_in", subject, project=project, member=member)


def send_link(entry: Entry) -> None:
    """Who asked to join and is in, invited or unconfirmed already, gets the link that fits."""
    member = _member(entry)
    if member is None:
        return
    if member.state == MemberState.INVITED:
        send_invitation(entry)
    elif member.state == MemberState.UNCONFIRMED:
        ask_to_confirm(entry)
    elif member.state == MemberState.IN and member.person is not None:
        person, link = member.person, group_link(member)
        subject = _("Je link naar “%(title)s”") % {"title": member.project.title}
        _mail(entry, person.email or "", person.language, "link", subject, project=member.project, link=link)


def tell_declined(entry: Entry) -> None:
    member = _member(entry)
    if member is None or not member.answer:
        return
    to = (member.person.email or "") if member.person else member.mail
    subject = _("Over je verzoek om mee te doen aan “%(title)s”") % {"title": member.project.title}
    _mail(entry, to, member.language, "declined", subject, project=member.project, member=member)


def tell_left(entry: Entry) -> None:
    """Who was taken out hears that; who left by themselves knows, and who leads hears it."""
    member = _member(entry)
    if member is None or member.person is None:
        return
    project = member.project
    if entry.by_id != member.person_id:
        subject = _("Je doet niet meer mee aan “%(title)s”") % {"title": project.title}
        _mail(entry, member.person.email or "", member.person.language, "taken_out", subject, project=project)
        return
    for one in _leads(project):
        subject = _("Iemand stopte met “%(title)s”") % {"title": project.title}
        _mail(entry, one.email or "", one.language, "went_out", subject, project=project, member=member)


def tell_handed_over(entry: Entry) -> None:
    """Who leads now, and who led, hear it."""
    member = _member(entry)
    if member is None:
        return
    for one in _leads(member.project):
        if one.pk != entry.by_id:
            subject = _("“%(title)s” heeft een andere trekker") % {"title": member.project.title}
            _mail(entry, one.email or "", one.language, "handed_over", subject, project=member.project, member=member)


# ── Afterwards ───────────────────────────────────────────────────────────────────────────────────────────────────────
def ask_owner(entry: Entry) -> None:
    """Mail the owner of a result the link by which to tell how it is."""
    check = EmbeddingCheck.objects.select_related("plan__project__home").filter(pk=entry.data["check"]).first()
    if check is None or check.answered_at is not None:
        return
    answer = _link(settings.SITE_URL, "project_check", links.token(links.CHECK, check))
    project = check.plan.project
    subject = _("Hoe staat het met “%(title)s”?") % {"title": project.title}
    known = Person.objects.filter(email=check.plan.owner_mail).first()
    language = known.language if known else settings.LANGUAGE_CODE
    plan = check.plan
    _mail(entry, plan.owner_mail, language, "owner_asked", subject, project=project, plan=plan, answer=answer)


@every(seconds=600, name="embedding")
def look_after_results() -> int:
    """Ask the owners whose day has come, and tell where nobody answered in time."""
    now = clock.now()
    done = 0
    waits = EmbeddingCheck.objects.filter(plan=OuterRef("pk"), answered_at__isnull=True)
    due = EmbeddingPlan.objects.filter(look_again_on__lte=timezone.localdate(now), project__phase=Phase.FINISHED)
    for plan in due.exclude(Exists(waits)).select_related("project"):
        done += embedding_actions.ask_owner(plan, by=None, at=now) is not None
    late = EmbeddingCheck.objects.filter(
        answered_at__isnull=True, told_at__isnull=True, asked_at__lte=now - embedding_actions.ANSWER_WITHIN
    )
    for check in late.select_related("plan__project"):
        done += embedding_actions.note_unanswered(check, by=None, at=now)
    return done


HANDLERS = {
    "project.member_invited": send_invitation,
    "project.member_asking": ask_to_confirm,
    "project.member_asked": tell_asked,
    "project.member_joined": tell_joined,
    "project.member_declined": tell_declined,
    "project.member_left": tell_left,
    "project.lead_handed_over": tell_handed_over,
    "project.link_asked": send_link,
    "project.embedding_asked": ask_owner,
}


def register() -> None:
    """Follow up what is written in the ledger about projects."""
    for verb, handler in HANDLERS.items():
        ledger.on(verb, handler)
