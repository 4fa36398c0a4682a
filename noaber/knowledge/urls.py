# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from noaber.knowledge import views

urlpatterns = [
    path("kennis/", views.product_list, name="product_list"),
    path("kennis/<slug:slug>/", views.product_detail, name="product_detail"),
    path("kennis/<slug:slug>/verwant/", views.product_related, name="product_related"),
    path("kennis/<slug:slug>/bestand/<int:pk>/", views.product_file, name="product_file"),
]
