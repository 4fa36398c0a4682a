# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Questions as what can be followed, what is news about them, and the mail that they send of themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.following import Happening, Row, Thing
from noaber.following.models import Follower
from noaber.people.models import AnyPerson
from noaber.questions.models import Question, Voice
from noaber.questions.tasks import HANDLERS, manage_token

ARRIVALS = ("question.raised", "question.released")
NEWS = {
    "question.raised": gettext_lazy("De vraag is gesteld."),
    "question.released": gettext_lazy("De vraag is gesteld."),
    "question.clarifying": gettext_lazy("De coördinator vroeg om uitleg."),
    "question.clarified": gettext_lazy("De uitleg is binnen."),
    "question.answered": gettext_lazy("Er is een antwoord."),
    "question.connected": gettext_lazy("Er denkt iemand mee."),
    "question.gap": gettext_lazy("Niemand weet het antwoord nog. De vraag kan op de agenda."),
    "question.nominated": gettext_lazy("De vraag doet mee voor de agenda."),
    "question.on_agenda": gettext_lazy("De vraag staat op de agenda."),
    "question.left_off": gettext_lazy("De vraag komt nog niet op de agenda. De reden staat erbij."),
    "question.off_agenda": gettext_lazy("De vraag gaat van de agenda. De reden staat erbij."),
    "question.declined": gettext_lazy("De vraag wordt niet opgepakt. De reden staat erbij."),
    "question.reopened": gettext_lazy("De vraag wordt toch opgepakt."),
    "question.merged": gettext_lazy("De vraag gaat verder samen met een andere."),
    "question.absorbed": gettext_lazy("Een andere vraag gaat hierin verder."),
    "question.unmerged": gettext_lazy("De vraag staat weer op zichzelf."),
    "question.moved": gettext_lazy("De vraag ging naar een andere werkplaats."),
    "question.contribution_accepted": gettext_lazy("Iemand weet hier iets over."),
}


class QuestionThings:
    """Questions."""

    label, word = gettext_lazy("Vragen"), "questions"

    def find(self, refs: Collection[str]) -> Mapping[str, Thing]:
        """What is known of these, also of those that are not public."""
        rows = Question.objects.filter(ref__in=refs).select_related("home").prefetch_related("themes").order_by()
        return {
            one.ref: Thing(
                one.title,
                one.get_absolute_url(),
                one.home_slug,
                tuple(theme.slug for theme in one.themes.all()),
                example=one.example,
            )
            for one in rows
        }

    def visible(self, refs: Collection[str], person: AnyPerson) -> Sequence[str]:
        """Those that this person may read."""
        return list(Question.objects.visible_to(person).filter(ref__in=refs).order_by().values_list("ref", flat=True))


class QuestionVoices:
    """The questions that somebody asked, has too or follows, each with its own mail."""

    heading = gettext_lazy("Vragen waar je bij hoort")

    def rows(self, follower: Follower) -> Sequence[Row]:
        """Those that were confirmed, with the link to change them."""
        voices = self._of(follower.address) if follower.address else Voice.objects.none()
        return [
            Row(
                voice.question.title,
                voice.question.get_absolute_url() if voice.question.is_public else "",
                self._note(voice),
                reverse("question_manage", args=[manage_token(voice)]),
                "nl",
            )
            for voice in voices.select_related("question").order_by("pk")
        ]

    def _note(self, voice: Voice) -> str:
        how = _("meteen bericht bij elke stap") if voice.wants_mail else _("geen mail")
        return f"{_('Jij')} {voice.get_part_display()} · {how}"

    def knows(self, email: str) -> bool:
        """Whether this address takes part in any question."""
        return bool(self._of(email).exists())

    def _of(self, email: str) -> Any:
        return Voice.objects.filter(person__email=email, confirmed_at__isnull=False)


def told_by_voice(entries: Sequence[Happening], addresses: Collection[str]) -> set[tuple[int, str]]:
    """Which of these entries go to whom by the question's own mail: who asked, shares or follows it in its tree."""
    ours = [entry for entry in entries if entry.kind == Question.KIND and entry.verb in HANDLERS]
    if not ours:
        return set()
    roots = {
        ref: root or ref
        for ref, root in Question.objects.filter(ref__in={entry.ref for entry in ours}).values_list("ref", "root")
    }
    telling: dict[str, list[Any]] = defaultdict(list)
    voices = Voice.objects.filter(
        person__email__in=addresses, wants_mail=True, confirmed_at__isnull=False, question__example=False
    )
    # A root is known by its ref, which types do not know.
    in_root: dict[str, Any] = {"question__root__in": list(roots.values())}
    of_tree = voices.filter(Q(question__root_key__in=list(roots.values())) | Q(**in_root))
    fields = ("question__root", "question__ref", "person__email", "confirmed_at")
    for root, ref, email, since in of_tree.order_by().values_list(*fields):
        telling[root or ref].append((ref, email, since))
    return {
        (entry.pk, email)
        for entry in ours
        for ref, email, since in telling[roots.get(entry.ref, "")]
        # Of a merge only those of the merged question get mail.
        if since <= entry.at and (entry.verb != "question.merged" or ref == entry.ref)
    }
