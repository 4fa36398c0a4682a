# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with a question."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.base.verdicts import YES, Verdict, no
from noaber.moderation.policies import not_own
from noaber.moderation.queries import judges_of
from noaber.people.models import AnyPerson, Person, Role, Werkplaats
from noaber.people.policies import may_coordinate
from noaber.people.queries import coordinates, roles_of
from noaber.questions.models import EDITABLE, HIDDEN, Contribution, ContributionState, Question, State, Voice

# Whose task questions are.
TRIAGES = (Role.Kind.COORDINATOR,)


def may_open_desk(person: AnyPerson) -> Verdict:
    """The triage desk is for coordinators."""
    if isinstance(person, Person) and person.is_active and (person.is_superuser or coordinates(person).exists()):
        return YES
    return no(_("Deze lijst is voor coördinatoren van een werkplaats."))


def may_triage(person: AnyPerson, question: Question, on: dt.date | None = None) -> Verdict:
    """A question is taken care of by the coordinators of its home; one without a home by the national ones."""
    if question.home is not None:
        verdict = may_coordinate(person, question.home, on)
        if verdict or not isinstance(person, Person):
            return verdict
        return no(
            _("Deze vraag hoort bij %(home)s. Alleen een coördinator van die werkplaats mag dit doen.")
            % {"home": question.home.name}
        )
    national = Werkplaats.objects.filter(status=Werkplaats.Status.NATIONAL).first()
    verdict = may_coordinate(person, national, on)
    if verdict or not isinstance(person, Person):
        return verdict
    return no(_("Deze vraag hoort nog bij geen werkplaats. Alleen een landelijke coördinator mag dit doen."))


def may_judge(person: AnyPerson, question: Question, on: dt.date | None = None) -> Verdict:
    """Whether a held question may be public is for a coordinator who did not ask it."""
    if isinstance(person, Person) and question.voices.filter(person=person, part="asked").exists():
        return not_own(_("Dit is je eigen vraag."), judges_of(question.home, [person.pk], TRIAGES))
    return may_triage(person, question, on)


def may_judge_contribution(person: AnyPerson, contribution: Contribution, on: dt.date | None = None) -> Verdict:
    """Whether a contribution is placed is for a coordinator who did not send it."""
    if isinstance(person, Person) and contribution.person_id == person.pk:
        return not_own(_("Dit stuurde je zelf in."), judges_of(contribution.question.home, [person.pk], TRIAGES))
    return may_triage(person, contribution.question, on)


def may_merge(person: AnyPerson, question: Question, into: Question, on: dt.date | None = None) -> Verdict:
    """Merging changes both questions, so it needs both to be on one's desk."""
    if question.pk == into.pk:
        return no(_("Een vraag kan niet met zichzelf worden samengevoegd."))
    if question.root_ref == into.root_ref:
        return no(_("Deze vragen zijn al samengevoegd."))
    if into.state in HIDDEN or into.state == State.DECLINED:
        return no(_("Samenvoegen kan alleen met een openbare vraag die loopt."))
    return may_triage(person, question, on) and may_triage(person, into, on)


def may_edit(voice: Voice) -> Verdict:
    """The asker may change the words until somebody has worked on them."""
    if voice.part != "asked":
        return no(_("Alleen wie de vraag stelde kan de tekst veranderen."))
    if voice.question.state not in EDITABLE:
        return no(_("Er wordt al aan deze vraag gewerkt. De tekst ligt nu vast."))
    return YES


def may_decide_on_agenda(person: AnyPerson, werkplaats: Werkplaats, on: dt.date | None = None) -> Verdict:
    """What comes onto the agenda of a werkplaats is decided by who coordinates it or is on its board."""
    verdict = may_coordinate(person, werkplaats, on)
    if verdict or not isinstance(person, Person) or not person.is_active:
        return verdict
    if roles_of(person, on).filter(werkplaats=werkplaats, role=Role.Kind.BOARD).exists():
        return YES
    return no(_("Dit mag alleen een coördinator of bestuurder van deze werkplaats."))


def may_join(question: Question) -> Verdict:
    """Having a question too, following it or knowing something is for everybody, once it is public."""
    if question.state in HIDDEN:
        return no(_("Deze vraag is niet openbaar."))
    return YES


def may_read_file(person: AnyPerson, contribution: Contribution) -> Verdict:
    """A file is for everybody once its contribution is accepted; before that for who judges it."""
    if contribution.state == ContributionState.ACCEPTED and contribution.question.is_public:
        return YES
    return may_triage(person, contribution.question)
