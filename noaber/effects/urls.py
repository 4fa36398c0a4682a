# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of what became of knowledge."""

from django.urls import path

from noaber.effects.views import desk, msc, reading, stories, telling

urlpatterns = [
    path("toegepast/", reading.use_list, name="use_list"),
    path("toegepast/kennis/<slug:slug>/", reading.use_product, name="use_product"),
    path("toegepast/werkplaats/<slug:slug>/", reading.use_werkplaats, name="use_werkplaats"),
    path("toegepast/kennis/<slug:slug>/vertel/", telling.use_new, name="use_new"),
    path("toegepast/daarna/<str:token>/", telling.use_after, name="use_after"),
    path("toegepast/<slug:slug>/", reading.use_detail, name="use_detail"),
    path("verhalen/", stories.story_list, name="story_list"),
    path("verhalen/overzicht/", stories.story_matrix, name="story_matrix"),
    path("verhalen/vertel/", stories.story_new, name="story_new"),
    path("verhalen/rondes/", msc.msc_list, name="msc_list"),
    path("verhalen/rondes/nieuw/", msc.msc_new, name="msc_new"),
    path("verhalen/rondes/kiezen/<str:token>/", msc.msc_choose, name="msc_choose"),
    path("verhalen/rondes/<slug:slug>/", msc.msc_detail, name="msc_detail"),
    path("verhalen/rondes/<slug:slug>/verhaal/", msc.msc_gather, name="msc_gather"),
    path("verhalen/rondes/<slug:slug>/panel/", msc.msc_panel, name="msc_panel"),
    path("verhalen/rondes/<slug:slug>/stap/<slug:step>/", msc.msc_step, name="msc_step"),
    path("verhalen/<slug:slug>/", stories.story_detail, name="story_detail"),
    path("veranderingen/", stories.change_list, name="change_list"),
    path("veranderingen/vertel/", stories.change_new, name="change_new"),
    path("veranderingen/klopt/<str:token>/", stories.change_whether, name="change_whether"),
    path("veranderingen/<slug:slug>/", stories.change_detail, name="change_detail"),
    path("effect/beheer/<str:token>/vraag/", stories.change_ask, name="change_ask"),
    path("effect/verstuurd/", telling.effect_sent, name="effect_sent"),
    path("effect/bevestig/<str:token>/", telling.effect_confirm, name="effect_confirm"),
    path("effect/beheer/<str:token>/", telling.effect_manage, name="effect_manage"),
    path("effect/<slug:kind>/<int:pk>/oordeel/", desk.effect_judge, name="effect_judge"),
]
