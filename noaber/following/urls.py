# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Following, by account and by mail."""

from django.urls import path

from noaber.following import views

urlpatterns = [
    path("volgen/", views.following, name="following"),
    path("volgen/dit/", views.follow_new, name="follow_new"),
    path("volgen/mail/", views.follow_sent, name="follow_sent"),
    path("volgen/ja/<str:token>/", views.follow_confirm, name="follow_confirm"),
    path("volgen/voorkeuren/<str:token>/", views.follow_manage, name="follow_manage"),
    path("volgen/geen-mail/<str:token>/", views.follow_stop, name="follow_stop"),
]
