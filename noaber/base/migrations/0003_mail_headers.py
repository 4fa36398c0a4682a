from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('base', '0002_mail_language'),
    ]

    operations = [
        migrations.AddField(
            model_name='outgoingmail',
            name='headers',
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
