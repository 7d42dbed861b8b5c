"""One address in every way in which a keyboard or a network writes it, and the forms that take it."""

from django.test import Client

from tests.assessment.account.conftest import PASSWORD

KEPT = "zoe@xn--bcher-kva.example"
SPELLINGS = {
    "as the network has it": KEPT,
    "composed": "zoe@b\u00fccher.example",
    "decomposed": "zoe@bu\u0308cher.example",
    "capitals": "Zoe@B\u00dcCHER.Example",
    "capitals of the network": "ZOE@XN--BCHER-KVA.EXAMPLE",
    "full width": "zoe@b\u00fccher.\uff45xample",
    "ideographic stop": "zoe@b\u00fccher\u3002example",
    "space around": " zoe@b\u00fccher.example ",
}


def sign_up(address: str, password: str = PASSWORD) -> int:
    return Client().post("/accounts/signup/", {"email": address, "password1": password}).status_code


def log_in(address: str, password: str = PASSWORD) -> int:
    return Client().post("/accounts/login/", {"login": address, "password": password}).status_code
