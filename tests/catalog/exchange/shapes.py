"""Spreadsheets in the shapes that people give them, made anew here: what each is like stands with it."""

from tests.catalog.exchange.books import book

STEPS = ("Aware", "Trained", "Proficient", "Expert")
MEANINGS = (
    "I know what this is and why it matters.",
    "I have been taught this and have tried it once.",
    "I do this on my own in my work.",
    "Others come to me for help with this.",
)


def self_assessment() -> bytes:
    """Competency and group merged down, a rating and evidence of somebody, the scale beside it, prose below it."""
    rows: list[list[object]] = [
        ["Competency", "Group", "Skill", "Level rating", "Evidence", None, None, "Level", "Description"]
    ]
    merged = []
    number = 0
    for area in range(5):
        first = len(rows) + 1
        for group in range(2):
            top = len(rows) + 1
            for _skill in range(4 if (area, group) in {(0, 0), (1, 0), (2, 0), (3, 0), (4, 0)} else 3):
                number += 1
                rating = (
                    "" if number == 7 else "Ask your tutor about this one first" if number == 20 else STEPS[number % 4]
                )
                rows.append(
                    [f"Competency {area + 1}" if len(rows) + 1 == first else "", f"Group {area + 1}.{group + 1}" if len(rows) + 1 == top else "",
                     f"Skill number {number} ", rating, "I did it in a project" if number % 3 else ""]
                )  # fmt: skip
            merged.append(f"B{top}:B{len(rows)}")
        merged.append(f"A{first}:A{len(rows)}")
    for row, (name, meaning) in enumerate(zip(STEPS, MEANINGS, strict=True), 1):
        rows[row] += [None] * (7 - len(rows[row])) + [name, meaning]
    rows += [[]]
    rows += [[prose] for prose in (
        "Use this form to look at your skills once a term and talk about it with your supervisor.",
        "The form is yours. Nobody else sees it unless you show it to them.",
        "For training look at the pages of the graduate school, where all courses are listed.",
        "Questions? Ask the office of the graduate school.",
    )]  # fmt: skip
    return book({"Skills audit": rows}, {"Skills audit": merged})


PEOPLE = ("Anna Smith", "Bernd Okafor", "Chidi Lopez", "Dana White", "Emre Kaya", "Fatima Noor")


def people_as_columns() -> bytes:
    """A legend on rows 2 to 6, headings in row 9, 17 skills, people as columns, and a formatted tail to row 1000."""
    rows: list[list[object]] = [["Team skills matrix"]]
    rows += [
        [None, number, name]
        for number, name in enumerate(("No knowledge", "Basic", "Can work alone", "Can teach", "Expert"))
    ]
    rows += [[], [], ["Skill", "Level", "Required", *PEOPLE]]
    rows += [
        [f"Welding method {number}", 1 + number % 4, 2, *((number + at) % 5 for at in range(len(PEOPLE)))]
        for number in range(17)
    ]
    rows += [[]] * 900
    rows[-1] = [" "] * 32
    return book({"Matrix": rows})


def people_as_rows() -> bytes:
    """Title and legend on top, headings in row 7 with an e-mail column, a row of thresholds, a guide below."""
    rows: list[list[object]] = [["Cloud team"], [], ["0 = none"], ["1 = basic"], ["2 = good"], ["3 = expert"]]
    rows += [["Name", "Email", "Python", "SQL", "Docker", "Kubernetes"], ["Threshold", "", 2, 2, 1, 1]]
    rows += [[name, f"{name.split()[0].lower()}@example.org", *(at % 4 for at in range(4))] for name in PEOPLE]
    rows += [[], ["Fill in your own row. Ask your lead where you are not sure which number is right."]]
    return book({"Skills": rows})


PROFILES = ("GP", "AE", "I", "R", "B")
UNIT_SKILLS = (9, 9, 9, 9, 9, 9, 9, 8)  # 71 in all


def curriculum() -> bytes:
    """Eight sheets; the headings stand again at each sub-unit; steps and profiles are told below the table."""
    sheets: dict[str, list[list[object]]] = {}
    number = 0
    for unit, count in enumerate(UNIT_SKILLS, 1):
        rows: list[list[object]] = [[f"Unit {unit}"], []]
        for at in range(count):
            if at in {0, 5}:
                rows.append([f"Sub-unit {unit}.{1 + at // 5}", *PROFILES])
            needs: list[object] = [(4, 4, 3, 3, 2)[(number + profile) % 5] for profile in range(5)]
            if number == 30:
                needs[2] = None
            rows.append([f"Be able to do task number {number}", *needs])
            number += 1
        rows += [[], ["1 = Notion"], ["2 = Application"], ["3 = Mastery"], ["4 = Expertise"], []]
        rows += [["GP : Project management"], ["AE : Energy"], ["I : Computing"], ["R : Networks"], ["B : Buildings"]]
        sheets[f"UE{unit}"] = rows
    return book(sheets)


def tree() -> bytes:
    """A tree of three levels that begins at B4, each name only where it changes."""
    rows: list[list[object]] = [[], ["", "スキル一覧"], []]
    rows.append(["", "技術", "言語", "Python"])
    rows.append(["", "", "", "Java"])
    rows.append(["", "", "データ", "SQL"])
    rows.append(["", "", "", "モデリング"])
    rows.append(["", "業務", "計画", "見積もり"])
    rows.append(["", "", "", "進捗管理"])
    rows.append(["", "", "連携", "顧客対応"])
    rows.append(["", "", "", "チームワーク"])
    return book({"Sheet1": rows})


def marks(yes: str = "x", no: str = "") -> bytes:
    """Tasks down, skills across, a mark where a task needs a skill."""
    names = ("Python", "SQL", "Statistics", "Writing", "Design")
    rows: list[list[object]] = [["Task", *names]]
    rows += [[f"Prepare report {task}", *(yes if (task + at) % 2 else no for at in range(5))] for task in range(8)]
    return book({"Tasks": rows})


def checklist() -> bytes:
    """A list to tick off."""
    rows: list[list[object]] = [["Project checklist"], [], ["Area", "Item", "Done"]]
    rows += [["Start" if at < 3 else "End", f"Agree on goal {at}", at % 2 == 0] for at in range(6)]
    return book({"Checklist": rows})
