# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happens by itself: an approved version becomes public on its day, and who keeps a product is reminded."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import clock, mail
from noaber.base.worker import every
from noaber.knowledge import care_actions, care_links, care_queries, embargo_actions
from noaber.knowledge.care_models import CareReminder
from noaber.knowledge.models import Product
from noaber.ledger.models import Entry
from noaber.ui.languages import in_language


@every(seconds=60, name="versions that become public")
def release_versions() -> int:
    """Make public what was approved for today or before."""
    now = clock.now()
    found = care_queries.to_release(timezone.localdate(now))
    return sum(embargo_actions.release(version, by=None, at=now) is not None for version in found)


@every(seconds=3600, name="review dates")
def look_after_review_dates() -> int:
    """Remind, a month before a review date and on it, once each."""
    now, sent = clock.now(), 0
    for moment in CareReminder.Moment.values:
        for product in care_queries.to_remind(timezone.localdate(now), moment):
            sent += care_actions.remind(product, moment=moment, by=None, at=now)
    return sent


def tell_keepers(entry: Entry) -> None:
    """Those who keep a product are asked to look, unless somebody did meanwhile."""
    product = Product.objects.select_related("home").filter(ref=entry.ref).first()
    if product is None or str(product.review_on) != entry.data["review_on"]:
        return
    for person in care_queries.keepers_of(product):
        with translation.override(person.language):
            link = in_language(reverse("product_check_link", args=[care_links.token(product, person)]))
            mail.enqueue(
                to=person.email or "",
                subject=_("Klopt dit nog? %(title)s") % {"title": product.title[:200]},
                template="knowledge/mail/review_due.txt",
                context={"product": product, "link": f"{settings.SITE_URL}{link}",
                         "page": f"{settings.SITE_URL}{in_language(product.get_absolute_url())}"},
                at=entry.at,
                key=f"product:{entry.pk}:review:{person.pk}",
            )  # fmt: skip


def register() -> None:
    """Follow up a reminder."""
    ledger.on("product.review_reminded", tell_keepers)
