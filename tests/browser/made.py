# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Run inside the server's surroundings: a question in every state that has pages of its own, and who sees them.

`python -m tests.browser.made` prints one JSON object: the addresses by name, and the coordinator's session.
"""

import json
import os
import sys
from datetime import timedelta

import django


def main() -> int:
    """Make them and print where they are."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.config.settings")
    django.setup()
    json.dump(made(), sys.stdout)
    return 0


def made() -> dict[str, str]:
    """Everything through actions, as it would come about."""
    from django.core.files.base import ContentFile
    from django.urls import reverse

    from noaber.base import clock, signing
    from noaber.people.models import Werkplaats
    from noaber.people.queries import coordinators_of
    from noaber.questions import merge_actions, tasks, triage_actions
    from noaber.questions.models import Part
    from noaber.questions.testing import answer, make_contribution, make_question, make_voice
    from noaber.questions.views.desk import STEPS

    twente = Werkplaats.objects.get(slug="twente")
    coordinator = coordinators_of(twente).order_by("pk").first()
    assert coordinator is not None
    now = clock.now() - timedelta(hours=3)

    def ask(title, **given):
        return make_question(title=title, home=twente, at=now, **given)

    def token(question):
        return tasks.manage_token(question.voices.get(part=Part.ASKED))

    question = ask(
        "Wie rijdt mee met de boodschappenbus naar het dorp?", text="De bus rijdt, maar er is geen chauffeur."
    )
    contribution = make_contribution(question, at=now, file=ContentFile(b"%PDF-1.4", name="rooster.pdf"))
    clarifying = ask("Hoe regel je een tolk bij de dokter in het dorp?")
    triage_actions.clarify(clarifying, text="Voor welke taal is dat?", by=coordinator, at=now)
    held = ask("Wie helpt de buurvrouw met haar tuin?", text="Bel 06-12345678")
    merged = ask("Wie rijdt er met de bus voor de boodschappen?")
    merge_actions.merge(merged, question, text="Dezelfde bus.", by=coordinator, at=now)
    answered = answer(ask("Waar leen je een rolstoel voor een weekend?"), coordinator, now)
    unconfirmed = ask("Waar vind ik een oppas voor mijn moeder?", confirmed=False)
    sharing = make_voice(question, confirmed=False, at=now)
    steps = {f"step-{step}": reverse("question_step", args=[question.slug, step]) for step in STEPS}
    steps["step-losmaken"] = reverse("question_step", args=[merged.slug, "losmaken"])
    steps["step-vrijgeven"] = reverse("question_step", args=[held.slug, "vrijgeven"])
    return steps | {
        "session": session_of(coordinator),
        "question-at-desk": question.get_absolute_url(),
        "question-held": held.get_absolute_url(),
        "question-merged": merged.get_absolute_url(),
        "question-answered": answered.get_absolute_url(),
        "share": reverse("question_share", args=[question.slug]),
        "follow": reverse("question_follow", args=[question.slug]),
        "contribute": reverse("question_contribute", args=[question.slug]),
        "judge": reverse("question_judge", args=[contribution.pk]),
        "confirm": reverse("question_confirm", args=[tasks.confirm_token(unconfirmed.voices.get())]),
        "confirm-share": reverse("question_confirm", args=[tasks.confirm_token(sharing)]),
        "confirm-contribution": reverse(
            "question_contribution_confirm",
            args=[signing.seal(tasks.CONTRIBUTION, str(make_contribution(question, confirmed=False, at=now).pk))],
        ),
        "manage": reverse("question_manage", args=[token(question)]),
        "manage-clarifying": reverse("question_manage", args=[token(clarifying)]),
        "manage-held": reverse("question_manage", args=[token(held)]),
        "withdraw": reverse("question_withdraw", args=[token(question)]),
        "server-error": server_error(),
    }


def session_of(person) -> str:
    """A session in which this person is signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def server_error() -> str:
    """The page of a server that broke; there is no address that breaks it."""
    from django.test import RequestFactory

    from noaber.site.views import server_error as view

    return view(RequestFactory().get("/")).content.decode()


if __name__ == "__main__":
    sys.exit(main())
