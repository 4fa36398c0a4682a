# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling who judges that something was reported, and who reported what came of it."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from noaber import ledger
from noaber.base import mail
from noaber.ledger.models import Entry
from noaber.moderation import actions
from noaber.moderation.models import Report
from noaber.moderation.policies import judges_of_report
from noaber.ui.languages import in_language


def _full(address: str) -> str:
    return f"{settings.SITE_URL}{in_language(address)}"


def tell_judges(entry: Entry) -> None:
    """Mail those who judge that something was reported, once for each report."""
    report = Report.objects.select_related("werkplaats").get(ref=entry.ref)
    if report.example or not report.signals.exists():
        return
    for person in judges_of_report(report).people:
        if not person.email:
            continue
        with translation.override(person.language):
            mail.enqueue(
                to=person.email,
                subject=_("Iemand meldt dat er iets niet klopt"),
                template="moderation/mail/reported.txt",
                context={"report": report, "link": _full(report.get_absolute_url()), "desk": _full(reverse("desk"))},
                at=entry.at,
                key=f"report:{report.pk}:reported:{person.pk}",
            )


def tell_reporters(entry: Entry) -> None:
    """Mail everybody who left an address what was done with their report, then forget the addresses."""
    report = Report.objects.get(ref=entry.ref)
    for signal in report.signals.exclude(email=""):
        with translation.override(signal.language):
            mail.enqueue(
                to=signal.email,
                subject=_("Wat we met je melding deden"),
                template="moderation/mail/judged.txt",
                context={"report": report, "link": _full(report.href), "rules": _full(reverse("house_rules"))},
                at=entry.at,
                key=f"report:{report.pk}:judged:{signal.pk}",
            )
    actions.forget_addresses(report, by=entry.by, at=entry.at)


def register() -> None:
    """Follow up what is written in the ledger about reports."""
    ledger.on("report.made", tell_judges)
    ledger.on("report.judged", tell_reporters)
