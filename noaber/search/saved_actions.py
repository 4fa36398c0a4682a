# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Saving a search, and everything its owner may do with it. The ledger tells when; it holds no address and no words."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import throttle
from noaber.base.refs import new_ref
from noaber.base.verdicts import Refused, require
from noaber.people.models import Person
from noaber.search.models import SavedSearch
from noaber.search.saved_queries import chosen_of, fingerprint, of_person, request_of

KEPT_FOR = timedelta(days=365)
ASK_BEFORE = timedelta(days=21)
UNCONFIRMED_FOR = timedelta(days=14)
# More than this nobody reads; it also bounds what one address can make the machine do.
MOST = 20
MAILS_AN_HOUR = 6


class Full(Refused):
    """This address hears about as many lists as one can."""


ledger.declare(
    {
        "saved_search.asked": "somebody wants to hear about a list and is sent a link to confirm it",
        "saved_search.link_asked": "somebody asked for a link to the lists they hear about",
        "saved_search.confirmed": "somebody confirmed that they want to hear about a list",
        "saved_search.changed": "somebody changed how they hear about a list: how often, paused, or a year longer",
        "saved_search.stopped": "a saved search ended: by its owner, unconfirmed, or after its year",
    }
)


@transaction.atomic
def ask_saved(
    page: str,
    *,
    given: Mapping[str, str],
    often: str,
    consent: str,
    email: str = "",
    by: Person | None,
    at: datetime,
) -> SavedSearch:
    """Save a list. Who is signed in hears of it at once, anybody else after the mailed link. Twice is once."""
    chosen = chosen_of(page, given)
    request = request_of(page, chosen)
    if request is None or not (chosen or request.kinds):
        raise Refused(_("Kies eerst een woord, een thema of een werkplaats. Anders krijg je van alles bericht."))
    owner = _owner(email, by)
    if by is None:
        require(throttle.hit("search.saved", email, MAILS_AN_HOUR, timedelta(hours=1), at))
    try:
        saved = _saved(owner, page, chosen, fingerprint(request), often=often, consent=consent, at=at)
    except Full:
        known = SavedSearch.objects.filter(**owner, confirmed_at__isnull=False).first()
        if by is not None or known is None:
            raise
        # Only who reads the mail of this address is told what it follows already.
        ledger.record("saved_search.link_asked", known, by=None, at=at)
        return known
    if by is not None:
        return confirm_saved(saved, by=by, at=at)
    ledger.record("saved_search.asked", saved, by=None, at=at)
    return saved


def _owner(email: str, by: Person | None) -> dict[str, object]:
    """Whose it becomes: the person with this address, or else the address alone."""
    address = email.strip().lower()
    if by is not None and not by.email:
        raise Refused(_("Er is geen mailadres bij je account."))
    person = by or Person.objects.filter(email=address, is_active=True).first()
    return {"person": person, "email": ""} if person else {"person": None, "email": address}


def _saved(
    owner: dict[str, object], page: str, chosen: dict[str, str], mark: str, *, often: str, consent: str, at: datetime
) -> SavedSearch:
    known = SavedSearch.objects.filter(**owner)
    if same := known.filter(fingerprint=mark).first():
        return same
    if known.count() >= MOST:
        raise Full(
            _("Je volgt al %(most)s lijsten. Stop er eerst een bij “Wat ik volg”, dan is er weer plaats.")
            % {"most": MOST}
        )
    try:
        with transaction.atomic():
            return SavedSearch.objects.create(
                ref=new_ref("z"), page=page, chosen=chosen, fingerprint=mark, often=often, consent=consent,
                asked_at=at, language=get_language() or "nl", **owner,
            )  # fmt: skip
    except IntegrityError:
        # The same form was sent twice at the same moment.
        return known.get(fingerprint=mark)


@transaction.atomic
def confirm_saved(saved: SavedSearch, *, by: Person | None, at: datetime) -> SavedSearch:
    """Whoever reads mail at the address confirmed. Again changes nothing."""
    saved = SavedSearch.objects.select_for_update(of=("self",)).get(pk=saved.pk)
    if saved.confirmed_at is None:
        saved.confirmed_at = saved.since = at
        saved.ends_at = at + KEPT_FOR
        saved.save(update_fields=["confirmed_at", "since", "ends_at"])
        ledger.record("saved_search.confirmed", saved, by=by or saved.person, at=at)
    return saved


@transaction.atomic
def ask_saved_link(*, email: str, by: Person | None, at: datetime) -> None:
    """Have a link mailed to everything this address hears about; says nothing about whether there is anything."""
    require(throttle.hit("search.saved", email, MAILS_AN_HOUR, timedelta(hours=1), at))
    owner = _owner(email, None)
    saved = SavedSearch.objects.filter(**owner, confirmed_at__isnull=False).first()
    if saved is not None:
        ledger.record("saved_search.link_asked", saved, by=by, at=at)


@transaction.atomic
def change_saved(saved: SavedSearch, *, what: str, by: Person | None, at: datetime) -> SavedSearch:
    """Hear more or less often, pause, go on, or stay another year."""
    if what in SavedSearch.Often.values:
        saved.often = what
    elif what == "pause":
        saved.paused_at = saved.paused_at or at
    elif what == "resume" and saved.paused_at is not None:
        # What appeared during the pause is not sent all at once afterwards.
        saved.paused_at, saved.since = None, at
        saved.alerts.filter(told_at__isnull=True).delete()
    elif what == "stay":
        saved.ends_at, saved.asked_to_stay_at = at + KEPT_FOR, None
    else:
        return saved
    saved.save()
    ledger.record("saved_search.changed", saved, by=by or saved.person, at=at, data={"what": what})
    return saved


@transaction.atomic
def stop_saved(refs: list[str], *, reason: str = "", by: Person | None, at: datetime) -> int:
    """No longer hear about these lists; nothing of them is kept. Again changes nothing."""
    found = list(SavedSearch.objects.filter(ref__in=refs).select_related("person"))
    for saved in found:
        ledger.record("saved_search.stopped", saved, by=by or saved.person, at=at, reason=reason)
        saved.delete()
    return len(found)


@transaction.atomic
def erase_saved(person: Person, *, by: Person | None, at: datetime) -> int:
    """Take a person, and their mail address, out of the saved searches."""
    return stop_saved(list(of_person(person).values_list("ref", flat=True)), by=by, at=at)


@transaction.atomic
def end_old(*, by: Person | None, at: datetime) -> int:
    """End what was never confirmed, and what had its year and was not wanted longer."""
    unconfirmed = SavedSearch.objects.filter(confirmed_at__isnull=True, asked_at__lt=at - UNCONFIRMED_FOR)
    past = SavedSearch.objects.filter(ends_at__lt=at)
    return sum(
        stop_saved(list(found.values_list("ref", flat=True)[:500]), reason=reason, by=by, at=at)
        for found, reason in ((unconfirmed, "unconfirmed"), (past, "a year"))
    )
