# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands in an issue, looked up: plain values that are kept when it is sent, so that the archive lasts.

Only what everybody may read is ever put in a mail. Each thing of the loop comes with its trail in one line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin

import nh3
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from lxml import html as markup
from wagtail.rich_text import expand_db_html

from noaber import following
from noaber.base import clock
from noaber.following.queries import known, visible
from noaber.ledger.models import Entry
from noaber.loop.trail_queries import Trail, trail_of
from noaber.meetings.models import Meeting
from noaber.meetings.models import State as MeetingState
from noaber.newsletters.issue_models import PUBLIC, Issue
from noaber.people.models import Visibility
from noaber.people.queries import werkplaats_names
from noaber.search.keyed import by_key
from noaber.ui.formats import day_month, hour
from noaber.ui.kinds import station_of

Part = dict[str, Any]
EFFECTS = ("use", "story", "change")
# How far back the first issue of a list looks.
FIRST = timedelta(days=60)
TAGS = {"p", "b", "strong", "i", "em", "ul", "ol", "li", "a", "br"}
LONGEST_SUMMARY = 220


def parts_of(issue: Issue, at: datetime | None = None) -> list[Part]:
    """What stands in it: as it was sent, or as it would be now."""
    return list(issue.parts) if issue.state in PUBLIC else frozen(issue, at or clock.now())


def frozen(issue: Issue, at: datetime) -> list[Part]:
    """Every block looked up now, in the language of the list; what is empty is left out."""
    with translation.override(issue.newsletter.lang):
        return _parts(issue.body, issue, issue.newsletter.home.slug, at)


def _parts(body: Iterable[Any], issue: Issue, home: str, at: datetime) -> list[Part]:
    found: list[Part] = []
    for block in body:
        part = SORTS[block.block_type](block.value, issue, home, at)
        if part is None:
            continue
        if part["sort"] == "things" and not part["title"] and found and found[-1]["sort"] == "things":
            # Things that were chosen one by one stand in one list.
            found[-1]["items"] += part["items"]
        else:
            found.append(part)
    return found


def _heading(value: Any, issue: Issue, home: str, at: datetime) -> Part:
    return {"sort": "heading", "text": str(value)}


def _text(value: Any, issue: Issue, home: str, at: datetime) -> Part | None:
    clean = nh3.clean(expand_db_html(value.source), tags=TAGS, attributes={"a": {"href"}}, link_rel=None)
    if not clean.strip():
        return None
    root = markup.fragment_fromstring(clean, create_parent="div")
    for link in root.iter("a"):
        link.set("href", urljoin(f"{settings.SITE_URL}/", link.get("href", "")))
    inside = (root.text or "") + "".join(markup.tostring(one, encoding="unicode") for one in root)
    return {"sort": "text", "html": inside, "text": _plain(root)}


def _plain(root: Any) -> str:
    """Rich text as somebody would type it: an item a line, an address after its words."""
    lines: list[str] = []
    for block in root:
        if block.tag in ("ul", "ol"):
            for number, item in enumerate(block.iter("li"), start=1):
                lines.append(f"{f'{number}.' if block.tag == 'ol' else '*'} {_line(item)}")
            lines.append("")
        else:
            lines += [_line(block), ""]
    return "\n".join(lines).strip()


def _line(element: Any) -> str:
    said = element.text or ""
    for child in element:
        inside = _line(child)
        address = child.get("href", "") if child.tag == "a" else ""
        said += f"{inside} ({address})" if address and address != inside else "\n" if child.tag == "br" else inside
        said += child.tail or ""
    return said.strip() if element.tag in ("p", "li") else said


def _quote(value: Mapping[str, Any], issue: Issue, home: str, at: datetime) -> Part:
    return {"sort": "quote", "text": value["text"].strip(), "who": value["who"].strip()}


def _object(value: Mapping[str, Any], issue: Issue, home: str, at: datetime) -> Part | None:
    items = _things([value["key"]], notes={value["key"]: value["note"]})
    return {"sort": "things", "title": "", "items": items} if items else None


def _proposed(value: Mapping[str, Any], issue: Issue, home: str, at: datetime) -> Part | None:
    items = _things(_new(issue, home, str(value["kind"] or ""), at), most=int(value["number"] or 5))
    return {"sort": "things", "title": value["title"], "items": items} if items else None


def _new(issue: Issue, home: str, kind: str, at: datetime) -> list[str]:
    """What came since the issue before: of this werkplaats, or in a national list of all of them; newest first."""
    before = issue.newsletter.issues.filter(state__in=PUBLIC, begun_at__lt=at).exclude(pk=issue.pk)
    last = before.order_by("-begun_at").values_list("begun_at", flat=True).first()
    came = Entry.objects.filter(verb__in=following.ARRIVALS, at__gt=last or at - FIRST, at__lte=at)
    if home != issue.newsletter.home.slug or not issue.newsletter.is_national:
        came = came.filter(werkplaats=home)
    kinds = EFFECTS if kind == "effect" else (kind,) if kind else ()
    if kinds:
        came = came.filter(kind__in=kinds)
    keys = came.order_by("-seq").values_list("kind", "ref")[:100]
    shown = {block.value["key"] for block in issue.body if block.block_type == "object"}
    return [key for key in dict.fromkeys(f"{kind}:{ref}" for kind, ref in keys) if key not in shown]


def _things(keys: Sequence[str], *, notes: Mapping[str, str] | None = None, most: int = 12) -> list[Part]:
    """Those of these that everybody may read, in this order."""
    seen, hits = visible(keys, None), by_key(keys)
    faces, places = known(seen), werkplaats_names()
    found: list[Part] = []
    for key in keys:
        hit, face = hits.get(key), faces.get(key)
        if (hit is None and face is None) or len(found) == most:
            continue
        kind, _colon, ref = key.partition(":")
        station, what = station_of(kind)
        slug = (hit.werkplaatsen[0] if hit and hit.werkplaatsen else "") or (face.werkplaats if face else "")
        trail = trail_of(kind, ref)
        found.append(
            {
                "title": hit.title if hit else face.title if face else "",
                "href": hit.url if hit else face.href if face else "",
                "lang": (hit.lang if hit else face.lang if face else "") or "nl",
                "station": station,
                "what": " · ".join(part for part in (what, places.get(slug, slug)) if part),
                "summary": _short(hit.summary) if hit else "",
                "note": (notes or {}).get(key, "").strip(),
                "trail": trail_line(trail) if trail else "",
                "example": bool(hit.example if hit else face.example if face else False),
            }
        )
    return found


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_SUMMARY else words[: words.rfind(" ", 0, LONGEST_SUMMARY)] + " …"


def trail_line(trail: Trail) -> str:
    """Where a thing comes from and what came of it, in one line; nothing when it stands by itself."""
    said = []
    if trail.before:
        said.append(_("Kwam van: “%(title)s”.") % {"title": trail.before[-1].title})
    if trail.after:
        said.append(_("Werd: “%(title)s”.") % {"title": trail.after[-1].title})
    return " ".join(said)


def _meetings(value: Mapping[str, Any], issue: Issue, home: str, at: datetime) -> Part | None:
    until = at + timedelta(weeks=int(value["weeks"] or 6))
    found = Meeting.objects.filter(
        visibility=Visibility.PUBLIC, state=MeetingState.PLANNED, starts_at__gte=at, starts_at__lt=until
    )
    if home != issue.newsletter.home.slug or not issue.newsletter.is_national:
        found = found.filter(home__slug=home)
    rows = found.select_related("home").prefetch_related("home__names").order_by("starts_at", "pk")
    items = [_meeting(one) for one in rows[: int(value["number"] or 5)]]
    return {"sort": "meetings", "title": value["title"], "items": items} if items else None


def _meeting(meeting: Meeting) -> Part:
    begins = timezone.localtime(meeting.starts_at)
    when = day_month(begins) if meeting.whole_days else f"{day_month(begins)}, {hour(begins)}"
    where = meeting.place or (_("online") if meeting.online_url else "")
    return {
        "title": meeting.title,
        "href": meeting.get_absolute_url(),
        "lang": meeting.lang,
        "when": when,
        "where": where,
        "what": str(meeting.what or _("bijeenkomst")),
        "example": meeting.example,
    }


def _region(value: Mapping[str, Any], issue: Issue, home: str, at: datetime) -> Part | None:
    slug = value["werkplaats"]
    inside = _parts(value["body"], issue, slug, at)
    name = werkplaats_names().get(slug, slug)
    return {"sort": "region", "werkplaats": slug, "name": name, "parts": inside} if inside else None


SORTS: Mapping[str, Callable[[Any, Issue, str, datetime], Part | None]] = {
    "heading": _heading,
    "text": _text,
    "quote": _quote,
    "object": _object,
    "proposed": _proposed,
    "meetings": _meetings,
    "region": _region,
}


def for_regions(parts: Sequence[Part], regions: Iterable[str]) -> list[Part]:
    """What a reader gets who chose these regions: the parts for everybody, and theirs."""
    chosen = set(regions)
    return [one for one in parts if one["sort"] != "region" or one["werkplaats"] in chosen]


def regions_in(parts: Sequence[Part]) -> set[str]:
    """Of which regions there is a part."""
    return {one["werkplaats"] for one in parts if one["sort"] == "region"}
