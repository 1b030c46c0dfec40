from django.db import migrations

from xingzhi.registers.official_figures.register import key

# The key now also says who stated a figure where, so that two documents that contradict each other both stay.


def rekey(apps, editor):
    figures = apps.get_model("registers", "OfficialFigure")
    for row in figures.objects.all().iterator():
        values = {
            name: getattr(row, name) for name in ("indicator", "assigned_region", "period", "issuer", "document")
        }
        figures.objects.filter(pk=row.pk).update(key=key(values))


class Migration(migrations.Migration):
    dependencies = [("registers", "0012_annual_targets_search")]
    operations = [migrations.RunPython(rekey, migrations.RunPython.noop)]
