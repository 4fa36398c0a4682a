from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_regional_sites"),
        ("questions", "0003_on_agenda"),
    ]

    operations = [
        migrations.AddField(
            model_name="question",
            name="shown_by",
            field=models.ManyToManyField(blank=True, related_name="questions_shown", to="people.werkplaats"),
        ),
    ]
