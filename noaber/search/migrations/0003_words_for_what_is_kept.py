from django.db import migrations


class Migration(migrations.Migration):
    """The Dutch names of what is kept. No table knows them; since they stand in 0002 nothing is left to do here."""

    dependencies = [("search", "0002_saved_searches")]

    operations = []
