# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Projects as what can be followed, and what is news about them: only what everybody may read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber import following
from noaber.following.sources import DescribedThings
from noaber.people.models import Visibility
from noaber.projects.models import Project
from noaber.questions.models import Question, Voice

if TYPE_CHECKING:
    from noaber.following import Happening

NEWS = {
    "project.started": _("Het leertraject is begonnen."),
    "project.phase_moved": _("Het leertraject is in een andere fase."),
    "project.log_shared": _("Er staat iets nieuws in het logboek."),
    "project.insight_shared": _("Er is een nieuw inzicht."),
    "project.embedding_planned": _("Er staat wie er straks voor zorgt."),
    "project.embedding_answered": _("De eigenaar vertelde hoe het er nu mee staat."),
    "project.embedding_unanswered": _("De eigenaar liet niets meer horen."),
    "project.finished": _("Het leertraject is afgerond."),
}
# Of these, who asked a question that the group works on has a mail of its own (see tasks).
TOLD_TO_ASKERS = ("project.started", "project.insight_shared", "project.finished")


def told_to_askers(entries: Sequence[Happening], addresses: Collection[str]) -> set[tuple[int, str]]:
    """Which of these entries go to whom because they asked, share or follow a question of the project."""
    ours = [entry for entry in entries if entry.kind == Project.KIND and entry.verb in TOLD_TO_ASKERS]
    return told_about([(entry, entry.ref) for entry in ours], addresses)


def told_about(entries: Sequence[tuple[Happening, str]], addresses: Collection[str]) -> set[tuple[int, str]]:
    """Which of these entries, each about the project with that ref, its askers are mailed."""
    if not entries:
        return set()
    works_on: dict[str, set[str]] = defaultdict(set)
    asked = Question.objects.public().filter(
        projects__ref__in={project for _entry, project in entries},
        projects__visibility=Visibility.PUBLIC,
        projects__example=False,
    )
    for project, ref, root in asked.order_by().values_list("projects__ref", "ref", "root"):
        works_on[project].add(root or ref)
    roots = [root for found in works_on.values() for root in found]
    voices = Voice.objects.filter(person__email__in=addresses, wants_mail=True, confirmed_at__isnull=False)
    # A root is known by its ref, which types do not know.
    in_root: dict[str, Any] = {"question__root__in": roots}
    of_tree = voices.filter(Q(question__root_key__in=roots) | Q(**in_root)).order_by()
    fields = ("question__root", "question__ref", "person__email", "confirmed_at")
    telling = [(root or ref, email, since) for root, ref, email, since in of_tree.values_list(*fields)]
    return {
        (entry.pk, email)
        for entry, project in entries
        for root, email, since in telling
        if root in works_on[project] and since <= entry.at
    }


def register() -> None:
    """Make them known to following."""
    following.things("project", DescribedThings("projects.Project", _("Leertrajecten"), "projects"))
    following.news(NEWS, arrivals=("project.started",))
    following.told_elsewhere("projects", told_to_askers)
