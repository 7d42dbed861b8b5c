"""The forms of accounts as stories, as in `twice`: log-in, addresses, passwords, second factors."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from tests.assessment.account.conftest import PASSWORD, link_of, member
from tests.assessment.account.test_second_factor import secret_of
from tests.project.twice import ADDRESS, LOGIN, SURE, Ready, Stage, browser

NEW = {"password1": "other-words-in-a-row", "password2": "other-words-in-a-row"}


def claim(stage: Stage) -> Ready:
    client, _user = stage.ann()
    path = stage.begun(client)
    return Ready(client, "/mine/", f"{path}claim/")


def reminder(stage: Stage) -> Ready:
    client, user = stage.ann()
    stage.begun(client, owner_id=user.pk)
    return Ready(client, "/mine/", "/mine/reminder/", "months=3")


def no_reminder(stage: Stage) -> Ready:
    asked = reminder(stage)
    asked.press()
    return asked._replace(button="stop=1")


def delete_account(stage: Stage) -> Ready:
    return Ready(stage.ann()[0], "/mine/delete/", "/mine/delete/", typed=SURE)


def log_in(stage: Stage) -> Ready:
    member("ann")
    return Ready(browser(), "/accounts/login/", "/accounts/login/", typed=LOGIN)


def log_out(stage: Stage) -> Ready:
    return Ready(stage.ann()[0], "/mine/", "/accounts/logout/")


def sign_up(stage: Stage) -> Ready:
    typed = {"email": ADDRESS, "password1": PASSWORD}
    return Ready(browser(), "/accounts/signup/", "/accounts/signup/", typed=typed)


def confirm(stage: Stage) -> Ready:
    signed_up = sign_up(stage)
    signed_up.press()
    return Ready(signed_up.client, link_of(mail.outbox[-1]), "/accounts/confirm-email/link/")


def new_address(stage: Stage) -> Ready:
    typed = {"email": "other@example.org"}
    return Ready(stage.ann()[0], "/accounts/email/", "/accounts/email/", "action_add=1", typed)


def keep_address(stage: Stage) -> Ready:
    asked = new_address(stage)
    asked.press()
    return asked._replace(button="action_remove=1", typed={})


def change_password(stage: Stage) -> Ready:
    page = "/accounts/password/change/"
    return Ready(stage.ann()[0], page, page, typed={"oldpassword": PASSWORD, **NEW})


def forgotten(stage: Stage) -> Ready:
    member("ann")
    page = "/accounts/password/reset/"
    return Ready(browser(), page, page, typed={"email": ADDRESS})


def new_password(stage: Stage) -> Ready:
    asked = forgotten(stage)
    asked.press()
    page = asked.client.get(link_of(mail.outbox[-1])).headers["Location"]
    return Ready(asked.client, page, page, typed=NEW)


def reauthenticate(stage: Stage) -> Ready:
    page = "/accounts/reauthenticate/?next=/mine/"
    return Ready(stage.ann()[0], page, page.split("?")[0], typed={"password": PASSWORD})


def turn_on(stage: Stage) -> Ready:
    page = "/accounts/2fa/totp/activate/"
    # The page draws the secret.
    return Ready(stage.ann()[0], page, page, typed={"code": lambda client: code(client.session["mfa.totp.secret"])})


def code(secret: str, later: int = 0) -> str:
    """What an app shows now, or in the next half minute."""
    counters = sorted(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counters[1 + later])))


def turned_on(stage: Stage) -> tuple[Client, str]:
    """Somebody whose second factor is on, and the code that comes next."""
    made = turn_on(stage)
    made.press()
    return made.client, code(secret_of(ADDRESS), 1)


def second_factor(stage: Stage) -> Ready:
    _client, shown = turned_on(stage)
    client = browser()
    Ready(client, "/accounts/login/", "/accounts/login/", typed=LOGIN).press()
    page = "/accounts/2fa/authenticate/"
    return Ready(client, page, page, typed={"code": shown})


def second_factor_again(stage: Stage) -> Ready:
    client, shown = turned_on(stage)
    page = "/accounts/2fa/reauthenticate/?next=/mine/"
    return Ready(client, page, page.split("?")[0], typed={"code": shown})


def turn_off(stage: Stage) -> Ready:
    page = "/accounts/2fa/totp/deactivate/"
    return Ready(turned_on(stage)[0], page, page)


def new_codes(stage: Stage) -> Ready:
    page = "/accounts/2fa/recovery-codes/generate/"
    return Ready(turned_on(stage)[0], page, page)
