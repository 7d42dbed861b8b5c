"""What is wrong with a catalogue and what to do about it, and where it changed, in words: core finds, this says."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.core.diff import PartKind, Place
from catalog.core.findings import Finding


class Words(NamedTuple):
    """A rule's sentence, with places for the facts of a finding, and what to do."""

    message: Promise
    hint: Promise


RULES = {
    "scale-broken": Words(
        gettext_lazy("The proficiency steps are: %(steps)s. A scale has two steps or more and leaves none out."),
        gettext_lazy("Add the steps that are missing to the framework."),
    ),
    "step-off-scale": Words(
        gettext_lazy("It names step %(step)s; the scale goes from %(lowest)s to %(highest)s."),
        gettext_lazy("Choose a step of the scale, or add this one to the scale."),
    ),
    "skill-unknown": Words(
        gettext_lazy("It names the skill “%(skill)s”, which this framework does not have."),
        gettext_lazy("Name a skill of this framework, or take the name out."),
    ),
    "anchor-missing": Words(
        gettext_lazy("Step %(step)s has no anchor, so nobody can choose it."),
        gettext_lazy("Write one sentence that somebody at this step can say of their own work."),
    ),
    "anchor-copied": Words(
        gettext_lazy("The anchor of step %(step)s says the same as “%(other)s” at step %(other_step)s."),
        gettext_lazy("Say what is different here, or merge the two."),
    ),
    "requirement-falls": Words(
        gettext_lazy("It asks for step %(step)s of “%(skill)s”; the level below, %(below)s, asks for %(before)s."),
        gettext_lazy(
            "Raise it, lower the level below, or hold it less important here: it falls where it matters less."
        ),
    ),
    "requirement-dropped": Words(
        gettext_lazy("It does not ask for “%(skill)s” at all; the level below, %(below)s, asks for step %(before)s."),
        gettext_lazy("Ask for it here too, or take it off the level below: whoever moves up does not lose a skill."),
    ),
    "requirement-retired": Words(
        gettext_lazy("It asks for “%(skill)s”, which is retired and not asked any more."),
        gettext_lazy("Remove the requirement, or bring the skill back."),
    ),
    "prerequisite-cycle": Words(
        gettext_lazy("These steps need one another in a circle: %(path)s."),
        gettext_lazy("Remove one of these prerequisites."),
    ),
    "prerequisite-not-required": Words(
        gettext_lazy(
            "It asks for “%(skill)s”, which at step %(step)s needs “%(needs)s” at %(needs_step)s, and not for that."
        ),
        gettext_lazy("Ask for the prerequisite too, or take it off the skill."),
    ),
    "prerequisite-in-group": Words(
        gettext_lazy("Step %(step)s needs “%(needs)s”, one of a group of which only the best member counts."),
        gettext_lazy("Take that skill out of its group, or remove the prerequisite: no level can ask for it alone."),
    ),
    "step-without-resource": Words(
        gettext_lazy("Nothing leads from step %(below)s to step %(step)s."),
        gettext_lazy("Add a learning resource or a practice task that serves this step."),
    ),
    "address-not-web": Words(
        gettext_lazy("“%(address)s” is no address that starts with http:// or https://."),
        gettext_lazy("Correct the address; only a practice task may do without."),
    ),
    "address-twice": Words(
        gettext_lazy("Step %(step)s of “%(skill)s” has this address already, from the resource %(other)s."),
        gettext_lazy("Keep one of the two for this step."),
    ),
    "role-without-level": Words(
        gettext_lazy("It has no level, so nobody can be asked about it."),
        gettext_lazy("Add a level, or delete the role."),
    ),
    "level-without-requirement": Words(
        gettext_lazy("It asks for no skill, so nobody can be measured against it."),
        gettext_lazy("Fill its column in the requirements grid, or delete the level."),
    ),
    "text-missing": Words(
        gettext_lazy("%(field)s: there is no word in it."),
        gettext_lazy("Write it; spaces and marks alone tell nobody anything."),
    ),
    "key-twice": Words(
        gettext_lazy("Two skills of this framework have this key, so an answer to one would count for both."),
        gettext_lazy("Give one of them another key."),
    ),
    "policy-version": Words(
        gettext_lazy(
            "The scoring rule differs from the published one; its version is %(version)s, that was %(before)s."
        ),
        gettext_lazy("Raise the version of the scoring rule, so that reports of both can be told apart."),
    ),
    "key-gone": Words(
        gettext_lazy("“%(called)s” is published under this key, and nothing here has it any more."),
        gettext_lazy(
            "If you changed its key, change it back: addresses, answers and files name it. To take a skill out, retire it."
        ),
    ),
    "name-twice": Words(
        gettext_lazy("%(other)s has the same name, so people cannot tell the two apart."),
        gettext_lazy("Rename one, or merge the two."),
    ),
    "rank-left-out": Words(
        gettext_lazy("Its rank is %(rank)s; the level below, %(below)s, has %(before)s."),
        gettext_lazy("Number the ranks without a gap, or add the level that is missing."),
    ),
    "group-of-one": Words(
        gettext_lazy("It is alone in the any-one-of group “%(group)s”, so there is nothing to choose."),
        gettext_lazy("Add the other skills to the group, correct its key, or leave it empty."),
    ),
    "task-empty": Words(
        gettext_lazy("It is a practice task that does not say what to do."),
        gettext_lazy("Write what to do, or give an address."),
    ),
    "level-without-must-have": Words(
        gettext_lazy("No skill is a must-have here."),
        gettext_lazy("Mark what nobody at this level can do without."),
    ),
    "resource-unseen": Words(
        gettext_lazy("Nobody has written down when its address was looked at."),
        gettext_lazy("Open it, see that it still helps, and enter the date; or run check_links."),
    ),
    "resource-stale": Words(
        gettext_lazy("Its address was last looked at on %(seen)s, more than a year ago."),
        gettext_lazy("Open it, see that it still helps, and enter the date; or run check_links."),
    ),
    "resource-unused": Words(
        gettext_lazy("It serves no skill of this framework, so nobody is shown it."),
        gettext_lazy("Say which skill it serves from which step to which, or delete it."),
    ),
    "skill-unrequired": Words(
        gettext_lazy("No level asks for it, so nobody is asked about it."),
        gettext_lazy("Require it at a level, or retire it."),
    ),
    "skill-uncited": Words(
        gettext_lazy("It cites nothing."),
        gettext_lazy("Name the lines of the source that it rests on."),
    ),
    "skills-alike": Words(
        gettext_lazy("It shares %(percent)s %% of its words with “%(other)s”."),
        gettext_lazy("Merge the two, or say where they part."),
    ),
    "area-empty": Words(
        gettext_lazy("It has no skill."),
        gettext_lazy("Add a skill, or delete the area."),
    ),
    "text-long": Words(
        gettext_lazy("%(field)s: %(words)s words, more than the %(most)s that are read in one go."),
        gettext_lazy("Cut it, or split it in two."),
    ),
    "text-hard": Words(
        gettext_lazy("%(field)s: hard to read, Flesch-Kincaid grade %(grade)s, above %(hardest)s."),
        gettext_lazy("Use shorter words and shorter sentences."),
    ),
}
KINDS = {
    "area": gettext_lazy("area"),
    "framework": gettext_lazy("framework"),
    "level": gettext_lazy("level"),
    "note": gettext_lazy("note"),
    "resource": gettext_lazy("resource"),
    "role": gettext_lazy("role"),
    "skill": gettext_lazy("skill"),
}
PARTS: Mapping[PartKind, Promise] = {
    "anchor": gettext_lazy("anchor"),
    "area": gettext_lazy("area"),
    "framework": gettext_lazy("framework"),
    "level": gettext_lazy("level"),
    "link": gettext_lazy("link"),
    "note": gettext_lazy("note"),
    "policy": gettext_lazy("policy"),
    "practice person": gettext_lazy("practice person"),
    "prerequisite": gettext_lazy("prerequisite at"),
    "requirement": gettext_lazy("requirement for"),
    "resource": gettext_lazy("resource"),
    "resource step": gettext_lazy("serves"),
    "role": gettext_lazy("role"),
    "salary range": gettext_lazy("salary range"),
    "skill": gettext_lazy("skill"),
    "step": gettext_lazy("step"),
}
SEVERITIES = {"error": gettext_lazy("error"), "warning": gettext_lazy("warning")}
FIELDS = {
    "anchor": gettext_lazy("Anchor"),
    "definition": gettext_lazy("Definition"),
    "name": gettext_lazy("Name"),
    "note": gettext_lazy("Text"),
    "person": gettext_lazy("What this person does"),
    "reason": gettext_lazy("Why this step"),
    "step": gettext_lazy("Name of step"),
    "task": gettext_lazy("What to do with it"),
    "why": gettext_lazy("Why it matters"),
}


def message(finding: Finding) -> str:
    """One sentence that says what is wrong."""
    facts = dict(finding.facts)
    if "field" in facts:
        code, space, step = str(facts["field"]).partition(" ")
        facts["field"] = f"{FIELDS[code]}{space}{step}"
    return str(RULES[finding.rule].message) % facts


def hint(finding: Finding) -> str:
    """What to do about it."""
    return str(RULES[finding.rule].hint)


def line(finding: Finding) -> str:
    """A finding on one line, for terminals."""
    thing = f"{SEVERITIES[finding.severity]} {finding.rule} {KINDS[finding.kind]} {finding.slug}"
    return f"{thing}: {message(finding)} {hint(finding)}"


def summary(findings: Iterable[Finding]) -> str:
    """How many findings there are, such as "1 error, 2 warnings"."""
    count = Counter(finding.severity for finding in findings)
    if not count:
        return _("Nothing is wrong.")
    errors = ngettext("%d error", "%d errors", count["error"]) % count["error"]
    warnings = ngettext("%d warning", "%d warnings", count["warning"]) % count["warning"]
    return f"{errors}, {warnings}"


def place(path: Place) -> str:
    """Where a change is, such as "skill prg_python · anchor 2"."""
    parts = (" ".join(str(word) for word in (PARTS[part.kind], *part.key)) for part in path)
    return " · ".join(parts) or _("catalogue")
