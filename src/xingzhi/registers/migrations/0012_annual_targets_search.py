from django.db import migrations

from xingzhi.registers.search import create_tables, drop_tables

REGISTERS = ("annual_targets",)


def create(apps, editor):
    create_tables(editor, REGISTERS)


def drop(apps, editor):
    drop_tables(editor, REGISTERS)


class Migration(migrations.Migration):
    dependencies = [("registers", "0011_annual_targets")]
    operations = [migrations.RunPython(create, drop)]
