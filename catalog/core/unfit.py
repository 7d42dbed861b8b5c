"""A file that cannot be read, and why."""

Facts = tuple[tuple[str, str | int], ...]

LONGEST_QUOTE = 200


class FileUnfit(ValueError):
    """A file that cannot be read at all, or is too much; `code` names the sentence that says why, `facts` are its values."""

    def __init__(self, code: str, detail: str = "", **facts: str | int) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code, self.detail = code, detail
        self.facts = quoted(facts | {"detail": detail} if detail else facts)


def quoted(facts: dict[str, str | int]) -> Facts:
    """Named values for a sentence; what quotes the file is made short."""
    return tuple((name, _short(value)) for name, value in facts.items())


def _short(value: str | int) -> str | int:
    return value if isinstance(value, int) or len(value) <= LONGEST_QUOTE else f"{value[: LONGEST_QUOTE - 1]}…"
