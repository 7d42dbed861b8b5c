"""What our workbook and our bundle are refused for, and what is told of their rows, in sentences."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SENTENCES: Mapping[str, Promise] = {
    # The file
    "tables-sheet-missing": gettext_lazy("The table “%(detail)s” is missing. It must be there."),
    "tables-column-missing": gettext_lazy("The table “%(sheet)s” has no column “%(detail)s”. It must be there."),
    "tables-no-framework": gettext_lazy(
        "The table “Framework” has no row that can be read. Fill in one: a key or a name is enough."
    ),
    "tables-many": gettext_lazy("The table “%(detail)s” has more than %(most)s rows."),
    "bundle-table": gettext_lazy("“%(detail)s.csv” cannot be read as a table."),
    "workbook-broken": gettext_lazy("The workbook cannot be opened: it is damaged, or it has a password."),
    "workbook-sheet": gettext_lazy("The sheet “%(detail)s” cannot be read: it is damaged."),
    # What was recognised
    "tables-sheet": gettext_lazy("Table “%(sheet)s”, %(rows)s rows"),
    # Tables and columns
    "tables-sheet-unknown": gettext_lazy("This table is none of ours. It is left out."),
    "tables-sheet-left": gettext_lazy("This table is missing. What the framework has of it stays as it is."),
    "tables-column-left": gettext_lazy(
        "There is no column “%(heading)s”. What the framework has of it stays as it is."
    ),
    "tables-column-unknown": gettext_lazy("The column “%(heading)s” is none of ours. It is left out."),
    "tables-column-twice": gettext_lazy("The column “%(heading)s” is there twice. The first one counts."),
    # Cells
    "tables-not-text": gettext_lazy(
        "“%(heading)s” is a number or a day and not text: it is read as “%(value)s”. If it should be 1.10 or 007, have the "
        "cell hold text and type it again."
    ),
    "tables-blank": gettext_lazy("“%(heading)s” is empty, and must be filled in."),
    "tables-number": gettext_lazy("“%(heading)s” must be a whole number, and is “%(value)s”."),
    "tables-yes-no": gettext_lazy("“%(heading)s” must be yes or no, and is “%(value)s”."),
    "tables-choice": gettext_lazy("“%(heading)s” must be one of the words that the column knows, and is “%(value)s”."),
    # Rows
    "tables-key": gettext_lazy("“%(value)s” cannot be a key. Use lower-case letters, digits, - and _."),
    "tables-no-key": gettext_lazy("The row has neither a key nor a name."),
    "tables-twice": gettext_lazy("A row before this one is the same thing: %(value)s"),
    "tables-unknown": gettext_lazy("“%(value)s” is not in the table “%(sheet)s”, or was left out there."),
    "tables-owner": gettext_lazy("The row must name a skill, or a role and a level of it, and not both."),
    "tables-one-framework": gettext_lazy("There is one framework in a file. The first row counts."),
    "tables-foreign-kind": gettext_lazy("“%(value)s” is no kind of thing that a framework has."),
    "tables-foreign-data": gettext_lazy("“Data” must be an object of JSON."),
}
