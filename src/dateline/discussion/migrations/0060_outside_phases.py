import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dateline_discussion", "0051_owners_judged_and_complaints"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExternalPhase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=20, unique=True, verbose_name="short name")),
                ("url", models.URLField(max_length=500, verbose_name="address")),
                (
                    "is_on",
                    models.BooleanField(
                        default=False, verbose_name="it is asked about every comment"
                    ),
                ),
                (
                    "on_fault",
                    models.CharField(
                        choices=[
                            ("hold", "the comment is held"),
                            ("pass", "the comment goes on without it"),
                        ],
                        default="hold",
                        max_length=4,
                        verbose_name="when it fails or is slow",
                    ),
                ),
                (
                    "timeout_ms",
                    models.PositiveIntegerField(
                        default=3000,
                        validators=[
                            django.core.validators.MinValueValidator(100),
                            django.core.validators.MaxValueValidator(10000),
                        ],
                        verbose_name="milliseconds to wait for its answer",
                    ),
                ),
                (
                    "body_format",
                    models.CharField(
                        choices=[("PLAIN_TEXT", "plain text"), ("HTML", "HTML")],
                        default="PLAIN_TEXT",
                        max_length=10,
                        verbose_name="the comment is sent as",
                    ),
                ),
                (
                    "is_author_sent",
                    models.BooleanField(
                        default=False,
                        help_text="With it, the program can tell which comments are of one person.",
                        verbose_name="the author’s pseudonym is sent",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["slug"],
            },
        ),
        migrations.CreateModel(
            name="OutsideState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("phase", models.CharField(max_length=30, unique=True)),
                ("faults_in_a_row", models.PositiveIntegerField(default=0)),
                ("rests_until", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="moderationsettings",
            name="on_akismet_fault",
            field=models.CharField(
                choices=[
                    ("hold", "the comment is held"),
                    ("pass", "the comment goes on without it"),
                ],
                default="hold",
                max_length=4,
                verbose_name="when Akismet fails",
            ),
        ),
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateTimeField()),
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="enquiry",
                        to="dateline_discussion.comment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SigningSecret",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(null=True)),
                (
                    "phase",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="secrets",
                        to="dateline_discussion.externalphase",
                    ),
                ),
            ],
        ),
    ]
