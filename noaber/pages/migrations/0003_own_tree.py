from django.db import migrations


def without_welcome(apps, schema_editor):
    """Our trees begin at the root: Wagtail's welcome page and its site would only be in the way."""
    Page = apps.get_model("wagtailcore", "Page")
    apps.get_model("wagtailcore", "Site").objects.filter(root_page__slug="home", root_page__depth=2).delete()
    welcome = Page.objects.filter(slug="home", depth=2, numchild=0, content_type__model="page")
    if welcome.exists():
        welcome.delete()
        for root in Page.objects.filter(depth=1):
            root.numchild = Page.objects.filter(depth=2, path__startswith=root.path).count()
            root.save(update_fields=["numchild"])


class Migration(migrations.Migration):

    dependencies = [("pages", "0002_prose")]

    operations = [migrations.RunPython(without_welcome, migrations.RunPython.noop)]
