# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of what became of knowledge."""

from django.urls import path

from noaber.effects.views import desk, reading, telling

urlpatterns = [
    path("toegepast/", reading.use_list, name="use_list"),
    path("toegepast/kennis/<slug:slug>/", reading.use_product, name="use_product"),
    path("toegepast/kennis/<slug:slug>/vertel/", telling.use_new, name="use_new"),
    path("toegepast/daarna/<str:token>/", telling.use_after, name="use_after"),
    path("toegepast/<slug:slug>/", reading.use_detail, name="use_detail"),
    path("effect/verstuurd/", telling.effect_sent, name="effect_sent"),
    path("effect/bevestig/<str:token>/", telling.effect_confirm, name="effect_confirm"),
    path("effect/beheer/<str:token>/", telling.effect_manage, name="effect_manage"),
    path("effect/<slug:kind>/<int:pk>/oordeel/", desk.effect_judge, name="effect_judge"),
]
