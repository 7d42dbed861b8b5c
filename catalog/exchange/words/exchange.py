"""What any file can be told, whatever its format, in sentences."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SENTENCES: Mapping[str, Promise] = {
    "exchange-no-format": gettext_lazy(
        "This is no kind of file that can be read here: a spreadsheet, a CSV file, a CASE package, or our own JSON."
    ),
    "exchange-format": gettext_lazy("There is no format of the name “%(detail)s”."),
    "exchange-slow": gettext_lazy("Reading the file took too long, so it was stopped. Nothing was changed."),
    "exchange-memory": gettext_lazy("The file is too big in memory to be read. Nothing was changed."),
    "exchange-unreadable": gettext_lazy(
        "The file could not be read. It may be damaged. Please save it anew and try again."
    ),
    "exchange-cannot-hold": gettext_lazy("The catalogue cannot hold it: %(detail)s"),
    "exchange-draft-changed": gettext_lazy(
        "The draft was changed after the file was compared with it, so nothing was written. Please look at it again."
    ),
    "exchange-key-taken": gettext_lazy("There is a framework with the key “%(detail)s” already. Choose another one."),
    "exchange-framework-gone": gettext_lazy("The framework that it was for is not there any more."),
    "exchange-interrupted": gettext_lazy(
        "The work on this file was interrupted. Nothing of it was written. Please start again."
    ),
    "exchange-cut": gettext_lazy("%(field)s: the text is longer than %(most)s signs, so its end is left out."),
    "exchange-value": gettext_lazy("%(field)s: it cannot be taken. %(says)s"),
    "exchange-no-address": gettext_lazy(
        "It has no address, and only a task to practise may do without. It is left out."
    ),
    "exchange-pay": gettext_lazy("What is paid has no number, or its low end is above its high one. It is left out."),
    "exchange-twice": gettext_lazy("There are two of this key, and the second one is left out."),
    "exchange-unknown": gettext_lazy("It names something that is not in the file, so it is left out."),
    "exchange-policy": gettext_lazy("The scoring rule in the file cannot be, so ours is taken."),
    "exchange-language": gettext_lazy("“%(language)s” is no language tag, such as en or pt-BR. English is taken."),
}
