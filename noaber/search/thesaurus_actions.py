# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeping the thesaurus: changing a concept, adding one, letting one go on in another, and judging words asked in vain.

A concept is never deleted: its address is for ever. What changes is found at once, since the outbox carries it along.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.text import slugify
from django.utils.translation import gettext as _

from noaber import ledger, search
from noaber.base.verdicts import Refused, require
from noaber.people.models import Concept, Period, Person
from noaber.search import policies, text, understanding
from noaber.search.models import Replacement, ZeroHit
from noaber.search.thesaurus_queries import children, facts_of, owners, replaced_by, under

ledger.declare(
    {
        "concept.changed": "a keeper changed the words or the place of a theme",
        "concept.added": "a keeper added a theme",
        "concept.replaced": "a theme went on in another one",
        "concept.absorbed": "another theme went on in this one",
        "term.judged": "a keeper decided about a word that was asked in vain",
    }
)


@transaction.atomic
def change_concept(
    concept: Concept,
    *,
    pref_nl: str,
    pref_en: str = "",
    alt: Sequence[str] = (),
    ambiguous: Sequence[str] = (),
    note: str = "",
    broader: Concept | None = None,
    related: Iterable[Concept] = (),
    by: Person | None,
    at: datetime,
) -> Concept:
    """Change everything that is kept of a concept; what was and what is now stands in the ledger."""
    require(policies.may_keep_thesaurus(by))
    concept = Concept.objects.select_for_update(of=("self",)).select_related("broader").get(pk=concept.pk)
    require_no_circle(concept, broader)
    before = facts_of(concept)
    _give_words(concept, pref_nl=pref_nl, pref_en=pref_en, alt=alt, ambiguous=ambiguous)
    concept.note, concept.broader = note, broader
    concept.save()
    concept.related.set(related)
    _settle_facets(concept)
    after = facts_of(concept)
    changes = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    if changes:
        ledger.record("concept.changed", concept, by=by, at=at, data={"changes": changes})
    return concept


@transaction.atomic
def add_concept(
    pref_nl: str, *, broader: Concept | None = None, by: Person | None, at: datetime, **facts: Any
) -> Concept:
    """A new theme, with an address of its own."""
    require(policies.may_keep_thesaurus(by))
    slug = slugify(pref_nl)[:70] or "thema"
    number = 1
    while Concept.objects.filter(slug=slug if number == 1 else f"{slug}-{number}").exists():
        number += 1
    related = facts.pop("related", ())
    concept = Concept(slug=slug if number == 1 else f"{slug}-{number}", broader=broader, note=facts.pop("note", ""))
    _give_words(concept, pref_nl=pref_nl, **facts)
    concept.save()
    concept.related.set(related)
    _settle_facets(concept)
    ledger.record("concept.added", concept, by=by, at=at)
    return concept


def _give_words(
    concept: Concept, *, pref_nl: str, pref_en: str = "", alt: Sequence[str] = (), ambiguous: Sequence[str] = ()
) -> None:
    """Its words, each once; refuses a word that another concept has."""
    own = dict.fromkeys(label for label in (*alt, *ambiguous) if text.fold(label) != text.fold(pref_nl))
    taken = owners(but=concept if concept.pk else None)
    for label in (pref_nl, *own):
        if owner := taken.get(text.fold(label)):
            raise Refused(
                _("“%(word)s” hoort al bij het thema “%(theme)s”. Een woord hoort bij één thema.")
                % {"word": label, "theme": owner.pref_nl}
            )
    concept.pref_nl, concept.pref_en = pref_nl, pref_en
    concept.alt, concept.ambiguous = list(own), [label for label in ambiguous if label in own]


def require_no_circle(concept: Concept, broader: Concept | None) -> None:
    """A theme is never broader than itself, not even through others."""
    if broader is not None and broader.slug in under(concept.slug):
        raise Refused(_("Een thema kan niet onder zichzelf vallen, ook niet met andere ertussen."))


def _settle_facets(concept: Concept) -> None:
    """A theme stands in the facet of what it falls under, and so does everything under it."""
    above = concept.broader
    facet = above.slug if above and above.scheme == Concept.Scheme.FACET else above.facet if above else concept.facet
    Concept.objects.filter(slug__in=under(concept.slug)).update(facet=facet)
    concept.facet = facet


@transaction.atomic
def replace_concept(concept: Concept, *, into: Concept, reason: str, by: Person | None, at: datetime) -> Concept:
    """Let a theme go on in another: words, what is under it and what is about it go along; its address leads on."""
    require(policies.may_keep_thesaurus(by))
    if replaced_by(concept) is not None or replaced_by(into) is not None:
        raise Refused(_("Een van deze thema’s is al in een ander opgegaan."))
    if into.scheme != concept.scheme or concept.scheme == Concept.Scheme.FACET:
        raise Refused(_("Dit kan alleen met twee thema’s van dezelfde soort."))
    if into.slug in under(concept.slug):
        raise Refused(
            _("“%(into)s” valt zelf onder “%(theme)s”. Haal het daar eerst weg.")
            % {"into": into.pref_nl, "theme": concept.pref_nl}
        )
    old_words = [concept.pref_nl, *concept.alt]
    Replacement.objects.create(concept=concept, into=into, at=at)
    Replacement.objects.filter(into=concept).update(into=into)
    known = {text.fold(label) for label in (into.pref_nl, *into.alt)}
    into.alt = [*into.alt, *(label for label in old_words if text.fold(label) not in known)]
    into.ambiguous = list(dict.fromkeys([*into.ambiguous, *concept.ambiguous]))
    into.pref_en = into.pref_en or concept.pref_en
    into.save()
    _move_network(concept, into)
    _move_items(concept, into)
    ledger.record("concept.replaced", concept, by=by, at=at, reason=reason, data={"into": into.slug})
    ledger.record("concept.absorbed", into, by=by, at=at, reason=reason, data={"from": concept.slug})
    return into


def _move_network(concept: Concept, into: Concept) -> None:
    """What lay under it lies under the other now, and what was related is related to the other."""
    moved = children().get(concept.slug, [])
    Concept.objects.filter(broader=concept).update(broader=into)
    for one in Concept.objects.filter(slug__in=moved).select_related("broader"):
        _settle_facets(one)
    into.related.add(*concept.related.exclude(pk=into.pk))
    concept.related.clear()


def _move_items(concept: Concept, into: Concept) -> None:
    """Everything that is about it is about the other now. What a period once was about stays as it was."""
    for relation in Concept._meta.related_objects:
        model: Any = relation.related_model
        if not relation.many_to_many or model in (Concept, Period):
            continue
        for thing in model._default_manager.filter(themes=concept):
            thing.themes.add(into)
            thing.themes.remove(concept)
            for kind in _kinds(model):
                search.changed(kind, thing.ref)


def _kinds(model: type[Model]) -> list[str]:
    """As which kinds the things of a table can be found."""
    own = [kind for kind, source in search.SOURCES.items() if getattr(source, "model", "") == model._meta.label]
    return own or [str(getattr(model, "KIND", model._meta.model_name))]


@transaction.atomic
def judge_term(
    term: ZeroHit,
    *,
    decision: str,
    concept: Concept | None = None,
    reason: str = "",
    by: Person | None,
    at: datetime,
) -> Concept | None:
    """Make a word that was asked in vain a word of a concept, a concept of its own, or neither, with the reason."""
    require(policies.may_keep_thesaurus(by))
    term = ZeroHit.objects.select_for_update(of=("self",)).get(pk=term.pk)
    if term.decision:
        raise Refused(_("Over dit woord is al beslist: %(what)s.") % {"what": term.get_decision_display()})
    if decision == ZeroHit.Decision.LABEL and concept is not None:
        facts = facts_of(concept) | {"broader": concept.broader, "related": list(concept.related.all())}
        concept = change_concept(concept, **facts | {"alt": [*concept.alt, term.text]}, by=by, at=at)
    elif decision == ZeroHit.Decision.CONCEPT:
        concept = add_concept(term.text, broader=concept, by=by, at=at)
    elif decision != ZeroHit.Decision.DECLINED or not reason:
        raise Refused(_("Schrijf kort waarom dit woord niet in de thesaurus hoort."))
    term.decision, term.reason, term.decided_at = decision, reason, at
    term.save(update_fields=["decision", "reason", "decided_at"])
    slug = concept.slug if concept and decision != ZeroHit.Decision.DECLINED else ""
    data = {"decision": decision, "concept": slug}
    ledger.record("term.judged", f"term:{term.pk}", by=by, at=at, reason=reason, data=data)
    return concept


def spread(slug: str) -> None:
    """Let every process and every node read the thesaurus anew: the outbox carries it, as it does a document."""
    search.changed(Concept.KIND, slug)
    transaction.on_commit(understanding.forget)
