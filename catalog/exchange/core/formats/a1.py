"""The names that spreadsheets give to columns; rows and columns count from 0 here."""

# A row and a column.
Cell = tuple[int, int]


def letters(column: int) -> str:
    """The letters of a column that counts from 0: A, B … Z, AA."""
    found, left = "", column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def column_of(text: str) -> int:
    """The column that letters name, from 0."""
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def place_of(name: str) -> int:
    """The column, from 0, that letters name, or the row that a number does."""
    return int(name) - 1 if name.isdecimal() else column_of(name)
