# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses under /vragen/."""

from django.urls import path

from noaber.questions.views import asking, desk, managing, reading

urlpatterns = [
    path("", reading.question_list, name="question_list"),
    path("feed/", reading.question_feed, name="question_feed"),
    path("stellen/", asking.question_ask, name="question_ask"),
    path("lijkt-op/", asking.question_same, name="question_same"),
    path("verstuurd/", asking.question_sent, name="question_sent"),
    path("nieuwe-link/", asking.question_link, name="question_link"),
    path("bevestig/<str:token>/", managing.question_confirm, name="question_confirm"),
    path("beheer/<str:token>/", managing.question_manage, name="question_manage"),
    path("beheer/<str:token>/tekst/", managing.question_edit, name="question_edit"),
    path("beheer/<str:token>/uitleg/", managing.question_reply, name="question_reply"),
    path("beheer/<str:token>/post/", managing.question_mail, name="question_mail"),
    path("beheer/<str:token>/intrekken/", managing.question_withdraw, name="question_withdraw"),
    path("werkbak/", desk.question_desk, name="question_desk"),
    path("bijdrage/bevestig/<str:token>/", managing.contribution_confirm, name="question_contribution_confirm"),
    path("bijdrage/<int:pk>/oordeel/", desk.contribution_judge, name="question_judge"),
    path("bijdrage/<int:pk>/bestand/", desk.contribution_file, name="question_file"),
    path("<slug:slug>/", reading.question_detail, name="question_detail"),
    path("<slug:slug>/ook/", asking.question_share, name="question_share"),
    path("<slug:slug>/volgen/", asking.question_follow, name="question_follow"),
    path("<slug:slug>/ik-weet-iets/", asking.question_contribute, name="question_contribute"),
    path("<slug:slug>/werk/<slug:step>/", desk.question_step, name="question_step"),
]
