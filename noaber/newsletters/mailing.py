# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""An issue as a mail: HTML in the colours of the werkplaats, light and dark, and text that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from noaber.base import clock
from noaber.newsletters import dkim
from noaber.newsletters.envelope import CHOOSE, STOP, Links, Prepared, Wording, envelope, mailbox, prepare
from noaber.newsletters.issue_models import Issue, State
from noaber.newsletters.links import choose_link, full, stop_link
from noaber.newsletters.parts import Part, for_regions, parts_of, regions_in
from noaber.newsletters.sending_tasks import Job
from noaber.ui.colour import AA, DARK_SURFACES, LIGHT_SURFACES, derive, until

# The five stations, readable on white; in dark they are mixed until they can be read there.
STATIONS = {"vraag": "#a63d1e", "agenda": "#7a5500", "doen": "#22683a", "kennis": "#1d5a8c", "effect": "#7d2f63",
            "plain": "#4d5b5e"}  # fmt: skip
DARK = "@media (prefers-color-scheme: dark)"


def said(issue: Issue, parts: Sequence[Part], regions: Sequence[str] = ()) -> Wording:
    """What the mail says to who chose these regions; the links of a reader are still marks."""
    with translation.override(issue.newsletter.lang):
        home = issue.newsletter.home
        palette = derive(home.brand)
        context: dict[str, Any] = {
            "issue": issue,
            "newsletter": issue.newsletter,
            "name": home.name,
            "parts": for_regions(parts, regions),
            "light": palette.light,
            "dark": palette.dark,
            "stations": {
                name: (until(colour, "#000000", LIGHT_SURFACES, AA), until(colour, "#ffffff", DARK_SURFACES, AA))
                for name, colour in STATIONS.items()
            },
            "web": full(issue.get_absolute_url()) if issue.slug else settings.SITE_URL,
            "full": full,
            "stop": STOP,
            "choose": CHOOSE,
            "site_name": settings.SITE_NAME,
        }
        # Pages have no style in them; a mail has nowhere else to keep it.
        style = render_to_string("newsletters/mail/issue.css", context)
        context["style"] = format_html("<style>{}</style>", mark_safe(style))
        html = _INLINER.inline(render_to_string("newsletters/mail/issue.html", context))
        return Wording(issue.title, html, render_to_string("newsletters/mail/issue.txt", context))


# What depends on the reader's screen stays in the head; the rest goes to the elements, for programs that drop the head.
_INLINER = css_inline.CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)


def in_dark(html: str) -> str:
    """The mail as who reads in the dark sees it."""
    return html.replace(DARK, "@media all").replace("light dark", "dark")


def in_light(html: str) -> str:
    """The mail as who reads in the light sees it."""
    return html.replace(DARK, "@media not all").replace("light dark", "light")


def sender_of(issue: Issue) -> str:
    """The name that the mail comes from: the werkplaats, and whose machine it is."""
    name = issue.newsletter.home.name
    return name if name == settings.SITE_NAME else f"{name} via {settings.SITE_NAME}"


class Mailing:
    """The mails of some issues; what is the same for many readers is written once."""

    def __init__(self) -> None:
        self._issues: dict[int, tuple[Issue, list[Part], set[str]]] = {}
        self._prepared: dict[tuple[int, tuple[str, ...]], Prepared] = {}

    def written(self, job: Job) -> tuple[str, str, bytes]:
        """The sender on the envelope, the address, and the mail."""
        prepared = self._for(job.issue, job.regions)
        to = mailbox(job.email)
        with translation.override(self._issues[job.issue][0].newsletter.lang):
            links = Links(stop_link(job.subscription), choose_link(job.subscription))
        return envelope(job.token), to, prepared.finished(to=to, token=job.token, links=links)

    def warm(self) -> None:
        """Write what goes out now, for who chose no region."""
        for pk in Issue.objects.filter(state=State.SENDING).values_list("pk", flat=True):
            self._for(pk, ())

    def _for(self, pk: int, regions: tuple[str, ...]) -> Prepared:
        if pk not in self._issues:
            issue = Issue.objects.select_related("newsletter__home").get(pk=pk)
            parts = parts_of(issue)
            self._issues[pk] = issue, parts, regions_in(parts)
        issue, parts, known = self._issues[pk]
        # Who chose a region of which there is nothing now reads what everybody does.
        key = pk, tuple(one for one in regions if one in known)
        if key not in self._prepared:
            self._prepared[key] = prepared_for(issue, parts, key[1])
        return self._prepared[key]


def prepared_for(issue: Issue, parts: Sequence[Part], regions: Sequence[str] = ()) -> Prepared:
    """The mail to everybody who chose these regions."""
    return prepare(
        said(issue, parts, regions),
        sender=sender_of(issue),
        list_id=issue.newsletter.ref,
        reply_to=issue.newsletter.reply_to,
        at=issue.begun_at or clock.now(),
        signer=dkim.own(),
    )
