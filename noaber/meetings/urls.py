# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from noaber.meetings.views import attending, calendars, outside, planning, reading, registered, signing_up

MINE = "bijeenkomsten/aanmelding/<str:token>/"
COMING = "bijeenkomsten/<slug:slug>/aanmeldingen/"

urlpatterns = [
    path("bijeenkomsten/", reading.meeting_list, name="meeting_list"),
    path("bijeenkomsten/maand/", calendars.meeting_month, name="meeting_month"),
    path("bijeenkomsten/maand/<int:year>/<int:number>/", calendars.meeting_month, name="meeting_of_month"),
    path("bijeenkomsten/agenda/", calendars.meeting_days, name="meeting_days"),
    path("bijeenkomsten/agenda/<int:year>/<int:number>/", calendars.meeting_days, name="meeting_days_of"),
    path("bijeenkomsten/agenda.ics", calendars.meeting_feed, name="meeting_feed"),
    path("bijeenkomsten/mijn/", calendars.meeting_mine, name="meeting_mine"),
    path("bijeenkomsten/mijn/adres/", calendars.meeting_own_address, name="meeting_own_address"),
    path("bijeenkomsten/mijn/<str:sealed>.ics", calendars.meeting_own_feed, name="meeting_own_feed"),
    path("bijeenkomsten/van-elders/<slug:slug>/", outside.outside_list, name="beside_list"),
    path("bijeenkomsten/van-elders/<slug:slug>/<int:pk>/", outside.outside_change, name="beside_change"),
    path("bijeenkomsten/plannen/", planning.meeting_plan, name="meeting_plan"),
    path(MINE, registered.registration_detail, name="registration_detail"),
    path(f"{MINE}veranderen/", registered.registration_change, name="registration_change"),
    path(f"{MINE}afmelden/", registered.registration_cancel, name="registration_cancel"),
    path(f"{MINE}ja/", registered.registration_yes, name="registration_yes"),
    path(f"{MINE}agenda.ics", registered.registration_calendar, name="registration_calendar"),
    path(f"{MINE}stukken/<int:pk>/", registered.registration_paper, name="registration_paper"),
    path("bijeenkomsten/<slug:slug>/", reading.meeting_detail, name="meeting_detail"),
    path("bijeenkomsten/<slug:slug>/agenda.ics", calendars.meeting_ical, name="meeting_ical"),
    path("bijeenkomsten/<slug:slug>/stukken/<int:pk>/", reading.paper_file, name="meeting_paper"),
    path("bijeenkomsten/<slug:slug>/beheer/", planning.meeting_manage, name="meeting_manage"),
    path("bijeenkomsten/<slug:slug>/tekst/", planning.meeting_edit, name="meeting_edit"),
    path("bijeenkomsten/<slug:slug>/openbaar/", planning.meeting_publish, name="meeting_publish"),
    path("bijeenkomsten/<slug:slug>/afzeggen/", planning.meeting_cancel, name="meeting_cancel"),
    path("bijeenkomsten/<slug:slug>/erbij/<slug:what>/", planning.belonging_new, name="meeting_add"),
    path("bijeenkomsten/<slug:slug>/erbij/<slug:what>/<int:pk>/", planning.belonging_change, name="meeting_belonging"),
    path("bijeenkomsten/<slug:slug>/aanmelden/", signing_up.meeting_sign_up, name="meeting_sign_up"),
    path("bijeenkomsten/<slug:slug>/aangemeld/", signing_up.meeting_signed_up, name="meeting_signed_up"),
    path("bijeenkomsten/<slug:slug>/link/", signing_up.registration_link, name="registration_link"),
    path(COMING, attending.registration_list, name="registration_list"),
    path(f"{COMING}bestand/", attending.registration_export, name="registration_export"),
    path(f"{COMING}erbij/", attending.registration_add, name="registration_add"),
    path(f"{COMING}<int:pk>/afmelden/", attending.registration_remove, name="registration_remove"),
    path("reeksen/<slug:slug>/aanmelden/", signing_up.series_sign_up, name="series_sign_up"),
    path("reeksen/<slug:slug>/aangemeld/", signing_up.series_signed_up, name="series_signed_up"),
    path("reeksen/<slug:slug>/", reading.series_detail, name="series_detail"),
]
