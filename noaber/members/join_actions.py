# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asking to join a werkplaats without an account, and the coordinator's answer."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import throttle
from noaber.base.refs import new_ref
from noaber.base.verdicts import Refused, require
from noaber.members import policies
from noaber.members.actions import start_profile
from noaber.members.invite_actions import newcomer
from noaber.members.models import REQUESTS, JoinRequest, RequestState
from noaber.people.actions import assign_role
from noaber.people.models import Person, Role, Werkplaats
from noaber.people.queries import roles_of

ledger.declare(
    {
        "join_request.asked": "somebody asked to join a werkplaats and is sent a link to confirm it",
        "join_request.confirmed": "a request to join waits for a coordinator",
        "join_request.accepted": "a coordinator let somebody join",
        "join_request.declined": "a coordinator did not let somebody join, and said why",
    }
)
MAILS_A_DAY = 5


@transaction.atomic
def ask(
    werkplaats: Werkplaats,
    *,
    name: str,
    mail: str,
    perspective: str,
    why: str,
    organisation_name: str = "",
    submission: str = "",
    example: bool = False,
    by: Person | None,
    at: dt.datetime,
) -> JoinRequest:
    """Ask to join; it waits for the coordinator once the mail is confirmed. The same `submission` again is the same."""
    if submission and (known := JoinRequest.objects.filter(submission=submission).first()):
        return known
    if werkplaats.status == Werkplaats.Status.ENDED:
        raise Refused(_("Deze werkplaats is gestopt. Je kunt er niet meer aan meedoen."))
    mail = mail.strip().lower()
    require(throttle.hit("members.join", mail, MAILS_A_DAY, dt.timedelta(days=1), at))
    request = JoinRequest(
        ref=new_ref("j"),
        werkplaats=werkplaats,
        name=name,
        mail=mail,
        perspective=perspective,
        why=why,
        organisation_name=organisation_name,
        language=get_language() or "nl",
        submission=submission or None,
        example=example,
        at=at,
    )
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError:
        # The other half of a double submit was first.
        return JoinRequest.objects.get(submission=submission)
    _note("join_request.asked", request, by=by, at=at)
    return request


@transaction.atomic
def confirm(request: JoinRequest, *, by: Person | None, at: dt.datetime) -> JoinRequest:
    """The mail is right: the coordinator may look. Again changes nothing, nor does a second request that waits."""
    request = _locked(request)
    if request.state != RequestState.UNCONFIRMED:
        return request
    waits = JoinRequest.objects.filter(werkplaats=request.werkplaats, mail=request.mail, state=RequestState.WAITING)
    if waits.exists():
        raise Refused(_("Je vroeg al om mee te doen. De coördinator laat het je weten."))
    REQUESTS.move(request, RequestState.WAITING)
    request.confirmed_at = at
    request.save()
    _note("join_request.confirmed", request, by=by, at=at)
    return request


@transaction.atomic
def accept(request: JoinRequest, *, words: str = "", by: Person | None, at: dt.datetime) -> JoinRequest:
    """Let somebody join as a member. Twice, also at the same moment, gives one role."""
    request = _judged(request, RequestState.ACCEPTED, words, by=by, at=at)
    if request.person_id is not None:
        return request
    today = timezone.localdate(at)
    person = newcomer(
        request.mail, name=request.name, perspective=request.perspective, language=request.language, by=by, at=at
    )
    if not roles_of(person, today).filter(werkplaats=request.werkplaats).exists():
        assign_role(person, werkplaats=request.werkplaats, role=Role.Kind.MEMBER, from_on=today, by=by, at=at)
    start_profile(person, by=by, at=at)
    request.person = person
    request.save(update_fields=["person"])
    _note("join_request.accepted", request, by=by, at=at)
    return request


@transaction.atomic
def decline(request: JoinRequest, *, words: str, by: Person | None, at: dt.datetime) -> JoinRequest:
    """Do not let somebody join, and say why in words they can use."""
    if not words.strip():
        raise Refused(_("Schrijf erbij waarom, zodat iemand weet waar hij aan toe is."))
    before = JoinRequest.objects.only("state").get(pk=request.pk).state
    request = _judged(request, RequestState.DECLINED, words, by=by, at=at)
    if before != RequestState.DECLINED:
        _note("join_request.declined", request, by=by, at=at, reason=words)
    return request


def _judged(request: JoinRequest, state: str, words: str, *, by: Person | None, at: dt.datetime) -> JoinRequest:
    request = _locked(request)
    require(policies.may_judge_request(by, request.werkplaats) if by else policies.may_invite(by, request.werkplaats))
    if request.state != state:
        REQUESTS.move(request, state)
        request.words, request.judged_by, request.judged_at = words, by, at
        request.save()
    return request


def _locked(request: JoinRequest) -> JoinRequest:
    return JoinRequest.objects.select_for_update(of=("self",)).select_related("werkplaats").get(pk=request.pk)


def _note(verb: str, request: JoinRequest, *, by: Person | None, at: dt.datetime, reason: str = "") -> None:
    ledger.record(verb, request, by=by, at=at, werkplaats=request.werkplaats.slug, reason=reason)
