# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Organisations, and signing in. Of allauth only the mailed code is open; its other pages do not exist here."""

from allauth.account import views as account
from django.urls import path
from django.views.generic import RedirectView

from noaber.people import views

urlpatterns = [
    path("organisaties/", views.organisation_list, name="organisation_list"),
    path("organisaties/<slug:slug>/", views.organisation_detail, name="organisation_detail"),
    path(
        "account/login/",
        RedirectView.as_view(pattern_name="account_request_login_code", query_string=True),
        name="account_login",
    ),
    path("account/login/code/", account.request_login_code, name="account_request_login_code"),
    path("account/login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/<path:rest>", views.no_such_page),
]
