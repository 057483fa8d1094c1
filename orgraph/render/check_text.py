"""What the rules and the kept questions found, for people."""

from __future__ import annotations

from typing import NamedTuple

from orgraph.checks import ERROR, Finding, Rule
from orgraph.errors import Issue
from orgraph.languages import text
from orgraph.organisation import Organisation


class Checked(NamedTuple):
    """What was found: faults of the files, findings of the rules, and answers that are not the
    kept ones.
    """

    organisation: Organisation
    issues: tuple[Issue, ...]
    findings: list[tuple[Rule, list[Finding]]]
    asked: int
    wrong: list[Issue]

    def errors(self, *, strict: bool) -> int:
        """How much must be mended; with `strict` also gaps that no silence records."""
        breaches = [
            finding
            for rule, found in self.findings
            for finding in found
            if rule.severity == ERROR or (strict and not finding.recorded)
        ]
        return len(self.issues) + len(self.wrong) + len(breaches)


def checked_text(checked: Checked, *, every: bool, strict: bool) -> str:
    """Faults first; then each rule with its count, the findings themselves where they must be
    mended or `every` is asked for.
    """
    lines = [str(issue) for issue in (*checked.issues, *checked.wrong)]
    for rule, findings in checked.findings:
        lines.append(_summary(rule, findings))
        shown = [
            finding
            for finding in findings
            if every or rule.severity == ERROR or (strict and not finding.recorded)
        ]
        lines += [_line(checked.organisation, finding) for finding in shown]
    if checked.asked:
        right = checked.asked - len(checked.wrong)
        lines.append(text("checks.asked", number=checked.asked, right=right))
    errors = checked.errors(strict=strict)
    lines.append(text("checks.faults" if errors else "checks.no_faults", number=errors))
    return "\n".join(lines)


def _summary(rule: Rule, findings: list[Finding]) -> str:
    number = len(findings)
    if rule.severity == ERROR:
        code = "checks.rule_faults"
    else:
        code = "checks.rule_gaps" if number else "checks.rule_no_gaps"
    recorded = sum(finding.recorded for finding in findings)
    return text(code, rule=rule.id, number=number, recorded=recorded, reason=rule.reason)


def _line(organisation: Organisation, finding: Finding) -> str:
    place = organisation.find_place(finding.fact)
    where = f"{place.file}:{place.line}: " if place else ""
    said = text("checks.recorded", text=finding.text) if finding.recorded else finding.text
    return f"  {where}{finding.fact}: {said}"
