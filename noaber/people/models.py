# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self, TypeVar

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, BaseUserManager, PermissionsMixin
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from noaber.base import clock
from noaber.people.perspectives import Perspective as Perspective
from noaber.ui.colour import Palette, derive

REF_LENGTH = 200
# A host name in lower case with at least one dot, no port and no number at the end (that would be an address).
HOST = r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$"


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str | None = None, password: str | None = None, **extra: Any) -> Person:
        """A person, with or without an account; without a password nobody can sign in by one."""
        person = self.model(email=(email or "").strip().lower() or None, **extra)
        if password:
            person.set_password(password)
        else:
            person.set_unusable_password()
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> Person:
        """A person who may do everything; for the command line only."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who takes part. Nothing of a person is public but perspective and place where they chose so."""

    KIND: ClassVar[str] = "person"
    email = models.EmailField(_("e-mailadres"), null=True, blank=True, unique=True)
    name = models.CharField(_("naam"), max_length=120, blank=True)
    place = models.CharField(_("plaats"), max_length=80, blank=True)
    perspective = models.CharField(_("perspectief"), max_length=20, blank=True, choices=Perspective.choices)
    # In which language mail is written; that of the pages where this person first took part.
    language = models.CharField(_("taal"), max_length=8, default="nl")
    is_active = models.BooleanField(_("actief"), default=True)
    is_staff = models.BooleanField(_("beheerder"), default=False)
    created_at = models.DateTimeField(default=clock.now)

    objects = PersonManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(email__isnull=True) | Q(email=Lower("email")), name="person_email_lower"
            ),
            models.CheckConstraint(condition=Q(email__isnull=True) | ~Q(email=""), name="person_email_not_empty"),
        )

    def __str__(self) -> str:
        return self.name or str(_("iemand"))

    @property
    def ref(self) -> str:
        return f"person-{self.pk}"

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


AnyPerson = Person | AnonymousUser | None


def term_constraints(name: str) -> tuple[models.CheckConstraint, ...]:
    """A half-open term `from_on`..`until_on` ends after it starts."""
    ends_later = Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gt=F("from_on"))
    return (models.CheckConstraint(condition=ends_later, name=name),)


def current_on(day: dt.date, prefix: str = "") -> Q:
    """Rows whose half-open term holds on this day; an unknown begin or end counts as open."""
    starts, ends = f"{prefix}from_on", f"{prefix}until_on"
    return (Q(**{f"{starts}__isnull": True}) | Q(**{f"{starts}__lte": day})) & (
        Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gt": day})
    )


class Concept(models.Model):
    """A theme of the thesaurus (SKOS): one preferred word, other words, broader and related concepts."""

    KIND: ClassVar[str] = "concept"

    class Scheme(models.TextChoices):
        THEME = "thema", _("thema")
        QUALITY = "sociale-kwaliteit", _("sociale kwaliteit")
        FACET = "facet", _("facet")

    slug = models.SlugField(max_length=80, unique=True)
    scheme = models.CharField(max_length=20, choices=Scheme.choices, default=Scheme.THEME)
    pref_nl = models.CharField(max_length=120)
    pref_en = models.CharField(max_length=120, blank=True)
    alt = models.JSONField(default=list, blank=True)
    ambiguous = models.JSONField(default=list, blank=True)
    note = models.TextField(blank=True)
    facet = models.CharField(max_length=80, blank=True)
    broader = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="narrower")
    related = models.ManyToManyField("self", blank=True)

    class Meta:
        ordering = ("pref_nl",)
        constraints = (
            models.CheckConstraint(
                condition=Q(broader__isnull=True) | ~Q(broader=F("pk")), name="concept_not_own_broader"
            ),
            models.CheckConstraint(condition=~Q(pref_nl=""), name="concept_has_word"),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Its word in the language of the reader."""
        return self.pref_en or self.pref_nl if (get_language() or "").startswith("en") else self.pref_nl

    @property
    def ref(self) -> str:
        return self.slug


class Werkplaats(models.Model):
    """A regional partnership; the national layer is one too. Its slug and address are for ever."""

    KIND: ClassVar[str] = "werkplaats"

    class Status(models.TextChoices):
        ASPIRANT = "aspirant", _("in oprichting")
        MEMBER = "member", _("lid")
        ENDED = "ended", _("gestopt")
        NATIONAL = "national", _("landelijk")

    ref = models.CharField(max_length=REF_LENGTH, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.MEMBER)
    region = models.CharField(_("regio"), max_length=120, blank=True)
    description = models.TextField(_("beschrijving"), blank=True)
    site_url = models.URLField(_("website"), max_length=500, blank=True)
    brand = models.CharField(
        _("kleur"), max_length=7, default="#0b5a4c", validators=[RegexValidator(r"^#[0-9a-f]{6}$")]
    )
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    source_urls = models.JSONField(default=list, blank=True)
    # Its own address on the web, such as wsdtwente.nl; without one it is at /<slug>/ on the portal only.
    host = models.CharField(
        _("eigen webadres"), max_length=253, null=True, blank=True, unique=True, validators=[RegexValidator(HOST)]
    )
    # What it calls things: a word of noaber.people.words → its own.
    words = models.JSONField(default=dict, blank=True)
    languages = models.JSONField(default=list, blank=True)
    contact = models.TextField(_("contact"), blank=True, max_length=1000)
    contact_email = models.EmailField(_("e-mailadres"), blank=True)
    extra = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("slug",)
        constraints = (
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__isnull=False, lon__isnull=False, lat__range=(50.5, 53.8), lon__range=(3.2, 7.4)),
                name="werkplaats_in_the_netherlands",
            ),
            models.CheckConstraint(
                condition=Q(host__isnull=True) | Q(host=Lower("host")) & ~Q(host=""), name="werkplaats_host_lower"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("werkplaats_detail", args=[self.slug])

    @property
    def name(self) -> str:
        """The name it bears now (the latest); prefetch `names` when you show many."""
        names = sorted(self.names.all(), key=lambda name: name.from_on or dt.date.min)
        return names[-1].name if names else self.slug

    @property
    def short(self) -> str:
        names = sorted(self.names.all(), key=lambda name: name.from_on or dt.date.min)
        return (names[-1].short or names[-1].name) if names else self.slug

    @property
    def colours(self) -> Palette:
        return derive(self.brand)


class WerkplaatsName(models.Model):
    """What a werkplaats was called, from when until when."""

    werkplaats = models.ForeignKey(Werkplaats, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    short = models.CharField(max_length=60, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("werkplaats", F("from_on").asc(nulls_first=True))
        constraints = (
            *term_constraints("werkplaatsname_term"),
            models.UniqueConstraint("werkplaats", "name", "from_on", name="werkplaatsname_once"),
            models.CheckConstraint(condition=~Q(name=""), name="werkplaatsname_not_empty"),
        )

    def __str__(self) -> str:
        return self.name


class Period(models.Model):
    """A programme period of a werkplaats: a version of its plan, lines and structure, at an address that lasts."""

    KIND: ClassVar[str] = "period"
    werkplaats = models.ForeignKey(Werkplaats, on_delete=models.CASCADE, related_name="periods")
    slug = models.SlugField(max_length=80)
    label = models.CharField(_("naam van de periode"), max_length=120)
    starts_on = models.DateField(_("begint op"), null=True, blank=True)
    ends_on = models.DateField(_("eindigt op"), null=True, blank=True)
    summary = models.TextField(_("waar het over gaat"), blank=True)
    structure = models.TextField(_("hoe we werken"), blank=True)
    # How the werkplaats was when the period ended: its name, words, colour, partners. Written once.
    ending = models.JSONField(default=dict, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    themes = models.ManyToManyField(Concept, blank=True, related_name="periods")

    class Meta:
        ordering = ("werkplaats", F("starts_on").asc(nulls_first=True), "label")
        constraints = (
            models.UniqueConstraint("werkplaats", "label", name="period_label_once"),
            models.UniqueConstraint("werkplaats", "slug", name="period_slug_once"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="period_term",
            ),
        )

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("period_detail", args=[self.werkplaats.slug, self.slug])

    @property
    def ref(self) -> str:
        return f"{self.werkplaats.slug}/{self.slug}"

    def ended(self, on: dt.date) -> bool:
        """Whether it is archive on this day."""
        return self.ends_on is not None and self.ends_on <= on


class Role(models.Model):
    """A person's task in a werkplaats, for a term."""

    class Kind(models.TextChoices):
        COORDINATOR = "coordinator", _("coördinator")
        EDITOR = "editor", _("redacteur")
        RESEARCHER = "researcher", _("docent-onderzoeker")
        BOARD = "board", _("bestuur")
        MEMBER = "member", _("lid")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    werkplaats = models.ForeignKey(Werkplaats, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=Kind.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            *term_constraints("role_term"),
            models.UniqueConstraint(
                "person", "werkplaats", "role", condition=Q(until_on__isnull=True), name="role_open_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.werkplaats_id})"


class Visibility(models.TextChoices):
    PUBLIC = "public", _("openbaar")
    MEMBERS = "members", _("voor leden")
    HIDDEN = "hidden", _("verborgen")


D = TypeVar("D", bound="Described", covariant=True)


class DescribedQuerySet(models.QuerySet[D]):
    def visible_to(self, person: AnyPerson, on: dt.date | None = None) -> Self:
        """What this person may read: everybody the public things, role holders those of their werkplaats."""
        if not isinstance(person, Person) or not person.is_active:
            return self.filter(visibility=Visibility.PUBLIC)
        if person.is_superuser:
            return self
        mine = Role.objects.filter(current_on(on or timezone.localdate()), person=person)
        leads = mine.filter(role__in=(Role.Kind.COORDINATOR, Role.Kind.EDITOR))
        return self.filter(
            Q(visibility=Visibility.PUBLIC)
            | Q(visibility=Visibility.MEMBERS, home__in=mine.values("werkplaats"))
            | Q(visibility=Visibility.HIDDEN, home__in=leads.values("werkplaats"))
        )


class Described(models.Model):
    """What every published thing has in common: where it comes from, who keeps it, who may see it."""

    KIND: ClassVar[str] = ""
    ref = models.CharField(max_length=REF_LENGTH, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(_("titel"), max_length=500)
    title_status = models.CharField(max_length=20, blank=True)
    summary = models.TextField(_("samenvatting"), blank=True)
    text = models.TextField(_("tekst"), blank=True)
    lang = models.CharField(_("taal"), max_length=10, default="nl")
    year = models.PositiveSmallIntegerField(
        _("jaar"), null=True, blank=True, validators=[MinValueValidator(1000), MaxValueValidator(2200)]
    )
    on_date = models.CharField(_("datum"), max_length=40, blank=True)
    home = models.ForeignKey(
        Werkplaats, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)s_items"
    )
    shown_by = models.ManyToManyField(Werkplaats, blank=True, related_name="%(class)s_shown")
    themes = models.ManyToManyField(Concept, blank=True, related_name="%(class)s_items")
    organisations = models.ManyToManyField("people.Organisation", blank=True, related_name="%(class)s_items")
    organisation_names = models.JSONField(default=list, blank=True)
    authors = models.JSONField(_("auteurs"), default=list, blank=True)
    url = models.URLField(_("adres"), max_length=2000, blank=True)
    source_url = models.URLField(_("bron"), max_length=2000, blank=True)
    licence = models.CharField(_("licentie"), max_length=200, blank=True)
    licence_note = models.CharField(max_length=500, blank=True)
    owner = models.CharField(_("eigenaar"), max_length=200, blank=True)
    review_on = models.DateField(_("nakijken"), null=True, blank=True)
    perspective = models.CharField(max_length=20, blank=True, choices=Perspective.choices)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC)
    example = models.BooleanField(_("voorbeeld"), default=False)
    extra = models.JSONField(default=dict, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(condition=~Q(ref=""), name="%(app_label)s_%(class)s_ref"),
            models.CheckConstraint(condition=~Q(title=""), name="%(app_label)s_%(class)s_title"),
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="%(app_label)s_%(class)s_visibility"
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__range=(1000, 2200)), name="%(app_label)s_%(class)s_year"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse(f"{self.KIND}_detail", args=[self.slug])

    def stale(self, on: dt.date) -> bool:
        """Whether its review date has passed: it may still be right, but nobody has looked."""
        return self.review_on is not None and self.review_on < on


class Organisation(Described):
    """A university, municipality, welfare or care organisation … that takes part in the network."""

    KIND: ClassVar[str] = "organisation"

    class Sort(models.TextChoices):
        UNIVERSITY = "university", _("hogeschool of universiteit")
        MUNICIPALITY = "municipality", _("gemeente")
        WELFARE = "welfare", _("welzijn")
        CARE = "care", _("zorg")
        HOUSING = "housing", _("wonen")
        KNOWLEDGE = "knowledge_institute", _("kennisinstituut")
        GOVERNMENT = "government", _("overheid")
        OTHER = "other", _("overig")

    sort = models.CharField(_("soort"), max_length=20, choices=Sort.choices, default=Sort.OTHER)
    cbs_code = models.CharField(_("CBS-code"), max_length=6, blank=True, validators=[RegexValidator(r"^GM[0-9]{4}$")])

    objects = DescribedQuerySet.as_manager()

    class Meta(Described.Meta):
        abstract = False
        constraints = (
            *Described.Meta.constraints,
            models.UniqueConstraint("cbs_code", condition=~Q(cbs_code=""), name="organisation_cbs_code_once"),
        )


class Partnership(models.Model):
    """What an organisation is to a werkplaats, for a term."""

    class Kind(models.TextChoices):
        LEAD = "lead", _("penvoerder")
        CO_LEAD = "co_lead", _("medepenvoerder")
        RESEARCH_GROUP = "research_group", _("lectoraat")
        MUNICIPALITY = "municipality", _("gemeente")
        PARTNER = "partner", _("partner")

    werkplaats = models.ForeignKey(Werkplaats, on_delete=models.CASCADE, related_name="partnerships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="partnerships")
    role = models.CharField(max_length=20, choices=Kind.choices)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("werkplaats", "role")
        constraints = (
            *term_constraints("partnership_term"),
            models.UniqueConstraint(
                "werkplaats",
                "organisation",
                "role",
                condition=Q(until_on__isnull=True),
                name="partnership_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.role}"


import noaber.people.region_models  # noqa: E402, F401  (where Django looks for tables)
