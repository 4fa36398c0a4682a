# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What sorts of knowledge there are, in the order of lists and forms: first what you can work with tomorrow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProductType(models.TextChoices):
    """A sort of knowledge, as the field names it."""

    GUIDE = "guide", _("handreiking")
    METHOD = "method", _("methode")
    WHAT_DID_NOT_WORK = "what_did_not_work", _("wat niet werkte")
    TOOL = "tool", _("hulpmiddel")
    TOOLBOX = "toolbox", _("toolbox")
    CASE = "case", _("casusbeschrijving")
    EDUCATION_MODULE = "education_module", _("onderwijsmodule")
    CURRICULUM = "curriculum", _("minor of leerlijn")
    DOSSIER = "dossier", _("dossier")
    PUBLICATION = "publication", _("publicatie")
    REPORT = "report", _("rapport")
    INTERIM_REPORT = "interim_report", _("tussenrapportage")
    ARTICLE = "article", _("artikel")
    ESSAY = "essay", _("essay")
    COLUMN = "column", _("column of blog")
    BOOK = "book", _("boek of hoofdstuk")
    WHITE_PAPER = "white_paper", _("witboek")
    THESIS = "thesis", _("scriptie")
    PORTFOLIO = "portfolio", _("portfolio")
    MINUTES = "minutes", _("verslag")
    PRESENTATION = "presentation", _("presentatie")
    TALKING_PICTURE = "talking_picture", _("praatplaat")
    POSTER = "poster", _("poster")
    CLIP = "clip", _("kennisclip")
    WEBINAR = "webinar", _("webinarregistratie")
    VIDEO = "video", _("video")
    PODCAST = "podcast", _("podcast")
    WEBSITE = "website", _("website of online magazine")
    OTHER = "other", _("anders")


class Scale(models.TextChoices):
    """How far a piece of knowledge is, by its writers' own word: always below the ladder of the national databanks."""

    NONE = "", _("nog niet bepaald")
    IDEA = "idea", _("idee")
    TRIED = "tried", _("beproefd in de praktijk")
    DESCRIBED = "described", _("beschreven")
