"""The commands of docs/operations.md, read from the page."""

import re

from tests.servers import ROOT

PAGE = ROOT / "docs" / "operations.md"
SECTION = "From a bare Debian 12"
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(section: str = SECTION) -> list[str]:
    """Each block of commands of a section, in the order of the page, as it is written there."""
    _before, _title, after = PAGE.read_text().partition(f"\n## {section}\n")
    return _BLOCK.findall(after.partition("\n## ")[0])
