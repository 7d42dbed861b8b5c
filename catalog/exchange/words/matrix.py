"""What reading a spreadsheet of skills recognises, refuses and reports."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    # What was recognised.
    "matrix-framework": _("The framework is called “%(name)s”."),
    "matrix-scale": _("The steps of the scale: %(steps)s."),
    "matrix-scale-none": _("No scale was found."),
    "matrix-table": _("Sheet “%(sheet)s”: headings in row %(header)s, skills from row %(first)s to row %(last)s."),
    "matrix-column-area": _("Column %(column)s, “%(heading)s”, has the areas."),
    "matrix-column-group": _("Column %(column)s, “%(heading)s”, has groups inside areas. They are left out, as skills stand in areas only."),
    "matrix-column-skill": _("Column %(column)s, “%(heading)s”, has the skills."),
    "matrix-column-code": _("Column %(column)s, “%(heading)s”, has the codes of the skills."),
    "matrix-column-definition": _("Column %(column)s, “%(heading)s”, says what each skill is."),
    "matrix-column-anchor": _("Column %(column)s, “%(heading)s”, has the sentences of step %(step)s."),
    "matrix-column-level": _("Column %(column)s, “%(heading)s”, is the level “%(level)s” of “%(role)s”, number %(rank)s from below."),
    "matrix-column-role": _("Column %(column)s, “%(heading)s”, says the role of each row."),
    "matrix-column-role-level": _("Column %(column)s, “%(heading)s”, says the level of each row."),
    "matrix-column-step": _("Column %(column)s, “%(heading)s”, says the step of each row."),
    "matrix-column-statement": _("Column %(column)s, “%(heading)s”, has a sentence for the step of its row."),
    "matrix-column-importance": _("Column %(column)s, “%(heading)s”, says how much each skill matters."),
    "matrix-column-evidence": _("Column %(column)s, “%(heading)s”, is about evidence and is left out."),
    "matrix-column-note": _("Column %(column)s, “%(heading)s”, has notes or somebody's own ratings and is left out."),
    "matrix-column-people": _("Column %(column)s is about a person and is left out."),
    "matrix-column-nothing": _("Column %(column)s, “%(heading)s”, is left out."),
    # What stops the whole file.
    "matrix-people": _("Each row of this sheet is a person. Names and ratings of people are not taken in. Bring the list of skills without them."),
    "matrix-no-skills": _("No table of skills was found in this file. A table needs a row of headings, and a column with the names of skills."),
    "matrix-mapping": _("The mapping cannot be read at %(place)s: %(detail)s"),
    "matrix-sheet-unknown": _("The mapping names the sheet “%(sheet)s”, and the file has none of that name."),
    "matrix-column-unknown": _("The mapping names the column “%(column)s” of “%(sheet)s”, and there is none."),
    "matrix-no-skill-column": _("The mapping does not say which column of “%(sheet)s” has the skills."),
    # What was not taken as it stands.
    "matrix-no-scale": _("The file does not say which steps there are. A scale of %(steps)s steps was put in their place. Change it as you need."),
    "matrix-no-levels": _("There are no levels of a role here, and so nothing says what is required. The skills come in without it."),
    "matrix-marks": _("Columns %(columns)s hold marks and no steps. They were left out: marks do not say which step is meant."),
    "matrix-marks-required": _("A mark in a level's column says that the skill is required. Which step is not stated."),
    "matrix-levels-in-order": _("Levels of a role are ranked in the order in which the rows name them. Check that the lowest comes first."),
    "matrix-scale-numbers": _("The file has numbers and no names for its steps. Give each step a name that people understand."),
    "matrix-people-columns": _("Columns %(columns)s are about people and were left out."),
    "matrix-lowest-required": _("The lowest step is “%(step)s”. Nobody can say yet that they stand below it."),
    "matrix-sheet-hidden": _("This sheet is hidden and was left out."),
    "matrix-sheet-scale": _("This sheet says what the steps are. It has no skills."),
    "matrix-sheet-people": _("Each row of this sheet is a person, so it was left out."),
    "matrix-sheet-left": _("No table of skills was found on this sheet, so it was left out."),
    "matrix-skill-unknown": _("The list of skills has no “%(skill)s”, so this row was left out."),
    "matrix-skill-again": _("“%(skill)s” stands here a second time in its area. Both rows were put together."),
    "matrix-skill-also": _("“%(skill)s” stands in several areas. It is one skill that is shown in each."),
    "matrix-cell-broken": _("The formula in this cell comes to an error, so the cell counts as empty."),
    "matrix-cell-unknown": _("“%(text)s” is no step of the scale, so this cell was left out."),
    "matrix-mark-unknown": _("“%(text)s” is not a mark, so this cell was left out."),
    "matrix-step-off": _("Step %(step)s is not on the scale, so this cell was left out."),
    "matrix-step-unknown": _("“%(text)s” is no step of the scale, so this row was left out."),
    "matrix-statement-without-step": _("This sentence has no step, so it was left out."),
    "matrix-importance-unknown": _("“%(text)s” does not say how much a skill matters. It counts as a must-have."),
}  # fmt: skip
