"""What spreadsheets would run, as text that they show."""

import re

# What a spreadsheet takes for a formula, also in full width and after spaces (OWASP, CSV injection).
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
# At the start of a cell, and where a spreadsheet that was told another separator begins one within our quotes.
_RUNS = re.compile(
    f"^ *(?=[{re.escape(''.join(RISKY))}])"
    f"|(?<=[\n\r;\t]) *(?=[{re.escape(''.join(sign for sign in RISKY if not sign.isspace()))}])"
)
# Most cells begin with neither and hold no end of a cell: looking for that first takes less than half the time.
_STARTS, _ENDS = frozenset((" ", *RISKY)), re.compile("[\n\r;\t]")


def csv_safe(value: str | int) -> str | int:
    """Text that a spreadsheet shows as text: an apostrophe before whatever it would run. Numbers stay numbers."""
    if not isinstance(value, str) or (value[:1] not in _STARTS and not _ENDS.search(value)):
        return value
    return _RUNS.sub(r"'\g<0>", value)
