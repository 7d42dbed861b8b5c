"""What reading spreadsheets and YAML files says."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    "sheets-unreadable": _("This spreadsheet cannot be read: %(detail)s"),
    "sheets-too-large": _("This spreadsheet reaches over more than %(most)s cells. Take out empty rows and columns at its ends."),
    "sheets-empty": _("There is no cell with text in this file."),
    "sheets-no-table": _("This is no table: a CSV file has rows of cells, with commas, semicolons or tabs between them."),
    "yaml-unreadable": _("This is not YAML that can be read: %(detail)s"),
    "yaml-alias": _("Line %(line)s refers to another part of the file. Write it out instead."),
    "yaml-too-much": _("This YAML file is too deep or too long: at most %(deepest)s parts inside each other, and %(most)s parts in all."),
    "gathering-cut": _("This text is too long and was cut after %(most)s characters: “%(text)s”"),
    "gathering-anchor-twice": _("There are two texts for step %(step)s of “%(skill)s”. The first one counts."),
    "gathering-need-twice": _("“%(level)s” asks for “%(skill)s” twice, in two ways. The first one counts."),
}  # fmt: skip
