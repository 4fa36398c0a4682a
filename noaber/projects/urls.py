# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses under /leertrajecten/. What is of the group has two: for who signs in, and for who holds a link."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from noaber.projects.views import group, joining, plan, reading, starting, team

# What members do, with an account or without.
MEMBERS: tuple[tuple[str, Callable[..., Any], str], ...] = (
    ("", group.group_page, "group"),
    ("logboek/", group.log_write, "log"),
    ("logboek/<int:pk>/", group.log_change, "log_change"),
    ("ronde/", group.round_new, "round_new"),
    ("ronde/<int:number>/", group.round_page, "round"),
    ("ronde/<int:number>/schrijven/", group.round_write, "round_write"),
    ("ronde/<int:number>/stap/", group.round_step, "round_step"),
    ("bestand/", group.file_add, "file_add"),
    ("bestand/<int:pk>/over/", group.file_change, "file_change"),
    ("naam/", team.show_me, "show_me"),
    ("plan/", plan.project_plan, "plan"),
    ("stoppen/", group.leave, "leave"),
)


def members(before: str, name: str) -> list[URLPattern]:
    """The same pages under one way in."""
    return [path(f"{before}{tail}", view, name=f"{name}_{word}") for tail, view, word in MEMBERS]


urlpatterns = [
    path("leertrajecten/", reading.project_list, name="project_list"),
    path("leertrajecten/beginnen/", starting.project_start, name="project_start"),
    path("leertrajecten/uitnodiging/<str:token>/", joining.invitation, name="project_invitation"),
    path("leertrajecten/meedoen/<str:token>/", joining.join_confirm, name="project_join_confirm"),
    path("leertrajecten/borging/<str:token>/", plan.embedding_check, name="project_check"),
    path("leertrajecten/kalender/<str:token>.ics", group.feed_ical, name="project_feed"),
    *members("leertrajecten/mee/<str:token>/", "part"),
    path("leertrajecten/mee/<str:token>/foto/<int:pk>/", group.photo, name="part_photo"),
    path("leertrajecten/mee/<str:token>/bestand/<int:pk>/", group.file, name="part_file"),
    path("leertrajecten/<slug:slug>/", reading.project_detail, name="project_detail"),
    path("leertrajecten/<slug:slug>/kalender/", reading.project_calendar, name="project_calendar"),
    path("leertrajecten/<slug:slug>/kalender.ics", reading.project_ical, name="project_ical"),
    path("leertrajecten/<slug:slug>/foto/<int:pk>/", reading.project_photo, name="project_photo"),
    path("leertrajecten/<slug:slug>/bestand/<int:pk>/", reading.project_file, name="project_file"),
    path("leertrajecten/<slug:slug>/meedoen/", joining.project_join, name="project_join"),
    path("leertrajecten/<slug:slug>/meedoen/verstuurd/", joining.project_join_sent, name="project_join_sent"),
    path("leertrajecten/<slug:slug>/beginnen/", starting.project_begin, name="project_begin"),
    path("leertrajecten/<slug:slug>/bewerken/", starting.project_edit, name="project_edit"),
    path("leertrajecten/<slug:slug>/fase/", starting.project_phase, name="project_phase"),
    path("leertrajecten/<slug:slug>/borgen/", plan.project_embedding, name="project_embedding"),
    *members("leertrajecten/<slug:slug>/groep/", "project"),
    path("leertrajecten/<slug:slug>/groep/mensen/", team.project_team, name="project_team"),
    path("leertrajecten/<slug:slug>/groep/mensen/uitnodigen/", team.project_invite, name="project_invite"),
    path("leertrajecten/<slug:slug>/groep/mensen/<int:pk>/", team.project_member, name="project_member"),
    path("leertrajecten/<slug:slug>/groep/plan/<slug:what>/", plan.thing_new, name="project_thing_new"),
    path("leertrajecten/<slug:slug>/groep/plan/<slug:what>/<int:pk>/", plan.thing_change, name="project_thing"),
]
