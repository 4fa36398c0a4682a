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
    return (
        steps
        | written(twente, coordinator, now)
        | followed(twente, coordinator, question)
        | effects(twente, coordinator)
        | learning(twente, coordinator)
        | hinted(coordinator, now)
        | house(twente, coordinator)
        | agendas(twente, coordinator)
        | {
            "session": session_of(coordinator),
            "question-at-desk": question.get_absolute_url(),
            "question-held": held.get_absolute_url(),
            "question-merged": merged.get_absolute_url(),
            "question-answered": answered.get_absolute_url(),
            "question-others": reverse("others_list", args=["question", question.slug]),
            "share": reverse("question_share", args=[question.slug]),
            "follow": f"{reverse('follow_new')}?wat=question:{question.ref}",
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
    )


def written(twente, coordinator, now) -> dict[str, str]:
    """A draft of the coordinator, one that she is to judge, a product with two versions, and a report."""
    from django.urls import reverse

    from noaber.knowledge import draft_actions, review_actions
    from noaber.knowledge.testing import make_draft, make_published, make_review
    from noaber.moderation.testing import make_report
    from noaber.people.testing import make_person

    writer = make_person(name="Wil", email="wil@example.org", role="researcher", werkplaats=twente)
    mine = make_draft(coordinator, twente, at=now, title="Een gids voor de boodschappenbus")
    waits = make_review(writer, twente, at=now, title="Zo vind je een chauffeur")
    product = make_published(writer, twente, at=now, title="Samen naar de markt")
    again = draft_actions.revise(product, by=writer, at=now)
    said = {**again.facts, "summary": "Loop eerst een hele week mee, en vraag dan pas iets."}
    draft_actions.save_draft(again, facts=said, seen=0, note_text="Een week in plaats van een dag", by=writer, at=now)
    review_actions.ask_review(again, by=writer, at=now)
    review_actions.publish(again, by=coordinator, at=now)
    report = make_report(product, at=now)
    return (
        rested_on(product, coordinator, now)
        | kept(writer, coordinator, mine, now)
        | {
            "draft-write": reverse("draft_write", args=[mine.pk]),
            "draft-in-review": reverse("draft_detail", args=[waits.pk]),
            "draft-publish": reverse("draft_step", args=[waits.pk, "publiceren"]),
            "product-versions": reverse("product_versions", args=[product.slug]),
            "product-version": reverse("product_version", args=[product.slug, 2]),
            "product-revise": reverse("product_revise", args=[product.slug]),
            "product-withdraw": reverse("product_withdraw", args=[product.slug]),
            "report": f"{reverse('report')}?over=product:{product.ref}",
            "report-detail": report.get_absolute_url(),
        }
    )


def effects(twente, coordinator) -> dict[str, str]:
    """A product that was used: what everybody reads, and the mailed links of who told."""
    from django.urls import reverse

    from noaber.base import clock, signing
    from noaber.effects import links, msc_actions, story_actions
    from noaber.effects.testing import make_change, make_msc_round, make_story, make_use
    from noaber.knowledge.testing import make_product

    product, now = make_product("Zo rijdt de bus door het dorp", home=twente, type="guide"), clock.now()
    use = make_use(product, at=now, email="gebruiker@example.org", follow_up=True)
    make_use(product, at=now, who="een buurthuis", place="Almelo", setting="welfare", adapted=False)
    asked = make_use(product, at=now, email="wacht@example.org", confirmed=False)
    waits = make_use(product, at=now, happened="Bel 06-12345678", confirmed=False)
    change = make_change(at=now, email="ziener@example.org", changed_on=now.date())
    asked_whether = story_actions.ask_whether(change, email="ook@example.org", by=None, at=now)
    round, lead = make_msc_round(twente, coordinator, at=now), {"by": coordinator, "at": now}
    told = [make_story(title=f"Verhaal over {what}", home=twente, at=now) for what in ("de bus", "de markt")]
    for story in told:
        msc_actions.gather(round, story=story, domain=round.domains.get(number=1), **lead)
    panelist = msc_actions.ask_panel(round, panel={"panel@example.org": "resident"}, **lead)[0]
    round = msc_actions.move(round, to="choosing", **lead)
    return {
        "msc": round.get_absolute_url(),
        "msc-lead": round.get_absolute_url(),
        "msc-choose": reverse("msc_choose", args=[signing.seal(links.PANEL, panelist.ref)]),
        "change-manage": reverse("effect_manage", args=[links.token(links.MANAGE, change)]),
        "change-whether": reverse("change_whether", args=[signing.seal(links.WHETHER, asked_whether.ref)]),
        "use-product": reverse("use_product", args=[product.slug]),
        "use-new": reverse("use_new", args=[product.slug]),
        "use-after": reverse("use_after", args=[links.token(links.AFTER, use)]),
        "use-confirm": reverse("effect_confirm", args=[links.token(links.CONFIRM, asked)]),
        "use-manage": reverse("effect_manage", args=[links.token(links.MANAGE, use)]),
        "use-judge": reverse("effect_judge", args=["use", waits.pk]),
        "question-ask-from-use": f"{reverse('question_ask')}?uit=use:{use.ref}",
    }


def kept(writer, coordinator, draft, now) -> dict[str, str]:
    """A module with what it replaced, somebody outside who reads along, and what is past its date."""
    from django.urls import reverse

    from noaber.knowledge import care_links, lineage_actions, outside_links
    from noaber.knowledge.testing import make_draft, make_outside, make_published

    session = {"title": "Een dag meelopen", "form": "practice", "hours": 8.0, "material": "Een vragenlijst"}
    said = {"goals": ["Je bouwt eerst contact op."], "level": "hbo", "nlqf": 6, "hours": 28.0, "sessions": [session]}
    facts = {"type": "education_module", "module": said}
    module = make_published(writer, draft.home, at=now, title="Meelopen in drie weken", **facts)
    before = make_published(writer, draft.home, at=now, title="Meelopen in een dag")
    lineage_actions.replace(before, after=module, reason="Een dag was te kort.", by=coordinator, at=now)
    unfinished = make_draft(coordinator, draft.home, at=now, title="Nog een module", type="education_module")
    reader = make_outside(draft, by=coordinator, mail="lezer@example.org")
    return {
        "product-module": module.get_absolute_url(),
        "product-replaced": before.get_absolute_url(),
        "product-replace": reverse("product_replace", args=[module.slug]),
        "product-check": reverse("product_check", args=[module.slug]),
        "product-check-link": reverse("product_check_link", args=[care_links.token(module, writer)]),
        "draft-module": reverse("draft_module", args=[unfinished.pk]),
        "outside-invite": reverse("draft_outside_invite", args=[draft.pk]),
        "outside-read": reverse("outside_read", args=[outside_links.token(reader)]),
        "learned-keep": reverse("product_learned", args=[module.slug]),
    }


def rested_on(product, coordinator, now) -> dict[str, str]:
    """What a product rests on, from each source, its elements, its recognition and its worksheet."""
    from django.urls import reverse

    from noaber.knowledge.testing import make_element_use, make_evidence, make_recognition

    told = {"for_whom": "Ouderen", "context": "Almelo", "year": 2025, "by": coordinator, "at": now}
    item = make_evidence(product, **told)
    make_evidence(product, source="experience", direction="against", says="Ik miste iets over huur.", **told)
    recognition = make_recognition(product, by=coordinator, at=now)
    use = make_element_use(product, by=coordinator, at=now, why="Dan hoor je meer.", evidence=[item.pk])
    slug = product.slug
    return {
        "product-rested": product.get_absolute_url(),
        "product-evidence": reverse("product_evidence", args=[slug]),
        "element": use.element.get_absolute_url(),
        "element-explain": reverse("element_explain", args=[use.element.slug]),
        "evidence-add": reverse("evidence_add", args=[slug]),
        "evidence-change": reverse("evidence_change", args=[slug, item.pk]),
        "evidence-withdraw": reverse("evidence_withdraw", args=[slug, item.pk]),
        "product-scale": reverse("product_scale", args=[slug]),
        "product-recognise": reverse("product_recognise", args=[slug]),
        "recognition-end": reverse("recognition_end", args=[slug, recognition.pk]),
        "product-element-add": reverse("product_element_add", args=[slug]),
        "product-element": reverse("product_element", args=[slug, use.pk]),
        "product-worksheet": reverse("product_worksheet", args=[slug]),
        "worksheet-text": reverse("worksheet_text", args=[slug, "goals"]),
    }


def hinted(coordinator, now) -> dict[str, str]:
    """A hint about a group elsewhere, and one to which the first side said yes."""
    from django.urls import reverse

    from noaber.base import signing
    from noaber.matching import links
    from noaber.matching.models import Hint
    from noaber.projects.models import Project

    own, *others = Project.objects.filter(home__isnull=False).order_by("pk")[:3]
    hints = [
        Hint.objects.create(
            ref=f"h-{one.pk}", person=coordinator, other=coordinator, own=f"project:{own.ref}",
            about=f"project:{one.ref}", pair=f"{own.ref} {one.ref}", state=state, told_at=now,
        )
        for one, state in zip(others, ("told", "wanted"), strict=True)
    ]  # fmt: skip
    return {
        "hint-answer": reverse("hint_answer", args=[signing.seal(links.FIRST, hints[0].ref)]),
        "hint-asked": reverse("hint_asked", args=[signing.seal(links.OTHER, hints[1].ref)]),
    }


def learning(twente, coordinator) -> dict[str, str]:
    """A group of the coordinator with one of everything, and the mailed links of its people."""
    from django.urls import reverse

    from noaber.projects import links
    from noaber.projects.testing import make_entry, make_item, make_round, make_whole_project, photo_with_place

    whole = make_whole_project(coordinator, twente)
    project, slug = whole.project, [whole.project.slug]
    make_item(project, "education", "Studenten lopen een semester mee")
    make_entry(project, public=True, text="Het regende, en toch kwam iedereen.")
    make_entry(project, public=True, text="", photo=photo_with_place((800, 600)), photo_alt="Een groene muur")
    make_round(project, public=True)
    part = links.token(links.PART, whole.member)
    group = {
        "side": "group", "plan": "plan", "team": "team", "invite": "invite", "edit": "edit", "phase": "phase",
        "embedding": "embedding", "file-add": "file_add",
    }  # fmt: skip
    return {f"project-{name}": reverse(f"project_{address}", args=slug) for name, address in group.items()} | {
        "project-group": project.get_absolute_url(),
        "project-calendar": reverse("project_calendar", args=slug),
        "project-start": reverse("project_start"),
        "project-join": reverse("project_join", args=slug),
        "project-member": reverse("project_member", args=[*slug, whole.member.pk]),
        "project-thing": reverse("project_thing_new", args=[*slug, "activiteit"]),
        "project-round": reverse("project_round", args=[*slug, 2]),
        "project-round-write": reverse("project_round_write", args=[*slug, 1]),
        "project-log-change": reverse("project_log_change", args=[*slug, whole.entry.pk]),
        "project-lift": reverse("draft_lift", args=[*slug, 3]),
        "project-invitation": reverse("project_invitation", args=[links.token(links.INVITATION, whole.invited)]),
        "project-join-confirm": reverse("project_join_confirm", args=[links.token(links.JOIN, whole.asked)]),
        "project-check": reverse("project_check", args=[links.token(links.CHECK, whole.check)]),
        "part-group": reverse("part_group", args=[part]),
        "part-round-write": reverse("part_round_new", args=[part]),
    }


def followed(twente, coordinator, question) -> dict[str, str]:
    """What the coordinator follows, what somebody without an account does, and what waits for a mailed link."""
    from django.urls import reverse

    from noaber.base import signing
    from noaber.following import links
    from noaber.following.testing import make_follow

    for key in (f"question:{question.ref}", f"werkplaats:{twente.ref}", "concept:schulden"):
        make_follow(key, by=coordinator)
    follower = make_follow(f"werkplaats:{twente.ref}", "lotte@example.org").follower
    asked = make_follow(f"question:{question.ref}", "wil@example.net", confirmed=False)
    return {
        "follow-confirm": reverse("follow_confirm", args=[signing.seal(links.CONFIRM, asked.ref)]),
        "follow-manage": reverse("follow_manage", args=[signing.seal(links.MANAGE, follower.ref)]),
        "follow-stop": reverse("follow_stop", args=[signing.seal(links.STOP, follower.ref)]),
    }


def house(twente, coordinator) -> dict[str, str]:
    """Pages on the desk of an editor: a draft, one to read for a colleague, one that is planned, and a picture."""
    from django.urls import reverse

    from noaber.base import clock
    from noaber.pages.editor_testing import make_editor, make_page, make_picture

    words = '[{"type": "text", "value": "<p>Elke dinsdag faciliteert de werkplaats koffie.</p>", "id": "a"}]'
    colleague = make_editor(twente, "Mien")
    draft = make_page(twente, "Koffie op dinsdag", owner=coordinator, summary="Kom langs.", body=words)
    draft.title = "Koffie op elke dinsdag"
    draft.save_revision(user=coordinator)
    waits = make_page(twente, "Soep op donderdag", owner=colleague, body=words)
    waits.save_revision(user=colleague)
    waits.get_workflow().start(waits, colleague)
    planned = make_page(twente, "Taart op zondag", owner=coordinator, body=words)
    planned.go_live_at = clock.now() + timedelta(days=30)
    planned.save_revision(user=coordinator).publish(user=coordinator, skip_permission_checks=True)
    picture = make_picture(twente)

    def page_at(name, page, *more):
        return reverse(f"wagtailadmin_pages:{name}", args=[page.pk, *more])

    return {
        "house-explorer": reverse("wagtailadmin_explore", args=[draft.get_parent().pk]),
        "house-new": reverse("wagtailadmin_pages:add", args=["pages", "prosepage", draft.get_parent().pk]),
        "house-edit": page_at("edit", draft),
        "house-review": page_at("edit", waits),
        "house-planned": page_at("edit", planned),
        "house-history": page_at("history", draft),
        "house-compare": page_at("revisions_compare", draft, "earliest", "latest"),
        "house-picture": reverse("wagtailimages:edit", args=[picture.pk]),
    }


def agendas(twente, coordinator) -> dict[str, str]:
    """A round that is weighed by every method, one with its outcome, one decided on, and one of next week."""
    from django.urls import reverse

    from noaber.agenda import ballot_actions, candidate_actions, decision_actions, queries, round_actions, tasks
    from noaber.agenda.keys import key_of
    from noaber.agenda.models import Round
    from noaber.agenda.testing import make_live_round, make_participant, make_proposal, some_votes
    from noaber.base import clock

    now = clock.now()

    def days(**given):
        return {name: now + timedelta(days=number) for name, number in given.items()}

    def at(name, round, *more):
        return reverse(name, args=[round.slug, *more])

    four: list[tuple[str, dict[str, object]]] = [("dots", {}), ("ranking", {}), ("scoring", {}), ("pairwise", {})]
    live = make_live_round(twente, coordinator, title="Wat zoeken we uit in de dorpen?", methods=four)
    round_actions.open_room(live, seats=40, by=coordinator, at=now)
    voter, kept = (make_participant(live, coordinator) for _number in range(2))
    for method in queries.methods_of(live):
        ballot_actions.cast(kept, method, {}, by=None, at=now)
    soon = make_live_round(
        twente, coordinator, title="Waar besteden we uren aan?", unit="hours", places=None, budget=90,
        **days(collect_from=-20, clarify_from=3, weigh_from=7, decide_from=14, report_by=30),
    )  # fmt: skip
    proposals = [candidate_actions.confirm(make_proposal(soon), by=None, at=now) for _number in range(2)]
    candidate_actions.judge(proposals[0], accept=False, text="Dit loopt al.", by=coordinator, at=now)
    draft = make_live_round(twente, coordinator, title="Een ronde in de maak", announced=False)
    closed, decided = (make_live_round(twente, coordinator, title=title) for title in ("Net gesloten", "Besloten"))
    for round in (closed, decided):
        some_votes(round, resident=[(1, 2)] * 4, policy=[(3, 4)] * 5, research=[(1, 4)])
        round_actions.close_early(round, text="Iedereen is klaar.", by=coordinator, at=now)
    lines = [
        decision_actions.Line(number, "in" if number in (1, 3) else "later", "Nu niet.") for number in (1, 2, 3, 4)
    ]
    decision_actions.adopt(
        decided, body="Programmateam", decided_on=now.date(), reason="Zo woog men.", lines=lines, by=coordinator, at=now
    )
    decided = Round.objects.get(pk=decided.pk)
    item = decided.decision.lines.filter(choice="in").first().item
    ballot = reverse("round_weigh", args=[key_of(voter)])
    return {
        "agenda-period": reverse("agenda_period", args=[twente.slug, decided.period.slug]),
        "agenda-item": item.get_absolute_url(),
        "agenda-item-withdraw": at("agenda_item_withdraw", item),
        "agenda-item-together": at("agenda_item_together", item),
        "round-weighing": live.get_absolute_url(),
        "round-outcome": closed.get_absolute_url(),
        "round-decided": decided.get_absolute_url(),
        "round-join": at("round_join", live),
        "round-link": at("round_link", live),
        "candidate-propose": at("candidate_propose", soon),
        "candidate-confirm": reverse("candidate_confirm", args=[tasks.proposal_token(make_proposal(soon))]),
        "candidate-judged": reverse("candidate_confirm", args=[tasks.proposal_token(proposals[0])]),
        **{f"ballot-{kind}": f"{ballot}?deel={kind}" for kind, _settings in four},
        "ballot-kept": reverse("round_weigh", args=[key_of(kept)]),
        "ballot-leave": reverse("round_leave", args=[key_of(kept)]),
        "ballot-waits": reverse("round_weigh", args=[key_of(make_participant(soon, coordinator))]),
        "ballot-closed": reverse("round_weigh", args=[key_of(closed.participants.earliest("pk"))]),
        "round-desk": at("round_desk", live),
        "round-draft": at("round_desk", draft),
        "round-rules": at("round_rules", draft),
        "round-close": at("round_step", live, "sluiten"),
        "round-invite": at("round_invite", live),
        "round-room": at("round_room", live),
        "round-decide": at("round_decide", closed),
        "candidate-list": at("candidate_list", soon),
        "candidate-detail": at("candidate_detail", soon, proposals[1].number),
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
