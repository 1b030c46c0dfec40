from django.db import migrations

from xingzhi.registers.search import create_tables, drop_tables

REGISTERS = ("brand_steps", "sign_users")


def create(apps, editor):
    create_tables(editor, REGISTERS)


def drop(apps, editor):
    drop_tables(editor, REGISTERS)


class Migration(migrations.Migration):
    dependencies = [("registers", "0021_field_checks")]
    operations = [migrations.RunPython(create, drop)]
