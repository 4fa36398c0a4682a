# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mail to and about who reads along from outside, and forgetting them when it is over."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from noaber import ledger
from noaber.base import clock, mail
from noaber.base.worker import every
from noaber.knowledge import outside_actions, outside_links, outside_queries
from noaber.knowledge.models import Remark, Version
from noaber.knowledge.outside_models import READING, OutsideReader
from noaber.ledger.models import Entry
from noaber.ui.languages import in_language


def _write(reader: OutsideReader, template: str, subject: Any, *, key: str, at: Any, to: str = "", **more: Any) -> None:
    """One mail to who reads along, in the language in which they were asked; nothing about an example."""
    to = to or reader.mail
    if not to or reader.version.example:
        return
    with translation.override(reader.language):
        link = in_language(reverse("outside_read", args=[outside_links.token(reader)]))
        context = {"reader": reader, "version": reader.version, "link": f"{settings.SITE_URL}{link}", **more}
        template = f"knowledge/mail/outside_{template}.txt"
        mail.enqueue(to=to, subject=str(subject), template=template, context=context, at=at, key=key)


def tell_asked(entry: Entry) -> None:
    """Somebody is asked to look."""
    reader = OutsideReader.objects.select_related("version", "by").filter(pk=entry.data["reader"]).first()
    if reader is not None and reader.state in READING:
        _write(reader, "asked", _("Wil je een stuk kennis meelezen?"), key=f"outside:{reader.ref}:asked", at=entry.at)


def tell_answer(entry: Entry) -> None:
    """The writers or editors said something: who said something from outside before hears it."""
    version = Version.objects.get(pk=entry.data["version"])
    remark = Remark.objects.select_related("by").filter(pk=entry.data.get("remark", 0)).first()
    for reader in version.outside_readers.filter(state__in=READING, remarks__kind=Remark.Kind.SAID).distinct():
        key = f"outside:{reader.ref}:answer:{entry.pk}"
        _write(reader, "answer", _("Er is iets gezegd over wat je meeleest"), key=key, at=entry.at, remark=remark)


def end(entry: Entry) -> None:
    """A version is public or laid aside: the links end, the addresses go, and who helped is thanked first."""
    version = Version.objects.select_related("product").get(pk=entry.data["version"])
    waiting = {reader.pk: reader.mail for reader in version.outside_readers.filter(state__in=READING)}
    for reader in outside_actions.end_all(version, by=None, at=entry.at):
        page = version.product.get_absolute_url() if version.number and version.product else ""
        link = f"{settings.SITE_URL}{in_language(page, reader.language)}" if page else ""
        key, to = f"outside:{reader.ref}:ended", waiting.get(reader.pk, "")
        _write(reader, "ended", _("Je hoeft niet meer mee te lezen"), key=key, at=entry.at, to=to, page=link)


@every(seconds=3600, name="readers from outside")
def look_after_readers() -> int:
    """Remind who did not answer, once; erase the names of who helped long ago."""
    now, reminded = clock.now(), 0
    for reader in outside_queries.to_remind(now):
        if outside_actions.note_reminded(reader, by=None, at=now):
            reminded += 1
    outside_actions.forget_names(by=None, at=now)
    return reminded


def remind(entry: Entry) -> None:
    """The reminder itself."""
    reader = OutsideReader.objects.select_related("version", "by").filter(pk=entry.data["reader"]).first()
    if reader is not None:
        _write(reader, "reminder", _("Lees je nog mee?"), key=f"outside:{reader.ref}:reminder", at=entry.at)


def register() -> None:
    """Follow up what is written in the ledger about who reads along."""
    ledger.on("product.outside_asked", tell_asked)
    ledger.on("product.outside_reminded", remind)
    for verb in ("product.remarked", "product.changes_asked"):
        ledger.on(verb, tell_answer)
    for verb in ("product.published", "product.draft_dropped"):
        ledger.on(verb, end)
