"""How the fields of models are classified that others declared, by label, and of tables that are no model's.

What is here of an app that is not installed waits for it.
"""

from typing import Any

from catalog.core.privacy import (
    About,
    Classification,
    Erase,
    Export,
    Keep,
    Privacy,
    Purpose,
    Seen,
    classified,
    identifies,
    nameless,
    nobodys,
    technical,
)

# Who may open an attempt or an account is none of the things that a file should carry about.
_SECRET: dict[str, Any] = {"seen": Seen.NONE, "export": Export.WITHHELD}
_ACCOUNT: dict[str, Any] = {"purpose": Purpose.ACCOUNT, "keep": Keep.ACCOUNT}
_SECOND: dict[str, Any] = {"purpose": Purpose.SECOND_FACTOR, "keep": Keep.TURNED_ON}
# What staff did to the rows of people. It goes with the account of who did it, the words for whom it was done to with theirs.
_RECORD = Classification(About.STAFF, Purpose.RECORD, Keep.ACCOUNT, Seen.ADMINS, Export.GIVEN, Erase.ROW)

MODELS: dict[str, Privacy] = {
    "auth.User": classified(
        identifies("email", **_ACCOUNT, seen=Seen.ADMINS),
        identifies("username first_name last_name", **_ACCOUNT, seen=Seen.ADMINS),
        technical("password", **_ACCOUNT, **_SECRET),
        technical("date_joined last_login is_active", **_ACCOUNT, seen=Seen.ADMINS),
        technical(
            "is_staff is_superuser groups user_permissions",
            purpose=Purpose.RIGHTS,
            keep=Keep.ACCOUNT,
            seen=Seen.ADMINS,
        ),
    ),
    "auth.Group": nobodys("name permissions"),
    "auth.Permission": nobodys("name content_type codename"),
    "contenttypes.ContentType": nobodys("app_label model"),
    "account.EmailAddress": classified(identifies("user email", **_ACCOUNT), technical("verified primary", **_ACCOUNT)),
    "account.EmailConfirmation": classified(
        technical("email_address created sent", **_ACCOUNT), technical("key", **_ACCOUNT, **_SECRET)
    ),
    "mfa.Authenticator": classified(
        identifies("user", **_SECOND, seen=Seen.ADMINS),
        technical("type created_at last_used_at", **_SECOND, seen=Seen.ADMINS),
        technical("data", **_SECOND, **_SECRET),
    ),
    "socialaccount.SocialApp": nobodys("provider provider_id name client_id secret key settings"),
    "socialaccount.SocialAccount": classified(
        identifies("user uid extra_data", **_ACCOUNT), technical("provider last_login date_joined", **_ACCOUNT)
    ),
    "socialaccount.SocialToken": classified(
        technical("app account expires_at", **_ACCOUNT),
        technical("token token_secret", **_ACCOUNT, **_SECRET),
    ),
    "sessions.Session": classified(
        technical("session_key", purpose=Purpose.ACCOUNT, keep=Keep.SESSION, **_SECRET),
        technical("session_data expire_date", purpose=Purpose.ACCOUNT, keep=Keep.SESSION, seen=Seen.NONE),
    ),
    "django_tasks_database.DBTaskResult": technical(
        "id status enqueued_at started_at finished_at args_kwargs priority task_path worker_ids queue_name",
        "backend_name run_after return_value exception_class_path traceback",
        purpose=Purpose.WORK,
        keep=Keep.IMPORT,
        seen=Seen.NONE,
    ),
    "admin.LogEntry": classified(
        identifies("user", purpose=Purpose.RECORD, keep=Keep.ACCOUNT, seen=Seen.ADMINS),
        dict.fromkeys(["action_time", "content_type", "object_id", "action_flag", "change_message"], _RECORD),
        {"object_repr": _RECORD._replace(erase=Erase.BLANKED)},
    ),
}

TABLES: dict[str, Privacy] = {
    "shared_cache": nameless("cache_key value expires", about=About.TECHNICAL, purpose=Purpose.FLOOD, keep=Keep.WINDOW),
    "django_migrations": nobodys("id app name applied"),
}
