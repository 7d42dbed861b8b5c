"""What several shapes are made of."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from catalog.core.snapshot import Importance

Key = Annotated[str, Field(description="The key: stable, and unique within its framework.", examples=["prg_python"])]
FrameworkKey = Annotated[str, Field(description="The key of the framework.", examples=["ai-ml-research"])]
Name = Annotated[str, Field(description="What people call it, in the framework's language.", examples=["Python"])]
Uri = Annotated[
    str, Field(description="The whole address of this thing in the API.", json_schema_extra={"format": "uri"})
]
Page = Annotated[
    str, Field(description="The whole address of its page for people.", json_schema_extra={"format": "uri"})
]
Digest = Annotated[
    str,
    Field(description="The SHA-256 of the edition's content, in hex.", json_schema_extra={"pattern": "^[0-9a-f]{64}$"}),
]
Language = Annotated[str, Field(description="The language of the texts (BCP 47).", examples=["en"])]
StepValue = Annotated[int, Field(description="A step of the framework's scale, by its number.", examples=[2])]
Citations = Annotated[list[str], Field(description="Where in the source it stands, as “Section:line”.")]
Weight = Annotated[
    Importance, Field(description="How much it counts: essential is a must-have, then important, then helpful.")
]
Relation = Annotated[str, Field(description="How the two relate, as SKOS says it.", examples=["exactMatch"])]


class Shape(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class EditionRef(Shape):
    """The edition that an answer was read from. Its content never changes."""

    digest: Digest
    uri: Uri


class Paged(Shape):
    """A part of a list, with the way to the others."""

    total: int = Field(description="How many there are in all that fit.", ge=0, examples=[61])
    limit: int = Field(description="The most that this part has.", ge=1)
    offset: int = Field(description="How many come before this part.", ge=0)
    next: str | None = Field(description="The whole address of the part after this one; null for none.")
    previous: str | None = Field(description="The whole address of the part before this one; null for none.")
