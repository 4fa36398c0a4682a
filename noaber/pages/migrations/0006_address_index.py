from django.db import migrations


def make(apps, schema_editor):
    # A hash takes addresses of any length; SQLite has none and needs none.
    how = "USING hash " if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"CREATE INDEX page_address ON wagtailcore_page {how}(url_path)")


def take_away(apps, schema_editor):
    schema_editor.execute("DROP INDEX page_address")


class Migration(migrations.Migration):
    """A reader's page is looked up by its address: one look, also where a thousand pages are called "contact".

    Made by hand like the index before it, and for the same reason watched by `test_keeping.py`.
    """

    dependencies = [("pages", "0005_ends_index")]

    operations = [migrations.RunPython(make, take_away)]
