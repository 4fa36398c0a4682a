# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The thesaurus as linked data: SKOS in Turtle and in JSON-LD, both written from the same statements.

Each concept has one address for ever. One that went on in another is still there, and says where it went.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings

from noaber.people.models import Concept

SKOS, DCT, OWL = "http://www.w3.org/2004/02/skos/core#", "http://purl.org/dc/terms/", "http://www.w3.org/2002/07/owl#"
PREFIXES = {"skos": SKOS, "dct": DCT, "owl": OWL}
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
# Of what, which, and an address, a word in a language, or a plain value.
Statement = tuple[str, str, Any]


class Iri(str):
    """An address of something."""


def address(slug: str) -> Iri:
    """The lasting address of a concept; the same in every language."""
    return Iri(f"{settings.SITE_URL}/themas/{slug}/")


def scheme(of: str = "") -> Iri:
    """The address of the thesaurus, or of the four conditions of social quality."""
    name = "sociale-kwaliteit" if of == Concept.Scheme.QUALITY else "thesaurus"
    return Iri(f"{settings.SITE_URL}/themas/#{name}")


def statements(concepts: Iterable[Concept]) -> Iterator[Statement]:
    """Everything that is said of these concepts and of the schemes they are in."""
    every = list(concepts)
    titles = {scheme(): ("Thesaurus sociaal domein", "nl"), scheme(Concept.Scheme.QUALITY): ("Sociale kwaliteit", "nl")}
    for one in dict.fromkeys(scheme(concept.scheme) for concept in every):
        yield one, "a", Iri("skos:ConceptScheme")
        yield one, "dct:title", titles[one]
        yield one, "dct:license", Iri(LICENCE)
    for concept in every:
        yield from _of(concept)


def _of(concept: Concept) -> Iterator[Statement]:
    own, inside = address(concept.slug), scheme(concept.scheme)
    yield own, "a", Iri("skos:Concept")
    yield own, "skos:inScheme", inside
    yield own, "skos:prefLabel", (concept.pref_nl, "nl")
    if concept.pref_en:
        yield own, "skos:prefLabel", (concept.pref_en, "en")
    into = getattr(concept, "replacement", None)
    if into is not None:
        yield own, "dct:isReplacedBy", address(into.into.slug)
        yield own, "owl:deprecated", True
        return
    for label in dict.fromkeys(concept.alt):
        if label != concept.pref_nl:
            yield own, "skos:altLabel", (label, "nl")
    if concept.note:
        yield own, "skos:scopeNote", (concept.note, "nl")
    yield from _links(concept, own, inside)


def _links(concept: Concept, own: Iri, inside: Iri) -> Iterator[Statement]:
    above = concept.broader
    if above is not None and above.scheme != Concept.Scheme.QUALITY:
        yield own, "skos:broader", address(above.slug)
    else:
        yield own, "skos:topConceptOf", inside
    below = [one for one in concept.narrower.all() if not hasattr(one, "replacement")]
    for one in sorted(below, key=lambda one: one.slug):
        yield own, "skos:narrower", address(one.slug)
    # What lies over or under it is not related besides: SKOS keeps the two apart.
    near = {one.pk for one in below} | {concept.broader_id}
    for one in sorted(concept.related.all(), key=lambda one: one.slug):
        if one.pk not in near and not hasattr(one, "replacement"):
            yield own, "skos:related", address(one.slug)


def turtle(concepts: Iterable[Concept]) -> str:
    """These concepts in Turtle."""
    return written_turtle(statements(concepts))


def written_turtle(every: Iterable[Statement]) -> str:
    """Statements in Turtle."""
    lines = [f"@prefix {name}: <{full}> ." for name, full in PREFIXES.items()]
    for subject, said in _by_subject(every):
        told = " ;\n    ".join(f"{verb} {_turtle(value)}" for verb, value in said)
        lines.append(f"\n<{subject}>\n    {told} .")
    return "\n".join(lines) + "\n"


def _turtle(value: Any) -> str:
    if isinstance(value, Iri):
        return str(value) if value.startswith(tuple(f"{name}:" for name in PREFIXES)) else f"<{value}>"
    if isinstance(value, bool):
        return "true" if value else "false"
    word, language = value
    # JSON escapes what Turtle escapes, in the same way.
    return f"{json.dumps(word, ensure_ascii=False)}@{language}"


def json_ld(concepts: Iterable[Concept]) -> str:
    """These concepts in JSON-LD."""
    return written_json_ld(statements(concepts))


def written_json_ld(every: Iterable[Statement]) -> str:
    """Statements in JSON-LD."""
    graph = []
    for subject, said in _by_subject(every):
        node: dict[str, Any] = {"@id": subject}
        for verb, value in said:
            name = "@type" if verb == "a" else verb
            node.setdefault(name, []).append(str(value) if verb == "a" else _json(value))
        graph.append(node)
    return json.dumps({"@context": PREFIXES, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _json(value: Any) -> Any:
    if isinstance(value, Iri):
        return {"@id": str(value)}
    return value if isinstance(value, bool) else {"@value": value[0], "@language": value[1]}


def _by_subject(said: Iterable[Statement]) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    found: dict[str, list[tuple[str, Any]]] = {}
    for subject, verb, value in said:
        found.setdefault(subject, []).append((verb, value))
    yield from found.items()


FORMS = {"ttl": (turtle, "text/turtle; charset=utf-8"), "jsonld": (json_ld, "application/ld+json; charset=utf-8")}
ACCEPTED = {"text/turtle": "ttl", "application/ld+json": "jsonld"}


def asked_for(accept: str) -> str:
    """The form of data that is asked for before a page, or '' when a page is what is wanted."""
    for one in accept.lower().split(","):
        kind = one.split(";")[0].strip()
        if kind in ACCEPTED:
            return ACCEPTED[kind]
        if kind in ("text/html", "application/xhtml+xml"):
            return ""
    return ""
