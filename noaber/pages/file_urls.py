# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where pictures are kept, without a language; each is looked up, none is served from the folder itself."""

from django.urls import path

from noaber.pages import views

urlpatterns = [path("<path:name>", views.picture, name="picture")]
