import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

CHUNK = 5_000


def homes(apps, editor):
    """Before there were decisions every spelling was at home."""
    apps.get_model("registers", "PartyName").objects.update(home=models.F("party"))


def spellings(apps, editor):
    """Which spelling a link came from: the one its patent names at that place."""
    from xingzhi.packs import load
    from xingzhi.registers.parties.mentions import read_name

    links, names = apps.get_model("registers", "PatentParty"), apps.get_model("registers", "PartyName")
    rules, last = load().party_names, 0
    while True:
        found = links.objects.filter(id__gt=last).select_related("patent").order_by("id")[:CHUNK]
        chunk = list(found)
        if not chunk:
            return
        last = chunk[-1].id
        given = {}
        for link in chunk:
            listed = [name for name in (link.patent.applicants or "").split("; ") if name]
            name = listed[link.position] if link.position < len(listed) else ""
            given[link.id] = read_name(name, link.patent.region, rules)[0]
        known = dict(names.objects.filter(spelling__in=set(given.values())).values_list("spelling", "id"))
        first = dict(
            names.objects.filter(party_id__in={link.party_id for link in chunk})
            .order_by("-id")
            .values_list("party_id", "id")
        )
        for link in chunk:
            link.spelling_id = known.get(given[link.id]) or first[link.party_id]
        links.objects.bulk_update(chunk, ["spelling"])


class Migration(migrations.Migration):
    dependencies = [("registers", "0004_of_patents_search"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.AddField(
            "PartyName",
            "home",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="own_spellings",
                to="registers.party",
            ),
        ),
        migrations.AddField(
            "PatentParty",
            "spelling",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="patent_links",
                to="registers.partyname",
            ),
        ),
        migrations.RunPython(homes, migrations.RunPython.noop),
        migrations.RunPython(spellings, migrations.RunPython.noop),
        migrations.AlterField(
            "PartyName",
            "home",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="own_spellings", to="registers.party"
            ),
        ),
        migrations.AlterField(
            "PatentParty",
            "spelling",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="patent_links", to="registers.partyname"
            ),
        ),
        migrations.CreateModel(
            name='MergedParty',
            fields=[
                ('party', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='merged', serialize=False, to='registers.party')),
                ('into', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registers.party')),
                ('root', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holds', to='registers.party')),
            ],
        ),
        migrations.CreateModel(
            name='PartyDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(max_length=12)),
                ('kind', models.CharField(choices=[('merge', '归并'), ('split', '拆分'), ('apart', '确认不是同一主体'), ('undo', '撤销')], max_length=10)),
                ('homes', models.JSONField(default=list)),
                ('pointers', models.JSONField(default=list)),
                ('reason', models.CharField(max_length=500)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('revision', models.BigIntegerField(unique=True)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('other', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='other_decisions', to='registers.party')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='registers.party')),
                ('undone_by', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undoes', to='registers.partydecision')),
            ],
            options={
                'indexes': [models.Index(fields=['region', '-id'], name='party_decision_region')],
            },
        ),
    ]
