# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Newsletters: asking for one, reading old ones, stopping, and keeping them."""

from django.urls import path

from noaber.newsletters.views import keeping, reading, subscribing

urlpatterns = [
    path("nieuwsbrieven/", reading.newsletter_list, name="newsletter_list"),
    path("nieuwsbrieven/mail/", subscribing.subscription_sent, name="subscription_sent"),
    path("nieuwsbrieven/ja/<str:token>/", subscribing.subscription_confirm, name="subscription_confirm"),
    path("nieuwsbrieven/kies/<str:token>/", subscribing.subscription_choose, name="subscription_choose"),
    path("nieuwsbrieven/stop/<str:token>/", subscribing.subscription_stop, name="subscription_stop"),
    path("nieuwsbrieven/<slug:slug>/", subscribing.newsletter_detail, name="newsletter_detail"),
    path("nieuwsbrieven/<slug:slug>/feed/", reading.newsletter_feed, name="newsletter_feed"),
    path("nieuwsbrieven/<slug:slug>/beheer/", keeping.newsletter_keep, name="newsletter_keep"),
    path("nieuwsbrieven/<slug:slug>/beheer/<slug:issue>/<slug:step>/", keeping.issue_step, name="issue_step"),
    path("nieuwsbrieven/<slug:slug>/<slug:issue>/", reading.issue_detail, name="issue_detail"),
]
