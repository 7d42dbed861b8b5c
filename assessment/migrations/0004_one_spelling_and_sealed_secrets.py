"""Addresses in the one spelling that log-ins look for, and the secrets of second factors sealed."""

from django.db import migrations

from assessment.account.addresses import normal
from assessment.account.second_factor import seal


def respell(apps, schema_editor):
    """Two spellings of one address in two accounts stay as they are: which is whose, only people can say."""
    users, addresses = apps.get_model("auth", "User"), apps.get_model("account", "EmailAddress")
    for model, owner in ((users, "pk"), (addresses, "user_id")):
        for row in model.objects.exclude(email=""):
            address = normal(row.email)
            taken = users.objects.filter(email=address).exclude(pk=getattr(row, owner)).exists()
            taken |= addresses.objects.filter(email=address).exclude(user_id=getattr(row, owner)).exists()
            taken |= model is addresses and addresses.objects.filter(email=address).exclude(pk=row.pk).exists()
            if address != row.email and not taken:
                model.objects.filter(pk=row.pk).update(email=address)


def seal_secrets(apps, schema_editor):
    seal(apps.get_model("mfa", "Authenticator").objects)


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0003_kind_and_areas"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [
        migrations.RunPython(respell, migrations.RunPython.noop),
        migrations.RunPython(seal_secrets, migrations.RunPython.noop),
    ]
