from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publish", "0001_initial")]

    operations = [
        migrations.AddField(model_name="release", name="confirmed", field=models.JSONField(default=dict)),
    ]
