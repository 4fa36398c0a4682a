# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The register of processing (GDPR, article 30): why this copy keeps something of people, and for how long.

The fields are read from the tables themselves, so that the register can't fall behind the code; a check of the house
fails when a table holds something of a person and no purpose speaks of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.people.models import Person

CONSENT = _("toestemming")
PUBLIC_TASK = _("uitvoering van een taak van algemeen belang")
INTEREST = _("gerechtvaardigd belang")


@dataclass(frozen=True)
class Purpose:
    """One purpose: why, of whom, on which ground, how long; `tables` are labels such as "questions.Voice"."""

    name: Any
    why: Any
    ground: Any
    whose: Any
    kept: Any
    tables: Sequence[str]
    shared_with: Any = ""

    @property
    def fields(self) -> list[str]:
        """What is kept, in the words of the tables; keys of the machine itself are left out."""
        told: dict[str, None] = {}
        for label in self.tables:
            for field in apps.get_model(label)._meta.get_fields():
                if isinstance(field, models.Field) and not isinstance(field, models.AutoField):
                    told[str(field.verbose_name)] = None
        return list(told)


REGISTER: tuple[Purpose, ...] = (
    Purpose(
        _("Vragen stellen en meedenken"),
        _("Een vraag beantwoorden, en iedereen die haar heeft laten weten wat ermee gebeurt."),
        PUBLIC_TASK,
        _("Wie een vraag stelt, deelt, volgt of er iets over weet."),
        _("Tot je je terugtrekt. Je e-mailadres verdwijnt dan; wat openbaar is, blijft zonder jou."),
        ("questions.Voice", "questions.Answer", "questions.Contribution", "questions.Connection", "questions.Merge",
         "questions.Message"),
    ),
    Purpose(
        _("Wegen wat er op de agenda komt"),
        _("Mensen laten meewegen, elke stem één keer tellen, en laten weten wat ermee gebeurt."),
        PUBLIC_TASK,
        _("Wie meeweegt, iets voorstelt of besluit."),
        _("Wie wat stemde: tot de ronde is afgerond. Dat je meedoet: tot je je terugtrekt."),
        ("agenda.Participant", "agenda.Ballot", "agenda.Candidate", "agenda.Decision"),
    ),
    Purpose(
        _("Een account en een taak"),
        _("Weten wie voor een werkplaats mag handelen, en dat veilig houden."),
        PUBLIC_TASK,
        _("Leden, redacteuren, coördinatoren, onderzoekers en bestuurders."),
        _("Zolang je een account hebt; apparaten en sessies tot ze verlopen of je ze stopt."),
        ("people.Person", "people.Role", "account.EmailAddress", "mfa.Authenticator", "socialaccount.SocialAccount",
         "usersessions.UserSession"),
    ),
    Purpose(
        _("Laten zien wie wat doet"),
        _("Mensen in het netwerk elkaar laten vinden."),
        CONSENT,
        _("Leden die daarvoor kozen, per gegeven."),
        _("Tot je het uitzet of vertrekt. Wanneer je wat goedvond, blijft bewaard als bewijs."),
        ("members.Profile", "members.FieldConsent", "members.Involvement"),
    ),
    Purpose(
        _("Uitnodigen en meedoen"),
        _("Iemand uitnodigen voor een werkplaats, of een verzoek om mee te doen beantwoorden."),
        INTEREST,
        _("Wie uitgenodigd is of wil meedoen."),
        _("Tot de uitnodiging verlopen is of het verzoek is beantwoord."),
        ("members.Invitation", "members.JoinRequest"),
    ),
    Purpose(
        _("Kennis schrijven en nakijken"),
        _("Samen kennis maken die klopt: concepten, versies en opmerkingen."),
        PUBLIC_TASK,
        _("Wie kennis schrijft of nakijkt."),
        _("Concepten tot ze klaar zijn; versies en opmerkingen zolang de kennis er staat."),
        (
            "knowledge.DraftSave", "knowledge.DraftText", "knowledge.Element", "knowledge.ElementUse",
            "knowledge.EvidenceItem", "knowledge.Recognition", "knowledge.Remark", "knowledge.ReviewCheck",
            "knowledge.Succession", "knowledge.Version", "knowledge.WorksheetText",
        ),  # fmt: skip
    ),
    Purpose(
        _("Bijhouden wat je leerde"),
        _("Een eigen lijst van wat je deed en leerde, om mee te nemen."),
        CONSENT,
        _("Wie met een account iets bewaart; niemand anders leest het."),
        _("Tot je het weghaalt of je gegevens laat wissen."),
        ("knowledge.Learned",),
    ),
    Purpose(
        _("Iemand van buiten laten meelezen"),
        _("Iemand zonder account vragen naar een stuk kennis te kijken voordat het openbaar wordt."),
        INTEREST,
        _("Wie door schrijvers of redactie wordt gevraagd."),
        _("Het adres tot het meelezen voorbij is; de naam bij wat iemand zei nog een jaar."),
        ("knowledge.OutsideReader",),
    ),
    Purpose(
        _("Vertellen wat kennis deed"),
        _("Laten zien hoe kennis wordt gebruikt, en één keer vragen wat er daarna gebeurde."),
        PUBLIC_TASK,
        _("Wie vertelt wat er gebeurde; een adres hoeft niet."),
        _("Het adres tot je antwoord geeft, of hoogstens zestien weken nadat het openbaar werd."),
        ("effects.Use", "effects.Story", "effects.Change", "effects.Substantiation", "effects.MscRound",
         "effects.Panelist"),
    ),
    Purpose(
        _("Samen leren in een leertraject"),
        _("Weten wie meedoet, samen bijhouden wat er gebeurt, en later vragen of het resultaat nog leeft."),
        PUBLIC_TASK,
        _("Wie meedoet, uitgenodigd is of wil meedoen, en wie eigenaar van een resultaat wordt."),
        _("Wat van de groep is zolang het leertraject er staat; een verzoek of uitnodiging tot die is beantwoord."),
        ("projects.Project", "projects.Member", "projects.LogEntry", "projects.ProjectFile", "projects.EmbeddingPlan"),
    ),
    Purpose(
        _("Je eigen agenda"),
        _("De bijeenkomsten waar je heen gaat laten lezen door een agenda die je zelf kiest."),
        CONSENT,
        _("Wie daarvoor een adres maakt."),
        _("Tot je een nieuw adres maakt, ermee stopt of je gegevens wist."),
        ("meetings.CalendarKey",),
    ),
    Purpose(
        _("Naar een bijeenkomst komen"),
        _("Weten hoeveel mensen komen en wat zij nodig hebben, en hun vertellen als er iets verandert."),
        PUBLIC_TASK,
        _("Wie zich aanmeldt, met of zonder account, en wie meekomt."),
        _("Wat je nodig hebt: tot een week erna. Naam en adres: drie maanden, of een week als je je afmeldde."),
        ("meetings.Registration", "meetings.Answer", "meetings.PartChoice"),
    ),
    Purpose(
        _("Laten weten wie er spreekt"),
        _("Op de pagina van een bijeenkomst vertellen wie er spreekt, en weten van wie een stuk is."),
        INTEREST,
        _("Wie spreekt of een stuk plaatst."),
        _("Zolang de bijeenkomst er staat, of tot je vraagt je naam weg te halen."),
        ("meetings.Speaker", "meetings.Paper"),
    ),
    Purpose(
        _("De dag van een bijeenkomst"),
        _("Weten wie er was, een bewijs van deelname geven, en bewaren wat de tafels zeiden."),
        PUBLIC_TASK,
        _("Wie komt, wie aan de deur of aan tafel helpt, en wie plant."),
        _("De naam van wie zo binnenkwam tot een jaar erna; wat de tafels zeiden zolang de pagina er staat."),
        ("meetings.Presence", "meetings.WalkIn", "meetings.Noted", "meetings.SelectionMail"),
    ),
    Purpose(
        _("Verder gaan na een bijeenkomst, of er een voorstellen"),
        _("Uitnodigen wie verder wil, en laten weten wat er met een voorstel gebeurt."),
        CONSENT,
        _("Wie verder wil, en wie een bijeenkomst voorstelt."),
        _("Wie verder wil: tot een jaar erna. Een adres bij een voorstel: tot een half jaar na het antwoord."),
        ("meetings.GoesOn", "meetings.Proposal"),
    ),
    Purpose(
        _("Pagina’s van redacties"),
        _("Pagina’s en nieuws maken, nakijken en terugvinden wie wat veranderde."),
        PUBLIC_TASK,
        _("Redacteuren en coördinatoren."),
        _("Zolang de pagina er staat; sloten en kladjes tot ze niet meer nodig zijn."),
        ("pages.Picture", "pages.ProsePage", "pages.SitePage", "wagtailadmin.EditingSession", "wagtailadmin.FormState",
         "wagtailcore.APIToken", "wagtailcore.Comment", "wagtailcore.CommentReply", "wagtailcore.ModelLogEntry",
         "wagtailcore.Page", "wagtailcore.PageLogEntry", "wagtailcore.PageSubscription", "wagtailcore.Revision",
         "wagtailcore.TaskState", "wagtailcore.UploadedFile", "wagtailcore.WorkflowState", "wagtaildocs.Document",
         "wagtailimages.Image", "wagtailusers.UserProfile"),
    ),
    Purpose(
        _("Melden dat er iets niet klopt"),
        _("Fouten en misbruik rechtzetten, en de melder vertellen wat ermee gebeurde."),
        INTEREST,
        _("Wie iets meldt; een adres hoeft niet."),
        _("Het adres tot de melding is beoordeeld."),
        ("moderation.Report", "moderation.Signal"),
    ),
    Purpose(
        _("Op de hoogte blijven"),
        _("Mailen wat er nieuw is over iets wat je volgt."),
        CONSENT,
        _("Wie daarom vraagt."),
        _("Tot je stopt, of een jaar nadat je het voor het laatst wilde."),
        ("search.SavedSearch",),
    ),
    Purpose(
        _("Volgen"),
        _("Mailen wat er gebeurt bij iets wat je volgt, zo vaak als je wilt."),
        CONSENT,
        _("Wie iets volgt, met of zonder account."),
        _("Tot je stopt. Een adres dat niets meer volgt, verdwijnt na dertig dagen; wat verteld is na zestig."),
        ("following.Follower", "following.Follow", "following.Consent", "following.PaceChoice", "following.Notice"),
    ),
    Purpose(
        _("Nieuwsbrieven"),
        _("Een nieuwsbrief mailen aan wie erom vraagt, en niet mailen naar wie dat niet wil."),
        CONSENT,
        _("Wie zich aanmeldt, of met bewijs uit een eerdere lijst is overgenomen."),
        _("Tot je je gegevens wist; dat je stopte blijft als bewijs. Wie niet bevestigt verdwijnt na veertien dagen."),
        ("newsletters.Newsletter", "newsletters.Subscription", "newsletters.Consent", "newsletters.Delivery",
         "newsletters.Suppression"),
    ),
    Purpose(
        _("Mensen die hetzelfde doen aan elkaar voorstellen"),
        _("Wie iets leidt wijzen op wie aan hetzelfde werkt, en hen aan elkaar voorstellen als beide willen."),
        CONSENT,
        _("Wie daarom vraagt, en wie door een ander gevraagd wordt."),
        _("Tot je je gegevens wist. Wie al over elkaar gehoord heeft, bewaren we om het niet nog eens te mailen."),
        ("matching.HintConsent", "matching.Hint"),
    ),
    Purpose(
        _("Tonen en kennis binnenhalen"),
        _("Weten wie vroeg om iets te tonen of iets binnenhaalde, zodat het terug te draaien is."),
        PUBLIC_TASK,
        _("Redacteuren en coördinatoren."),
        _("Zolang wat binnenkwam er staat."),
        ("people.Werkplaats", "people.ShowRequest", "exchange.ImportRun", "meetings.OutsideCalendar"),
    ),
    Purpose(
        _("Post"),
        _("Mail versturen en opnieuw proberen als dat mislukt, antwoorden plaatsen, en niet mailen wie dat niet wil."),
        INTEREST,
        _("Wie mail van ons krijgt, of ons mailt."),
        _("Verstuurde mail verdwijnt na een maand; wat binnenkwam zodra het geplaatst is, en hooguit na drie maanden."),
        ("base.OutgoingMail", "base.IncomingMail", "base.MailTrouble"),
    ),
    Purpose(
        _("Het logboek"),
        _("Kunnen laten zien wie wat besloot, wanneer en waarom."),
        PUBLIC_TASK,
        _("Wie een taak heeft of iets vastlegt; alleen een nummer, geen naam of adres."),
        _("Voor altijd; na wissen zonder verwijzing naar jou."),
        ("ledger.Entry",),
    ),
)  # fmt: skip


def undeclared() -> list[str]:
    """Tables that hold something of a person and that no purpose speaks of."""
    spoken = {label.lower() for purpose in REGISTER for label in purpose.tables}
    return sorted(
        model._meta.label for model in apps.get_models() if is_personal(model) and model._meta.label_lower not in spoken
    )


def is_personal(model: type[models.Model]) -> bool:
    """Whether a table holds a mail address, or says of a row whose it is."""
    fields = model._meta.get_fields()
    return any(
        isinstance(field, models.EmailField) or isinstance(field, models.ForeignKey) and field.related_model is Person
        for field in fields
    )
