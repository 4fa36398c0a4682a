from django.db import migrations


class Migration(migrations.Migration):
    """The worker asks every second which pages end by now; this makes it one look in a short list.

    The table is Wagtail's, so the index is made by hand. When a later Wagtail builds that table anew on SQLite, the
    index is lost: `test_keeping.py` reads the query plan and would say so.
    """

    dependencies = [("pages", "0004_picture_ornament"), ("wagtailcore", "0098_apitoken")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX page_ends ON wagtailcore_page (expire_at) WHERE live AND expire_at IS NOT NULL",
            "DROP INDEX page_ends",
        )
    ]
