# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The outside checks of what machines read: schema.org, the content security policy, security.txt, links, and IBM's
accessibility checker. Several of them pass when called wrongly, so each has a known-bad control among the tests."""

import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import extruct
import pyshacl
import rdflib
import sectxt
from playwright.sync_api import Page
from rdflib.namespace import SH

from noaber.config.setup import ROOT
from tests.browser.server import node, script

SHAPES = Path(pyshacl.__file__).parent / "assets" / "schema.ttl"
SCHEMA = "http://schema.org/"
# The shapes are of 2021; these came later, or are parts of schema.org without a shape.
NEWER = {"LearningResource", "Poster", "DefinedTerm", "ResearchProject", "Collection"}
DATES = {
    "@vocab": SCHEMA,
    "url": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
    "license": {"@type": "@id"},
    "startDate": {"@type": "http://www.w3.org/2001/XMLSchema#date"},
    "endDate": {"@type": "http://www.w3.org/2001/XMLSchema#date"},
    "eventStatus": {"@type": "@id"},
    "eventAttendanceMode": {"@type": "@id"},
    "datePublished": {"@type": "http://www.w3.org/2001/XMLSchema#date"},
    "dateCreated": {"@type": "http://www.w3.org/2001/XMLSchema#date"},
}
# Values that are words of schema.org itself; the shapes do not say of which kind each is.
ENUMERATIONS = {
    "eventStatus": ("EventStatusType", {"EventScheduled", "EventCancelled"}),
    "eventAttendanceMode": (
        "EventAttendanceModeEnumeration",
        {"OfflineEventAttendanceMode", "OnlineEventAttendanceMode", "MixedEventAttendanceMode"},
    ),
}
# What has an hour is another kind of value than what has a day alone.
MOMENT = r'{"@type": "http://www.w3.org/2001/XMLSchema#dateTime", "@value": "\2"}'


@cache
def vocabulary() -> frozenset[str]:
    """Every type and property that the shapes know."""
    shapes = rdflib.Graph().parse(SHAPES)
    known = {*shapes.objects(None, SH.path), *shapes.objects(None, SH.targetClass), *shapes.subjects()}
    return frozenset(str(one).removeprefix(SCHEMA) for one in known if str(one).startswith(SCHEMA)) | NEWER


def told(html: str) -> list[dict[str, Any]]:
    """The JSON-LD of a page as a reader of other people's pages finds it."""
    found: list[dict[str, Any]] = extruct.extract(html, syntaxes=["json-ld"])["json-ld"]
    return found


def schema_org(html: str) -> list[str]:
    """What is wrong with what a page tells of itself: unknown words, and values that are not what they should be."""
    wrong: list[str] = []
    for document in told(html):
        wrong += [f"schema.org has no {word}" for word in sorted(_words(document) - vocabulary())]
        # A year alone is a date to schema.org, and not to the shapes.
        plain = re.sub(r'"(datePublished|dateCreated)": "\d{4}"', r'"\1": "2000-01-01"', json.dumps(document))
        plain = re.sub(r'"(startDate|endDate)": "(\S+T\S+)"', rf'"\1": {MOMENT}', plain)
        graph = rdflib.Graph().parse(data=json.dumps({**json.loads(plain), "@context": DATES}), format="json-ld")
        for name, (kind, members) in ENUMERATIONS.items():
            for value in set(graph.objects(None, rdflib.URIRef(SCHEMA + name))):
                if str(value).rpartition("/")[2] in members:
                    graph.add((value, rdflib.RDF.type, rdflib.URIRef(SCHEMA + kind)))
        conforms, _graph, text = pyshacl.validate(graph, shacl_graph=str(SHAPES), allow_infos=True, allow_warnings=True)
        wrong += [] if conforms else [text[:1500]]
    return wrong


def _words(node: Any) -> set[str]:
    if isinstance(node, list):
        return set().union(*map(_words, node)) if node else set()
    if not isinstance(node, dict):
        return set()
    own = {name for name in node if not name.startswith("@")} | ({node["@type"]} if "@type" in node else set())
    return own.union(*(_words(value) for value in node.values()))


def csp(policy: str) -> list[str]:
    """What Google's evaluator finds risky in a content security policy; hints of the lowest kinds are left out."""
    code = """
        const {CspEvaluator} = require(process.argv[1] + '/dist/evaluator.js');
        const {CspParser} = require(process.argv[1] + '/dist/parser.js');
        const found = new CspEvaluator(new CspParser(process.argv[2]).csp).evaluate();
        console.log(JSON.stringify(found.map(f => [f.severity, f.directive + ': ' + f.description])));
    """
    ran = subprocess.run([node(), "-e", code, str(script("csp_evaluator")), policy], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    # 10 high, 20 syntax, 30 medium, 40 high maybe, 45 strict CSP, 50 medium maybe, 60 info.
    return [text for severity, text in json.loads(ran.stdout) if severity <= 40]


def security_txt(text: str) -> list[str]:
    """What the reference parser calls an error."""
    return [f"{error['code']}: {error['message']}" for error in sectxt.Parser(text.encode()).errors]


def ibm(page: Page) -> list[str]:
    """What IBM's checker is sure of on the page as it is now; what it only suspects is for people to judge."""
    page.evaluate(script("accessibility-checker-engine/ace.js").read_text() + "; window.ace = ace; 0")
    # It takes a label in a closed fold for a label that is not there.
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    report = page.evaluate("async () => (await new ace.Checker().check(document, ['WCAG_2_2'])).results")
    assert report, "the checker looked at nothing"
    return [
        f"{one['ruleId']}: {one['message']} {one['snippet'][:160]}"
        for one in report
        if one["value"] == ["VIOLATION", "FAIL"]
    ]


def broken_links(address: str) -> list[str]:
    """Every link within the site that leads nowhere, as a crawler finds them. Other hosts are not asked, nor the many
    pages that differ in their filters only."""
    host = re.escape(address)
    words = [node(), str(script("linkinator/build/src/cli.js")), address, "--recurse", "--format=json"]
    words += ["--concurrency=4", "--timeout=60000"]
    words += [f"--skip=^(?!{host})", f"--skip={host}/(vind|en|beheer|account)/", r"--skip=\?"]
    ran = subprocess.run(words, capture_output=True, text=True, cwd=ROOT)
    report = json.loads(ran.stdout[ran.stdout.index("{") :])
    assert len(report["links"]) > 1, "the crawler found no links"
    broken = [link for link in report["links"] if link["state"] == "BROKEN"]
    return [f"{link['status']} {link['url']} on {link.get('parent')}" for link in broken]
