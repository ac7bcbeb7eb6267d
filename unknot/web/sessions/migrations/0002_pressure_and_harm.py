"""Pressure is 1 to 5 from here on, and what goes wrong is kept.

Nothing was released with the scale of 0 to 10, which the first migration had: no practice holds such rows, so none are
converted. A row of a trial installation with a pressure above 5 is told as it is, and corrected when it is next saved.
"""

import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("treatments", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="beyond",
            field=models.TextField(blank=True, verbose_name="Why beyond the limits"),
        ),
        migrations.AlterField(
            model_name="session",
            name="pressure",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)],
                verbose_name="Pressure",
            ),
        ),
        migrations.CreateModel(
            name="AdverseEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("what", models.CharField(max_length=500, verbose_name="What happened")),
                (
                    "onset",
                    models.CharField(
                        choices=[
                            ("during", "during the session"),
                            ("same_day", "the same day"),
                            ("next_day", "the day after"),
                            ("later", "later"),
                        ],
                        max_length=10,
                        verbose_name="When it began",
                    ),
                ),
                (
                    "severity",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "1 · mild, went by itself"),
                            (2, "2 · moderate, needed rest or a change"),
                            (3, "3 · serious, needed a doctor"),
                            (4, "4 · grave, danger to life or lasting harm"),
                        ],
                        verbose_name="How bad it was",
                    ),
                ),
                ("expected", models.BooleanField(default=False, verbose_name="It was to be expected")),
                ("action", models.CharField(blank=True, max_length=500, verbose_name="What was done")),
                ("reported_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adverse_event",
                        to="treatments.session",
                    ),
                ),
            ],
        ),
    ]
