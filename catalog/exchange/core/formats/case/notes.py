"""What is to be said of a package that was read: one by one what was left out, and by number what there is much of."""

from catalog.exchange.core.imported import ERROR, Message, Severity, message


class Notes:
    """Collects messages; those of one code that are counted become one, at the place of the first."""

    def __init__(self) -> None:
        self._told: list[Message] = []
        self._counted: dict[tuple[Severity, str], tuple[int, str]] = {}

    def tell(self, severity: Severity, code: str, place: str, **facts: str | int) -> None:
        self._told.append(message(severity, code, place, **facts))

    def count(self, severity: Severity, code: str, place: str) -> None:
        number, first = self._counted.get((severity, code), (0, place))
        self._counted[severity, code] = number + 1, first

    @property
    def messages(self) -> tuple[Message, ...]:
        """The counted ones first."""
        counted = (
            message(severity, code, place, count=number) for (severity, code), (number, place) in self._counted.items()
        )
        return (*counted, *self._told)

    @property
    def rejected(self) -> int:
        """How many rows were left out: of the file they are items."""
        return sum(each.severity == ERROR for each in self._told)
