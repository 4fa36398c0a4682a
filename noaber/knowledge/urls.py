# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from noaber.knowledge.views import caring, citing, lineage, modules, outside, reading, reviewing, writing

urlpatterns = [
    path("kennis/", reading.product_list, name="product_list"),
    path("kennis/citeren.<slug:form>", citing.product_list_citation, name="product_list_citation"),
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
    path("kennis/schrijven/<int:pk>/meelezer/", outside.draft_outside_invite, name="draft_outside_invite"),
    path(
        "kennis/schrijven/<int:pk>/meelezer/<int:reader>/weg/",
        outside.draft_outside_withdraw,
        name="draft_outside_withdraw",
    ),
    path("kennis/meelezen/<str:token>/", outside.outside_read, name="outside_read"),
    path("kennis/meelezen/<str:token>/bestand/<int:file>/", outside.outside_file, name="outside_file"),
    path("kennis/meelezen/<str:token>/<slug:step>/", outside.outside_step, name="outside_step"),
    path("kennis/schrijven/<int:pk>/module/", modules.draft_module, name="draft_module"),
    path("kennis/wat-ik-leerde/", modules.learned_list, name="learned_list"),
    path("kennis/wat-ik-leerde/mee.<slug:form>", modules.learned_take, name="learned_take"),
    path("kennis/wat-ik-leerde/<int:pk>/", modules.learned_change, name="learned_change"),
    path("kennis/wat-ik-leerde/<int:pk>/weg/", modules.learned_remove, name="learned_remove"),
    path("kennis/<slug:slug>/opvolger/", lineage.product_replace, name="product_replace"),
    path("kennis/<slug:slug>/opvolger/<int:pk>/weg/", lineage.product_replace_back, name="product_replace_back"),
    path("kennis/<slug:slug>/gedaan/", modules.product_learned, name="product_learned"),
    path("kennis/nakijken/<str:token>/", caring.product_check_link, name="product_check_link"),
    path("kennis/<slug:slug>/nakijken/", caring.product_check, name="product_check"),
    path("kennis/<slug:slug>/", reading.product_detail, name="product_detail"),
    path("kennis/<slug:slug>/verwant/", reading.product_related, name="product_related"),
    path("kennis/<slug:slug>/bestand/<int:pk>/", reading.product_file, name="product_file"),
    path("kennis/<slug:slug>/versies/", reading.product_versions, name="product_versions"),
    path("kennis/<slug:slug>/versie/<int:number>/", reading.product_version, name="product_version"),
    path("kennis/<slug:slug>/citeren.<slug:form>", citing.product_citation, name="product_citation"),
    path(
        "kennis/<slug:slug>/versie/<int:number>/citeren.<slug:form>",
        citing.product_version_citation,
        name="product_version_citation",
    ),
    path("kennis/<slug:slug>/nieuwe-versie/", writing.product_revise, name="product_revise"),
    path("kennis/<slug:slug>/intrekken/", reviewing.product_withdraw, name="product_withdraw"),
]
