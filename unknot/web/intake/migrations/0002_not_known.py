from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="intake",
            name="unsure",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="intake",
            name="passed",
            field=models.TextField(blank=True),
        ),
    ]
