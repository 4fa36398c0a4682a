# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from noaber.knowledge.views import elements, evidence, reading, reviewing, worksheet, writing

urlpatterns = [
    path("kennis/", reading.product_list, name="product_list"),
    path("kennis/elementen/", elements.element_list, name="element_list"),
    path("kennis/elementen/<slug:slug>/", elements.element_detail, name="element_detail"),
    path("kennis/elementen/<slug:slug>/uitleg/", elements.element_explain, name="element_explain"),
    path("kennis/schrijven/", writing.draft_list, name="draft_list"),
    path("kennis/schrijven/nieuw/", writing.draft_start, name="draft_start"),
    path("kennis/uit-leertraject/<slug:slug>/<int:number>/", writing.draft_lift, name="draft_lift"),
    path("kennis/schrijven/<int:pk>/", reviewing.draft_detail, name="draft_detail"),
    path("kennis/schrijven/<int:pk>/tekst/", writing.draft_write, name="draft_write"),
    path("kennis/schrijven/<int:pk>/tekst/bewaar/", writing.draft_keep, name="draft_keep"),
    path("kennis/schrijven/<int:pk>/tekst/vergeet/", writing.draft_forget, name="draft_forget"),
    path("kennis/schrijven/<int:pk>/stap/<slug:step>/", reviewing.draft_step, name="draft_step"),
    path("kennis/schrijven/<int:pk>/bestand/", reviewing.draft_file_add, name="draft_file_add"),
    path("kennis/schrijven/<int:pk>/bestand/<int:file>/", reviewing.draft_file, name="draft_file"),
    path("kennis/schrijven/<int:pk>/bestand/<int:file>/over/", reviewing.draft_file_change, name="draft_file_change"),
    path("kennis/<slug:slug>/", reading.product_detail, name="product_detail"),
    path("kennis/<slug:slug>/bewijs/", evidence.product_evidence, name="product_evidence"),
    path("kennis/<slug:slug>/bewijs/nieuw/", evidence.evidence_add, name="evidence_add"),
    path("kennis/<slug:slug>/bewijs/<int:pk>/", evidence.evidence_change, name="evidence_change"),
    path("kennis/<slug:slug>/bewijs/<int:pk>/intrekken/", evidence.evidence_withdraw, name="evidence_withdraw"),
    path("kennis/<slug:slug>/element/", elements.product_element_add, name="product_element_add"),
    path("kennis/<slug:slug>/element/<int:pk>/", elements.product_element, name="product_element"),
    path("kennis/<slug:slug>/niveau/", evidence.product_scale, name="product_scale"),
    path("kennis/<slug:slug>/erkenning/", evidence.product_recognise, name="product_recognise"),
    path("kennis/<slug:slug>/erkenning/<int:pk>/", evidence.recognition_end, name="recognition_end"),
    path("kennis/<slug:slug>/werkblad/", worksheet.product_worksheet, name="product_worksheet"),
    path("kennis/<slug:slug>/werkblad/<slug:heading>/", worksheet.worksheet_text, name="worksheet_text"),
    path("kennis/<slug:slug>/werkblad.<slug:form>", worksheet.worksheet_file, name="worksheet_file"),
    path("kennis/<slug:slug>/verwant/", reading.product_related, name="product_related"),
    path("kennis/<slug:slug>/bestand/<int:pk>/", reading.product_file, name="product_file"),
    path("kennis/<slug:slug>/versies/", reading.product_versions, name="product_versions"),
    path("kennis/<slug:slug>/versie/<int:number>/", reading.product_version, name="product_version"),
    path("kennis/<slug:slug>/nieuwe-versie/", writing.product_revise, name="product_revise"),
    path("kennis/<slug:slug>/intrekken/", reviewing.product_withdraw, name="product_withdraw"),
]
