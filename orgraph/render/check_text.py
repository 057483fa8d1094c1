"""What the rules found, for people."""

from __future__ import annotations

from orgraph.checks import ERROR, Finding, Rule, run_rules
from orgraph.organisation import Organisation
from orgraph.seed.reader import Loaded


def findings_text(loaded: Loaded, *, every: bool) -> tuple[str, int]:
    """The findings as text, and the number of errors among them."""
    if loaded.issues:
        return "\n".join([*map(str, loaded.issues), f"{len(loaded.issues)} fejl."]), len(loaded.issues)
    lines: list[str] = []
    errors = 0
    for rule, findings in run_rules(loaded.organisation):
        if rule.severity == ERROR:
            errors += len(findings)
        lines.append(_summary(rule, findings))
        if every or rule.severity == ERROR:
            lines += [_line(loaded.organisation, finding) for finding in findings]
    lines.append(f"{errors} fejl." if errors else "Ingen fejl.")
    return "\n".join(lines), errors


def _summary(rule: Rule, findings: list[Finding]) -> str:
    recorded = sum(finding.recorded for finding in findings)
    kind = "fejl" if rule.severity == ERROR else "huller"
    known = f", heraf {recorded} registreret som uoplyst" if recorded else ""
    return f"{rule.id}: {len(findings)} {kind}{known} ({rule.reason})"


def _line(organisation: Organisation, finding: Finding) -> str:
    place = organisation.find_place(finding.fact)
    where = f"{place.file}:{place.line}: " if place else ""
    return f"  {where}{finding.fact}: {finding.text}{' (registreret)' if finding.recorded else ''}"
