# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What machines come for: robots.txt, security.txt, sitemaps and the pictures of shared pages."""

from django.conf import settings
from django.contrib.sitemaps import views as sitemaps
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from noaber.site import machine_queries
from noaber.ui import pictures
from noaber.ui.faces import host_face


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    context = {"sitemap": request.build_absolute_uri(reverse("sitemap"))}
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in machine_queries.KEPT_OUT), "Allow: /"]
    return HttpResponse("\n".join([*lines, f"Sitemap: {context['sitemap']}", ""]), content_type="text/plain")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    here = request.build_absolute_uri("/.well-known/security.txt")
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {machine_queries.expires().isoformat()}",
        "Preferred-Languages: nl, en",
    ]
    # The standard wants https here; a copy on somebody's own computer has none.
    if here.startswith("https:"):
        lines.append(f"Canonical: {here}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def own_of(request: HttpRequest) -> str:
    """The werkplaats whose own host was asked, or nothing on the portal."""
    face = host_face(request)
    return face.slug if face else ""


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return sitemaps.index(request, machine_queries.maps(own_of(request)), sitemap_url_name="sitemap_part")


@require_safe
def sitemap_part(request: HttpRequest, section: str) -> HttpResponse:
    return sitemaps.sitemap(request, machine_queries.maps(own_of(request)), section)


@require_safe
def share_picture(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    shared = machine_queries.shared(kind, slug)
    if shared is None:
        raise Http404
    response = HttpResponse(pictures.draw(kind, *shared), content_type="image/png")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
