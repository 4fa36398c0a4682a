# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Coming into a group and going out of it: invited, asking, with an account or without."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from noaber import ledger, search
from noaber.base import clock, throttle
from noaber.base.refs import new_ref
from noaber.base.verdicts import Refused, require
from noaber.members.invite_actions import newcomer
from noaber.people.models import Organisation, Person
from noaber.projects import policies
from noaber.projects.actions import locked
from noaber.projects.models import ALIVE, MEMBERSHIPS, Member, MemberRole, MemberState, Phase, Project

ledger.declare(
    {
        "project.member_invited": "somebody was invited to take part in a project",
        "project.member_asking": "somebody asked to take part and is sent a link to confirm it",
        "project.member_asked": "a request to take part waits for who leads",
        "project.member_joined": "somebody takes part in a project",
        "project.member_declined": "somebody does not take part in a project",
        "project.member_left": "somebody no longer takes part in a project",
        "project.member_changed": "the part of somebody in a project was changed",
        "project.lead_handed_over": "somebody else leads a project",
        "project.link_asked": "somebody asked for a fresh link to a project",
    }
)
INVITED_FOR = dt.timedelta(days=30)
INVITATIONS_A_DAY, MAILS_A_DAY = 100, 5


def _hold(member: Member) -> Member:
    """The part as it is now, held until the transaction ends; its project first, as everywhere."""
    locked(member.project)
    rows = Member.objects.select_for_update(of=("self",)).select_related("project__home", "person", "by")
    return rows.get(pk=member.pk)


def _note(verb: str, member: Member, *, by: Person | None, at: dt.datetime, reason: str = "") -> None:
    project = member.project
    data = {"member": member.pk, "perspective": member.perspective, "role": member.role}
    search.changed(Project.KIND, project.ref)
    ledger.record(verb, project, by=by, at=at, werkplaats=project.home_slug, reason=reason, data=data)


def _organisation(name: str) -> Organisation | None:
    return Organisation.objects.filter(title__iexact=name).first() if name else None


def _saved(member: Member) -> Member | None:
    """Save a new part; None when the other half of a double submit, or the same person elsewhere, was first."""
    try:
        with transaction.atomic():
            member.save(force_insert=True)
    except IntegrityError:
        return None
    return member


def _known(project: Project, mail: str) -> Member | None:
    """The part that somebody with this address has or waits for."""
    alive = project.members.filter(state__in=ALIVE).select_related("person", "by", "project__home")
    return alive.filter(mail=mail).first() or alive.filter(person__email=mail).first()


@transaction.atomic
def invite(
    project: Project,
    *,
    mail: str,
    perspective: str,
    name: str = "",
    role: str = MemberRole.PARTICIPANT,
    organisation_name: str = "",
    words: str = "",
    by: Person | None,
    at: dt.datetime,
) -> Member:
    """Invite somebody by mail, with an account or without; who is in or invited already stays as it is."""
    project = locked(project)
    require(policies.may_lead(by, project, clock.day(at)))
    if not project.is_group or project.phase == Phase.FINISHED:
        raise Refused(_("Uitnodigen kan als er een groep aan het werk is."))
    mail = mail.strip().lower()
    known = _known(project, mail)
    if known is not None and known.state == MemberState.IN:
        raise Refused(_("Deze persoon doet al mee."))
    if known is not None and known.state in (MemberState.ASKED, MemberState.UNCONFIRMED):
        raise Refused(_("Deze persoon vroeg zelf al om mee te doen. Zeg daar ja op."))
    if role == MemberRole.LEAD and project.members.filter(state=MemberState.IN, role=MemberRole.LEAD).exists():
        raise Refused(_("Er is al een trekker. Die kan het overdragen aan wie meedoet."))
    if known is not None and not known.expired(at):
        return known
    require(throttle.hit("projects.invite", str(by.pk if by else 0), INVITATIONS_A_DAY, dt.timedelta(days=1), at))
    if known is not None:
        _end(known, MemberState.DECLINED, at)
    member = Member(
        ref=new_ref("m"), project=project, mail=mail, name=name, perspective=perspective, role=role,
        organisation=_organisation(organisation_name), organisation_name=organisation_name, words=words,
        state=MemberState.INVITED, language=get_language() or "nl", by=by, at=at, expires_at=at + INVITED_FOR,
    )  # fmt: skip
    if _saved(member) is None:
        return project.members.get(mail=mail, state=MemberState.INVITED)
    _note("project.member_invited", member, by=by, at=at)
    return member


@transaction.atomic
def ask(
    project: Project,
    *,
    name: str = "",
    mail: str = "",
    perspective: str,
    words: str,
    organisation_name: str = "",
    submission: str = "",
    by: Person | None,
    at: dt.datetime,
) -> Member | None:
    """Ask to take part. Without an account it waits for the mailed link; who is in already is mailed a fresh link."""
    if submission and (known := Member.objects.filter(submission=submission).first()):
        return known
    project = locked(project)
    require(policies.may_ask_to_join(project))
    mail = mail.strip().lower() or ((by.email or "") if by else "")
    if by is None:
        require(throttle.hit("projects.join", mail, MAILS_A_DAY, dt.timedelta(days=1), at))
    known = _known(project, mail) if mail else project.members.filter(person=by, state__in=ALIVE).first()
    if known is not None:
        if by is None:
            _note("project.link_asked", known, by=None, at=at)
        return known
    state = MemberState.ASKED if by is not None else MemberState.UNCONFIRMED
    member = Member(
        ref=new_ref("m"), project=project, person=by, mail="" if by else mail, name=name, perspective=perspective,
        organisation=_organisation(organisation_name), organisation_name=organisation_name, words=words,
        state=state, language=get_language() or "nl", by=by, at=at, submission=submission or None,
    )  # fmt: skip
    if _saved(member) is None:
        return Member.objects.filter(submission=submission).first() or _known(project, mail)
    _note("project.member_asked" if by else "project.member_asking", member, by=by, at=at)
    return member


@transaction.atomic
def confirm(member: Member, *, by: Person | None, at: dt.datetime) -> Member:
    """The mailed link was used: now the request waits for who leads. Again changes nothing."""
    member = _hold(member)
    if member.state == MemberState.UNCONFIRMED:
        MEMBERSHIPS.move(member, MemberState.ASKED)
        member.save(update_fields=["state"])
        _note("project.member_asked", member, by=by, at=at)
    return member


@transaction.atomic
def accept_invitation(member: Member, *, name: str = "", shown: bool, by: Person | None, at: dt.datetime) -> Member:
    """Whoever read the mail takes part. Twice, also at the same moment, is one part."""
    member = _hold(member)
    require(policies.may_accept(member, at))
    if member.state == MemberState.IN:
        return member
    if member.role == MemberRole.LEAD and _has_lead(member.project):
        member.role = MemberRole.CO_LEAD
    member.shown = shown
    return _join(member, name=name or member.name, by=by, at=at)


@transaction.atomic
def judge(member: Member, *, accept: bool, text: str = "", by: Person | None, at: dt.datetime) -> Member:
    """Who leads says who comes in; a no is explained in words somebody can use. Again changes nothing."""
    member = _hold(member)
    require(policies.may_lead(by, member.project, clock.day(at)))
    if by is not None and member.person_id == by.pk and not by.is_superuser:
        raise Refused(_("Over je eigen verzoek beslist iemand anders."))
    if member.state == (MemberState.IN if accept else MemberState.DECLINED):
        return member
    if accept:
        require(MEMBERSHIPS.may(member, MemberState.IN))
        if member.state == MemberState.INVITED:
            raise Refused(_("Op een uitnodiging zegt iemand zelf ja."))
        return _join(member, name=member.name, by=by, at=at)
    if member.state == MemberState.ASKED and not text.strip():
        raise Refused(_("Schrijf erbij waarom, zodat iemand weet waar hij aan toe is."))
    withdrawn = member.state == MemberState.INVITED
    _end(member, MemberState.DECLINED, at)
    member.answer = text
    member.save(update_fields=["answer"])
    _note("project.member_declined", member, by=by, at=at, reason="" if withdrawn else text)
    return member


def _has_lead(project: Project) -> bool:
    return project.members.filter(state=MemberState.IN, role=MemberRole.LEAD).exists()


def _join(member: Member, *, name: str, by: Person | None, at: dt.datetime) -> Member:
    if member.person is None:
        member.person = newcomer(
            member.mail, name=name, perspective=member.perspective, language=member.language, by=by, at=at
        )
    twice = member.project.members.filter(person=member.person, state=MemberState.IN).exclude(pk=member.pk).first()
    if twice is not None:
        # Invited at one address and in by another way.
        _end(member, MemberState.DECLINED, at)
        return twice
    MEMBERSHIPS.move(member, MemberState.IN)
    member.joined_at, member.mail, member.words, member.name = at, "", "", ""
    member.save()
    _note("project.member_joined", member, by=by or member.person, at=at)
    return member


def _end(member: Member, state: str, at: dt.datetime) -> None:
    MEMBERSHIPS.move(member, state)
    member.ended_at = at
    member.save()


@transaction.atomic
def leave(member: Member, *, by: Person | None, at: dt.datetime) -> Member:
    """Somebody stops, or who leads ends somebody's part. What they wrote stays. Again changes nothing."""
    member = _hold(member)
    own = by is not None and by.pk == member.person_id
    if not own:
        require(policies.may_lead(by, member.project, clock.day(at)))
    if member.state == MemberState.LEFT:
        return member
    require(policies.may_leave(member))
    _end(member, MemberState.LEFT, at)
    _note("project.member_left", member, by=by, at=at)
    return member


@transaction.atomic
def change_part(member: Member, *, by: Person | None, at: dt.datetime, **facts: Any) -> Member:
    """Another role (not that of the lead), perspective or organisation; whether one's name is shown, for oneself."""
    member = _hold(member)
    own = by is not None and by.pk == member.person_id
    if not own or "role" in facts:
        require(policies.may_lead(by, member.project, clock.day(at)))
    if "shown" in facts and not own:
        raise Refused(_("Of een naam op de openbare pagina staat, kiest iemand zelf."))
    if MemberRole.LEAD in (facts.get("role"), member.role) and facts.get("role", member.role) != member.role:
        raise Refused(_("Het trekken draag je over; dat kan hieronder."))
    if "organisation_name" in facts:
        member.organisation = _organisation(facts["organisation_name"])
    for field, value in facts.items():
        setattr(member, field, value)
    member.save()
    _note("project.member_changed", member, by=by, at=at)
    return member


@transaction.atomic
def hand_over(member: Member, *, by: Person | None, at: dt.datetime) -> Member:
    """Let another member lead; who led stays as a co-lead. Again changes nothing."""
    member = _hold(member)
    require(policies.may_lead(by, member.project, clock.day(at)))
    if member.state != MemberState.IN:
        raise Refused(_("Overdragen kan aan iemand die meedoet."))
    if member.role == MemberRole.LEAD:
        return member
    led = member.project.members.filter(state=MemberState.IN, role=MemberRole.LEAD)
    led.update(role=MemberRole.CO_LEAD)
    member.role = MemberRole.LEAD
    member.save(update_fields=["role"])
    _note("project.lead_handed_over", member, by=by, at=at)
    return member
