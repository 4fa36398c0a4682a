# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a thing of the network is in words that other machines know: schema.org and the tags of Google Scholar."""

import datetime as dt
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from noaber.base import clock
from noaber.knowledge.models import Product
from noaber.knowledge.modules import frameworks, module_of
from noaber.meetings.models import Meeting
from noaber.pages.models import ProsePage
from noaber.people.licences import licence_address
from noaber.people.models import Described, Organisation, Visibility, Werkplaats
from noaber.people.queries import Details, details_of
from noaber.people.region_queries import origin_of
from noaber.questions.detail_queries import Detail
from noaber.questions.models import Question
from noaber.site.structured_meetings import of_meeting
from noaber.site.switcher import canonical
from noaber.ui.machine import Head

Node = dict[str, Any]
NETWORK = {"@type": "Organization", "name": "Werkplaatsen Sociaal Domein"}
KINDS = {"project": "ResearchProject", "meeting": "Event", "news": "NewsArticle", "organisation": "Organization"}
TYPES: dict[str, str] = {
    Product.Type.PUBLICATION: "Report",
    Product.Type.REPORT: "Report",
    Product.Type.ARTICLE: "ScholarlyArticle",
    Product.Type.EDUCATION_MODULE: "LearningResource",
    Product.Type.DOSSIER: "Collection",
    Product.Type.POSTER: "Poster",
    Product.Type.PODCAST: "PodcastEpisode",
    Product.Type.VIDEO: "VideoObject",
    Product.Type.CURRICULUM: "Course",
    Product.Type.TOOLBOX: "Collection",
    Product.Type.INTERIM_REPORT: "Report",
    Product.Type.WHITE_PAPER: "Report",
    Product.Type.MINUTES: "Report",
    Product.Type.ESSAY: "Article",
    Product.Type.COLUMN: "BlogPosting",
    Product.Type.BOOK: "Book",
    Product.Type.THESIS: "Thesis",
    Product.Type.PRESENTATION: "PresentationDigitalDocument",
    Product.Type.TALKING_PICTURE: "VisualArtwork",
    Product.Type.CLIP: "VideoObject",
    Product.Type.WEBINAR: "VideoObject",
    Product.Type.WEBSITE: "WebSite",
}
PROSE: dict[str, str] = {
    ProsePage.Sort.NEWS: "NewsArticle",
    ProsePage.Sort.COLUMN: "OpinionNewsArticle",
    ProsePage.Sort.DOSSIER: "CollectionPage",
}
EDUCATION = Product.Type.EDUCATION_MODULE
SCHOLARLY = (
    Product.Type.PUBLICATION, Product.Type.REPORT, Product.Type.ARTICLE, Product.Type.INTERIM_REPORT,
    Product.Type.WHITE_PAPER, Product.Type.BOOK, Product.Type.THESIS,
)  # fmt: skip


def describe(thing: Any, request: Any, **known: Any) -> Head | None:
    """The head of the page of a thing, or None when it is not public."""
    if isinstance(thing, Question):
        return _of_question(thing, known.get("detail")) if thing.is_public else None
    if isinstance(thing, Werkplaats):
        return _of_werkplaats(thing)
    if isinstance(thing, ProsePage):
        return _of_page(thing, request) if thing.live else None
    if not isinstance(thing, Described) or thing.visibility != Visibility.PUBLIC:
        return None
    return _of_described(thing, known.get("details") or details_of(thing), known.get("files") or ())


def lasting(path: str, slug: str = "") -> str:
    """A path on the host where it is for good: that of its werkplaats, else the portal's."""
    origin = origin_of(slug)
    return origin + (path.removeprefix(f"/{slug}") if path == f"/{slug}/" and origin != settings.SITE_URL else path)


def absolute(path: str) -> str:
    """A path on the portal's own host."""
    return settings.SITE_URL + path


def picture_of(kind: str, slug: str) -> str:
    """The address of the picture that stands for a thing when its page is shared."""
    return absolute(reverse("share_picture", args=[kind, slug]))


def crumbs(*steps: tuple[str, str]) -> Node:
    """The way to a page, as its breadcrumb shows it."""
    found = [
        {
            "@type": "ListItem",
            "position": place,
            "item": {"@type": "Thing", "@id": absolute(path), "name": name},
        }
        for place, (name, path) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": found}


def _filled(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, "", [], ())}


def _whole_day(text: str) -> str:
    """A full date, or nothing: half a date is no date to a machine."""
    try:
        return dt.date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def _of_described(thing: Described, details: Details, files: Any) -> Head:
    path = thing.get_absolute_url()
    summary = thing.summary or thing.text[:300]
    node: Node = {"@type": _type_of(thing), "@id": absolute(path), "url": absolute(path)}
    node |= {"name": thing.title, "description": summary} | _facts(thing, _organisations(details), details)
    kind = str(thing._meta.verbose_name_plural).capitalize()
    return Head(
        canonical=lasting(path, thing.home.slug if thing.home else ""), title=thing.title, description=summary,
        language=thing.lang,
        image=picture_of(thing.KIND, thing.slug),
        graph=[_filled(node), crumbs((kind, reverse(f"{thing.KIND}_list")), (thing.title, path))],
        citation=_citation(thing, files),
    )  # fmt: skip


def _organisations(details: Details) -> list[Node]:
    linked = [
        {"@type": "Organization", "name": title, "url": absolute(reverse("organisation_detail", args=[slug]))}
        for slug, title in details.organisations
    ]
    return [*linked, *({"@type": "Organization", "name": name} for name in details.other_organisations)]


def _facts(thing: Described, organisations: list[Node], details: Details) -> Node:
    """What is told beside name, address and description, by kind."""
    if isinstance(thing, Organisation):
        return {"sameAs": thing.url}
    if isinstance(thing, Meeting):
        return of_meeting(thing, organisations, absolute(thing.get_absolute_url()))
    if thing.KIND == "project":
        return {"member": organisations, "parentOrganization": NETWORK}
    return _of_module(thing) | {
        "headline": thing.title[:110],
        "datePublished": _whole_day(thing.on_date) or (str(thing.year) if thing.year else ""),
        "inLanguage": thing.lang,
        "author": [{"@type": "Person", "name": name} for name in thing.authors] or organisations,
        "publisher": NETWORK,
        "about": [{"@type": "DefinedTerm", "name": label} for _slug, label in details.themes],
        "license": licence_address(thing.licence),
        "isAccessibleForFree": True,
    }


def _of_module(thing: Described) -> Node:
    """What an education module teaches, at which level, in how long."""
    module = module_of(thing.module) if isinstance(thing, Product) and thing.type == EDUCATION else None
    if module is None:
        return {}
    lists = frameworks()
    framework = f"{lists['tasks'].name} ({lists['tasks'].year})"
    aligned = [
        {"@type": "AlignmentObject", "alignmentType": "teaches", "educationalFramework": framework, "targetName": name}
        for name in module.tasks
    ]
    parts = [
        {"@type": "LearningResource", "position": number, "name": one.title, **_taking(one.hours)}
        for number, one in enumerate(module.sessions, 1)
    ]
    return {
        "@type": ["LearningResource", "Course"], "teaches": [*module.goals, *module.own],
        "educationalLevel": [part for part in (module.level, f"NLQF {module.nlqf}" if module.nlqf else "") if part],
        "educationalAlignment": aligned, "hasPart": parts, **_taking(module.hours),
    }  # fmt: skip


def _taking(hours: float | None) -> Node:
    return {"timeRequired": f"PT{round(hours * 60)}M"} if hours else {}


def _type_of(thing: Described) -> str:
    return TYPES.get(thing.type, "CreativeWork") if isinstance(thing, Product) else KINDS[thing.KIND]


def _citation(thing: Described, files: Any) -> list[tuple[str, str]]:
    """The tags that Google Scholar reads, for what is a publication."""
    if not isinstance(thing, Product) or thing.type not in SCHOLARLY or not (thing.authors and thing.year):
        return []
    day = _whole_day(thing.on_date).replace("-", "/") or str(thing.year)
    tags = [("citation_title", thing.title), *(("citation_author", name) for name in thing.authors)]
    tags += [("citation_publication_date", day), ("citation_language", thing.lang)]
    tags += [("citation_technical_report_institution", name) for name in thing.organisation_names[:3]]
    pdfs = [file for file in files if file.name.lower().endswith(".pdf")]
    return tags + [("citation_pdf_url", absolute(reverse("product_file", args=[thing.slug, file.pk]))) for file in pdfs]


def _of_question(question: Question, detail: Detail | None) -> Head:
    address = absolute(question.get_absolute_url())
    answers = [
        {"@type": "Answer", "text": f"{link.title}: {link.why}", "url": urljoin(settings.SITE_URL, link.url)}
        for link in (detail.links if detail else ())
    ]
    asked = {
        "@type": "Question", "@id": address, "name": question.title, "text": question.text or question.title,
        "dateCreated": clock.day(question.asked_at).isoformat(), "answerCount": len(answers), "inLanguage": "nl",
        "suggestedAnswer": answers,
    }  # fmt: skip
    page = {"@type": "QAPage", "url": address, "mainEntity": _filled(asked)}
    way = crumbs(("Vragen", reverse("question_list")), (question.title, question.get_absolute_url()))
    return Head(
        canonical=lasting(question.get_absolute_url(), question.home.slug if question.home else ""),
        title=question.title, description=question.text or question.title,
        image=picture_of("question", question.slug), graph=[page, way],
    )  # fmt: skip


def _of_page(page: ProsePage, request: Any) -> Head:
    address = canonical(request, page.werkplaats.slug)
    day = page.day or (page.first_published_at and clock.day(page.first_published_at))
    node = {
        "@type": PROSE.get(page.sort, "WebPage"), "@id": address, "url": address, "name": page.title,
        "headline": page.title[:110], "description": page.summary, "inLanguage": page.lang,
        "datePublished": day.isoformat() if day else "", "publisher": NETWORK,
        "author": {"@type": "Person", "name": page.byline} if page.byline else "",
    }  # fmt: skip
    return Head(
        canonical=address, title=page.title, description=page.summary or page.title, language=page.lang,
        graph=[_filled(node)],
    )  # fmt: skip


def _of_werkplaats(werkplaats: Werkplaats) -> Head:
    address = absolute(werkplaats.get_absolute_url())
    node = {
        "@type": "Organization", "@id": address, "url": address, "name": werkplaats.name,
        "description": werkplaats.description, "areaServed": werkplaats.region, "sameAs": werkplaats.site_url,
        "parentOrganization": NETWORK,
    }  # fmt: skip
    way = crumbs(("Werkplaatsen", reverse("werkplaats_list")), (werkplaats.name, werkplaats.get_absolute_url()))
    return Head(
        canonical=lasting(werkplaats.get_absolute_url(), werkplaats.slug), title=werkplaats.name,
        description=werkplaats.description, sort="website",
        image=picture_of("werkplaats", werkplaats.slug), graph=[_filled(node), way],
    )  # fmt: skip
