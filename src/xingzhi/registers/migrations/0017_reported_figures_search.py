from django.db import migrations

from xingzhi.registers.search import create_tables, drop_tables

REGISTERS = ("reported_figures",)


def create(apps, editor):
    create_tables(editor, REGISTERS)


def drop(apps, editor):
    drop_tables(editor, REGISTERS)


class Migration(migrations.Migration):
    dependencies = [("registers", "0016_reported_figures")]
    operations = [migrations.RunPython(create, drop)]
