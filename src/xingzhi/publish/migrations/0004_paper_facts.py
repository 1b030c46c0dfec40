# What issued papers state is kept beside them.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publish", "0003_papers")]

    operations = [
        migrations.CreateModel(
            name="PaperFacts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("read_with", models.CharField(max_length=100)),
                ("held", models.JSONField(default=list)),
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="facts", to="publish.paper"
                    ),
                ),
            ],
        ),
    ]
