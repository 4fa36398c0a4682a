# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses under /mensen/."""

from django.urls import path

from noaber.members.views import desk, joining, mine, reading

urlpatterns = [
    path("", reading.person_list, name="person_list"),
    path("mijn-profiel/", mine.profile_edit, name="profile_edit"),
    path("mijn-profiel/voorbeeld/", mine.profile_preview, name="profile_preview"),
    path("mijn-profiel/werk/", mine.profile_claim, name="profile_claim"),
    path("mijn-profiel/werk/<int:pk>/weg/", mine.profile_unclaim, name="profile_unclaim"),
    path("mijn-profiel/stoppen/", mine.profile_leave, name="profile_leave"),
    path("doe-mee/", joining.join_choose, name="join_choose"),
    path("doe-mee/verstuurd/", joining.join_sent, name="join_sent"),
    path("doe-mee/bevestig/<str:token>/", joining.join_confirm, name="join_confirm"),
    path("doe-mee/<slug:slug>/", joining.join_ask, name="join_ask"),
    path("uitnodiging/<str:token>/", joining.invitation_accept, name="invitation_accept"),
    path("beheer/", desk.members_desks, name="members_desks"),
    path("beheer/<slug:slug>/", desk.members_desk, name="members_desk"),
    path("beheer/<slug:slug>/uitnodigen/", desk.members_invite, name="members_invite"),
    path("beheer/<slug:slug>/uitnodiging/<int:pk>/", desk.members_invitation, name="members_invitation"),
    path("beheer/<slug:slug>/verzoek/<int:pk>/", desk.members_request, name="members_request"),
    path("beheer/<slug:slug>/rol/<int:pk>/", desk.members_role, name="members_role"),
    path("beheer/<slug:slug>/werk/<int:pk>/", desk.members_work, name="members_work"),
    path("<slug:slug>/", reading.person_detail, name="person_detail"),
]
