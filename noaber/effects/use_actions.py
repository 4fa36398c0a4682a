# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling that a product was used, and eight weeks later what happened next."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models.functions import Upper
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock
from noaber.base.refs import new_ref
from noaber.base.verdicts import Refused, require
from noaber.effects import policies
from noaber.effects.models import TITLE_LENGTH, State, Use
from noaber.effects.telling_actions import locked, note, tell
from noaber.knowledge.models import Product
from noaber.people.models import Organisation, Person, Visibility

ledger.declare(
    {
        "use.asked_after": "the teller was mailed the one question what happened next",
        "use.followed_up": "the teller told what happened next",
    }
)
# The words to which who wants the question afterwards agrees; kept with the use.
CONSENT = "2026-11"
AFTER = timedelta(weeks=8)


@transaction.atomic
def apply(
    product: Product,
    *,
    who: str,
    place: str,
    setting: str,
    used_on: date,
    adapted: bool,
    happened: str,
    perspective: str,
    how: str = "",
    email: str = "",
    follow_up: bool = False,
    submission: str = "",
    example: bool = False,
    by: Person | None,
    at: datetime,
) -> Use:
    """Tell that a product was used. An organisation of the network is known by its name."""
    require(policies.may_tell_about(product.visibility))
    if used_on > clock.day(at):
        raise Refused(_("Dat is nog niet geweest."))
    known = Organisation.objects.filter(visibility=Visibility.PUBLIC).annotate(upper=Upper("title"))
    title = f"{capfirst(who)} in {place}" if place and place.casefold() not in who.casefold() else capfirst(who)
    use = Use(
        ref=new_ref("u"), title=title[:TITLE_LENGTH], product=product, home=product.home, who=who, place=place,
        organisation=known.filter(upper=who.upper()).first(), setting=setting, used_on=used_on.replace(day=1),
        adapted=adapted, how=how if adapted else "", happened=happened, perspective=perspective, mail=email,
        follow_up=CONSENT if follow_up and (email or by) else "", submission=submission, example=example,
    )  # fmt: skip
    return tell(use, by=by, at=at)


@transaction.atomic
def ask_after(use: Use, *, by: Person | None, at: datetime) -> bool:
    """Mail the one question, once; says whether that was now."""
    use = locked(use)
    if use.asked_after_at is not None or use.state != State.PUBLIC or not use.follow_up or use.example:
        return False
    use.asked_after_at = at
    note(use, "asked_after", by=by, at=at)
    return True


@transaction.atomic
def tell_after(use: Use, *, still: str, text: str = "", by: Person | None, at: datetime) -> Use:
    """What happened next, once; the address is not needed after that."""
    use = locked(use)
    require(policies.may_tell_after(use))
    if use.told_after_at is None:
        use.still, use.after, use.told_after_at = still, text, at
        use.mail = ""
        note(use, "followed_up", by=by or use.person, at=at, data={"still": still})
    return use
