"""What went wrong, as CASE tells it."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field

MEDIA_TYPE = "application/json"
PLACE = "/ims/"
Minor = Literal["internal_server_error", "invalid_selection_field", "invalid_uuid", "server_busy", "unknownobject"]
_MINOR: dict[int, Minor] = {
    400: "invalid_selection_field",
    404: "unknownobject",
    500: "internal_server_error",
    503: "server_busy",
}


class CodeMinorField(BaseModel):
    """One code of what is wrong."""

    imsx_codeMinorFieldName: str = Field(description="Who says so.")  # noqa: N815 # CASE's own names
    imsx_codeMinorFieldValue: Minor = Field(description="The code.")  # noqa: N815


class CodeMinor(BaseModel):
    """The codes of what is wrong."""

    imsx_codeMinorField: list[CodeMinorField] = Field(description="One or more codes.")  # noqa: N815


class StatusInfo(BaseModel):
    """Why there is no answer, in the words of CASE (imsx_StatusInfo)."""

    imsx_codeMajor: Literal["failure", "unsupported"] = Field(description="Whether it failed or cannot be.")  # noqa: N815
    imsx_severity: Literal["error"] = Field(description="Always error.")
    imsx_description: str = Field(description="What is wrong, in sentences.")
    imsx_codeMinor: CodeMinor | None = Field(default=None, description="Codes, where CASE has one.")  # noqa: N815


def is_for(request: HttpRequest) -> bool:
    return request.path_info.startswith(PLACE)


def status_info(status: int, said: str, minor: Minor | None = None) -> HttpResponse:
    """The answer of that status; `minor` where the status has another code than its usual one."""
    code = minor or _MINOR.get(status)
    told = StatusInfo(
        imsx_codeMajor="unsupported" if status == 405 else "failure",
        imsx_severity="error",
        imsx_description=said,
        imsx_codeMinor=CodeMinor(
            imsx_codeMinorField=[CodeMinorField(imsx_codeMinorFieldName="Skillgap", imsx_codeMinorFieldValue=code)]
        )
        if code
        else None,
    )
    return HttpResponse(told.model_dump_json(exclude_none=True), status=status, content_type=MEDIA_TYPE)
