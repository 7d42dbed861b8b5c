"""Text that databases and pages can hold."""

import re
from typing import Any

# What is no text: controls but tab and line ends, and halves of characters.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def cleaned(value: Any) -> Any:
    """JSON values without signs that are no text, in keys as in values. Sets become lists, so that JSON can hold them."""
    if isinstance(value, str):
        return _NO_TEXT.sub("", value)
    if isinstance(value, dict):
        return {cleaned(key): cleaned(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [cleaned(each) for each in value]
    return value
