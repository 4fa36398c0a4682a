# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path
from django.utils import translation

from noaber.ui import chrome


@pytest.fixture
def _as_before():
    links, brand = dict(chrome._links), list(chrome._brand)
    yield
    chrome._links.update(links)
    chrome._brand[:] = brand
    chrome._resolved.cache_clear()


urlpatterns = [path("hier/", HttpResponse, name="here")]


@pytest.mark.usefixtures("_as_before")
@override_settings(ROOT_URLCONF=__name__)
def test_a_page_that_does_not_exist_is_left_out():
    chrome.provide(menu=[chrome.Link("Hier", "here"), chrome.Link("Daar", "there"), chrome.Link("Vast", "/vast/")])
    assert chrome.nav() == (("Hier", "/hier/"), ("Vast", "/vast/"))


@pytest.mark.usefixtures("_as_before")
def test_the_brand_comes_from_whoever_knows_it():
    chrome.provide(brand={"twente": "#123456"}.get)
    assert chrome.brand_of("twente") == "#123456"
    assert chrome.brand_of("elders") is None


def test_here_is_a_page_or_what_lies_under_it():
    request = RequestFactory().get("/vragen/een/")
    assert chrome.is_here(request, "/vragen/")
    assert not chrome.is_here(request, "/kennis/")
    assert not chrome.is_here(request, "/")
    assert not chrome.is_here(None, "/vragen/")


def test_without_a_session_cookie_the_session_stays_closed():
    request = RequestFactory().get("/")
    assert chrome.person_of(request) is None
    assert chrome.messages_of(request) == ()


def test_the_other_language_is_named_in_itself():
    with translation.override("nl"):
        assert [(code, name) for code, name, _href in chrome.other_languages(None)] == [("en", "English")]
    with translation.override("en"):
        assert [(code, name) for code, name, _href in chrome.other_languages(None)] == [("nl", "Nederlands")]
