# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""A repository that does what SURFsharekit's OAI-PMH does, right and wrong, so that a harvester can be tried on it."""

from xml.sax.saxutils import escape

ENVELOPE = """<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-03-14T09:00:00Z</responseDate>
<request>http://localhost/</request>{}</OAI-PMH>"""
UUID = "urn:nbn:nl:hs:25-0000000{}"
SET = "5a3c1f0e-9d2b-4a77-8a55-111111111111"

DIDL = """<didl:DIDL xmlns:didl="urn:mpeg:mpeg21:2002:02-DIDL-NS" xmlns:dii="urn:mpeg:mpeg21:2002:01-DII-NS"
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcterms="http://purl.org/dc/terms/">
<didl:Item><didl:Descriptor><didl:Statement mimeType="application/xml"><dii:Identifier>{id}</dii:Identifier>
</didl:Statement></didl:Descriptor>
<didl:Item><didl:Descriptor><didl:Statement mimeType="application/xml">
<rdf:type rdf:resource="info:eu-repo/semantics/descriptiveMetadata"/></didl:Statement></didl:Descriptor>
<didl:Component><didl:Resource mimeType="application/xml"><mods:mods xmlns:mods="http://www.loc.gov/mods/v3">
<mods:titleInfo><mods:title>{title}</mods:title><mods:subTitle/></mods:titleInfo>
<mods:name type="personal"><mods:namePart type="family">Jansen</mods:namePart>
<mods:namePart type="given">Piet</mods:namePart>
<mods:role><mods:roleTerm authority="marcrelator" type="code">aut</mods:roleTerm></mods:role></mods:name>
<mods:name type="personal"><mods:namePart type="family">Begeleider</mods:namePart>
<mods:role><mods:roleTerm>ths</mods:roleTerm></mods:role></mods:name>
<mods:abstract>Over {title}.</mods:abstract><mods:subject><mods:topic>wonen</mods:topic><mods:topic/></mods:subject>
<mods:language><mods:languageTerm type="code" authority="rfc3066">nl</mods:languageTerm></mods:language>
<mods:genre>info:eu-repo/semantics/report</mods:genre>
<mods:originInfo><mods:dateIssued encoding="w3cdtf">2024-05-02</mods:dateIssued><mods:publisher>Saxion</mods:publisher>
</mods:originInfo><mods:accessCondition>https://creativecommons.org/licenses/by/4.0/</mods:accessCondition>
</mods:mods></didl:Resource></didl:Component></didl:Item>
<didl:Item><didl:Descriptor><didl:Statement mimeType="application/xml">
<rdf:type rdf:resource="info:eu-repo/semantics/humanStartPage"/></didl:Statement></didl:Descriptor>
<didl:Component><didl:Resource mimeType="application/html" ref="https://hbo.example/{number}"/></didl:Component></didl:Item>
<didl:Item><didl:Descriptor><didl:Statement mimeType="application/xml">
<rdf:type rdf:resource="info:eu-repo/semantics/objectFile"/></didl:Statement></didl:Descriptor>
<didl:Component><didl:Resource mimeType="application/pdf" ref="https://hbo.example/{number}.pdf"/></didl:Component>
</didl:Item>
</didl:Item></didl:DIDL>"""
DC = """<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>{title}</dc:title><dc:creator>Jansen, P.</dc:creator><dc:description>Over {title}.</dc:description><dc:type/>
<dc:identifier>https://hbo.example/{number}</dc:identifier><dc:identifier>doi:10.5555/{number}</dc:identifier>
<dc:date>2024</dc:date><dc:subject>wonen</dc:subject><dc:rights>CC-BY-SA 4.0</dc:rights></oai_dc:dc>"""
LOM = """<lom xmlns="http://ltsc.ieee.org/xsd/LOM"><general><identifier><catalog>URI</catalog><entry>urn:x:{number}</entry>
</identifier><title><string language="en">English</string><string language="nl">{title}</string></title>
<language>nl</language>
<description><string language="nl">Over {title}.</string></description>
<keyword><string language="nl">wonen</string></keyword>
</general><lifeCycle><contribute><role><source>LOMv1.0</source><value>author</value></role>
<entity>BEGIN:VCARD
VERSION:3.0
FN:Piet Jansen
END:VCARD</entity><date><dateTime>2024-05-02</dateTime></date></contribute></lifeCycle>
<technical><location>https://hbo.example/{number}</location></technical>
<educational><learningResourceType><source>x</source><value/></learningResourceType></educational>
<rights><copyrightAndOtherRestrictions><source>x</source><value>cc-by-40</value></copyrightAndOtherRestrictions>
</rights></lom>"""
FORMS = {"didl_mods": DIDL, "oai_dc": DC, "lom": LOM}


class Repository:
    """The records by number, some of them deleted, in pages of three; `asked` is all that was asked."""

    def __init__(self, count=7, deleted=(), prefixes=("oai_dc", "didl_mods", "lom")):
        self.titles = {number: f"Stuk {number} over wonen & zorg" for number in range(1, count + 1)}
        self.deleted, self.prefixes, self.asked = set(deleted), prefixes, []
        self.spoil = lambda body: body
        self.busy = 0

    def __call__(self, path, asked, method):
        self.asked.append(asked)
        if path != "/api/oaipmh/channel/v1/hbokennisbank":
            return 404, {}, b"nee"
        if self.busy:
            self.busy -= 1
            return 503, {"Retry-After": "7"}, b""
        body = getattr(self, asked.get("verb", "nothing"), self.nothing)(asked)
        return 200, {"Content-Type": "text/xml"}, self.spoil(ENVELOPE.format(body).encode())

    def nothing(self, asked):
        return '<error code="badVerb">nee</error>'

    def Identify(self, asked):
        # Quirks 3 and 4: deletions are remembered for a while only, and a date with half a fraction.
        return (
            "<Identify><repositoryName>Hogeschool &amp; Co</repositoryName><protocolVersion>2.0</protocolVersion>"
            "<earliestDatestamp>2019-01-01T00:00:00.0Z</earliestDatestamp><deletedRecord>transient</deletedRecord>"
            "<granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify>"
        )

    def ListMetadataFormats(self, asked):
        found = "".join(
            f"<metadataFormat><metadataPrefix>{one}</metadataPrefix></metadataFormat>" for one in self.prefixes
        )
        return f"<ListMetadataFormats>{found}</ListMetadataFormats>"

    def ListSets(self, asked):
        # Quirk 5: a set is the UUID of an institution.
        return f"<ListSets><set><setSpec>{SET}</setSpec><setName>Saxion</setName></set></ListSets>"

    def ListRecords(self, asked):
        token = asked.get("resumptionToken", "")
        # Quirk 5: what a token means is the repository's own business.
        since, start, prefix = (token.split(";")[0], int(token.split(";")[2]), token.split(";")[4]) if token else (
            asked.get("from", ""), 0, asked.get("metadataPrefix", "")
        )  # fmt: skip
        if prefix not in self.prefixes:
            return '<error code="cannotDisseminateFormat">nee</error>'
        numbers = [number for number in self.titles if not since or number > 5]
        page = numbers[start : start + 3]
        records = "".join(self.record(number, prefix) for number in page)
        following = start + 3
        # Quirk 1: no empty token at the end. Quirk 2: the cursor is that of the next page.
        counted = f'completeListSize="{len(numbers)}" cursor="{following}"'
        more = f"<resumptionToken {counted}>{since};x;{following};3;{prefix};</resumptionToken>"
        return f"<ListRecords>{records}{more if following < len(numbers) else ''}</ListRecords>"

    def record(self, number, prefix):
        gone = ' status="deleted"' if number in self.deleted else ""
        header = (
            f"<header{gone}><identifier>oai:sharekit:{number}</identifier><datestamp>2024-05-0{number}T00:00:00Z</datestamp>"
            f"<setSpec>{SET}</setSpec></header>"
        )
        told = FORMS[prefix].format(id=UUID.format(number), number=number, title=escape(self.titles[number]))
        return f"<record>{header}{'' if gone else f'<metadata>{told}</metadata>'}</record>"
