from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_regional_sites"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="period",
            constraint=models.UniqueConstraint(models.F("werkplaats"), models.F("slug"), name="period_slug_once"),
        ),
    ]
