# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""An editor of Zwolle cannot see a draft of Twente by any door of /beheer/, nor by any door of the site."""

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.documents import get_document_model

from noaber.pages import access, doors
from noaber.pages.access_actions import open_house
from noaber.pages.editor_testing import make_editor, make_page, make_picture
from noaber.people.testing import make_werkplaats

pytestmark = [
    pytest.mark.django_db,
    # Wagtail makes a picture to measure in a temporary file, which it leaves to be closed.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
# Words that would give the draft, the picture or the file away.
SECRET = "kwartelgeheim"


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    """Twente with what lies there, and an editor of Zwolle: made once; what a test does with it is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {"twente": (twente := make_werkplaats("twente")), **lying_in(twente), **of_zwolle()}
        transaction.set_rollback(True)


def lying_in(twente):
    """A draft, a live page with a secret change, a picture and a file."""
    els = make_editor(twente, "Els")
    draft = make_page(twente, f"Draft {SECRET}", owner=els)
    live = make_page(twente, "Openbaar", live=True)
    live.title = f"Straks {SECRET}"
    live.save_revision(user=els)
    picture = make_picture(twente, SECRET)
    group = open_house(twente, by=None, at=els.created_at)
    document = get_document_model().objects.create(
        title=f"Verslag {SECRET}", file=ContentFile(b"x", name=f"{SECRET}.txt"), collection=access.collection_of(group)
    )
    draft.get_workflow().start(draft, els)
    return {"els": els, "draft": draft, "live": live, "picture": picture, "document": document}


def of_zwolle():
    """An editor, with a page and a picture of their own."""
    zwolle = make_werkplaats("zwolle")
    person = make_editor(zwolle, "Zeger")
    own = {"page": make_page(zwolle, "Eigen pagina", owner=person), "own_picture": make_picture(zwolle, "Eigen")}
    return {"zwolle": zwolle, "person": person, **own}


def fresh(one):
    """As the database has it: an object of the stage may be as an earlier test left it."""
    return type(one)._default_manager.get(pk=one.pk)


@pytest.fixture
def twente(stage, db):
    return fresh(stage["twente"])


@pytest.fixture
def zwolle(stage, db):
    return fresh(stage["zwolle"])


@pytest.fixture
def theirs(stage, db):
    """What lies in Twente, as objects and as numbers."""
    els, draft, picture, document = (fresh(stage[name]) for name in ("els", "draft", "picture", "document"))
    step = draft.current_workflow_task_state
    return {
        "page_id": draft.pk, "parent_page_id": draft.get_parent().pk, "page_to_move_id": draft.pk,
        "destination_id": draft.get_parent().pk, "live": stage["live"].pk, "image_id": picture.pk,
        "document_id": document.pk, "doc_id": document.pk, "revision_id": draft.latest_revision.pk,
        "task_state_id": step.pk, "task_id": step.task_id, "workflow_state_id": step.workflow_state_id,
        "els": els, "draft": draft, "picture": picture, "document": document,
    }  # fmt: skip


@pytest.fixture
def stranger(stage, db, client):
    """A browser in which the editor of Zwolle is signed in."""
    client.person = fresh(stage["person"])
    client.force_login(client.person, backend="django.contrib.auth.backends.ModelBackend")
    client.page, client.picture = fresh(stage["page"]), fresh(stage["own_picture"])
    return client


def house():
    """Every address of /beheer/ with the numbers it takes."""
    found = []

    def walk(patterns, space, names):
        for pattern in patterns:
            taken = [*names, *pattern.pattern.converters, *getattr(pattern.pattern.regex, "groupindex", ())]
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space, taken)
            elif isinstance(pattern, URLPattern) and pattern.name:
                found.append((f"{space}{pattern.name}", tuple(dict.fromkeys(taken))))

    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and str(resolver.pattern) == doors.HOUSE:
            walk(resolver.url_patterns, "", ())
    return found


HOUSE = house()
OTHER = {
    "content_type_app_name": "pages", "content_type_model_name": "prosepage", "app_label": "pages",
    "model_name": "prosepage", "action_name": "approve", "revision_id_a": "earliest", "revision_id_b": "latest",
    "filter_spec": "max-165x165", "action": "delete", "object_id": "1", "session_id": 1, "app_name": "taggit",
    "uploaded_file_id": 1, "user_id": 1, "uidb64": "x", "token": "x-y", "model": "prosepage",
}  # fmt: skip


# Wagtail 8.0 answers an empty form there with an error of its own; it shows nothing of anybody.
FAILS = {("post", "wagtailadmin_choose_page_external_link")}


def pk_of(name, theirs):
    if "image" in name:
        return theirs["image_id"]
    return theirs["document_id"] if "doc" in name else theirs["page_id"]


def given_away(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return SECRET in body.decode(errors="replace").lower() or SECRET in str(answer.headers).lower()


def test_the_house_is_walked_whole():
    assert len(HOUSE) > 120
    assert {name for name, _numbers in HOUSE} >= doors.OPEN - {"page_hints", "page_hints_add"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_of_the_house_gives_anything_of_twente_away(stranger, theirs, method):
    """Every address of Wagtail, with every number of Twente in it."""
    opened, refused = [], 0
    for name, numbers in HOUSE:
        if (method, name) in FAILS:
            continue
        values = {one: theirs.get(one, OTHER.get(one, pk_of(name, theirs))) for one in numbers}
        answer = getattr(stranger, method)(reverse(name, kwargs=values))
        assert answer.status_code < 500, name
        assert not given_away(answer), name
        if set(values) & {"page_id", "image_id", "document_id", "doc_id", "page_to_move_id"}:
            opened += [name] if answer.status_code == 200 else []
            refused += answer.status_code == 404
    assert opened == []
    assert refused >= 30
    draft, picture = theirs["draft"], theirs["picture"]
    for thing in (draft, picture, theirs["document"]):
        thing.refresh_from_db()
    assert draft.workflow_in_progress
    assert not draft.live


def test_the_same_walk_shows_it_to_els(client, theirs):
    """The control: the walk does reach the draft when somebody may."""
    client.force_login(theirs["els"], backend="django.contrib.auth.backends.ModelBackend")
    seen = set()
    for name, numbers in HOUSE:
        values = {one: theirs.get(one, OTHER.get(one, pk_of(name, theirs))) for one in numbers}
        if given_away(client.get(reverse(name, kwargs=values))):
            seen.add(name)
    assert {
        "wagtailadmin_home", "wagtailadmin_explore", "wagtailadmin_choose_page_child", "wagtailadmin_pages:edit",
        "wagtailadmin_pages:history", "wagtailadmin_pages:revisions_compare", "wagtailadmin_pages:usage",
        "wagtailadmin_pages:workflow_history", "wagtailadmin_api:pages:listing", "wagtailimages:index",
        "wagtailimages:edit", "wagtailimages_chooser:choose",
    } <= seen  # fmt: skip


@pytest.mark.parametrize(
    "question",
    [
        "/beheer/pages/search/?q={s}", "/beheer/pages/search/results/?q={s}", "/beheer/choose-page/search/?q={s}",
        "/beheer/choose-page/?page_type=pages.ProsePage", "/beheer/choose-page/?user_perms=move_to",
        "/beheer/choose-page/chosen-multiple/?id={page_id}", "/beheer/api/main/pages/?search={s}",
        "/beheer/api/main/pages/?child_of={parent_page_id}", "/beheer/api/main/pages/?for_explorer=1",
        "/beheer/api/main/pages/?fields=*", "/beheer/api/main/pages/{live}/", "/beheer/api/main/images/",
        "/beheer/api/main/documents/", "/beheer/images/?q={s}", "/beheer/images/results/?q={s}",
        "/beheer/images/chooser/?q={s}", "/beheer/images/chooser/chosen-multiple/?id={image_id}",
        "/beheer/documents/?q={s}", "/beheer/documents/chooser/?q={s}",
        "/beheer/documents/chooser/chosen-multiple/?id={document_id}", "/beheer/tag-autocomplete/?term=k",
        "/beheer/bulk/wagtailcore/page/publish/?id={page_id}", "/beheer/bulk/wagtailcore/page/delete/?id={page_id}",
        "/beheer/bulk/wagtailcore/page/move/?id={page_id}", "/beheer/bulk/pages/picture/delete/?id={image_id}",
        "/beheer/bulk/wagtaildocs/document/delete/?id={document_id}", "/beheer/pages/?q={s}",
        "/beheer/reports/site-history/", "/beheer/reports/locked/", "/beheer/reports/aging-pages/",
        "/beheer/reports/workflow/", "/beheer/reports/page-types-usage/", "/beheer/reports/aging-pages/?export=csv",
        "/beheer/pages/{live}/usage/", "/beheer/pages/{live}/view_draft/", "/beheer/pages/{live}/history/",
    ],
)  # fmt: skip
def test_nor_does_asking(stranger, theirs, question):
    answer = stranger.get(question.format(s=SECRET, **{k: v for k, v in theirs.items() if isinstance(v, int)}))
    assert answer.status_code in (200, 302, 400, 403, 404)
    if "{s}" not in question and answer.status_code == 200:
        assert not given_away(answer)
    elif answer.status_code == 200:
        # What was asked stands in the box again; a hit would be a second time, with its title.
        body = answer.content.decode().lower()
        assert f"draft {SECRET}" not in body
        assert f"straks {SECRET}" not in body
        assert f"verslag {SECRET}" not in body
        assert f"mensen bij {SECRET}" not in body


def test_a_review_step_of_twente_is_not_judged_through_ones_own_page(stranger, theirs, zwolle):
    """Wagtail looks whether one may judge the page in the address, and then judges the step that is named."""
    colleague = make_editor(zwolle, "Zita")
    own = stranger.page
    own.save_revision(user=colleague)
    own.get_workflow().start(own, colleague)
    address = reverse("wagtailadmin_pages:workflow_action", args=[own.pk, "approve", theirs["task_state_id"]])
    assert stranger.post(address, {"comment": "ok"}).status_code == 404
    theirs["draft"].refresh_from_db()
    assert not theirs["draft"].live
    # The control: the step of that page itself can be judged by this person.
    step = own.current_workflow_task_state.pk
    address = reverse("wagtailadmin_pages:workflow_action", args=[own.pk, "approve", step])
    assert stranger.post(address, {"comment": "Mooi."}).status_code == 302
    own.refresh_from_db()
    assert own.live


def test_who_has_no_task_finds_no_house(client, pieter, nadia, bas):
    for person in (pieter, nadia, bas):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get("/beheer/").status_code == 403
    client.logout()
    assert client.get("/beheer/")["Location"].startswith("/account/login/")


def test_there_is_one_way_in(client):
    """Wagtail's own form would take a password without the second step."""
    for path in ("/beheer/login/", "/beheer/password_reset/"):
        assert client.get(path)["Location"].startswith("/account/login/")
        assert client.post(path, {"username": "a", "password": "b"})["Location"].startswith("/account/login/")


def test_nor_by_any_door_of_the_site(stranger, theirs):
    """The page itself, a preview of it, the find page, feeds, the export, and the files."""
    draft, picture = theirs["draft"], theirs["picture"]
    rendition = picture.get_rendition("max-640x900|format-webp")
    shut = [draft.get_absolute_url(), f"/bestanden/{picture.file.name}", f"/bestanden/{rendition.file.name}"]
    stranger_sees = [stranger.get(path).status_code for path in shut]
    assert stranger_sees == [404, 404, 404]
    for path in (
        f"/vinden/?q={SECRET}",
        "/nieuws/",
        "/twente/",
        f"/beheer/pages/{draft.pk}/view_draft/",
        "/sitemap.xml",
    ):
        body = stranger.get(path).content.decode().lower()
        assert f"draft {SECRET}" not in body
        assert f"straks {SECRET}" not in body
    # The control: who keeps the picture gets it, and not from a cache that others share.
    stranger.force_login(theirs["els"], backend="django.contrib.auth.backends.ModelBackend")
    answer = stranger.get(shut[1])
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)
    assert "public" not in answer.headers.get("Cache-Control", "")
