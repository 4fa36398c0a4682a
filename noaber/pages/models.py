# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""News from elsewhere, and the pages that editors write: one tree a werkplaats, one type of page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Page

from noaber.base.refs import new_ref
from noaber.pages.addresses import is_taken, reader_path
from noaber.pages.blocks import Body
from noaber.pages.review_models import ReviewTask as ReviewTask
from noaber.people.models import Concept, Described, DescribedQuerySet, Period, Werkplaats


class News(Described):
    """A news item from elsewhere: something that happened, said once."""

    KIND: ClassVar[str] = "news"

    objects = DescribedQuerySet.as_manager()

    class Meta(Described.Meta):
        abstract = False
        verbose_name = _("nieuws")
        verbose_name_plural = _("nieuws")


class Picture(AbstractImage):
    """A picture of an editor; what it shows is told in words, always."""

    alt = models.CharField(
        _("wat is er te zien?"),
        max_length=250,
        blank=True,
        help_text=_("Voor wie de foto niet ziet. Zeg wat erop staat, niet “foto van”."),
    )
    # Not "decorative": Wagtail sets an attribute of that name on every picture it makes.
    ornament = models.BooleanField(
        _("alleen versiering"),
        default=False,
        help_text=_("Kies dit alleen als wie de foto niet ziet ook niets mist, zoals bij een sierrand."),
    )

    admin_form_fields = (
        "title", "file", "alt", "ornament", "collection",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = _("foto")
        verbose_name_plural = _("foto’s")
        constraints = (
            models.CheckConstraint(
                condition=Q(ornament=False) & ~Q(alt="") | Q(ornament=True, alt=""), name="picture_alt"
            ),
        )

    @property
    def default_alt_text(self) -> str:
        return self.alt

    def generate_rendition_file(self, filter: Any, *, source: Any = None) -> ContentFile:
        """Wagtail leaves the file that it makes open until somebody sweeps; here it is closed."""
        with super().generate_rendition_file(filter, source=source) as made:
            made.seek(0)
            return ContentFile(made.read(), name=made.name)


class Rendition(AbstractRendition):
    """A picture made to measure."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="rendition_once"),
        )


# How deep the root of a werkplaats stands in the tree; below it are the pages.
SITE_DEPTH = 2


class OwnAddress:
    """Pages answer under our own addresses, not under a Wagtail site."""

    url_path: str

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        return 0, settings.SITE_URL, reader_path(self.url_path)

    def get_url(self, request: Any = None, current_site: Any = None) -> str:
        return reader_path(self.url_path)

    def relative_url(self, current_site: Any, request: Any = None) -> str:
        return self.get_url(request)

    def get_absolute_url(self) -> str:
        return reader_path(self.url_path)

    url = property(get_url)


# Who knows what stands around a page; handed over when everything is loaded, since it reads these tables.
_preview: list[Callable[..., dict[str, Any]]] = []


def preview_with(context: Callable[..., dict[str, Any]]) -> None:
    """Hand over what gives a page its surroundings, for the preview of an editor."""
    _preview[:] = [context]


class SitePage(OwnAddress, Page):
    """The root of the pages of one werkplaats, with what stands on its home; made together with the werkplaats."""

    KIND: ClassVar[str] = "site"
    werkplaats = models.OneToOneField(
        Werkplaats, on_delete=models.PROTECT, related_name="site_page", verbose_name=_("werkplaats")
    )
    lead = models.TextField(_("welkom"), blank=True, max_length=600, help_text=_("Twee of drie zinnen bovenaan."))
    body = StreamField(Body(), blank=True, verbose_name=_("inhoud"))

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["pages.ProsePage"]
    is_creatable = False
    # What is on a site is for everybody; there is nothing half-open that a reader's page would have to ask about.
    private_page_options: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]

    class Meta:
        verbose_name = _("site van een werkplaats")
        verbose_name_plural = _("sites van werkplaatsen")

    @property
    def ref(self) -> str:
        return f"site-{self.slug}"


def prose_ref() -> str:
    """A lasting name for a page, whatever becomes of its address."""
    return new_ref("p")


class ProsePage(OwnAddress, Page):
    """A page that an editor wrote."""

    KIND: ClassVar[str] = "page"

    class Sort(models.TextChoices):
        TEXT = "text", _("tekst")
        NEWS = "news", _("nieuws")
        COLUMN = "column", _("column")
        DOSSIER = "dossier", _("dossier")
        PERIOD = "period", _("programmaperiode")

    ref = models.CharField(max_length=40, unique=True, default=prose_ref, editable=False)
    sort = models.CharField(_("soort"), max_length=10, choices=Sort.choices, default=Sort.TEXT)
    # Both follow from the tree; kept here so that a reader's page, a menu and a list need one table.
    werkplaats = models.ForeignKey(Werkplaats, on_delete=models.PROTECT, related_name="prose", editable=False)
    in_menu = models.BooleanField(default=False, editable=False)
    period = models.ForeignKey(
        Period, null=True, blank=True, on_delete=models.PROTECT, related_name="prose",
        verbose_name=_("programmaperiode"), help_text=_("Alleen als deze pagina bij één periode hoort."),
    )  # fmt: skip
    lang = models.CharField(_("taal"), max_length=8, choices=settings.LANGUAGES, default="nl")
    translation_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="translations",
        verbose_name=_("vertaling van"),
    )  # fmt: skip
    summary = models.TextField(
        _("samenvatting"), blank=True, max_length=600, help_text=_("Twee of drie zinnen. Ze staan ook in lijsten.")
    )
    review_on = models.DateField(
        _("nakijken op"), null=True, blank=True, help_text=_("Op die dag staat de pagina weer op je werkblad.")
    )
    byline = models.CharField(_("door"), max_length=120, blank=True)
    day = models.DateField(_("datum"), null=True, blank=True, help_text=_("Leeg: de dag van publicatie."))
    source_url = models.URLField(_("bron"), max_length=2000, blank=True)
    picture = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("foto")
    )
    body = StreamField(Body(), blank=True, verbose_name=_("inhoud"))
    themes = ParentalManyToManyField(Concept, blank=True, related_name="prose", verbose_name=_("thema’s"))
    example = models.BooleanField(
        _("voorbeeld"), default=False, help_text=_("Verzonnen; dat staat dan ook zo op de pagina.")
    )

    exclude_fields_in_copy: ClassVar[list[str]] = ["ref"]
    parent_page_types: ClassVar[list[str]] = ["pages.SitePage", "pages.ProsePage"]
    subpage_types: ClassVar[list[str]] = ["pages.ProsePage"]
    private_page_options: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        *(FieldPanel(name) for name in (
            "sort", "summary", "picture", "body", "themes", "lang", "translation_of", "period", "byline", "day",
            "review_on", "source_url", "example",
        )),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("pagina")
        verbose_name_plural = _("pagina’s")
        constraints = (
            models.CheckConstraint(condition=~Q(translation_of=models.F("page_ptr")), name="prose_not_own_translation"),
        )
        indexes = (
            models.Index(fields=["werkplaats"], condition=Q(in_menu=True), name="prose_menu"),
            models.Index(fields=["sort", "werkplaats"], name="prose_sort"),
        )

    def clean(self) -> None:
        super().clean()
        self.follow_the_tree()
        if self.period is not None and self.period.werkplaats_id != self.werkplaats_id:
            raise ValidationError({"period": _("Kies een periode van deze werkplaats.")})
        if self.translation_of is not None and self.translation_of.lang == self.lang:
            raise ValidationError({"translation_of": _("Die pagina is in dezelfde taal.")})
        self._require_free_address()

    def _require_free_address(self) -> None:
        parent = self._parent()
        if parent is None:
            return
        path = reader_path(f"{parent.url_path}{self.slug}/")
        a_werkplaats = path.count("/") == 2 and Werkplaats.objects.filter(slug=self.slug).exists()
        if a_werkplaats or is_taken(path):
            raise ValidationError({"slug": _("Op dit adres staat al iets anders. Kies een ander.")})

    def _parent(self) -> Any:
        # A page that is being made has no place in the tree yet, but the editor's desk says under which it will come.
        return self.get_parent() if self.path else getattr(self, "_cached_parent_obj", None)

    def follow_the_tree(self) -> None:
        """Take over which werkplaats this is of and whether it is in the menu."""
        self.in_menu = self.show_in_menus
        if self.pk:
            # A revision or a copy carries the name it was made with.
            self.ref = type(self).objects.filter(pk=self.pk).values_list("ref", flat=True).first() or self.ref
        parent = self._parent()
        if parent is not None:
            root = SitePage.objects.filter(path=parent.path[: SITE_DEPTH * self.steplen])
            self.werkplaats_id = root.values_list("werkplaats", flat=True).first()

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("update_fields") is None:
            self.follow_the_tree()
        return super().save(*args, **kwargs)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What Wagtail's preview shows: the page as readers get it."""
        return _preview[0](self, self.lang, preview=True)

    def get_template(self, request: Any, *args: Any, **kwargs: Any) -> str:
        return "pages/prose_page.html"
