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
    "area-unknown": Words(
        gettext_lazy("It is also part of the area “%(area)s”, which this framework does not have."),
        gettext_lazy("Name an area of this framework, or take the name out."),
    ),
    "area-again": Words(
        gettext_lazy("“%(area)s” is its own area, and stands among its further ones again."),
        gettext_lazy("Take it out of the further areas."),
    ),
    "anchor-missing": Words(
        gettext_lazy("Step %(step)s has no anchor. People read what the scale says of this step instead."),
        gettext_lazy("Write one sentence that somebody at this step can say of their own work."),
    ),
    "skill-without-anchor": Words(
        gettext_lazy("It has no anchors. People read what the scale says of each step instead."),
        gettext_lazy("Write one sentence for each step that somebody there can say of their own work."),
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
    "framework-without-resource": Words(
        gettext_lazy("It has no learning resources, so reports say what is missing and not how to learn it."),
        gettext_lazy("Add learning resources or practice tasks for the steps that levels ask for."),
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
    "covers-too-much": Words(
        gettext_lazy(
            "It is said to cover %(covered)s hours of study of “%(skill)s”, and takes %(hours)s hours for the whole of it."
        ),
        gettext_lazy("Correct one of the two by what the provider says."),
    ),
    "months-missing": Words(
        gettext_lazy("It counts in months, and no step of the scale says how many."),
        gettext_lazy("Give the steps of the framework their months, or let the area count in hours."),
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
    "serves-lowest": Words(
        gettext_lazy("It serves step %(step)s of “%(skill)s”, the lowest, where everybody begins."),
        gettext_lazy("Choose a higher step, or take this one off."),
    ),
    "covers-estimate": Words(
        gettext_lazy(
            "It is said to cover %(covered)s hours of study of “%(skill)s”, and its hours are our own estimate."
        ),
        gettext_lazy("Enter the hours that the provider states, or let it cover 0."),
    ),
    "step-without-start": Words(
        gettext_lazy("Nothing is marked as the place to start for step %(step)s."),
        gettext_lazy("Mark one of the resources that serve this step with “start here”."),
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
# Why a file that somebody brings, or a row of a vocabulary in it, is not taken (catalog/core/files.py).
UNFIT = {
    "too_large": gettext_lazy("The file has more than %(detail)s MB."),
    "too_large_inside": gettext_lazy("What the archive holds has more than %(detail)s MB."),
    "too_many_files": gettext_lazy("The archive has more than %(detail)s files."),
    "too_many_rows": gettext_lazy("A table has more than %(detail)s rows."),
    "too_many_concepts": gettext_lazy("It holds more than %(detail)s concepts."),
    "no_concepts": gettext_lazy("It holds no concept."),
    "broken_archive": gettext_lazy("The archive cannot be opened: it is damaged or locked. Please download it again."),
    "overlapping": gettext_lazy("The archive is damaged: some of its files lie on top of others."),
    "swollen": gettext_lazy("What the archive holds is more than %(detail)s times as large as the archive."),
    "unsafe_name": gettext_lazy("The archive has a file with a name that leads out of its folder: %(detail)s"),
    "name_twice": gettext_lazy("The archive has two files of the same name: %(detail)s"),
    "nested_archive": gettext_lazy(
        "The archive holds another archive or a workbook, %(detail)s. Please take it out and upload it by itself."
    ),
    "entities": gettext_lazy(
        "The workbook is not one that a spreadsheet program writes: %(detail)s declares a document type."
    ),
    "broken_workbook": gettext_lazy("The workbook is damaged: %(detail)s cannot be read. Please save it again."),
    "too_many_cells_inside": gettext_lazy(
        "Between the first and the last cell of its sheets lie more than %(detail)s cells. Please delete what stands far "
        "below or far to the right."
    ),
    "json": gettext_lazy("It is no valid JSON. The first fault is at line:column %(detail)s."),
    "json_deep": gettext_lazy("Its JSON is nested more than %(detail)s levels deep."),
    "json_many": gettext_lazy("A list or an object of its JSON has more than %(detail)s entries."),
    "json_key_twice": gettext_lazy("An object of its JSON has the same key twice: %(detail)s"),
    "json_number": gettext_lazy("Its JSON has a number that cannot be used: %(detail)s"),
    "json_characters": gettext_lazy("Its JSON has an escape that stands for no character of a text."),
    "nothing_inside": gettext_lazy("The archive holds none of the files that are read."),
    "encoding": gettext_lazy("It is no text: please upload the file as its owner published it."),
    "not_a_table": gettext_lazy("%(detail)s cannot be read as a table."),
    "columns": gettext_lazy("It is not a table of this vocabulary: its columns have other names."),
    "too_many_cells": gettext_lazy("more cells than the table has columns."),
    "too_few_cells": gettext_lazy("cells are missing."),
    "no_label": gettext_lazy("the concept has no label."),
    "bad_uri": gettext_lazy("the identifier is not one of ESCO."),
    "uri_too_long": gettext_lazy("the identifier is too long."),
    "label_too_long": gettext_lazy("the label is too long."),
    "kind_too_long": gettext_lazy("the kind is too long."),
    "definition_too_long": gettext_lazy("the definition is too long."),
    "alternatives_too_long": gettext_lazy("the other labels are too long."),
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
    "review": gettext_lazy("review"),
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
