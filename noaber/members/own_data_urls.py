# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses under /account/gegevens/."""

from django.urls import path

from noaber.members.views import own_data

urlpatterns = [
    path("", own_data.own_data, name="own_data"),
    path("download/", own_data.own_data_download, name="own_data_download"),
    path("wissen/", own_data.own_data_erase, name="own_data_erase"),
    path("gewist/", own_data.own_data_done, name="own_data_done"),
    path("link/<str:token>/", own_data.own_data_link, name="own_data_link"),
    path("link/<str:token>/download/", own_data.own_data_link_download, name="own_data_link_download"),
    path("link/<str:token>/wissen/", own_data.own_data_link_erase, name="own_data_link_erase"),
]
