# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The outside checks: axe (WCAG), vnu and html-validate (valid HTML). Several of them pass when called wrongly, so
each has a known-bad control among the tests."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from noaber.config.setup import CACHE, ROOT
from tests.browser.server import node, script

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Of what is right only the number: the rest is long, and nobody reads it.
RUN_AXE = """async tags => {
  const {passes, violations} = await axe.run(document, {runOnly: tags, resultTypes: ['violations']});
  return {looked: passes.length + violations.length, violations};
}"""


def axe(page: Page) -> list[str]:
    """What axe finds wrong on the page as it is now, one line for each place."""
    return [f"{rule}: {node['html'][:160]} {node.get('failureSummary', '')[:300]}" for rule, node in axe_places(page)]


def axe_places(page: Page) -> list[tuple[str, dict[str, Any]]]:
    """The same as pairs: the rule, and the place with its selector."""
    if page.evaluate("typeof axe === 'undefined'"):
        lay_in(page, script("axe-core/axe.min.js"))
    result = page.evaluate(RUN_AXE, WCAG)
    assert result["looked"], "axe looked at nothing"
    return [(violation["id"], node) for violation in result["violations"] for node in violation["nodes"]]


def lay_in(page: Page, file: Path) -> None:
    """Evaluate a script through the debugger, so the page's own Content-Security-Policy stays as strict as it is.

    Asked of the browser itself: Playwright would first read the half megabyte to see whether it is a function.
    """
    debugger = page.context.new_cdp_session(page)
    answer = debugger.send("Runtime.evaluate", {"expression": file.read_text(), "returnByValue": False})
    debugger.detach()
    assert "exceptionDetails" not in answer, answer["exceptionDetails"]


def vnu(files: Sequence[Path]) -> list[str]:
    """What the Nu HTML checker, the W3C's own, calls an error."""
    jar = script("vnu-jar/build/dist/vnu.jar")
    words = ["java", "-Xss4m", "-jar", str(jar), "--errors-only", "--format", "json", *map(str, files)]
    ran = subprocess.run(words, capture_output=True, text=True)
    messages = json.loads(ran.stderr)["messages"]
    return [f"{Path(m['url']).stem}:{m.get('lastLine')} {m['message']} {m.get('extract', '')[:120]}" for m in messages]


def html_validate(files: Sequence[Path]) -> list[str]:
    """What html-validate calls an error, by the rules in htmlvalidate.json."""
    config = ROOT / "tests/browser/htmlvalidate.json"
    # To a file: it stops before a long answer has left through a pipe.
    answer = CACHE / "html-validate.json"
    answer.unlink(missing_ok=True)
    words = [
        node(),
        str(script("html-validate/bin/html-validate.mjs")),
        f"--config={config}",
        f"--formatter=json={answer}",
    ]
    ran = subprocess.run([*words, *map(str, files)], capture_output=True, text=True, cwd=ROOT)
    assert answer.exists(), ran.stdout + ran.stderr
    return [
        f"{Path(result['filePath']).stem}:{message['line']} {message['ruleId']}: {message['message']}"
        for result in json.loads(answer.read_text())
        for message in result["messages"]
        if message["severity"] == 2
    ]
