"""A report with its signature, and what can be said of one that somebody brings (docs/adr/0025-signed-reports.md)."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field
from typing_extensions import TypedDict

from assessment.signing.core.canonical import Unreadable, parse, written
from assessment.signing.core.keys import PublicKey, SigningKey

MEMBER = "signature"
ALGORITHM: Literal["Ed25519"] = "Ed25519"
# Each begins so: `skillgap-report/2`.
_FORMAT = re.compile("skillgap-report/[1-9][0-9]*")
# Lower case alone: of the same bytes there is one spelling, so that no letter of a file can be changed.
_VALUE = re.compile("[0-9a-f]{128}")

State = Literal["good", "changed", "other_key", "unsigned", "not_report"]
GOOD: State = "good"


class Signature(TypedDict):
    """What stands in a signed report as `signature`: made of all else that is there, with these two of its own."""

    algorithm: Literal["Ed25519"]
    key: Annotated[str, Field(pattern="^[A-Za-z0-9_-]{43}$")]
    value: Annotated[str, Field(pattern="^[0-9a-f]{128}$")]


class Checked(NamedTuple):
    """What a file is, and the report in it; an empty one unless it is as it was made here, or was never signed."""

    state: State
    document: Mapping[str, Any]


def signature(content: bytes, key: SigningKey) -> Signature:
    """The signature of a report, by the bytes of its file, which have none yet. Raises Unreadable for no JSON object."""
    kept = {"algorithm": ALGORITHM, "key": key.public.name}
    value = key.sign(written({**parse(content), MEMBER: kept})).hex()
    return {"algorithm": ALGORITHM, "key": kept["key"], "value": value}


def check(content: bytes, keys: Mapping[str, PublicKey]) -> Checked:
    """What the bytes of a file are, by the public keys of this site by name."""
    try:
        document = parse(content)
    except Unreadable as error:
        # Whoever reads a name that stands twice may take either value; as we make reports, none does.
        return Checked("changed" if error.code == "duplicate_key" else "not_report", {})
    if not _FORMAT.fullmatch(str(document.get("format"))):
        return Checked("not_report", {})
    if MEMBER not in document:
        return Checked("unsigned", document)
    state = _state(document, keys)
    return Checked(state, document if state == GOOD else {})


def _state(document: Mapping[str, Any], keys: Mapping[str, PublicKey]) -> State:
    signature = document[MEMBER]
    if not isinstance(signature, dict) or signature.get("algorithm") != ALGORITHM:
        return "changed"
    name, value = signature.get("key"), signature.get("value")
    if not isinstance(name, str) or not isinstance(value, str) or not _VALUE.fullmatch(value):
        return "changed"
    if name not in keys:
        return "other_key"
    # Whatever else somebody put into the signature is a part of what has to fit.
    kept = {key: each for key, each in signature.items() if key != "value"}
    fits = keys[name].fits(bytes.fromhex(value), written({**document, MEMBER: kept}))
    return GOOD if fits else "changed"
