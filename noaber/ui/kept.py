# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody typed while their session ended: kept while they sign in, and given back in the same form."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, QueryDict

from noaber.base import clock, throttle

PLACE = "kept"
LONGEST = 400_000
MOST = 3
AN_HOUR = 60
View = Callable[..., HttpResponseBase]


def signed_in_or_kept(view: View) -> View:
    """Like `login_required`; what a form sent without a session comes back after signing in, in a page of this view."""

    @wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            keep(request)
        return redirect_to_login(request.get_full_path())

    return ask_first


def keep(request: HttpRequest) -> None:
    """Put what was sent in the session of whoever sent it. A flood of it is not kept, nor is a file."""
    sent = request.POST.copy()
    sent.pop("csrfmiddlewaretoken", None)
    words = sent.urlencode()
    sender = request.META.get("REMOTE_ADDR", "")
    if len(words) > LONGEST or not throttle.hit("ui.kept", sender, AN_HOUR, timedelta(hours=1), clock.now()):
        return
    kept = dict(request.session.get(PLACE, {}))
    kept.pop(request.path, None)
    request.session[PLACE] = dict([*kept.items(), (request.path, words)][-MOST:])


def recall(request: HttpRequest) -> QueryDict | None:
    """What was typed on this address before signing in, once; None when there is nothing."""
    kept = dict(request.session.get(PLACE, {}))
    words = kept.pop(request.path, None)
    if words is None:
        return None
    request.session[PLACE] = kept
    return QueryDict(words)
