"""What our JSON is refused for, in sentences."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SENTENCES: Mapping[str, Promise] = {
    "native-no-framework": gettext_lazy("The file is JSON, but it holds no framework."),
    "native-version": gettext_lazy(
        "The file was written by a later release: its version is %(detail)s, and 1 is read here."
    ),
    "native-invalid": gettext_lazy("The framework in the file is not whole: %(detail)s"),
    "native-foreign": gettext_lazy(
        "What another system says of a thing cannot be read, at “%(field)s”. It is left out."
    ),
}
