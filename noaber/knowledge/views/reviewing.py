# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A draft as its readers will see it, its files, and the conversation about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from noaber.base import clock
from noaber.base.verdicts import Refused, Verdict
from noaber.knowledge import (
    draft_actions,
    embargo_actions,
    file_actions,
    outside_queries,
    policies,
    review_actions,
    writing_queries,
)
from noaber.knowledge.forms import FileForm, WordsForm
from noaber.knowledge.models import Product, ProductFile, Version, VersionState
from noaber.knowledge.prose import html_of
from noaber.knowledge.views.writing import get_or_post, insist, signed_in, workable
from noaber.people.models import AnyPerson
from noaber.people.queries import described
from noaber.ui.kept import recall, signed_in_or_kept


@dataclass(frozen=True, slots=True)
class Step:
    """One step with a draft: what its page says, who may take it, and what it does."""

    title: Any
    label: Any
    button: Any
    policy: Callable[[AnyPerson, Version], Verdict]
    action: Callable[..., object]
    required: bool = False
    lead: Any = ""
    takes: tuple[str, ...] = ("text",)
    tells_who: bool = False


STEPS: dict[str, Step] = {
    "vragen": Step(
        gettext_lazy("Vraag de redactie om mee te kijken"),
        gettext_lazy("Wil je er iets bij zeggen?"),
        gettext_lazy("Vraag om mee te kijken"),
        policies.may_change,
        review_actions.ask_review,
        lead=gettext_lazy("Wie kijkt krijgt een mail. Zolang er iemand kijkt ligt de tekst stil."),
        tells_who=True,
    ),
    "zeggen": Step(
        gettext_lazy("Zeg iets"),
        gettext_lazy("Wat wil je zeggen?"),
        gettext_lazy("Zeg het"),
        policies.may_talk,
        review_actions.remark,
        required=True,
        takes=("text", "submission"),
    ),
    "aanpassen": Step(
        gettext_lazy("Vraag om iets te veranderen"),
        gettext_lazy("Wat moet er anders, en waarom?"),
        gettext_lazy("Vraag om dit te veranderen"),
        policies.may_review,
        review_actions.ask_changes,
        required=True,
        takes=("text", "seen"),
    ),
    "publiceren": Step(
        gettext_lazy("Publiceren"),
        gettext_lazy("Wil je er iets bij zeggen?"),
        gettext_lazy("Publiceer deze versie"),
        policies.may_review,
        embargo_actions.approve,
        lead=gettext_lazy("Daarna kan iedereen deze versie lezen, op een adres dat blijft."),
        takes=("text", "seen", "public_on"),
    ),
    "terug": Step(
        gettext_lazy("Toch nog verder schrijven"),
        gettext_lazy("Wil je zeggen waarom?"),
        gettext_lazy("Schrijf verder"),
        lambda person, version: policies.may_write(person, version.home),
        review_actions.take_back,
    ),
    "weg": Step(
        gettext_lazy("Dit concept wegleggen"),
        gettext_lazy("Wil je zeggen waarom?"),
        gettext_lazy("Leg dit concept weg"),
        policies.may_change,
        draft_actions.drop,
        lead=gettext_lazy("Niemand werkt er dan nog aan. Wat al gepubliceerd is blijft staan."),
        takes=(),
    ),
}


@never_cache
@signed_in_or_kept
@require_safe
def draft_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return draft_page(request, workable(request, pk), upload=FileForm())


def draft_page(request: HttpRequest, version: Version, *, upload: FileForm) -> HttpResponse:
    person = signed_in(request)
    may_talk = policies.may_talk(person, version)
    context: dict[str, Any] = {
        "version": version,
        "html": html_of(version.facts.get("text") or ""),
        "shown": {name: writing_queries.shown(name, value) for name, value in version.facts.items()},
        "files": writing_queries.attached_to(version),
        "upload": upload,
        "may_talk": may_talk,
        "may_change": policies.may_change(person, version),
        "may_review": policies.may_review(person, version),
        "remarks": writing_queries.conversation(version) if may_talk else [],
        "outside": outside_queries.outside_of(version) if may_talk else [],
        "may_invite": policies.may_invite(person, version),
        "say": WordsForm(label=STEPS["zeggen"].label, required=True, seen=version.saved),
        "writers": list(version.writers.all()),
        "who": writing_queries.editors_of(version).told if version.state == VersionState.REVIEW else "",
    }
    if version.product is not None:
        last = version.product.versions.order_by("-number").filter(number__isnull=False).first()
        context["changes"] = writing_queries.differences(last, version, context["files"]) if last else []
    return render(request, "knowledge/draft_detail.html", context)


@never_cache
@signed_in_or_kept
@get_or_post
def draft_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    version = workable(request, pk)
    if (wanted := STEPS.get(step)) is None:
        raise Http404
    insist(wanted.policy(request.user, version))
    data = request.POST if request.method == "POST" else recall(request)
    form = WordsForm(
        data, label=wanted.label, required=wanted.required, seen=version.saved, dated="public_on" in wanted.takes
    )
    if request.method == "POST" and taken(request, form, wanted, version):
        return after(version)
    who = writing_queries.editors_of(version).told if wanted.tells_who else ""
    return render(request, "knowledge/draft_step.html", {"form": form, "version": version, "step": wanted, "who": who})


def taken(request: HttpRequest, form: WordsForm, step: Step, version: Version) -> bool:
    """Take the step with a right form; a refusal (a colleague was faster, say) is told in the form."""
    if not form.is_valid():
        return False
    try:
        given = {name: form.cleaned_data[name] for name in step.takes}
        step.action(version, **given, by=signed_in(request), at=clock.now())
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


def after(version: Version) -> HttpResponse:
    """Where a step leads: the draft, the public page, or the list."""
    version.refresh_from_db()
    if version.is_open:
        return redirect("draft_detail", version.pk)
    return (
        redirect(version.product.get_absolute_url()) if version.number and version.product else redirect("draft_list")
    )


@signed_in_or_kept
@require_POST
def draft_file_add(request: HttpRequest, pk: int) -> HttpResponse:
    version = workable(request, pk)
    insist(policies.may_change(request.user, version))
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            file_actions.attach(version, **form.cleaned_data, by=signed_in(request), at=clock.now())
            messages.success(request, _("Het bestand staat erbij."))
            return redirect("draft_detail", version.pk)
        except Refused as refusal:
            form.refuse(refusal)
    return draft_page(request, version, upload=form)


@signed_in_or_kept
@require_POST
def draft_file_change(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    version = workable(request, pk)
    insist(policies.may_change(request.user, version))
    if "remove" in request.POST:
        file_actions.detach(version, file=file, by=signed_in(request), at=clock.now())
    else:
        told = {file: request.POST.get("description", "").replace("\x00", "").strip()[:500]}
        file_actions.describe(version, told=told, by=signed_in(request), at=clock.now())
    return redirect("draft_detail", version.pk)


@never_cache
@signed_in_or_kept
@require_safe
def draft_file(request: HttpRequest, pk: int, file: int) -> FileResponse:
    version = workable(request, pk)
    return download(get_object_or_404(version.files, pk=file))


def download(file: ProductFile) -> FileResponse:
    """A file to keep, never to show within our pages."""
    return FileResponse(
        file.file.open("rb"),
        as_attachment=True,
        filename=file.name,
        content_type=file.mime or "application/octet-stream",
    )


@never_cache
@signed_in_or_kept
@get_or_post
def product_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    product = get_object_or_404(described(Product, signed_in(request)), slug=slug)
    insist(policies.may_withdraw(request.user, product))
    back = product.withdrawn_at is not None
    label = _("Waarom mag het terug?") if back else _("Waarom?")
    data = request.POST if request.method == "POST" else recall(request)
    form = WordsForm(data, label=label, required=True, seen=0)
    if request.method == "POST" and form.is_valid():
        action = review_actions.restore if back else review_actions.withdraw
        try:
            action(product, text=form.cleaned_data["text"], by=signed_in(request), at=clock.now())
            return redirect(product.get_absolute_url())
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, "knowledge/product_withdraw.html", {"form": form, "item": product, "back": back})
