# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The home of a werkplaats and its programme periods, for everybody; and its settings, for its coordinator."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from noaber.base import clock
from noaber.people import period_actions, policies, region_actions, region_queries
from noaber.people.models import Person, Werkplaats
from noaber.people.queries import werkplaats_names
from noaber.site import room_forms, room_queries
from noaber.site.prose_views import prose
from noaber.ui import chrome, faces, theme
from noaber.ui.acting import attempt
from noaber.ui.acting import insist as insist
from noaber.ui.colour import parse

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def signed_in(request: HttpRequest) -> Person:
    """Who is signed in; only behind login_required."""
    assert isinstance(request.user, Person)
    return request.user


def may_keep(request: HttpRequest, werkplaats: Werkplaats) -> bool:
    """Whether the reader sees the ways to the settings; for a reader without a session this asks nothing."""
    person = chrome.person_of(request)
    return bool(person and policies.may_keep_site(person, werkplaats))


def kept(request: HttpRequest, slug: str) -> Werkplaats:
    """The werkplaats, for who keeps it."""
    werkplaats = get_object_or_404(Werkplaats.objects.prefetch_related("names", "periods__themes"), slug=slug)
    insist(policies.may_keep_site(signed_in(request), werkplaats))
    return werkplaats


@require_safe
def werkplaats_detail(request: HttpRequest, slug: str) -> HttpResponse:
    own = faces.host_face(request)
    if own and own.slug != slug and slug in region_queries.sites():
        # Another werkplaats is at its own address, not under this one's name.
        return HttpResponseRedirect(f"{region_queries.origin_of('')}{request.get_full_path()}")
    if slug not in werkplaats_names():
        return prose(request, path=slug)
    werkplaats = get_object_or_404(Werkplaats.objects.prefetch_related("names", "periods__themes"), slug=slug)
    context = {
        "room": room_queries.room(werkplaats),
        "brand_slug": slug,
        "region": werkplaats.short,
        "may_keep": may_keep(request, werkplaats),
    }
    return render(request, "site/werkplaats_detail.html", context)


@require_safe
def period_detail(request: HttpRequest, slug: str, period: str) -> HttpResponse:
    werkplaats = get_object_or_404(Werkplaats.objects.prefetch_related("names"), slug=slug)
    periods = list(werkplaats.periods.prefetch_related("themes"))
    found = next((one for one in periods if one.slug == period), None)
    if found is None:
        raise Http404
    for one in periods:
        one.werkplaats = werkplaats
    context = {
        "archive": room_queries.archive(found, periods),
        "brand_slug": slug,
        "region": werkplaats.short,
        "may_keep": may_keep(request, werkplaats),
    }
    return render(request, "site/period_detail.html", context)


@never_cache
@login_required
@get_or_post
def werkplaats_settings(request: HttpRequest, slug: str) -> HttpResponse:
    werkplaats = kept(request, slug)
    posted = request.POST if request.method == "POST" else None
    form = room_forms.SettingsForm(posted, werkplaats=werkplaats)
    person, at = signed_in(request), clock.now()
    if posted is not None and attempt(
        form, lambda: region_actions.change_settings(werkplaats, **form.values(), by=person, at=at)
    ):
        messages.success(request, _("De instellingen zijn bewaard. Ze gelden meteen."))
        return redirect("werkplaats_settings", slug)
    style = region_queries.house_style(werkplaats)
    context = {"form": form, "werkplaats": werkplaats, "style": style, "told": theme.words(werkplaats.brand)}
    return render(
        request, "site/werkplaats_settings.html", context | {"brand_slug": slug, "palette": werkplaats.colours}
    )


@never_cache
@login_required
@require_safe
def werkplaats_colour(request: HttpRequest, slug: str) -> HttpResponse:
    value = parse(request.GET.get("brand", kept(request, slug).brand))
    if value is None:
        raise Http404
    context = {"told": theme.words(value), "palette": theme.look(value, {}).palette, "brand": value}
    return render(request, "site/_colour.html", context)


@never_cache
@login_required
@get_or_post
def werkplaats_style(request: HttpRequest, slug: str) -> HttpResponse:
    werkplaats, person, at = kept(request, slug), signed_in(request), clock.now()
    posted = request.method == "POST"
    if posted and "weg" in request.POST:
        region_actions.drop_house_style(werkplaats, by=person, at=at)
        messages.success(request, _("De huisstijl is weg. Je site heeft weer alleen de kleur."))
        return redirect("werkplaats_style", slug)
    form = room_forms.StyleForm(request.POST, request.FILES) if posted else room_forms.StyleForm()
    readings: list[Any] = []

    def act() -> None:
        readings.append(region_actions.take_house_style(werkplaats, **form.values(), by=person, at=at))

    done = posted and attempt(form, act)
    return _styled(request, werkplaats, form if not done else room_forms.StyleForm(), readings)


def _styled(request: HttpRequest, werkplaats: Werkplaats, form: Any, readings: list[Any]) -> HttpResponse:
    style = region_queries.house_style(werkplaats)
    used = style.tokens if style else {}
    context = {
        "form": form,
        "werkplaats": werkplaats,
        "style": style,
        "reading": readings[0] if readings else None,
        "look": theme.look(werkplaats.brand, used),
        "brand_slug": werkplaats.slug,
    }
    return render(request, "site/werkplaats_style.html", context)


@never_cache
@login_required
@get_or_post
def period_new(request: HttpRequest, slug: str) -> HttpResponse:
    werkplaats, person, at = kept(request, slug), signed_in(request), clock.now()
    form = room_forms.PeriodForm(request.POST if request.method == "POST" else None)
    done: list[Any] = []

    def act() -> None:
        done.append(period_actions.start_period(werkplaats, **form.values(), by=person, at=at))

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("De nieuwe periode is begonnen. De vorige is nu archief en blijft zoals zij was."))
        return redirect("werkplaats_detail", slug)
    periods = list(werkplaats.periods.all())
    now = room_queries.present(periods, timezone.localdate())
    context = {"form": form, "werkplaats": werkplaats, "now": room_queries.archive(now, periods) if now else None}
    return render(request, "site/period_new.html", context | {"brand_slug": slug})


@never_cache
@login_required
@get_or_post
def period_edit(request: HttpRequest, slug: str, period: str) -> HttpResponse:
    werkplaats, person, at = kept(request, slug), signed_in(request), clock.now()
    found = get_object_or_404(werkplaats.periods.prefetch_related("themes"), slug=period)
    posted = request.POST if request.method == "POST" else None
    form = room_forms.PeriodTextsForm(posted, period=found)
    if posted is not None and attempt(
        form, lambda: period_actions.change_period(found, **form.values(), by=person, at=at)
    ):
        messages.success(request, _("Bewaard."))
        return redirect("period_detail", slug, period)
    context = {"form": form, "werkplaats": werkplaats, "period": found, "brand_slug": slug}
    return render(request, "site/period_edit.html", context)


@never_cache
@login_required
@get_or_post
def werkplaats_new(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    insist(policies.may_manage_network(person))
    form = room_forms.FoundForm(request.POST or None, initial={"brand": "#0b5a4c"})
    if request.method == "POST" and attempt(
        form, lambda: region_actions.found_werkplaats(**form.values(), by=person, at=clock.now())
    ):
        messages.success(request, _("De werkplaats is er. Vul nu de rest in."))
        return redirect("werkplaats_settings", form.cleaned_data["slug"])
    return render(request, "site/werkplaats_new.html", {"form": form})
