# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody's own profile: changing it, seeing what others will see, saying what one worked on, and stopping."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from noaber.base import clock
from noaber.base.verdicts import Refused
from noaber.members import actions, face_queries, queries, role_actions, work_actions, work_queries
from noaber.members.forms import ClaimForm, LeaveForm, ProfileForm
from noaber.members.models import Field, Involvement, Profile
from noaber.people.models import Person
from noaber.people.queries import coordinates, roles_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def signed_in(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def own(person: Person) -> Profile:
    """The profile of who is signed in; a new one is only kept once something is saved."""
    found = Profile.objects.select_related("person", "organisation").filter(person=person).first()
    return found or Profile(person=person, slug="-", ref="-")


def preview(profile: Profile, form: ProfileForm) -> face_queries.Face | None:
    """What others would see after saving this form; None when that is nothing at all."""
    values, person = form.values(), profile.person
    person.name, person.place, person.perspective = values["name"], values["place"], values["perspective"]
    told = Profile(
        person=person,
        slug=profile.slug,
        organisation=values["organisation"],
        **{name: values[name] for name in ("about", "function", "orcid", "links")},
    )
    if Field.NAME not in form.shown:
        return None
    works = work_queries.works_of([person.pk], {person.pk: form.shown}).get(person.pk, ())
    roles = queries.roles_of_all([person.pk]).get(person.pk, ())
    return face_queries.face_of(told, shown=form.shown, roles=roles, works=works)


def shown_now(profile: Profile) -> frozenset[str]:
    return queries.consents_of([profile.person_id]).get(profile.person_id, frozenset())


def page(request: HttpRequest, profile: Profile, form: ProfileForm, *, claim: ClaimForm | None = None) -> HttpResponse:
    person = signed_in(request)
    mine = roles_of(person).select_related("werkplaats").prefetch_related("werkplaats__names").order_by("pk")
    bound = form if form.is_bound else ProfileForm(dict(form.initial))
    bound.is_valid()
    context = {
        "form": form,
        "profile": profile,
        "face": preview(profile, bound),
        "words": face_queries.work_words(),
        "claim": claim or ClaimForm(),
        "parts": Involvement.objects.filter(person=person),
        "roles": mine,
        "coordinates": coordinates(person),
    }
    return render(request, "members/profile_edit.html", context)


@never_cache
@login_required
@get_or_post
def profile_edit(request: HttpRequest) -> HttpResponse:
    profile = own(signed_in(request))
    form = ProfileForm.of(request, initial=ProfileForm.initial_of(profile, shown_now(profile)))
    if request.method == "POST" and form.is_valid() and request.POST.get("step") != "preview" and save(request, form):
        messages.success(request, _("Je profiel is bewaard."))
        return redirect("profile_edit")
    return page(request, profile, form)


def save(request: HttpRequest, form: ProfileForm) -> bool:
    """Keep the profile; a refusal is told in the form."""
    person, now = signed_in(request), clock.now()
    try:
        profile = actions.start_profile(person, by=person, at=now)
        actions.keep_profile(profile, **form.values(), shown=form.shown, by=person, at=now)
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


@never_cache
@login_required
@require_POST
def profile_preview(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST)
    form.is_valid()
    context = {"face": preview(own(signed_in(request)), form), "words": face_queries.work_words()}
    return render(request, "members/_preview.html", context)


@never_cache
@login_required
@require_POST
def profile_claim(request: HttpRequest) -> HttpResponse:
    person, form = signed_in(request), ClaimForm(request.POST)
    if form.is_valid():
        try:
            told = {name: form.cleaned_data[name] for name in ("kind", "slug", "part")}
            work_actions.claim(person, **told, by=person, at=clock.now())
            messages.success(request, _("Dank je. Een coördinator bevestigt het; daarna staat het bij je werk."))
            return redirect("profile_edit")
        except Refused as refusal:
            form.refuse(refusal)
    profile = own(person)
    return page(request, profile, ProfileForm(initial=ProfileForm.initial_of(profile, shown_now(profile))), claim=form)


@never_cache
@login_required
@require_POST
def profile_unclaim(request: HttpRequest, pk: int) -> HttpResponse:
    person = signed_in(request)
    involvement = get_object_or_404(Involvement.objects.select_related("person", "werkplaats"), pk=pk, person=person)
    work_actions.withdraw(involvement, by=person, at=clock.now())
    return redirect("profile_edit")


@never_cache
@login_required
@get_or_post
def profile_leave(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    form = LeaveForm.of(request, person=person)
    if request.method == "POST" and form.is_valid() and request.POST.get("sure") == "1":
        try:
            role_actions.leave(person, werkplaats=form.cleaned_data["werkplaats"], by=person, at=clock.now())
            return redirect("home")
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, "members/profile_leave.html", {"form": form, "roles": roles_of(person)})
