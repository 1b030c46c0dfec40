from django.db import migrations

from xingzhi.registers.search import create_tables, drop_tables

REGISTERS = ("pledges", "awards", "family_members", "transfers", "legal_events", "annual_fees")


def create(apps, editor):
    create_tables(editor, REGISTERS)


def drop(apps, editor):
    drop_tables(editor, REGISTERS)


class Migration(migrations.Migration):
    dependencies = [("registers", "0003_of_patents")]
    operations = [migrations.RunPython(create, drop)]
