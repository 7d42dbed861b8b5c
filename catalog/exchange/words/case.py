"""What is said of CASE packages: why one cannot be read, what was made of it, and what was understood in which way."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext_lazy

SENTENCES: dict[str, Promise] = {
    # Why a file cannot be read
    "case-no-package": gettext_lazy(
        "This is not a CASE package: it has no “CFDocument”. Export the whole framework as a CASE package and choose that file."
    ),
    "case-part": gettext_lazy(
        "This is only a part of a CASE package. Ask the other system for the whole package (its address has “CFPackages”)."
    ),
    "case-no-items": gettext_lazy("The package “%(title)s” holds no items, so there is nothing to take from it."),
    "case-several": ngettext_lazy(
        "There is %(count)s CASE package here. Import one at a time.",
        "There are %(count)s CASE packages here. Import one at a time.",
        "count",
    ),
    # What was made of it
    "case-found": gettext_lazy("The CASE %(version)s package “%(title)s” with this many items: %(items)s"),
    "case-found-areas": ngettext_lazy("%(count)s area", "%(count)s areas", "count"),
    "case-found-skills": ngettext_lazy("%(count)s skill", "%(count)s skills", "count"),
    "case-found-anchors": ngettext_lazy(
        "%(count)s sentence for a step, from rubrics", "%(count)s sentences for steps, from rubrics", "count"
    ),
    "case-found-roles": ngettext_lazy("%(count)s role", "%(count)s roles", "count"),
    "case-found-levels": ngettext_lazy("%(count)s level", "%(count)s levels", "count"),
    "case-found-requirements": ngettext_lazy("%(count)s requirement", "%(count)s requirements", "count"),
    "case-found-resources": ngettext_lazy("%(count)s learning resource", "%(count)s learning resources", "count"),
    "case-found-steps": ngettext_lazy("a scale of %(count)s step", "a scale of %(count)s steps", "count"),
    # What was left out
    "case-item-empty": gettext_lazy("This item has no text, so it was left out."),
    "case-item-nameless": gettext_lazy("This item has no identifier, so nothing can link to it. It was left out."),
    "case-item-twice": gettext_lazy(
        "An item before this one has the same identifier, %(identifier)s. The first one counts."
    ),
    "case-association-unread": ngettext_lazy(
        "%(count)s association does not say what it joins. It was left out.",
        "%(count)s associations do not say what they join. They were left out.",
        "count",
    ),
    "case-rubric-unread": ngettext_lazy(
        "%(count)s rubric level fits no step of the scale. It is kept for the export, and not shown here.",
        "%(count)s rubric levels fit no step of the scale. They are kept for the export, and not shown here.",
        "count",
    ),
    "case-requirement-twice": ngettext_lazy(
        "%(count)s requirement is for a skill that its level asks for already. The first one counts.",
        "%(count)s requirements are for skills that their levels ask for already. The first ones count.",
        "count",
    ),
    "case-extension-unread": ngettext_lazy(
        "What this site once added to %(count)s item cannot be read. Only what CASE itself says was taken.",
        "What this site once added to %(count)s items cannot be read. Only what CASE itself says was taken.",
        "count",
    ),
    # How things were understood
    "case-scale-ours": gettext_lazy(
        "The package has no scale, so it gets a plain one: %(steps)s. You can change the words afterwards."
    ),
    "case-orphan": ngettext_lazy(
        "%(count)s item stands nowhere in the package. It is in the area “(unplaced)”.",
        "%(count)s items stand nowhere in the package. They are in the area “(unplaced)”.",
        "count",
    ),
    "case-circle": ngettext_lazy(
        "%(count)s link puts an item below itself. It was not followed.",
        "%(count)s links put items below themselves. They were not followed.",
        "count",
    ),
    "case-level-alone": ngettext_lazy(
        "%(count)s role level belongs to no role. It is kept for the export, and not shown here.",
        "%(count)s role levels belong to no role. They are kept for the export, and not shown here.",
        "count",
    ),
    "case-requirement-unread": ngettext_lazy(
        "%(count)s requirement names no step that the scale has. It was taken as important, without a step.",
        "%(count)s requirements name no step that the scale has. They were taken as important, without a step.",
        "count",
    ),
    "case-outside": ngettext_lazy(
        "%(count)s association leads to something outside the package. It is kept for the export, and not shown here.",
        "%(count)s associations lead to things outside the package. They are kept for the export, and not shown here.",
        "count",
    ),
    "case-kept": ngettext_lazy(
        "%(count)s association says something that has no place here. It is kept for the export.",
        "%(count)s associations say something that has no place here. They are kept for the export.",
        "count",
    ),
    "case-code-twice": ngettext_lazy(
        "%(count)s skill has a code that another one has too.",
        "%(count)s skills have a code that another one has too.",
        "count",
    ),
    "case-identifier": ngettext_lazy(
        "%(count)s item has an identifier that CASE does not allow. It is kept, and the export gives it a valid one.",
        "%(count)s items have identifiers that CASE does not allow. They are kept, and the export gives valid ones.",
        "count",
    ),
    "case-markup": ngettext_lazy(
        "%(count)s statement has markup or formulas. It is shown as plain text; the export has it as it came.",
        "%(count)s statements have markup or formulas. They are shown as plain text; the export has them as they came.",
        "count",
    ),
    "case-shortened": ngettext_lazy(
        "%(count)s statement is longer than a definition may be here. It was cut; the export has all of it.",
        "%(count)s statements are longer than a definition may be here. They were cut; the export has all of them.",
        "count",
    ),
}
