"""A person's copy of all that is held of them, as a value."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from assessment.privacy.core.tables import HeldField, HeldTable
from catalog.core.privacy import Export

Whose = Literal["account", "attempt"]


class HeldRows(NamedTuple):
    """The rows of one person in a table; what is withheld is in none of them."""

    table: HeldTable
    rows: Sequence[Mapping[str, Any]]

    @property
    def given(self) -> list[HeldField]:
        return [field for field in self.table.fields if field.classification.export == Export.GIVEN]

    @property
    def withheld(self) -> list[HeldField]:
        return [field for field in self.table.fields if field.classification.export == Export.WITHHELD]


class PersonalCopy(NamedTuple):
    """All rows of an account or of one attempt, as they were at a time."""

    whose: Whose
    made_at: datetime
    tables: Sequence[HeldRows]
