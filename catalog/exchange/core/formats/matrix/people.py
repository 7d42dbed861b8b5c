"""Whether columns or rows are people. Their names are never repeated: only places are told."""

import re
from collections.abc import Sequence

from catalog.exchange.core.formats.matrix import vocabulary
from catalog.exchange.core.tidying import same

_GIVEN = frozenset((
    "aaron", "abdul", "adam", "adrian", "agnes", "ahmed", "aisha", "alan", "albert", "alejandro", "alex", "alexander",
    "alexandra", "ali", "alice", "alison", "amanda", "amelia", "amy", "ana", "anders", "andre", "andrea", "andreas",
    "andrew", "andy", "angela", "anita", "ann", "anna", "anne", "annie", "anthony", "antonio", "arthur", "ashley",
    "barbara", "beatrice", "ben", "benjamin", "bernd", "bert", "bill", "birgit", "bob", "brenda", "brian", "bruno",
    "camille", "carina", "carl", "carla", "carlos", "carol", "caroline", "catherine", "cecilia", "charles", "charlie",
    "charlotte", "chloe", "chris", "christian", "christina", "christine", "christoph", "christopher", "claire",
    "clara", "claudia", "colin", "craig", "dan", "daniel", "daniela", "dave", "david", "deborah", "denis", "dennis",
    "diana", "diego", "dieter", "dirk", "dominik", "don", "donald", "donna", "doris", "dorothy", "doug", "edward",
    "elena", "eli", "elias", "elisabeth", "elizabeth", "ella", "emil", "emily", "emma", "eric", "erik", "erika",
    "ethan", "eva", "fatima", "felix", "fernando", "finn", "florian", "frances", "francesco", "francis", "frank",
    "franz", "fred", "frederik", "gabriel", "gary", "george", "georg", "gerhard", "giovanni", "giulia", "grace",
    "graham", "greg", "gustav", "hannah", "hans", "harald", "harry", "hassan", "heather", "heidi", "heinz", "helen",
    "helena", "helga", "henry", "hugo", "ian", "ibrahim", "ines", "ingrid", "irene", "isabel", "isabella", "ivan",
    "jack", "jackie", "jacob", "jakob", "james", "jan", "jana", "jane", "janet", "jason", "jean", "jeff", "jennifer",
    "jenny", "jeremy", "jessica", "jill", "jim", "joan", "joao", "joe", "joel", "johan", "johannes", "john", "jonas",
    "jonathan", "jorge", "jose", "josef", "joseph", "josh", "joshua", "juan", "judith", "julia", "julian", "julie",
    "jurgen", "jürgen", "karen", "karin", "karl", "kate", "katharina", "katherine", "kathy", "katie", "katrin",
    "keith", "kelly", "ken", "kenji", "kevin", "kim", "klaus", "kurt", "lars", "laura", "lauren", "lea", "leah",
    "lee", "lena", "leo", "leon", "leonie", "liam", "lily", "linda", "lisa", "lola", "louis", "louise", "luca",
    "lucas", "lucia", "lucy", "luis", "luisa", "luke", "lukas", "magdalena", "manfred", "manuel", "marc", "marco",
    "marcus", "maria", "marie", "mario", "marion", "mark", "markus", "marta", "martha", "martin", "martina", "mary",
    "mateo", "matt", "matteo", "matthew", "matthias", "max", "maya", "megan", "mehmet", "mei", "mia", "michael",
    "michelle", "miguel", "mike", "mila", "mohamed", "mohammed", "monika", "moritz", "nadia", "nancy", "natalie",
    "natasha", "nathan", "neil", "nick", "nicola", "nicolas", "nicole", "nina", "noah", "nora", "oliver", "olivia",
    "omar", "oscar", "oskar", "otto", "pablo", "pamela", "patricia", "patrick", "paul", "paula", "pedro", "peggy",
    "peter", "petra", "phil", "philip", "philipp", "pierre", "priya", "rachel", "rafael", "rahul", "rainer", "ralf",
    "ralph", "raj", "rebecca", "renate", "richard", "rita", "rob", "robert", "robin", "roger", "roland", "ron",
    "rosa", "rose", "ruth", "ryan", "sabine", "sally", "sam", "samantha", "samuel", "sandra", "sara", "sarah",
    "scott", "sean", "sebastian", "sergio", "sharon", "silvia", "simon", "sofia", "sophia", "sophie", "stefan",
    "stefanie", "stephanie", "stephen", "steve", "steven", "sue", "susan", "susanne", "sven", "sylvia", "tanja",
    "tara", "ted", "teresa", "theo", "theresa", "thomas", "tim", "tina", "tobias", "tom", "tommy", "tony", "trudy",
    "ulrich", "ulrike", "ursula", "uwe", "valentina", "vera", "veronica", "victor", "victoria", "vincent", "viktor",
    "walter", "wendy", "werner", "will", "william", "wolfgang", "xavier", "yan", "yasmin", "yuki", "yusuf", "yvonne",
    "zoe",
))  # fmt: skip
_WORD = r"[^\W\d_][\w'’.-]*"
_FULL = re.compile(rf"(?:{_WORD})(?:,?\s+{_WORD}){{1,3}}")
_INITIAL = re.compile(r"[^\W\d_]\.\s*[^\W\d_][\w'’-]+|[^\W\d_][\w'’-]+,?\s+[^\W\d_]\.")
_NUMBERED = re.compile(
    r"(?:person|name|employee|team member|member|staff|mitarbeiter|colleague|participant|user)\s*[#\d]{0,3}[a-z]?"
)
_ROWS = re.compile(
    r"(?:full |employee |staff |team ?member )?names?|e-?mail( address)?|employees?|persons?|people|staff( members?)?|team members?|mitarbeiter(in|name)?|nom|prénom"
)


def is_person(text: str) -> bool:
    """Whether a heading is surely a person: a given name alone or first, an initial, an e-mail address, "Person 3"."""
    plain = same(text)
    if vocabulary.EMAIL.search(text) or _NUMBERED.fullmatch(plain):
        return True
    if vocabulary.has_occupation(text) or vocabulary.heading(text) is not None:
        return False
    if _INITIAL.fullmatch(text):
        return True
    words = plain.replace(",", " ").split()
    return 1 <= len(words) <= 4 and bool(_GIVEN.intersection((words[0], words[-1])))


def may_be_person(text: str) -> bool:
    """Whether a heading is written as a name is: two to four words, each with a capital, none of a job or a skill."""
    words = text.replace(",", " ").split()
    return (
        _FULL.fullmatch(text) is not None
        and all(word[0].isupper() and not word.isupper() for word in words)
        and not vocabulary.has_occupation(text)
        and not vocabulary.has_rung(text)
        and vocabulary.heading(text) is None
        and not vocabulary.is_step(text)
    )


def are_people(headings: Sequence[str]) -> bool:
    """Whether columns with these headings are people: some surely are, and the others may be."""
    sure = sum(is_person(text) for text in headings)
    jobs = sum(vocabulary.has_occupation(text) for text in headings)
    return sure > 0 and 3 * sure >= len(headings) and jobs * 4 <= len(headings)


def heads_people(text: str) -> bool:
    """Whether a heading says that people stand below it: "Name", "E-mail"."""
    return _ROWS.fullmatch(same(text)) is not None
