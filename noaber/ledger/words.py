# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every verb of the book as a reader says it: what was done, without who; and what a kind of thing is called.

One list, because a history shows verbs of every room, also of rooms whose actions this process never loaded.
"""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from noaber.ledger.effect_words import EFFECTS
from noaber.ledger.evidence_words import EVIDENCE
from noaber.ledger.loop_words import AGENDA, PROJECTS
from noaber.ledger.matching_words import MATCHING
from noaber.ledger.meeting_day_words import MEETING_DAY
from noaber.ledger.meeting_words import MEETINGS
from noaber.ledger.newsletter_words import NEWSLETTERS
from noaber.ledger.product_words import PRODUCTS
from noaber.ledger.work_words import WORK

KINDS: dict[str, Any] = {
    "address": _("oude adressen"), "agenda_item": _("punt van de agenda"),
    "concept": _("thema"), "element": _("werkzaam element"), "exchange": _("het netwerk"),
    "follow": _("wat je volgt"), "follower": _("wat je volgt"),
    "import": _("import"), "invitation": _("uitnodiging"), "involvement": _("aandeel"),
    "join_request": _("verzoek om mee te doen"), "link": _("link"), "meeting": _("bijeenkomst"),
    "members": _("leden"), "news": _("nieuws"), "organisation": _("organisatie"),
    "outside": _("agenda van anderen"), "page": _("pagina"),
    "period": _("programmaperiode"), "person": _("persoon"), "product": _("kennisproduct"), "profile": _("profiel"),
    "project": _("leertraject"), "question": _("vraag"), "registration": _("aanmelding"),
    "proposal": _("voorstel voor een bijeenkomst"), "report": _("melding"), "round": _("ronde"),
    "saved_search": _("bewaarde zoekopdracht"), "show_request": _("verzoek om te tonen"), "site": _("site"),
    "term": _("woord zonder antwoord"), "use": _("toepassing"),
    "change": _("verandering"), "msc_round": _("verhalenronde"), "story": _("verhaal"), "version": _("versie"),
    "werkplaats": _("werkplaats"), "work": _("werk op de achtergrond"),
}  # fmt: skip
NETWORK: dict[str, Any] = {
    "address.remembered": _("vastgelegd waar oude adressen nu zijn"),
    "concept.absorbed": _("een ander thema hierin opgenomen"),
    "concept.added": _("een thema toegevoegd"),
    "concept.changed": _("woorden of plaats van een thema veranderd"),
    "concept.recorded": _("een thema vastgelegd"),
    "concept.related": _("thema’s met elkaar verbonden"),
    "concept.replaced": _("een thema laten opgaan in een ander"),
    "exchange.demo_loaded": _("het voorbeeldnetwerk gemaakt"),
    "exchange.recorded": _("iets uit een bestand vastgelegd"),
    "exchange.taken_in": _("gegevens in het uitwisselformaat ingelezen"),
    "organisation.recorded": _("gegevens van een organisatie vastgelegd"),
    "show.accepted": _("goedgevonden dat een andere werkplaats iets toont"),
    "show.asked": _("gevraagd of een andere werkplaats iets mag tonen"),
    "show.declined": _("niet goedgevonden dat een andere werkplaats iets toont"),
    "show.ended": _("gestopt met iets van een andere werkplaats te tonen"),
    "site.changed": _("de voorpagina van een werkplaats veranderd"),
    "site.opened": _("een plek voor pagina’s gemaakt"),
    "term.judged": _("besloten over een woord zonder antwoord"),
    "werkplaats.founded": _("een werkplaats gemaakt"),
    "werkplaats.house_style_changed": _("de huisstijl van een werkplaats veranderd"),
    "werkplaats.named": _("een werkplaats een naam gegeven"),
    "werkplaats.partner_joined": _("een organisatie bij een werkplaats gezet"),
    "werkplaats.period_changed": _("de tekst van een programmaperiode veranderd"),
    "werkplaats.period_ended": _("een programmaperiode afgesloten"),
    "werkplaats.period_started": _("een programmaperiode begonnen"),
    "werkplaats.recorded": _("gegevens van een werkplaats vastgelegd"),
    "werkplaats.settings_changed": _("instellingen van een werkplaats veranderd"),
}
PEOPLE: dict[str, Any] = {
    "invitation.accepted": _("een uitnodiging aangenomen"),
    "invitation.repeated": _("een uitnodiging nog eens gestuurd"),
    "invitation.sent": _("iemand uitgenodigd"),
    "invitation.withdrawn": _("een uitnodiging ingetrokken"),
    "involvement.claimed": _("gemeld dat iemand meedeed aan werk"),
    "involvement.confirmed": _("bevestigd dat iemand meedeed aan werk"),
    "involvement.declined": _("gezegd dat iemand niet meedeed aan werk"),
    "join_request.accepted": _("iemand laten meedoen"),
    "join_request.asked": _("gevraagd om mee te doen"),
    "join_request.confirmed": _("een verzoek om mee te doen bevestigd"),
    "join_request.declined": _("een verzoek om mee te doen afgewezen"),
    "members.forgotten": _("oude uitnodigingen en verzoeken opgeruimd"),
    "person.account_changed": _("de manier van inloggen veranderd"),
    "person.address_asked": _("gevraagd om een ander e-mailadres"),
    "person.address_changed": _("een ander e-mailadres bevestigd"),
    "person.changed": _("naam of taal veranderd"),
    "person.data_asked": _("gevraagd om een link naar de eigen gegevens"),
    "person.data_taken": _("de eigen gegevens gedownload"),
    "person.erased": _("de eigen gegevens laten wissen"),
    "person.left": _("gestopt bij een werkplaats"),
    "person.login_linked": _("inloggen via een andere dienst gekoppeld"),
    "person.login_relinked": _("inloggen via een andere dienst opnieuw gekoppeld"),
    "person.login_unlinked": _("inloggen via een andere dienst losgekoppeld"),
    "person.recorded": _("bekend geworden op deze site"),
    "person.role_ended": _("een taak in een werkplaats beëindigd"),
    "person.role_given": _("een taak in een werkplaats gegeven"),
    "person.role_handed_over": _("een taak overgedragen"),
    "person.second_factor_reset": _("een verloren tweede stap weggehaald"),
    "person.mail_wanted": _("gevraagd om weer gemaild te worden"),
    "person.signed_out": _("ergens uitgelogd"),
    "profile.changed": _("een profiel veranderd"),
    "profile.consented": _("gekozen wat anderen van een profiel zien"),
    "profile.emptied": _("een profiel leeggemaakt"),
    "profile.hidden": _("een profiel verborgen na een melding"),
    "profile.started": _("een profiel gekregen"),
}
QUESTIONS: dict[str, Any] = {
    "question.absorbed": _("een andere vraag hierbij gevoegd"),
    "question.answered": _("een vraag beantwoord"),
    "question.asked": _("een vraag gesteld"),
    "question.asker_left": _("een vraag aan anderen overgelaten"),
    "question.clarified": _("een vraag verduidelijkt"),
    "question.clarifying": _("om uitleg bij een vraag gevraagd"),
    "question.connected": _("gevraagd om over een vraag mee te denken"),
    "question.contributed": _("iets verteld bij een vraag"),
    "question.contribution_accepted": _("een bijdrage bij een vraag geplaatst"),
    "question.contribution_confirmed": _("een bijdrage bij een vraag bevestigd"),
    "question.contribution_declined": _("een bijdrage niet geplaatst"),
    "question.declined": _("een vraag afgewezen"),
    "question.edited": _("een vraag anders opgeschreven"),
    "question.followed": _("een vraag gaan volgen"),
    "question.gap": _("gezien dat niemand het antwoord op een vraag weet"),
    "question.held": _("een vraag laten wachten op een coördinator"),
    "question.hidden": _("een vraag verborgen na een melding"),
    "question.joining": _("een link gevraagd om bij een vraag te horen"),
    "question.left": _("gestopt met een vraag te delen of te volgen"),
    "question.left_off": _("een vraag niet op de agenda gezet"),
    "question.let_go": _("een samengevoegde vraag losgemaakt"),
    "question.link_asked": _("een nieuwe link gevraagd bij een vraag"),
    "question.mail_chosen": _("gekozen of er mail komt over een vraag"),
    "question.merged": _("een vraag samengevoegd met een andere"),
    "question.moved": _("een vraag doorgegeven aan een andere werkplaats"),
    "question.nominated": _("een vraag voorgedragen voor de agenda"),
    "question.off_agenda": _("een vraag van de agenda gehaald"),
    "question.on_agenda": _("een vraag op de agenda gezet"),
    "question.worked_on": _("aan een vraag begonnen in een leertraject"),
    "question.learned": _("van een vraag kennis gemaakt in een leertraject"),
    "question.raised": _("een vraag openbaar gemaakt"),
    "question.refused": _("een vraag niet openbaar gemaakt"),
    "question.released": _("een vraag vrijgegeven"),
    "question.reopened": _("een vraag heropend"),
    "question.shared": _("gezegd: deze vraag heb ik ook"),
    "question.taken_in": _("een vraag van elders vastgelegd"),
    "question.unmerged": _("een samenvoeging ongedaan gemaakt"),
    "question.withdrawn": _("een vraag ingetrokken"),
}
KNOWLEDGE: dict[str, Any] = {
    "product.answered": _("een vraag met dit kennisproduct beantwoord"),
    "product.brought_up_to_date": _("een kennisproduct bijgewerkt met een import"),
    "product.changes_asked": _("gevraagd om een versie te veranderen"),
    "product.draft_dropped": _("een concept weggelegd"),
    "product.drafted": _("begonnen aan een kennisproduct of een nieuwe versie"),
    "product.file_added": _("een bestand bij een kennisproduct gezet"),
    "product.file_attached": _("een bestand bij een concept gezet"),
    "product.file_detached": _("een bestand uit een concept gehaald"),
    "product.file_read": _("de tekst van een bestand vindbaar gemaakt"),
    "product.files_swept": _("bestanden opgeruimd die nergens meer bij horen"),
    "product.published": _("een versie goedgekeurd en openbaar gemaakt"),
    "product.recorded": _("een kennisproduct vastgelegd"),
    "product.remarked": _("iets gezegd in het gesprek over een versie"),
    "product.restored": _("een ingetrokken kennisproduct weer openbaar gemaakt"),
    "product.review_asked": _("gevraagd om mee te kijken"),
    "product.lifted": _("van een inzicht een concept gemaakt"),
    "product.saved": _("een concept bewaard"),
    "product.taken_back": _("een versie teruggenomen om eraan te werken"),
    "product.withdrawn": _("een kennisproduct ingetrokken"),
    "report.judged": _("over een melding geoordeeld"),
    "report.made": _("gemeld dat iets niet klopt"),
    "thing.hidden": _("iets verborgen na een melding"),
}
WORKING: dict[str, Any] = {
    "follow.asked": _("gevraagd om iets te volgen"),
    "follow.confirmed": _("iets gaan volgen"),
    "follow.ended": _("gestopt met iets te volgen"),
    "follow.joined": _("wat een e-mailadres volgde bij een account gezet"),
    "follow.link_asked": _("een link gevraagd naar wat je volgt"),
    "follow.mail_resumed": _("weer mail gewild over wat je volgt"),
    "follow.mail_stopped": _("geen mail meer gewild over wat je volgt"),
    "follow.pace_chosen": _("gekozen hoe vaak er mail komt"),
    "import.begun": _("begonnen met overnemen"),
    "import.chosen": _("gekozen wat wordt overgenomen"),
    "import.done": _("een import overgenomen"),
    "import.item_added": _("iets binnengehaald"),
    "import.item_hidden": _("iets verborgen dat bij de bron weg is"),
    "import.item_undone": _("teruggedraaid wat een import deed"),
    "import.item_updated": _("iets bijgewerkt met een import"),
    "import.mapped": _("gezegd welk veld van een bron wat is"),
    "import.matched": _("de rijen van een import vergeleken"),
    "import.not_undone": _("een import niet teruggedraaid, omdat er daarna aan gewerkt is"),
    "import.person_forgotten": _("een vertrokken persoon uit imports gehaald"),
    "import.read": _("de rijen van een import gelezen"),
    "import.source_added": _("een bron toegevoegd om uit binnen te halen"),
    "import.started": _("een import begonnen"),
    "import.stopped": _("een import gestopt"),
    "import.undoing": _("gevraagd om een import terug te draaien"),
    "import.undone": _("een import teruggedraaid"),
    "import.waits": _("een import die later verdergaat"),
    "link.archived": _("gezegd waar een kopie van een kapotte link is"),
    "link.broken": _("een kapotte link gevonden"),
    "link.forgotten": _("links vergeten die nergens meer staan"),
    "link.mended": _("een link die het weer doet"),
    "page.approved": _("een pagina goedgekeurd"),
    "page.changes_asked": _("gevraagd om een pagina te veranderen"),
    "page.moved": _("een pagina een ander adres gegeven"),
    "page.not_published": _("een pagina kon niet op tijd verschijnen"),
    "page.published": _("een pagina gepubliceerd"),
    "page.removed": _("een pagina verwijderd"),
    "page.review_asked": _("gevraagd om een pagina mee te lezen"),
    "page.withdrawn": _("een pagina van de site gehaald"),
    "pages.access_ended": _("iemand geen redacteur meer gemaakt"),
    "pages.access_given": _("iemand redacteur gemaakt"),
    "pages.house_opened": _("een redactie geopend"),
    "saved_search.asked": _("gevraagd om bericht over een lijst"),
    "saved_search.changed": _("veranderd hoe er bericht komt over een lijst"),
    "saved_search.confirmed": _("bevestigd dat er bericht komt over een lijst"),
    "saved_search.link_asked": _("een link gevraagd naar bewaarde zoekopdrachten"),
    "saved_search.stopped": _("een bewaarde zoekopdracht gestopt"),
}
WORDS: dict[str, Any] = (
    NETWORK
    | PEOPLE
    | QUESTIONS
    | KNOWLEDGE
    | EVIDENCE
    | PRODUCTS
    | WORKING
    | AGENDA
    | PROJECTS
    | EFFECTS
    | MATCHING
    | MEETINGS
    | WORK
    | MEETING_DAY
    | NEWSLETTERS
)


def did(verb: str) -> str:
    """What was done, as a reader says it."""
    return str(WORDS[verb]) if verb in WORDS else _now("iets gedaan")


def thing(kind: str, ref: str) -> str:
    """What it was about: the sort of thing, and its lasting name."""
    return f"{KINDS.get(kind, kind.replace('_', ' '))} {ref}"
