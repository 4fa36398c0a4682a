from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="profile",
            name="hidden_because",
            field=models.TextField(
                blank=True,
                default="",
                help_text="After a report, until it is changed.",
                verbose_name="verborgen omdat",
            ),
            preserve_default=False,
        ),
    ]
