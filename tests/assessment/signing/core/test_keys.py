"""Keys: written so that a secret is never taken for what everybody may have, and shown nowhere."""

import pytest

from assessment.signing.core import keys
from assessment.signing.core.keys import KeyInvalid, SigningKey, made_of, read_public, read_signing
from tests.assessment.signing.core.test_signatures import KEY


def test_a_key_comes_back_from_its_text():
    assert read_signing(KEY.text) == KEY
    assert read_public(KEY.public.text) == KEY.public
    assert (len(KEY.text), len(KEY.public.text)) == (51, 50)


def test_a_secret_is_shown_nowhere():
    assert repr(KEY) == "SigningKey()"
    with pytest.raises(KeyInvalid) as refused:
        read_public(KEY.text)
    assert KEY.text[10:20] not in str(refused.value)


@pytest.mark.parametrize("kind", [keys.SECRET, keys.PUBLIC])
def test_neither_kind_is_taken_for_the_other(kind):
    read, other = (read_signing, keys.PUBLIC) if kind == keys.SECRET else (read_public, keys.SECRET)
    body = "A" * 43
    assert read(kind + body)
    for text in (
        other + body, body, "", kind, kind + "A" * 42, kind + "A" * 44, kind + "A" * 42 + "B", kind + "A" * 42 + "=",
        kind + " " + body, kind + "A" * 42 + "é", kind.upper() + body, f"{kind}{body}\n",
    ):  # fmt: skip
        with pytest.raises(KeyInvalid):
            read(text)


def test_a_key_follows_from_a_secret_and_from_no_other():
    assert made_of("a" * 50) == made_of("a" * 50)
    assert made_of("a" * 50) != made_of("b" * 50)
    assert made_of("a" * 50).public.name == "maM-Xq4PXRFgplbK0tzTSrSaXZ-O5z6wSkuWPD5zuyE"


def test_a_signature_fits_its_message_and_its_key():
    other = SigningKey(bytes(32))
    made = KEY.sign(b"message")
    assert KEY.public.fits(made, b"message")
    assert not KEY.public.fits(made, b"massage")
    assert not other.public.fits(made, b"message")
    assert not KEY.public.fits(made[:-1], b"message")


def test_a_public_key_as_programs_read_it():
    assert KEY.public.as_jwk() == {
        "kty": "OKP",
        "crv": "Ed25519",
        "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        "use": "sig",
        "alg": "EdDSA",
    }
