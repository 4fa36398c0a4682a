# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses under /agenda/."""

from django.urls import path

from noaber.agenda.views import candidates, deciding, desk, joining, reading, room, weighing

ROUND = "rondes/<slug:slug>/"

urlpatterns = [
    path("", reading.agenda_home, name="agenda_home"),
    path("meedoen/", joining.room_enter, name="room_enter"),
    path("verstuurd/", joining.agenda_sent, name="agenda_sent"),
    path("stem/<str:key>/", weighing.round_weigh, name="round_weigh"),
    path("stem/<str:key>/stoppen/", weighing.round_leave, name="round_leave"),
    path("voorstel/<str:token>/", joining.candidate_confirm, name="candidate_confirm"),
    path("punt/<slug:slug>/", reading.agenda_item_detail, name="agenda_item_detail"),
    path("punt/<slug:slug>/eraf/", deciding.agenda_item_withdraw, name="agenda_item_withdraw"),
    path("punt/<slug:slug>/samen/", deciding.agenda_item_together, name="agenda_item_together"),
    path("beheer/", desk.agenda_desks, name="agenda_desks"),
    path("beheer/<slug:werkplaats>/", desk.agenda_desk, name="agenda_desk"),
    path("beheer/<slug:werkplaats>/nieuw/", desk.round_new, name="round_new"),
    path("beheer/<slug:werkplaats>/erbij/", deciding.agenda_add, name="agenda_add"),
    path(ROUND, reading.round_detail, name="round_detail"),
    path(f"{ROUND}stand/", reading.round_stand, name="round_stand"),
    path(f"{ROUND}natellen/", reading.round_export, name="round_export"),
    path(f"{ROUND}meedoen/", joining.round_join, name="round_join"),
    path(f"{ROUND}link/", joining.round_link, name="round_link"),
    path(f"{ROUND}voorstellen/", joining.candidate_propose, name="candidate_propose"),
    path(f"{ROUND}beheer/", desk.round_desk, name="round_desk"),
    path(f"{ROUND}beheer/regels/", desk.round_rules, name="round_rules"),
    path(f"{ROUND}beheer/stap/<slug:step>/", desk.round_step, name="round_step"),
    path(f"{ROUND}beheer/uitnodigen/", room.round_invite, name="round_invite"),
    path(f"{ROUND}beheer/zaal/", room.round_room, name="round_room"),
    path(f"{ROUND}beheer/besluit/", deciding.round_decide, name="round_decide"),
    path(f"{ROUND}beheer/kandidaten/", candidates.candidate_list, name="candidate_list"),
    path(f"{ROUND}beheer/kandidaten/<int:number>/", candidates.candidate_detail, name="candidate_detail"),
    path("<slug:werkplaats>/", reading.agenda_werkplaats, name="agenda_werkplaats"),
    path("<slug:werkplaats>/<slug:period>/", reading.agenda_period, name="agenda_period"),
]
