# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from noaber.meetings.views import attendance, door, harvesting, planning, proposing, reading

urlpatterns = [
    path("bijeenkomsten/", reading.meeting_list, name="meeting_list"),
    path("bijeenkomsten/plannen/", planning.meeting_plan, name="meeting_plan"),
    path("bijeenkomsten/voorstellen/", proposing.proposal_new, name="proposal_new"),
    path("bijeenkomsten/voorstellen/verstuurd/", proposing.proposal_sent, name="proposal_sent"),
    path("bijeenkomsten/voorstellen/bevestig/<str:token>/", proposing.proposal_confirm, name="proposal_confirm"),
    path("bijeenkomsten/voorstellen/oordeel/<int:pk>/", proposing.proposal_judge, name="proposal_judge"),
    path("bijeenkomsten/tafel/<str:token>/", harvesting.meeting_table, name="meeting_table"),
    path("bijeenkomsten/aan-de-deur/<str:token>/", door.meeting_door_link, name="meeting_door_link"),
    path("bijeenkomsten/kaartje/<str:token>/", door.meeting_ticket, name="meeting_ticket"),
    path("bijeenkomsten/kaartje/<str:token>/bewijs/", attendance.meeting_certificate, name="meeting_certificate"),
    path("bijeenkomsten/<slug:slug>/", reading.meeting_detail, name="meeting_detail"),
    path("bijeenkomsten/<slug:slug>/stukken/<int:pk>/", reading.paper_file, name="meeting_paper"),
    path("bijeenkomsten/<slug:slug>/beheer/", planning.meeting_manage, name="meeting_manage"),
    path("bijeenkomsten/<slug:slug>/tekst/", planning.meeting_edit, name="meeting_edit"),
    path("bijeenkomsten/<slug:slug>/openbaar/", planning.meeting_publish, name="meeting_publish"),
    path("bijeenkomsten/<slug:slug>/afzeggen/", planning.meeting_cancel, name="meeting_cancel"),
    path("bijeenkomsten/<slug:slug>/erbij/<slug:what>/", planning.belonging_new, name="meeting_add"),
    path("bijeenkomsten/<slug:slug>/erbij/<slug:what>/<int:pk>/", planning.belonging_change, name="meeting_belonging"),
    path("bijeenkomsten/<slug:slug>/oogst/", harvesting.meeting_harvest, name="meeting_harvest"),
    path("bijeenkomsten/<slug:slug>/oogst/<slug:step>/", harvesting.meeting_harvest_step, name="meeting_harvest_step"),
    path("bijeenkomsten/<slug:slug>/deur/", door.meeting_door, name="meeting_door"),
    path("bijeenkomsten/<slug:slug>/deur/link/", door.meeting_door_make, name="meeting_door_make"),
    path("bijeenkomsten/<slug:slug>/aanwezig/", attendance.meeting_presence, name="meeting_presence"),
    path("bijeenkomsten/<slug:slug>/aanwezig.csv", attendance.meeting_presence_csv, name="meeting_presence_csv"),
    path("bijeenkomsten/<slug:slug>/badges/", attendance.meeting_badges, name="meeting_badges"),
    path(
        "bijeenkomsten/<slug:slug>/bewijs/<slug:ref>/",
        attendance.meeting_certificate_of,
        name="meeting_certificate_of",
    ),
    path("bijeenkomsten/<slug:slug>/schrijven/", attendance.meeting_mail, name="meeting_mail"),
    path("reeksen/<slug:slug>/", reading.series_detail, name="series_detail"),
]
