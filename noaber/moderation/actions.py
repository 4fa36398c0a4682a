# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reporting that something is not right, and judging that."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from noaber import ledger, moderation
from noaber.base import clock
from noaber.base.refs import new_ref
from noaber.base.verdicts import Refused, require
from noaber.loop.stations import Standing
from noaber.moderation import Subject, policies
from noaber.moderation.models import LIFECYCLE, Report, Signal, State
from noaber.people.models import Described, Person, Visibility, Werkplaats

ledger.declare(
    {
        "report.made": "a reader reported that something is not right",
        "report.judged": "a report was judged, with the reason",
        "thing.hidden": "something described was taken out of public view after a report",
    }
)


@transaction.atomic
def report(
    subject: Subject,
    *,
    why: str,
    words: str = "",
    email: str = "",
    submission: str = "",
    example: bool = False,
    by: Person | None,
    at: datetime,
) -> Report:
    """Tell that something is not right. What was reported before and not judged yet gets one more signal."""
    if submission and (known := Signal.objects.filter(submission=submission).select_related("report").first()):
        return known.report
    made = _waiting(subject, example=example, at=at)
    address = (by.email if by else "") or email
    try:
        with transaction.atomic():
            signal = Signal.objects.create(
                report=made, why=why, words=words, email=address, language=get_language() or "nl", at=at,
                submission=submission or None,
            )  # fmt: skip
    except IntegrityError:
        # The other half of a double submit was first.
        return Signal.objects.select_related("report").get(submission=submission).report
    data = {"signal": signal.pk, "kind": made.kind, "about": made.about}
    ledger.record("report.made", made, by=None, at=at, werkplaats=made.home_slug, data=data)
    return made


def _waiting(subject: Subject, *, example: bool, at: datetime) -> Report:
    """The report about this that waits, or a new one; two readers at once find the same."""
    rows = Report.objects.select_for_update(of=("self",)).select_related("werkplaats")
    same = {"kind": subject.kind, "about": subject.ref, "state": State.WAITING}
    if known := rows.filter(**same).first():
        return known
    home = Werkplaats.objects.filter(slug=subject.werkplaats).first() if subject.werkplaats else None
    try:
        with transaction.atomic():
            return Report.objects.create(
                **same, ref=new_ref("m"), title=subject.title[:500], href=subject.href, werkplaats=home, since=at,
                example=example,
            )  # fmt: skip
    except IntegrityError:
        return rows.get(**same)


@transaction.atomic
def judge(report: Report, *, verdict: str, reason: str, by: Person | None, at: datetime) -> Report:
    """Say what was done with a report, and why; whoever left an address is told. What is wrong can be hidden."""
    report = Report.objects.select_for_update(of=("self",)).select_related("werkplaats", "judged_by").get(pk=report.pk)
    if report.state != State.WAITING:
        who = report.judged_by.name if report.judged_by and report.judged_by.name else _("Iemand anders")
        raise Refused(
            _("%(who)s heeft deze melding net beoordeeld: %(state)s. Wat je typte staat er nog.")
            % {"who": who, "state": report.get_state_display()}
        )
    require(policies.may_judge_report(by, report, clock.day(at)))
    if not reason.strip():
        raise Refused(_("Schrijf waarom. Wie het meldde krijgt dat te lezen."))
    if verdict == State.HIDDEN and (source := moderation.SUBJECTS.get(report.kind)):
        source.hide(report.about, reason=reason, by=by, at=at)
    LIFECYCLE.move(report, verdict)
    report.judged_by, report.judged_at, report.reason = by, at, reason
    report.save()
    ledger.record(
        "report.judged",
        report,
        by=by,
        at=at,
        werkplaats=report.home_slug,
        reason=reason,
        data={"verdict": verdict, "title": report.title, "href": report.get_absolute_url()},
    )
    return report


@transaction.atomic
def forget_addresses(report: Report, *, by: Person | None, at: datetime) -> None:
    """Everybody who asked for an answer has one in the post: their addresses are not needed any more."""
    report.signals.exclude(email="").update(email="")


@transaction.atomic
def hide_described(thing: Described, *, reason: str, by: Person | None, at: datetime) -> None:
    """Take something described out of public view; the editors of its home still see it."""
    thing.visibility, thing.updated_at = Visibility.HIDDEN, at
    thing.save(update_fields=["visibility", "updated_at"])
    home = thing.home.slug if thing.home else ""
    told = {"standing": Standing.HIDDEN.value}
    ledger.record("thing.hidden", thing, by=by, at=at, werkplaats=home, reason=reason, data=told)
