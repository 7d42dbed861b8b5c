"""The rows of a table, one after the other: what each says goes into what is gathered."""

from collections import Counter
from collections.abc import Mapping

from catalog.core.snapshot import ESSENTIAL, HELPFUL, IMPORTANT, Importance
from catalog.exchange.core.formats.matrix import vocabulary
from catalog.exchange.core.formats.matrix.grids import own_cells
from catalog.exchange.core.formats.matrix.mapping import Column, Means, Table, has_sentences
from catalog.exchange.core.formats.sheets import Sheet
from catalog.exchange.core.gathering import Gathering
from catalog.exchange.core.imported import ERROR, NOTE, WARNING
from catalog.exchange.core.tidying import one_line, same

_IMPORTANCE: Mapping[str, Importance] = {
    **dict.fromkeys(("essential", "must", "must-have", "must have", "core", "required", "high", "3", "mandatory", "primary", "kern", "muss"), ESSENTIAL),
    **dict.fromkeys(("important", "should", "should-have", "should have", "secondary", "medium", "2", "soll"), IMPORTANT),
    **dict.fromkeys(("helpful", "nice", "nice-to-have", "nice to have", "could", "optional", "low", "1", "bonus", "kann"), HELPFUL),
}  # fmt: skip
# Cells that say that nothing is required here.
_NOTHING = {"nc", "n/a", "na", "-", "–", "—", "not applicable", "not required", "none required", "no", "n"}


class Reader:
    """Reads tables into `gathered`; `otherwise` is the area of skills for which no area is told."""

    def __init__(self, gathered: Gathering, otherwise: str) -> None:
        self._gathered, self._otherwise = gathered, otherwise
        self._steps = {same(step.name): value for value, step in gathered.steps.items()}
        self._skill_in: dict[tuple[str, str], str] = {}
        self._skill_named: dict[str, str] = {}
        self._ranks: dict[str, int] = {}

    def table(self, sheet: Sheet, table: Table, columns: Mapping[int, Column]) -> None:
        """Read the rows of one table."""
        _Rows(self._gathered, self, sheet, table, columns).read()

    def step(self, text: str) -> int | None:
        """The step of the scale that a text names, by number or name."""
        number, name = vocabulary.step_parts(text)
        if number is not None and number in self._gathered.steps:
            return number
        return self._steps.get(same(name or text), self._steps.get(same(text)))

    def find(self, area: str, name: str) -> str | None:
        """The key of a skill of that name, in that area or, with an empty one, in any."""
        return self._skill_in.get((area, same(name))) if area else self._skill_named.get(same(name))

    def keep(self, area: str, name: str, key: str) -> None:
        """Remember a skill by its area and name."""
        self._skill_in[area, same(name)] = key
        self._skill_named.setdefault(same(name), key)

    def rank(self, role: str, level: str) -> int:
        """The rank of a level that rows name: in the order in which they do."""
        known = self._gathered.roles[role].levels
        return self._ranks.setdefault(f"{role}/{same(level)}", len(known) + 1)


class _Rows:
    def __init__(
        self, gathered: Gathering, reader: Reader, sheet: Sheet, table: Table, columns: Mapping[int, Column]
    ) -> None:
        self.gathered, self.reader, self.sheet, self.table = gathered, reader, sheet, table
        self.columns = columns
        self.at: dict[Means, int] = {}
        for at, column in sorted(columns.items()):
            self.at.setdefault(column.means, at)
        self.head = [same(text) for text in sheet.rows[table.header - 1]] if 0 < table.header <= len(sheet.rows) else []
        self.ranks = Counter(column.rank for column in columns.values() if column.means == "level")
        self.carried: dict[Means, str] = {}
        self.section = ""
        self.before = ""

    def read(self) -> None:
        last = min(self.table.last or len(self.sheet.rows), len(self.sheet.rows))
        if any(self._heads_part(row) for row in range(self.table.first - 1, last)):
            self.section = one_line(next(text for text in self.sheet.rows[self.table.header - 1] if text))
        for row in range(self.table.first - 1, last):
            if any(self.sheet.rows[row]):
                self._row(row)

    def _row(self, row: int) -> None:
        cells = own_cells(self.sheet, row)
        if self._repeats_head(row):
            if self._heads_part(row):
                self.section = one_line(cells[0][1])
            return
        if self.table.sections and len(cells) == 1:
            self.section = one_line(cells[0][1])
            return
        self._carry(row)
        name = one_line(self._text(row, "skill"))
        if not name:
            name = self.before if self._has_values(row) else ""
            if not name:
                return
        key = self._skill(row, name)
        if key is not None:
            self.before = name
            self._values(row, key)

    def _repeats_head(self, row: int) -> bool:
        """Whether most of a row's cells say what the headings say."""
        texts = [(same(text), at) for at, text in enumerate(self.sheet.rows[row]) if text]
        alike = sum(at < len(self.head) and text == self.head[at] for text, at in texts)
        return alike >= 2 and alike >= len(texts) - 1

    def _heads_part(self, row: int) -> bool:
        """Whether a row says the headings again, and begins with the name of a part in place of the first of them."""
        return self._repeats_head(row) and same(next(text for text in self.sheet.rows[row] if text)) not in self.head

    def _carry(self, row: int) -> None:
        """Take areas and groups from above where a cell is blank; a new area begins without a group."""
        for means in ("area", "group"):
            if means in self.at:
                text = one_line(self._text(row, means))
                if text and means == "area" and text != self.carried.get("area"):
                    self.carried.pop("group", None)
                if text or not self.table.fill:
                    self.carried[means] = text

    def _text(self, row: int, means: Means) -> str:
        return self.sheet.rows[row][self.at[means]] if means in self.at else ""

    def _has_values(self, row: int) -> bool:
        """Whether a row without a name goes on with what the row above began."""
        return any(
            self.sheet.rows[row][at]
            for at, column in self.columns.items()
            if column.means in {"anchor", "level", "statement", "role", "role-level"}
        ) and not any(
            self.sheet.rows[row][at]
            for at, column in self.columns.items()
            if column.means in {"area", "group"} and (row, at) not in self.sheet.filled
        )

    def _skill(self, row: int, name: str) -> str | None:
        """The key of the row's skill; None, with a message, where the table may name known ones only and this is none."""
        place = self.sheet.place(row, self.at["skill"])
        if not self.table.lists:
            found = self.reader.find("", name)
            if found is None:
                self.gathered.say(ERROR, "matrix-skill-unknown", place, skill=name)
            return found
        told = self.carried.get("area") or self.section or self.table.area or self._otherwise()
        area = self.gathered.area(told, place=place)
        key = self.reader.find(area, name)
        if key is not None:
            if name != self.before and not self._is_long():
                self.gathered.say(NOTE, "matrix-skill-again", place, skill=name)
            return key
        key = self._elsewhere(row, name, area)
        if key is None:
            code, definition = one_line(self._text(row, "code")), self._text(row, "definition")
            key = self.gathered.skill(area, name, place, code, definition)
        self.reader.keep(area, name, key)
        return key

    def _otherwise(self) -> str:
        return self.reader._otherwise

    def _is_long(self) -> bool:
        return bool({"role", "role-level", "statement", "step"} & self.at.keys())

    def _elsewhere(self, row: int, name: str, area: str) -> str | None:
        """A skill of that name in another area that is the same one: none of the sentences here differs from its own."""
        key = self.reader.find("", name)
        if key is None:
            return None
        known = self.gathered.skills[key]
        code = one_line(self._text(row, "code"))
        if code and known.code and code != known.code:
            return None
        here = {step: self.sheet.rows[row][at] for at, step in self._sentence_columns() if self.sheet.rows[row][at]}
        if any(step in known.anchors and same(known.anchors[step].text) != same(text) for step, text in here.items()):
            return None
        known.also_in.append(area)
        self.gathered.say(NOTE, "matrix-skill-also", self.sheet.place(row, self.at["skill"]), skill=name)
        return key

    def _sentence_columns(self) -> list[tuple[int, int]]:
        steps = (
            (at, column.step if column.means == "anchor" else column.rank)
            for at, column in self.columns.items()
            if has_sentences(column)
        )
        return [(at, step) for at, step in steps if step is not None]

    def _values(self, row: int, key: str) -> None:
        goes_on = not self._text(row, "skill") or (row, self.at["skill"]) in self.sheet.filled
        importance = self._importance(row)
        for at, column in self.columns.items():
            text = self.sheet.rows[row][at]
            place = self.sheet.place(row, at)
            if (row, at) in self.sheet.broken:
                self.gathered.say(WARNING, "matrix-cell-broken", place)
            if not text:
                continue
            if column.means == "anchor" and column.step is not None:
                self._sentence(key, column.step, text, place, goes_on)
            elif column.means == "level":
                self._level(key, column, text, place, importance or column.importance, goes_on)
        self._row_says(row, key, importance or ESSENTIAL)

    def _sentence(self, key: str, step: int, text: str, place: str, goes_on: bool) -> None:
        if step not in self.gathered.steps:
            self.gathered.say(WARNING, "matrix-step-off", place, step=step)
            return
        known = self.gathered.skills[key].anchors.get(step)
        if known and goes_on:
            if same(text) not in {same(line) for line in known.text.split("\n")}:
                del self.gathered.skills[key].anchors[step]
                self.gathered.anchor(key, step, f"{known.text}\n{text}", place)
            return
        self.gathered.anchor(key, step, text, place)

    def _level(self, key: str, column: Column, text: str, place: str, importance: Importance, goes_on: bool) -> None:
        role = self.gathered.role(column.role or self._otherwise(), place=place)
        level = self.gathered.level(role, column.name or column.at, column.rank, column.track, place)
        if column.holds == "text":
            if vocabulary.mark(text) is False or same(text) in _NOTHING:
                return
            twin = column.track and self.ranks[column.rank] > 1
            self._sentence(key, column.rank, f"{column.name}: {text}" if twin else text, place, goes_on or bool(twin))
            if column.rank in self.gathered.steps:
                self._need(role, level, key, column.rank, place, importance)
            return
        if same(text) in _NOTHING:
            return
        step = self.reader.step(text) if column.holds == "step" else None
        marked = vocabulary.mark(text)
        if step is None and column.holds == "step" and marked is None:
            self.gathered.say(WARNING, "matrix-cell-unknown", place, text=text)
        elif column.holds == "mark" and marked is None:
            self.gathered.say(WARNING, "matrix-mark-unknown", place, text=text)
        elif step is not None or marked:
            self._need(role, level, key, step, place, importance)

    def _need(self, role: str, level: str, skill: str, step: int | None, place: str, importance: Importance) -> None:
        if skill in self.gathered.roles[role].levels[level].requirements and self._goes_on_with(
            role, level, skill, step
        ):
            return
        self.gathered.need(role, level, skill, step, place, importance)

    def _goes_on_with(self, role: str, level: str, skill: str, step: int | None) -> bool:
        return self.gathered.roles[role].levels[level].requirements[skill].step == step

    def _importance(self, row: int) -> Importance | None:
        text = self._text(row, "importance")
        found = _IMPORTANCE.get(same(text))
        if text and found is None:
            self.gathered.say(
                WARNING, "matrix-importance-unknown", self.sheet.place(row, self.at["importance"]), text=text
            )
        return found

    def _row_says(self, row: int, key: str, importance: Importance) -> None:
        """A row that names a role, a level, a step or a statement in columns of their own."""
        if not self._is_long():
            return
        told = self._text(row, "step")
        step = self.reader.step(told) if told else None
        place = self.sheet.place(row, self.at.get("step", self.at["skill"]))
        if told and step is None and same(told) not in _NOTHING and not vocabulary.mark(told):
            self.gathered.say(ERROR, "matrix-step-unknown", place, text=told)
            return
        statement = self._text(row, "statement")
        if statement and step is not None:
            self._sentence(key, step, statement, place, goes_on=True)
        elif statement and self.at.get("statement") != self.at["skill"]:
            self.gathered.say(WARNING, "matrix-statement-without-step", place)
        if "role" in self.at or "role-level" in self.at:
            self._row_level(row, key, step, place, importance)

    def _row_level(self, row: int, key: str, step: int | None, place: str, importance: Importance) -> None:
        for means in ("role", "role-level"):
            if text := one_line(self._text(row, means)):
                self.carried[means] = text
        name = self.carried.get("role") or self._otherwise()
        level_name = self.carried.get("role-level") or name
        role = self.gathered.role(name, place=place)
        level = self.gathered.level(role, level_name, self.reader.rank(role, level_name), place=place)
        self.gathered.need(role, level, key, step, place, importance)
