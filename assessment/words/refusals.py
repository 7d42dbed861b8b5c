"""Why a value that somebody sent cannot be taken."""


class Refused(Exception):
    """A value that cannot be taken: the HTTP status, a code that names the fault, and what it is about.

    `detail` is a field, or how much is too much; None where the code says it all.
    """

    def __init__(self, status: int, code: str, detail: str | None = None) -> None:
        super().__init__(f"{code}:{detail}" if detail is not None else code)
        self.status = status
        self.code = code
        self.detail = detail
