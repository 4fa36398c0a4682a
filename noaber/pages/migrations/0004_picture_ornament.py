from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [("pages", "0003_own_tree")]

    operations = [
        migrations.RemoveConstraint(model_name="picture", name="picture_alt"),
        migrations.RenameField(model_name="picture", old_name="decorative", new_name="ornament"),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=Q(ornament=False) & ~Q(alt="") | Q(ornament=True, alt=""), name="picture_alt"
            ),
        ),
    ]
