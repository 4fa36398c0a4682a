# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages for operators and measurements."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from noaber.base import mailbox as folder
from noaber.site import checkup


@require_safe
def ping(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    findings = checkup.quick()
    return JsonResponse(
        {"ok": all(finding.ok for finding in findings), "checks": {f.name: f.ok for f in findings}},
        status=200 if all(finding.ok for finding in findings) else 503,
    )


@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    if not settings.MAIL_TO_FOLDER or request.META.get("REMOTE_ADDR") not in ("127.0.0.1", "::1"):
        raise Http404
    return render(request, "site/mailbox.html", {"mails": folder.read_folder()})
