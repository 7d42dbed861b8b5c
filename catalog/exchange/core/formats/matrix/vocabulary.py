"""Words that headings of spreadsheets are made of, and what they say of a column, a step or a level."""

import re
from collections.abc import Mapping

from catalog.exchange.core.formats.matrix.mapping import Means
from catalog.exchange.core.tidying import same

# The first that fits wins, so "skill code" is a code and "competency area" an area.
_HEADINGS: tuple[tuple[Means, str], ...] = (
    ("people", r"e-?mail|employee|team members?|staff member|mitarbeiter\w*|personne|first name|last name|surname|vorname|nachname"),
    ("code", r"code|ids?|identifier|ref(erence)?|no\.?|nr\.?|num(ber)?|#|№|numéro|kennung|番号"),
    ("evidence", r"evidence|examples?|proof|nachweis\w*|preuves?|beleg\w*"),
    ("importance", r"importance|priority|weight(ing)?|must[- ]have|wichtigkeit|priorität|gewicht\w*|poids"),
    ("note", (r"notes?|comments?|remarks?|bemerkung\w*|kommentare?|remarques?|commentaires?|備考|current|actual|own rating|"
     r"self[- ]?(rating|assessment|evaluation|score)|rating|gap|score|status|date|reviewed|training( needs?)?|action( plan)?s?|headcount")),
    ("statement", r"statements?|behaviou?rs?|behaviou?ral|indicators?|descriptors?|criteri(a|on)|you can|verhalten\w*|comportements?"),
    ("definition", r"definitions?|descriptions?|meaning|what it is|beschreibung|bedeutung|説明|définition|descriptif"),
    ("area", (r"areas?|domains?|categor(y|ies)|pillars?|clusters?|famil(y|ies)|bereiche?|kategorie|domaines?|catégories?|área|categoría|大分類|分野|領域|"
     r"units?|dimensions?|functions?|unités?")),
    ("group", r"(sub|unter)[- ]?(areas?|groups?|categor(y|ies)|domains?|bereiche?)|groups?|gruppe|groupe|中分類|subject"),
    ("role-level", r"(role|job|career|grade|seniority)[- ]levels?|grades?|bands?|seniority|karrierestufe"),
    ("role", r"roles?|jobs?|job titles?|positions?|profiles?|occupations?|rolle|rôle|poste|métier|job families|job family|job role"),
    ("skill", (r"skills?|competenc(e|es|y|ies)|capabilit(y|ies)|attributes?|themes?|topics?|abilit(y|ies)|expertise|kompetenz(en)?|"
     r"fähigkeit(en)?|compétences?|habilidad(es)?|competencias?|小分類|スキル|items?|tasks?|activit(y|ies)|knowledge|technolog(y|ies)|tools?|thema|thème|behavioural competency")),
    ("step", r"levels?|proficiency|required|target|expected|niveaux?|stufe|steps?|mastery"),
)  # fmt: skip
_PATTERNS: tuple[tuple[Means, re.Pattern[str]], ...] = tuple(
    (means, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for means, words in _HEADINGS
)
LONGEST_HEADING = 80
# A name has no more words: "Senior Manager, People and Culture (M4)".
_MOST_WORDS = 6
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.\w{2,}")
# No longer text is a step; patterns need not be tried on it.
_LONGEST_STEP = 400

# What steps are called, from low to high; words of one place are the same step in other mouths.
_STEPS = (
    "none|not yet|no knowledge|no experience|keine|aucune|n/?a|unaware",
    "aware(ness)?|novice|beginner|entry|basic|foundation(al|s)?|fundamental|learning|learner|anfänger|grundlagen|débutant|notions|limited|emerging|initial",
    "trained|elementary|working( knowledge)?|developing|intermediate|apprentice|fortgeschritten|intermédiaire|some experience|assisted",
    "practi(tioner|[cs]ing)|competent|proficient|established|independent|skilled|autonome|confirmé|kompetent|applied|capable|solid|able",
    "advanced|experienced|highly proficient|avancé|erfahren|strong|fluent|accomplished",
    "expert(e|ise|in)?|master(y|ed)?|lead(ing)?|experte|maîtrise|specialist|authority|mentor|guru",
)
_STEP_PATTERNS = tuple(re.compile(rf"(?:{words})") for words in _STEPS)
_NUMBERED = re.compile(r"(?:(?:level|lvl|stage|step|niveau|stufe|proficiency|proficiency level|レベル)\s*)?(\d)")
_PARTED = re.compile(
    r"(?:(?:level|lvl|stage|step|niveau|stufe|l)\s*)?(\d)\s*(?:[-–—=:.)/]|->|→)+\s*(\S.*)", re.IGNORECASE | re.DOTALL
)
_TRAILED = re.compile(
    r"(\S.*?)\s*[(\[]\s*(?:(?:level|lvl|stage|step|niveau|stufe)\s*)?(\d)\s*[)\]]", re.IGNORECASE | re.DOTALL
)

_RUNGS = (
    r"junior|jr|mid|mid-?level|middle|senior|sr|lead|principal|staff|head|director|associate|intern|trainee|graduate|entry|apprentice|"
    r"executive|chief|vp|vice president|distinguished|fellow|professional|confirmé|(?<=\w )(?:i{1,3}|iv|vi?)(?!\w)|lehrling|leitung|(?:l|ic|m|p|t|e|d|g|s)[- ]?\d{1,2}|"
    r"(?:grade|band|rung|tier)\s*\d{1,2}"
)
OCCUPATIONS = (
    r"\w*(?:analyst|engineer|developer|manager|scientist|designer|officer|architect|administrator|consultant|specialist|technician|"
    r"owner|master|coach|tester|writer|researcher|teacher|nurse|accountant|operator|programmer|advisor|adviser|partner|assistant|"
    r"coordinator|representative|buyer|clerk|supervisor|entwickler|ingénieur|ingenieur|leiter|planner|strategist|editor|librarian|"
    r"lawyer|auditor|economist|statistician|trainer|instructor|lecturer|professor|mechanic|driver|agent|director|executive|lead|head|chief)(?:in|e|s)?"
)
_RUNG = re.compile(rf"(?<!\w)(?:{_RUNGS})(?!\w)")
_OCCUPATION = re.compile(rf"(?<!\w)(?:{OCCUPATIONS})(?!\w)")
MARKS: Mapping[str, bool] = {
    **dict.fromkeys(("x", "✓", "✔", "☑", "✗", "✘", "o", "○", "●", "◯", "◎", "y", "yes", "true", "ja", "oui", "•", "×", "√", "有", "required", "needed", "must"), True),
    **dict.fromkeys(("n", "no", "false", "nein", "non", "☐", "□", "-", "–", "—"), False),
}  # fmt: skip


def heading(text: str) -> Means | None:
    """What a heading says that its column means; None where no word of it is known."""
    if not text or len(text) > LONGEST_HEADING:
        return None
    if EMAIL.fullmatch(text):
        return "people"
    plain = same(text)
    return next((means for means, pattern in _PATTERNS if pattern.search(plain)), None)


def step_rank(text: str) -> int | None:
    """How high a name of a step stands among the usual ones, from 0; None for a name that is none of them."""
    if len(text) > LONGEST_HEADING:
        return None
    plain = same(text)
    return next((rank for rank, pattern in enumerate(_STEP_PATTERNS) if pattern.fullmatch(plain)), None)


def step_parts(text: str) -> tuple[int | None, str]:
    """The number and the name in a text such as "2 - Trained", "Level 2", "Trained (2)" or "Trained"."""
    if len(text) > _LONGEST_STEP:
        return None, text
    if alone := _NUMBERED.fullmatch(same(text)):
        return int(alone[1]), ""
    if parted := _PARTED.fullmatch(text.strip()):
        return int(parted[1]), parted[2].strip()
    if trailed := _TRAILED.fullmatch(text.strip()):
        return int(trailed[2]), trailed[1].strip()
    return None, text.strip()


def is_step(text: str) -> bool:
    """Whether a heading is a step of a scale: "Level 2", "2", "Practitioner", "3 - Expert"."""
    number, name = step_parts(text)
    return (number is not None and not has_rung(name)) or step_rank(name or text) is not None


def has_rung(text: str) -> bool:
    """Whether a heading names a rung of a career: "Senior Analyst", "IC4", "Engineer II"."""
    return len(text) <= LONGEST_HEADING and _RUNG.search(same(text)) is not None


def names_level(text: str) -> bool:
    """Whether a text is the name of a step, a level or an occupation, and no sentence that speaks of one."""
    return len(text.split()) <= _MOST_WORDS and (is_step(text) or has_rung(text) or has_occupation(text))


def has_occupation(text: str) -> bool:
    """Whether a heading names an occupation: "Data Analyst"."""
    return len(text) <= LONGEST_HEADING and _OCCUPATION.search(same(text)) is not None


def mark(text: str) -> bool | None:
    """Whether a cell is a mark that says yes, or one that says no; None where it is no mark."""
    return MARKS.get(same(text)) if len(text) <= LONGEST_HEADING else None
