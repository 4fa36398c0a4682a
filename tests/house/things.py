# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The cast and one of each thing, at home in Twente, so that every address leads somewhere."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client

from noaber.agenda import tasks as agenda_tasks
from noaber.agenda.keys import key_of
from noaber.agenda.testing import make_item, make_live_round, make_participant, make_proposal
from noaber.base import clock, signing
from noaber.base.testing import at
from noaber.effects import links as effect_links
from noaber.effects import msc_actions, story_actions
from noaber.effects.testing import make_change, make_msc_round, make_story, make_use
from noaber.exchange.testing import an_import
from noaber.following import links
from noaber.following.testing import make_follow
from noaber.knowledge import actions as knowledge
from noaber.knowledge import care_links, file_actions, learned_actions, outside_links
from noaber.knowledge.models import Product
from noaber.knowledge.testing import (
    make_draft,
    make_element_use,
    make_evidence,
    make_outside,
    make_product,
    make_published,
    make_recognition,
    pdf,
)
from noaber.loop.actions import refresh
from noaber.matching import links as hint_links
from noaber.matching.models import Hint
from noaber.meetings import calendar_actions, feed_queries, harvest_actions, proposal_actions
from noaber.meetings import links as meeting_links
from noaber.meetings.signup_mail import link_of
from noaber.meetings.testing import make_coming, make_meeting, make_outside_calendar, make_part, make_registration
from noaber.members import own_data_actions
from noaber.members import tasks as member_tasks
from noaber.members.testing import make_invitation, make_involvement, make_profile, make_request
from noaber.moderation.testing import make_report
from noaber.newsletters import links as newsletter_links
from noaber.newsletters.testing import make_issue, make_newsletter, make_sent, make_subscription
from noaber.pages.models import News
from noaber.pages.testing import make_picture, make_prose
from noaber.people import account_actions
from noaber.people.models import Described, Person, Werkplaats
from noaber.people.period_actions import record_period
from noaber.people.show_actions import ask_to_show
from noaber.people.testing import CAST, make_concept, make_one_of_the_cast, make_organisation, make_werkplaats
from noaber.projects import links as project_links
from noaber.projects.testing import make_whole_project
from noaber.questions import tasks
from noaber.questions.models import Part, Question, Voice
from noaber.questions.testing import make_contribution, make_question, make_voice
from noaber.search import alert_mail
from noaber.search.models import ZeroHit
from noaber.search.testing import make_saved_search

WHO = (*CAST, "nobody")


@dataclass(frozen=True)
class World:
    """A browser for each of the cast, and what stands in the addresses: by address, or by the room it begins with."""

    clients: dict[str, Client]
    arguments: dict[str, dict[str, Any]]
    question: Question
    twente: Werkplaats

    def values(self, address: str, names: list[str]) -> dict[str, Any]:
        """The arguments of one address."""
        known = self.arguments.get(address) or self.arguments[address.split("_")[0]] if names else {}
        return {name: known[name] for name in names}


def make_world() -> World:
    """Twente with a question on its desk, and everybody at their own screen."""
    twente, elsewhere = make_werkplaats("twente"), make_werkplaats("zuyd")
    question = make_question(home=twente)
    return World(clients_of(twente, elsewhere), arguments(twente, question), question, twente)


def clients_of(twente: Werkplaats, elsewhere: Werkplaats) -> dict[str, Client]:
    """Inge has no account, so she reads as nobody does."""
    clients = {who: Client() for who in WHO}
    for who in CAST:
        person = make_one_of_the_cast(who, elsewhere if who == "sam" else twente)
        if person.email:
            clients[who].force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return clients


def shown(model: type[Described], twente: Werkplaats) -> dict[str, Any]:
    """A thing as the import leaves it."""
    return {"slug": model._default_manager.create(ref="zo-een", slug="zo-een", title="Zo een", home=twente).slug}


def meeting(twente: Werkplaats) -> dict[str, dict[str, Any]]:
    """A planned meeting in a series, with a part in its programme."""
    coordinator = Person.objects.get(email="carla@example.org")
    planned = make_meeting(coordinator, twente, series="Kenniscafés")
    assert planned.series is not None
    signed_up = make_registration(planned)
    return {
        "registration": {"token": link_of(signed_up).split("/")[-2], "slug": planned.slug, "pk": signed_up.pk},
        **day_of_meeting(coordinator, twente),
        "meeting": {"slug": planned.slug, "what": "deel", "pk": make_part(planned, coordinator).pk},
        "series": {"slug": planned.series.slug},
        "meeting_of_month": {"year": at().year, "number": 4},
        "meeting_days_of": {"year": at().year, "number": 4},
        "meeting_own_feed": {"sealed": own_calendar(coordinator)},
        "beside": {"slug": twente.slug, "pk": make_outside_calendar(twente, coordinator).pk},
        "work": {"queue": "mail", "pk": 1},
    }


def own_calendar(person: Person) -> str:
    """What is sealed in the address of somebody's calendar."""
    key = calendar_actions.give_address(person, by=person, at=at())
    return signing.seal(feed_queries.FEED, key.key)


def day_of_meeting(coordinator: Person, twente: Werkplaats) -> dict[str, dict[str, Any]]:
    """A meeting of today with somebody who comes, its links, and what somebody proposes."""
    today = make_meeting(coordinator, twente, title="Vandaag", starts_at=clock.now())
    comes = make_coming(today, "komt@example.org")
    table, door = (
        meeting_links.day_link(harvest_actions.make_link(today, sort=sort, by=coordinator, at=at()))
        for sort in ("table", "door")
    )
    proposed = [
        proposal_actions.propose(home=twente, sort="theme", title="Wat nu?", email="x@example.org", by=None, at=at())
        for _number in range(2)
    ]
    waits = proposal_actions.confirm(proposed[1], by=None, at=at())
    return {
        "meeting_table": {"token": table},
        "meeting_door_link": {"token": door},
        "meeting_ticket": {"token": meeting_links.ticket(comes)},
        "meeting_certificate": {"token": meeting_links.ticket(comes)},
        "meeting_certificate_of": {"slug": today.slug, "ref": comes.ref},
        "meeting_harvest_step": {"slug": today.slug, "step": "erbij"},
        "proposal": {"token": signing.seal(meeting_links.PROPOSAL, proposed[0].ref), "pk": waits.pk},
    }


def followed() -> dict[str, dict[str, Any]]:
    """Lists that somebody follows, each with its mailed link, and what the thesaurus is kept with."""
    word = ZeroHit.objects.create(text="kletskassa", first_at=at(), last_at=at()).pk
    theme = make_concept().slug
    asked, kept, stopped = (make_saved_search(q=word, confirmed=word != "a") for word in ("a", "b", "c"))
    wants, follows = (
        make_follow(f"concept:{theme}", "wil@example.org", confirmed=False),
        make_follow(f"concept:{theme}"),
    )
    return {
        "follow_confirm": {"token": signing.seal(links.CONFIRM, wants.ref)},
        "follow_manage": {"token": signing.seal(links.MANAGE, follows.follower.ref)},
        "follow_stop": {"token": signing.seal(links.STOP, follows.follower.ref)},
        "saved_confirm": {"token": signing.seal(alert_mail.CONFIRM, asked.ref)},
        "saved_manage": {"token": signing.seal(alert_mail.MANAGE, kept.ref)},
        "saved_stop": {"token": signing.seal(alert_mail.STOP, stopped.ref)},
        "theme": {"slug": theme, "form": "ttl"},
        "thesaurus": {"slug": theme, "form": "jsonld", "pk": word},
    }


def newsletter(twente: Werkplaats) -> dict[str, dict[str, Any]]:
    """A list with somebody on it, an issue that went out, and the links of a reader."""
    kept = make_newsletter(twente)
    subscription, sent = make_subscription(kept), make_sent(kept)
    wants = make_subscription(kept, "wil@example.org", confirmed=False)
    return {
        "newsletter": {"slug": kept.slug},
        "issue": {"slug": kept.slug, "issue": sent.slug, "step": "proef"},
        "wagtailsnippets_newsletters_issue:edit": {"pk": make_issue(kept).pk},
        "subscription_confirm": {"token": signing.seal(newsletter_links.CONFIRM, wants.ref)},
        "subscription_choose": {"token": signing.seal(newsletter_links.CHOOSE, subscription.ref)},
        "subscription_stop": {"token": signing.seal(newsletter_links.STOP, subscription.ref)},
    }


def taking_part(twente: Werkplaats) -> dict[str, dict[str, Any]]:
    """Nadia, who shows herself and says she had a part in something; who is invited, and who wants to join."""
    nadia = Person.objects.get(email="nadia@example.org")
    claimed = make_involvement(nadia, make_product(home=twente), sure=False).pk
    invitation = make_invitation(twente, at=clock.now())
    asked, waits = make_request(twente, confirmed=False), make_request(twente)
    desk = {"slug": twente.slug}
    return {
        "person": {"slug": make_profile(nadia).slug},
        "profile": {"pk": claimed},
        "invitation": {"token": member_tasks.invitation_token(invitation)},
        "join": {"slug": twente.slug, "token": member_tasks.join_token(asked)},
        "members": desk,
        "members_invitation": {**desk, "pk": invitation.pk},
        "members_request": {**desk, "pk": waits.pk},
        "members_role": {**desk, "pk": nadia.roles.get().pk},
        "members_work": {**desk, "pk": claimed},
    }


def written(twente: Werkplaats) -> dict[str, dict[str, Any]]:
    """A draft of Nadia with a file, and a product with a version."""
    nadia = Person.objects.get(email="nadia@example.org")
    draft = make_draft(nadia, twente)
    file = file_actions.attach(draft, file=pdf(), description="De gids", by=nadia, at=at()).file.pk
    published = make_published(nadia, twente, title="Al openbaar")
    reads, stays = make_outside(draft, by=nadia), make_outside(draft, by=nadia, mail="b@example.org")
    module = make_published(nadia, twente, title="Een module", type="education_module")
    kept = learned_actions.keep(module, done_on=at().date(), by=nadia, at=at())
    link = {"token": outside_links.token(stays), "step": "klaar", "file": file}
    return {
        "draft": {"pk": draft.pk, "file": file, "step": "weg", "reader": reads.pk},
        "outside": link,
        "product_replace": {"slug": published.slug, "pk": 1},
        "product_replace_back": {"slug": published.slug, "pk": 1},
        "product_learned": {"slug": module.slug},
        "learned": {"pk": kept.pk, "form": "csv"},
        "product_check": {"slug": published.slug},
        "product_check_link": {"token": care_links.token(published, nadia)},
        "product_version": {"slug": published.slug, "number": 1},
        "product_version_citation": {"slug": published.slug, "number": 1, "form": "ris"},
        **rested_on(published, nadia),
    }


def rested_on(product: Product, nadia: Person) -> dict[str, dict[str, Any]]:
    """What a product rests on, and what a databank says of it."""
    item = make_evidence(product, by=nadia)
    carla = Person.objects.get(email="carla@example.org")
    recognition = make_recognition(product, by=carla)
    use = make_element_use(product, by=nadia)
    return {
        "element": {"slug": use.element.slug},
        "worksheet": {"slug": product.slug, "heading": "goals", "form": "odt"},
        "product_element": {"slug": product.slug, "pk": use.pk},
        "product_element_add": {"slug": product.slug},
        "evidence": {"slug": product.slug, "pk": item.pk},
        "recognition": {"slug": product.slug, "pk": recognition.pk},
    }


def learning(twente: Werkplaats) -> dict[str, dict[str, Any]]:
    """A group that Nadia leads, with one of each; and the links of who takes part without an account."""
    nadia = Person.objects.get(email="nadia@example.org")
    whole = make_whole_project(nadia, twente)
    project, seal = {"slug": whole.project.slug}, project_links.token
    return {
        "project": {**project, "pk": whole.member.pk, "number": 1, "what": "leervraag"},
        "project_log_change": {**project, "pk": whole.entry.pk},
        "project_photo": {**project, "pk": whole.entry.pk},
        "project_file": {**project, "pk": whole.file.pk},
        "project_file_change": {**project, "pk": whole.file.pk},
        "project_thing": {**project, "what": "leervraag", "pk": whole.item.pk},
        "project_invitation": {"token": seal(project_links.INVITATION, whole.invited)},
        "project_join_confirm": {"token": seal(project_links.JOIN, whole.asked)},
        "project_check": {"token": seal(project_links.CHECK, whole.check)},
        "project_feed": {"token": seal(project_links.FEED, whole.member)},
        "draft_lift": {"slug": whole.project.slug, "number": 2},
        "part": {"token": seal(project_links.PART, whole.member), "number": 1, "pk": whole.theirs.pk},
        "part_file": {"token": seal(project_links.PART, whole.member), "pk": whole.theirs_file.pk},
        "part_file_change": {"token": seal(project_links.PART, whole.member), "pk": whole.theirs_file.pk},
    }


def regional(twente: Werkplaats) -> dict[str, dict[str, Any]]:
    """The present period of Twente, and what Zuyd asks to show."""
    period = record_period(twente, label="2023–", starts_on=dt.date(2023, 1, 1), by=None, at=at())
    product, sam = make_product("Ook voor Zuyd", home=twente), Person.objects.get(email="sam@example.org")
    zuyd = Werkplaats.objects.get(slug="zuyd")
    return {
        "period": {"slug": twente.slug, "period": period.slug},
        "show": {
            "kind": product.KIND,
            "slug": product.slug,
            "pk": ask_to_show(product, werkplaats=zuyd, by=sam, at=clock.now()).pk,
        },
    }


def weighed(twente: Werkplaats) -> dict[str, dict[str, Any]]:
    """A round that is weighed now, somebody who takes part, a proposal that waits to be confirmed, and an item."""
    carla = Person.objects.get(email="carla@example.org")
    item, round = make_item(twente, carla), make_live_round(twente, carla)
    place = {"werkplaats": twente.slug, "period": item.period.slug, "slug": item.slug}
    facts = {
        "slug": round.slug,
        "werkplaats": twente.slug,
        "key": key_of(make_participant(round, carla)),
        "step": "sluiten",
    }
    proposed = {"slug": round.slug, "number": 1, "token": agenda_tasks.proposal_token(make_proposal(round))}
    return {"agenda": place, "round": facts, "candidate": proposed}


def effects(twente: Werkplaats) -> dict[str, dict[str, Any]]:
    """A use that everybody reads, one that its teller still confirms, and one that an editor looks at."""
    product = make_product("Al toegepast", home=twente)
    use, asked = make_use(product), make_use(product, confirmed=False, email="verteller@example.org")
    waits, seal = make_use(product, confirmed=False), effect_links.token
    carla = Person.objects.get(email="carla@example.org")
    round = make_msc_round(twente, carla)
    panelist = msc_actions.ask_panel(round, panel={"panel@example.org": "resident"}, by=carla, at=at())[0]
    story, change = make_story(), make_change(email="ziener@example.org")
    whether = story_actions.ask_whether(change, email="ook@example.org", by=None, at=at())
    return {
        "msc": {"slug": round.slug, "step": "kiezen", "token": signing.seal(effect_links.PANEL, panelist.ref)},
        "story": {"slug": story.slug},
        "change": {"slug": change.slug, "token": seal(effect_links.MANAGE, change)},
        "change_whether": {"token": signing.seal(effect_links.WHETHER, whether.ref)},
        "use": {"slug": use.slug, "token": seal(effect_links.AFTER, use)},
        "use_werkplaats": {"slug": twente.slug},
        "use_product": {"slug": product.slug},
        "use_new": {"slug": product.slug},
        "effect": {"token": seal(effect_links.MANAGE, use), "kind": waits.KIND, "pk": waits.pk},
        "effect_confirm": {"token": seal(effect_links.CONFIRM, asked)},
    }


def hinted(twente: Werkplaats) -> dict[str, dict[str, Any]]:
    """A hint that waits for who got it, and one that waits for the other side."""
    nadia, sam = (Person.objects.get(email=f"{who}@example.org") for who in ("nadia", "sam"))
    facts = {"person": nadia, "told_at": at()}
    told, asked = (
        Hint.objects.create(ref=f"h-{n}", own=f"project:l-{n}", about=f"project:m-{n}", pair=str(n), **facts)
        for n in range(2)
    )
    Hint.objects.filter(pk=asked.pk).update(state="wanted", other=sam)
    return {
        "hint_answer": {"token": signing.seal(hint_links.FIRST, told.ref)},
        "hint_asked": {"token": signing.seal(hint_links.OTHER, asked.ref)},
    }


def arguments(twente: Werkplaats, question: Question) -> dict[str, dict[str, Any]]:
    """One of each thing that an address speaks of."""
    product = make_product(home=twente)
    file = knowledge.add_file(product, file=ContentFile(b"%PDF-1.4", name="gids.pdf"), by=None, at=at())
    # Nobody has judged this one yet.
    contribution = make_contribution(question, file=ContentFile(b"%PDF-1.4", name="ervaring.pdf"))
    unconfirmed = make_contribution(question, confirmed=False)
    sharing = make_voice(question, confirmed=False)
    # The loop follows the ledger after a commit, which the world of a test never comes to.
    refresh("question", [question.ref])
    return {
        "ui:brand_css": {"slug": twente.slug},
        "werkplaats": {"slug": twente.slug},
        **regional(twente),
        **weighed(twente),
        "sitemap_part": {"section": "pages"},
        "share_picture": {"kind": "werkplaats", "slug": twente.slug},
        "question": {
            "slug": question.slug,
            "token": tasks.manage_token(Voice.objects.get(question=question, part=Part.ASKED)),
            "step": "afwijzen",
            "pk": contribution.pk,
        },
        "question_confirm": {"token": tasks.confirm_token(sharing)},
        "question_contribution_confirm": {"token": signing.seal(tasks.CONTRIBUTION, str(unconfirmed.pk))},
        "product": {"slug": product.slug, "pk": file.pk, "form": "bib"},
        **written(twente),
        "loop": {"figure": "ongebruikt", "kind": "question", "ref": question.ref},
        **effects(twente),
        "report": {"ref": make_report(question).ref},
        **hinted(twente),
        "others": {"kind": question.KIND, "slug": question.slug},
        **learning(twente),
        **meeting(twente),
        "news": shown(News, twente),
        "prose": {"path": (prose := make_prose(twente, "Over ons")).get_absolute_url().strip("/")},
        "page_hints": {"page_id": prose.pk},
        "page_hints_add": {
            "content_type_app_name": "pages",
            "content_type_model_name": "prosepage",
            "parent_page_id": prose.get_parent().pk,
        },
        # As it was sent in: for who keeps it. What is on a page is for everybody, in sizes of our own.
        "picture": {"name": make_picture(twente).file.name},
        "organisation": {"slug": make_organisation().slug},
        **an_import(twente),
        "account": {"pk": 1, "token": signing.seal(account_actions.ADDRESS, "0  nieuw@example.org")},
        "openid": {"provider_id": "surfconext"},
        "own": {"token": signing.seal(own_data_actions.LINK, make_voice(question).person.email or "")},
        **followed(),
        **newsletter(twente),
        **taking_part(twente),
    }
