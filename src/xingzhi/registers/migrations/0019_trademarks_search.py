from django.db import migrations

from xingzhi.registers.search import create_tables, drop_tables

REGISTERS = ("trademarks", "trademark_events", "local_brands", "protected_signs", "indications")


def create(apps, editor):
    create_tables(editor, REGISTERS)


def drop(apps, editor):
    drop_tables(editor, REGISTERS)


class Migration(migrations.Migration):
    dependencies = [("registers", "0018_trademarks")]
    operations = [migrations.RunPython(create, drop)]
