"""What the rules and the kept questions found, for people."""

from __future__ import annotations

from typing import NamedTuple

from orgraph.checks import ERROR, Finding, Rule
from orgraph.errors import Issue
from orgraph.organisation import Organisation


class Checked(NamedTuple):
    """What was found: faults of the files, findings of the rules, and answers that are not the kept ones."""

    organisation: Organisation
    issues: tuple[Issue, ...]
    findings: list[tuple[Rule, list[Finding]]]
    asked: int
    wrong: list[Issue]

    def errors(self, *, strict: bool) -> int:
        """How much must be mended; with `strict` also gaps that no silence records."""
        breaches = [finding for rule, found in self.findings for finding in found if rule.severity == ERROR or (strict and not finding.recorded)]
        return len(self.issues) + len(self.wrong) + len(breaches)


def checked_text(checked: Checked, *, every: bool, strict: bool) -> str:
    """Faults first; then each rule with its count, the findings themselves where they must be mended or `every` is asked for."""
    lines = [str(issue) for issue in (*checked.issues, *checked.wrong)]
    for rule, findings in checked.findings:
        lines.append(_summary(rule, findings))
        shown = [finding for finding in findings if every or rule.severity == ERROR or (strict and not finding.recorded)]
        lines += [_line(checked.organisation, finding) for finding in shown]
    if checked.asked:
        lines.append(f"{checked.asked} spørgsmål er stillet; {checked.asked - len(checked.wrong)} har det svar, de skal have.")
    errors = checked.errors(strict=strict)
    return "\n".join([*lines, f"{errors} fejl." if errors else "Ingen fejl."])


def _summary(rule: Rule, findings: list[Finding]) -> str:
    recorded = sum(finding.recorded for finding in findings)
    one, many = ("fejl", "fejl") if rule.severity == ERROR else ("hul", "huller")
    known = f", {recorded} registreret som uoplyst" if findings and rule.severity != ERROR else ""
    return f"{rule.id}: {len(findings)} {one if len(findings) == 1 else many}{known} ({rule.reason})"


def _line(organisation: Organisation, finding: Finding) -> str:
    place = organisation.find_place(finding.fact)
    where = f"{place.file}:{place.line}: " if place else ""
    return f"  {where}{finding.fact}: {finding.text}{' (registreret)' if finding.recorded else ''}"
