"""What can be asked of the catalogue: each function is an address of the API, and its docstring what the document says."""

from typing import Annotated

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from ninja import Path, Query, Router
from pydantic import WithJsonSchema

from catalog import editions, index, shelves
from catalog.api import addresses, paging
from catalog.api.answers import JSON, named, reads, told
from catalog.api.paging import Limit, Offset
from catalog.api.shapes.frameworks import EditionEntry, EditionPage, FrameworkDetail, FrameworkList, Start
from catalog.api.shapes.roles import RoleDetail, RoleList
from catalog.api.shapes.skills import SkillDetail, SkillPage
from catalog.api.telling import frameworks as telling
from catalog.api.telling import roles as telling_roles
from catalog.api.telling import skills as telling_skills
from catalog.core import search
from catalog.core.snapshot import Skill, Snapshot
from catalog.finished import kept
from catalog.index import Digest, Digests
from catalog.models import Edition
from catalog.templatetags.sharing import whole

router = Router()
KEY = r"^[-a-zA-Z0-9_]+$"
LONGEST = 100
NO_NUL = r"^[^\x00]*$"  # no database takes it, and no text has it
FrameworkPart = Annotated[str, Path(description="The key of a framework.", example="ai-ml-research", pattern=KEY)]
RolePart = Annotated[
    str, Path(description="The key of a role of it.", example="ai-ml-research-specialist", pattern=KEY)
]
SkillPart = Annotated[str, Path(description="The key of a skill of it.", example="prg_python", pattern=KEY)]
DigestPart = Annotated[
    str,
    WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"}),  # any other is of no edition, so it is not found
    Path(description="The digest of an edition."),
]
Words = Annotated[
    str,
    Query(
        description="Words that all have to stand in a skill, also as parts of words; case and accents do not matter.",
        example="model",
        max_length=LONGEST,
        pattern=NO_NUL,
    ),
]
OnlyFramework = Annotated[
    str, Query(description="Only of the framework with this key.", max_length=LONGEST, pattern=NO_NUL)
]
OnlyArea = Annotated[str, Query(description="Only of the area with this key.", max_length=LONGEST, pattern=NO_NUL)]
OnlyRole = Annotated[
    str, Query(description="Only what a level of the role with this key asks for.", max_length=LONGEST, pattern=NO_NUL)
]


@reads(router, "start", "/", Start, "Where to begin")
def start(request: HttpRequest) -> HttpResponse:
    """The addresses of the lists, of this document, and of its page for people."""
    return kept(request, "api start", (), lambda: told(_start()))


def _start() -> Start:
    lists = {name: addresses.of(name) for name in ("frameworks", "skills", "editions")}
    return Start(**lists, document=whole(reverse("api:document")), page=whole(reverse("api:page")))


@reads(router, "frameworks", "/frameworks", FrameworkList, "All frameworks")
def frameworks(request: HttpRequest) -> HttpResponse:
    """The frameworks that visitors see now, each with its current edition."""
    digests = editions.current_digests()

    def make() -> HttpResponse:
        return told(FrameworkList(items=[telling.entry(editions.shown(digest), digest) for digest in digests]))

    return kept(request, "api frameworks", digests, make)


@reads(router, "framework", "/frameworks/{slug:framework}", FrameworkDetail, "A framework")
def framework(request: HttpRequest, framework: FrameworkPart) -> HttpResponse:
    """A framework with its scale and its areas, from its current edition."""
    digest = _only(digests := editions.digests_of_framework(framework))
    return kept(
        request, ("api framework", framework), digests, lambda: told(telling.detail(editions.shown(digest), digest))
    )


@reads(router, "roles", "/frameworks/{slug:framework}/roles", RoleList, "The roles of a framework")
def roles(request: HttpRequest, framework: FrameworkPart) -> HttpResponse:
    """The roles that visitors see."""
    digest = _only(digests := editions.digests_of_framework(framework))

    def make() -> HttpResponse:
        snapshot = editions.shown(digest)
        items = [telling_roles.entry(snapshot, role) for role in sorted(snapshot.roles, key=lambda role: role.slug)]
        return told(RoleList(items=items, edition=telling.edition_ref(digest)))

    return kept(request, ("api roles", framework), digests, make)


@reads(router, "role", "/frameworks/{slug:framework}/roles/{slug:role}", RoleDetail, "A role")
def role(request: HttpRequest, framework: FrameworkPart, role: RolePart) -> HttpResponse:
    """A role with its levels, what each level asks of which skill, and what its source tells of work and pay."""
    digest = _only(digests := index.digests_of_role(framework, role))

    def make() -> HttpResponse:
        snapshot = editions.shown(digest)
        return told(telling_roles.detail(snapshot, snapshot.role[role], digest))

    return kept(request, ("api role", framework, role), digests, make)


@reads(router, "skill", "/frameworks/{slug:framework}/skills/{slug:skill}", SkillDetail, "A skill")
def skill(request: HttpRequest, framework: FrameworkPart, skill: SkillPart) -> HttpResponse:
    """A skill with the sentence of each step, what it needs and opens, who asks for it, links and resources."""
    digest = _only(digests := index.digests_of_skill(framework, skill))
    return kept(
        request,
        ("api skill", framework, skill),
        digests,
        lambda: told(telling_skills.detail(editions.shown(digest), skill, digest)),
    )


@reads(router, "skills", "/skills", SkillPage, "Skills of all frameworks")
def skills(
    request: HttpRequest,
    q: Words = "",
    framework: OnlyFramework = "",
    area: OnlyArea = "",
    role: OnlyRole = "",
    limit: Limit = paging.USUAL,
    offset: Offset = 0,
) -> HttpResponse:
    """Skills that are not retired, in parts. Each field that is given makes the list shorter."""
    digests = editions.digests_of_framework(framework) if framework else editions.current_digests()

    def make() -> HttpResponse:
        found = [
            (snapshot, skill)
            for digest in digests
            if (snapshot := editions.shown(digest))
            for skill in _found(digest, snapshot, search.words_of(q))
            if area in {"", skill.area, *skill.also_in} and (not role or _is_asked(snapshot, role, skill))
        ]
        items = [telling_skills.entry(*each) for each in found[offset : offset + limit]]
        asked = {"q": q, "framework": framework, "area": area, "role": role}
        return paging.part(SkillPage, "skills", asked, limit=limit, offset=offset, total=len(found), items=items)

    # What is asked for without another wish is kept; wishes are as many as there are words.
    is_usual = not (q or area or role) and (limit, offset) == (paging.USUAL, 0)
    return kept(request, ("api skills", framework), digests, make) if is_usual else named(request, make())


def _found(digest: Digest, snapshot: Snapshot, words: tuple[str, ...]) -> list[Skill]:
    """The skills that have all of the words; without words, all of them in the order of the catalogue."""
    entries = shelves.shown(digest).skills
    if not words:
        return [snapshot.skill[entry.slug] for entry in entries]
    return [snapshot.skill[hit.entry.slug] for hit in search.search(entries, words)]


def _is_asked(snapshot: Snapshot, role: str, skill: Skill) -> bool:
    levels = snapshot.role[role].levels if role in snapshot.role else ()
    return any(skill.slug in level.requirement_of for level in levels)


@reads(router, "editions", "/editions", EditionPage, "All editions")
def list_editions(
    request: HttpRequest, framework: OnlyFramework = "", limit: Limit = paging.USUAL, offset: Offset = 0
) -> HttpResponse:
    """All editions of the frameworks that visitors see, those that were withdrawn too, the newest first, in parts."""
    rows = _editions().filter(framework__slug=framework) if framework else _editions()
    current = set(editions.current_digests())
    items = [telling.edition(row, is_current=row.digest in current) for row in rows[offset : offset + limit]]
    return named(
        request,
        paging.part(
            EditionPage,
            "editions",
            {"framework": framework},
            limit=limit,
            offset=offset,
            total=rows.count(),
            items=items,
        ),
    )


def _editions() -> QuerySet[Edition]:
    shown = Edition.objects.light().filter(framework__is_hidden=False).select_related("framework")
    return shown.prefetch_related("later", "withdrawals").order_by("-published_at", "-pk")


@reads(
    router,
    "current-edition",
    "/frameworks/{slug:framework}/editions/current",
    EditionEntry,
    "The current edition of a framework",
)
def current_edition(request: HttpRequest, framework: FrameworkPart) -> HttpResponse:
    """Which edition visitors see now. Ask for it with If-None-Match to learn cheaply whether there is a newer one."""
    digest = _only(editions.digests_of_framework(framework))
    return named(request, told(telling.edition(_editions().get(digest=digest), is_current=True)))


@reads(router, "edition", "/editions/{digest}", None, "The content of an edition")
def edition(request: HttpRequest, digest: DigestPart) -> HttpResponse:
    """The bytes whose SHA-256 is the digest. They never change, so whoever has them need not ask again. What is hidden now
    may stand in an edition of before."""
    row = get_object_or_404(Edition.objects.light().filter(framework__is_hidden=False), digest=digest)
    etag = f'"{digest}"'
    known = get_conditional_response(request, etag=etag)
    response = HttpResponse(row.payload.encode(), content_type=JSON) if known is None else known
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["ETag"] = etag
    return response


def _only(digests: Digests) -> Digest:
    """The one edition that was looked for; Http404 where visitors see none."""
    for digest in digests:
        return digest
    raise Http404
