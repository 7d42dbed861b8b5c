"""What reading public frameworks with a shape of their own recognises, refuses and reports."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    # What was recognised.
    "known-dataskills": _("This is a data skills matrix: %(skills)s skills, %(roles)s roles."),
    "known-unidays": _("These are topics and roles in the shape of UNiDAYS: %(skills)s skills, %(roles)s roles."),
    "known-ft": _("This is a progression in the shape of the Financial Times: %(skills)s themes, %(levels)s levels, %(competencies)s competencies."),
    "known-researchcomp": _("This is ResearchComp: %(skills)s competences, each with up to %(steps)s levels."),
    "known-opensalt": _("This is a spreadsheet of OpenSALT: %(items)s items, of them %(skills)s skills in %(areas)s areas."),
    # What stops the whole file.
    "known-none": _("These files have no shape that we know."),
    "known-vocabulary": _("This is a file of a public vocabulary, such as ESCO or O*NET, and no framework. Upload it under “Public vocabularies” and link skills to it."),
    "known-several": _("There are %(count)s frameworks here. Bring one at a time."),
    "known-too-many": _("There are more than %(most)s of one kind of thing, which is too many."),
    "known-no-skills": _("There is no skill in these files."),
    "known-no-roles-file": _("The file that says which roles and levels there are is missing."),
    "known-no-scale": _("The file does not say which steps there are."),
    "known-opensalt-empty": _("This spreadsheet has the headings of OpenSALT and no items below them."),
    # What was not taken as it stands.
    "known-no-name": _("This entry has no name, so it was left out."),
    "known-step-unknown": _("“%(text)s” is no step of the scale, so it was left out."),
    "known-role-unknown": _("“%(text)s” is no role with that many levels, so what it requires was left out."),
    "known-requirement-unknown": _("“%(text)s” is not there, so what refers to it was left out."),
    "known-tip-left": _("The hint for “%(text)s” leads to no next step, so it was left out."),
    "known-resource-left": _("“%(text)s” has no title or no web address, so it was left out."),
    "known-indicators-kept": _("%(count)s signs of behaviour have no place on our pages. They are kept with the skills for exports."),
    "known-resources-at-all-steps": _("The file does not say for which step its %(count)s resources are. Each stands at every step of its skill. Hours and cost are a guess: check them."),
    "known-own-scales": _("Some skills have names of their own for their steps. The steps are now called Level 1 to Level %(highest)s. The %(count)s own names stand in the sentences."),
    "known-levels-are-steps": _("Each level of the role is a step of the scale, %(steps)s in all, and requires its own step of each theme."),
    "known-proficiency-kept": _("How well each of %(count)s competencies must be known is kept for exports, and not used here."),
    "known-no-roles": _("There are no roles here, and so nothing says what is required. The skills come in without it."),
    "known-no-scale-there": _("The file does not say which steps there are. A scale of %(steps)s steps was put in their place. Change it as you need."),
    "known-opensalt-no-statement": _("This row has no statement, so it was left out."),
    "known-opensalt-parent-unknown": _("“%(text)s”, which this item is said to stand below, is not there. The item stands at the top."),
}  # fmt: skip
