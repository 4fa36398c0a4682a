# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mail about saved searches: the link that confirms, what is new, and the question whether it may go on.

One address gets one mail about everything that is due. Each mail can be stopped by one press in the mail program
(RFC 8058), which is a POST: a GET never stops anything, since scanners follow links.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from noaber.base import mail, signing
from noaber.following.queries import told_arrivals
from noaber.ledger.models import Entry
from noaber.search import explain
from noaber.search.alert_news import News
from noaber.search.alerts import Wanted
from noaber.search.documents import Document
from noaber.search.models import Alert, SavedSearch
from noaber.search.saved_actions import ASK_BEFORE
from noaber.search.saved_queries import address_of, request_of, why, words_of
from noaber.ui.languages import in_language

CONFIRM, MANAGE, STOP = "search.confirm", "search.manage", "search.stop"
CONFIRM_AGE = timedelta(days=14)
# A link in an old mail still stops the mail.
MANAGE_AGE = timedelta(days=800)
# Nobody is woken; who reads at breakfast has it.
FROM_HOUR = time(7)
MOST_IN_A_LIST = 10
# So few that the worker comes back to its other work within seconds.
ADDRESSES_AT_ONCE = 50


@dataclass(frozen=True)
class Item:
    """One new document in a mail, with why it is there."""

    title: str
    href: str
    why: str


@dataclass(frozen=True)
class Section:
    """One saved search in a mail."""

    words: str
    href: str
    items: Sequence[Item]
    more: int


def full(address: str) -> str:
    """An address of ours as a mail needs it, in the language of the mail."""
    return f"{settings.SITE_URL}{in_language(address)}"


def manage_link(saved: SavedSearch) -> str:
    """The page on which an address sees and changes everything it hears about."""
    return full(reverse("saved_manage", args=[signing.seal(MANAGE, saved.ref)]))


def stop_link(saved: Iterable[SavedSearch]) -> str:
    """The address that stops these, by POST only."""
    return full(reverse("saved_stop", args=[signing.seal(STOP, " ".join(one.ref for one in saved))]))


def list_headers(saved: Sequence[SavedSearch]) -> dict[str, str]:
    """What lets a mail program show a button that stops this mail (RFC 2369 and 8058)."""
    host = settings.SITE_URL.partition("://")[2].split(":")[0]
    return {
        "List-Id": f"<volgen.{host}>",
        "List-Unsubscribe": f"<{stop_link(saved)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _send(saved: SavedSearch, template: str, subject: str, key: str, at: datetime, **context: Any) -> None:
    if not saved.address:
        return
    mail.enqueue(
        to=saved.address,
        subject=subject,
        template=f"search/mail/{template}.txt",
        context={"manage": manage_link(saved), "words": " · ".join(words_of(saved.page, saved.chosen)), **context},
        at=at,
        key=key,
        headers=context.get("headers"),
    )


def _of(entry: Entry) -> SavedSearch | None:
    return SavedSearch.objects.select_related("person").filter(ref=entry.ref).first()


def ask_to_confirm(entry: Entry) -> None:
    """Mail the link that confirms; who confirmed before gets the link to everything they hear about."""
    saved = _of(entry)
    if saved is None:
        return
    if saved.confirmed_at is not None:
        send_link(entry)
        return
    with translation.override(saved.language):
        confirm = full(reverse("saved_confirm", args=[signing.seal(CONFIRM, saved.ref)]))
        _send(
            saved, "confirm", _("Bevestig wat je wilt volgen"), f"saved:{entry.pk}:confirm", entry.at, confirm=confirm
        )


def send_link(entry: Entry) -> None:
    """Mail the link to everything this address hears about."""
    saved = _of(entry)
    if saved is not None:
        with translation.override(saved.language):
            _send(saved, "link", _("Wat je volgt"), f"saved:{entry.pk}:link", entry.at)


def due(at: datetime) -> QuerySet[SavedSearch]:
    """Saved searches whose next mail may go: daily ones once a day, weekly ones once a calendar week, from seven on."""
    local = timezone.localtime(at)
    today = local.replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today - timedelta(days=today.weekday())
    running = SavedSearch.objects.filter(confirmed_at__isnull=False, paused_at__isnull=True, ends_at__gt=at)
    if local.time() < FROM_HOUR:
        return running.none()
    last = running.annotate(last=Coalesce("mailed_at", "since"))
    often = SavedSearch.Often
    return last.filter(Q(often=often.DAILY, last__lt=today) | Q(often=often.WEEKLY, last__lt=monday))


def tell_due(at: datetime) -> int:
    """Mail what is new to a number of addresses; nothing new is no mail. Returns how many addresses were looked at."""
    waiting = due(at).filter(Exists(Alert.objects.filter(saved=OuterRef("pk"), told_at__isnull=True)))
    addresses = list(waiting.values_list("person", "email").distinct().order_by("person", "email")[:ADDRESSES_AT_ONCE])
    mailed = Q(email__in=[email for _person, email in addresses if email])
    known = Q(person__in=[person for person, _email in addresses if person])
    by_address: dict[tuple[int | None, str], list[SavedSearch]] = {address: [] for address in addresses}
    for one in waiting.filter(mailed | known).select_related("person"):
        by_address[one.person_id, one.email].append(one)
    news = News.of([one for saved in by_address.values() for one in saved])
    for saved in by_address.values():
        with transaction.atomic():
            tell(saved, news, at)
    return len(addresses)


def tell(saved: Sequence[SavedSearch], news: News, at: datetime) -> int:
    """One mail to one address about these; what is no longer there, or no longer theirs to see, is left out."""
    language = saved[0].language
    with translation.override(language):
        sections = [(one, section) for one in saved if (section := _section(one, news, at)) is not None]
        if sections:
            told = [one for one, _section in sections]
            number = sum(len(section.items) + section.more for _one, section in sections)
            subject = _("Nieuw bij wat je volgt (%(num)s)") % {"num": number}
            key = f"saved:{told[0].ref}:{at:%Y%m%d%H}"
            context = {"sections": [section for _one, section in sections], "stop": stop_link(told)}
            _send(told[0], "alert", subject, key, at, headers=list_headers(told), **context)
    SavedSearch.objects.filter(pk__in=[one.pk for one in saved]).update(mailed_at=at)
    return len(sections)


def _section(saved: SavedSearch, news: News, at: datetime) -> Section | None:
    """What is new in one list. Looked up again now: the alert only says where to look."""
    asked, fitting = news.looked_up(saved)
    if asked is None:
        return None
    untold = news.untold[saved.pk]
    told = told_arrivals(saved.person, saved.email, fitting)
    keys = [key for key in untold if key in fitting and key not in told and news.visible(saved, key)]
    # What does not fit (any more) may come to fit again, and is then new.
    if gone := set(untold) - set(keys):
        Alert.objects.filter(pk__in=[untold[key] for key in gone]).delete()
    if not keys:
        return None
    Alert.objects.filter(pk__in=[untold[key] for key in keys]).update(told_at=at)
    items = [_item(news.documents[key], asked, saved) for key in keys[:MOST_IN_A_LIST]]
    return Section(
        " · ".join(words_of(saved.page, saved.chosen)), full(address_of(saved)), items, len(keys) - len(items)
    )


def _item(document: Document, asked: Wanted, saved: SavedSearch) -> Item:
    if asked.needs:
        sought = explain.Sought.of(asked.asked)
        met = [*explain.found_in(document.title, sought), *explain.found_in(document.body, sought)]
        reasons = explain.reasons(document, met, asked.asked, similar=False)
    else:
        request = request_of(saved.page, saved.chosen)
        reasons = why(document, request) if request else []
    return Item(document.title, full(document.url), " · ".join(reasons))


def ask_to_stay(at: datetime) -> int:
    """Ask in time who wants to go on for another year; returns how many were asked."""
    ending = SavedSearch.objects.filter(ends_at__lt=at + ASK_BEFORE, ends_at__gt=at, asked_to_stay_at__isnull=True)
    asked = list(ending.select_related("person")[:ADDRESSES_AT_ONCE])
    for saved in asked:
        with transaction.atomic(), translation.override(saved.language):
            SavedSearch.objects.filter(pk=saved.pk).update(asked_to_stay_at=at)
            key = f"saved:{saved.ref}:stay:{saved.ends_at:%Y%m%d}"
            headers = list_headers([saved])
            subject = _("Wil je dit blijven volgen?")
            _send(saved, "stay", subject, key, at, ends=saved.ends_at, stop=stop_link([saved]), headers=headers)
    return len(asked)
