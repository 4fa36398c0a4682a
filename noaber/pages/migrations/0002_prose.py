import django.db.models.deletion
import modelcluster.fields
import modelsearch.index
import noaber.pages.blocks
import noaber.pages.models
import taggit.managers
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pages', '0001_initial'),
        ('people', '0003_member_role'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReviewTask',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
            ],
            options={
                'verbose_name': 'meelezen',
                'verbose_name_plural': 'meelezen',
            },
            bases=('wagtailcore.task',),
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('alt', models.CharField(blank=True, help_text='Voor wie de foto niet ziet. Zeg wat erop staat, niet “foto van”.', max_length=250, verbose_name='wat is er te zien?')),
                ('decorative', models.BooleanField(default=False, help_text='Kies dit alleen als wie de foto niet ziet ook niets mist, zoals bij een sierrand.', verbose_name='alleen versiering')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('decorative', False), models.Q(('alt', ''), _negated=True)), models.Q(('alt', ''), ('decorative', True)), _connector='OR'), name='picture_alt'),
                ],
                'verbose_name': 'foto',
                'verbose_name_plural': 'foto’s',
                'abstract': False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='ProsePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('ref', models.CharField(default=noaber.pages.models.prose_ref, editable=False, max_length=40, unique=True)),
                ('sort', models.CharField(choices=[('text', 'tekst'), ('news', 'nieuws'), ('column', 'column'), ('dossier', 'dossier'), ('period', 'programmaperiode')], default='text', max_length=10, verbose_name='soort')),
                ('in_menu', models.BooleanField(default=False, editable=False)),
                ('lang', models.CharField(choices=[('nl', 'Nederlands'), ('en', 'Engels')], default='nl', max_length=8, verbose_name='taal')),
                ('summary', models.TextField(blank=True, help_text='Twee of drie zinnen. Ze staan ook in lijsten.', max_length=600, verbose_name='samenvatting')),
                ('review_on', models.DateField(blank=True, help_text='Op die dag staat de pagina weer op je werkblad.', null=True, verbose_name='nakijken op')),
                ('byline', models.CharField(blank=True, max_length=120, verbose_name='door')),
                ('day', models.DateField(blank=True, help_text='Leeg: de dag van publicatie.', null=True, verbose_name='datum')),
                ('source_url', models.URLField(blank=True, max_length=2000, verbose_name='bron')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('text', 3), ('quote', 6), ('table', 8), ('folds', 14), ('picture', 17), ('action', 21), ('object', 24), ('list', 29), ('figures', 30), ('map', 30)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Kop', 'max_length': 120}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'kop'), ('3', 'tussenkop')], 'label': 'Niveau'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {'group': 'Tekst'}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'group': 'Tekst', 'icon': 'pilcrow', 'label': 'Tekst'}), 4: ('wagtail.blocks.TextBlock', (), {'label': 'Wat er gezegd is', 'max_length': 600, 'rows': 3}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Door wie', 'max_length': 120, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('text', 4), ('who', 5)]], {'group': 'Tekst'}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'Tekst', 'required': False}), 8: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 7)]], {'group': 'Tekst'}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'Kop erboven', 'max_length': 120, 'required': False}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Vraag of kop', 'max_length': 200}), 11: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'label': 'Antwoord'}), 12: ('wagtail.blocks.StructBlock', [[('question', 10), ('answer', 11)]], {'label': 'Vraag'}), 13: ('wagtail.blocks.ListBlock', (12,), {'label': 'Vragen', 'min_num': 1}), 14: ('wagtail.blocks.StructBlock', [[('title', 9), ('folds', 13)]], {'group': 'Tekst'}), 15: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Foto'}), 16: ('wagtail.blocks.CharBlock', (), {'label': 'Bijschrift', 'max_length': 250, 'required': False}), 17: ('wagtail.blocks.StructBlock', [[('picture', 15), ('caption', 16)]], {'group': 'Beeld'}), 18: ('wagtail.blocks.CharBlock', (), {'label': 'Zin erboven', 'max_length': 250, 'required': False}), 19: ('wagtail.blocks.CharBlock', (), {'label': 'Woorden op de knop', 'max_length': 60}), 20: ('noaber.pages.blocks.AddressBlock', (), {'help_text': 'Bijvoorbeeld /vragen/stellen/', 'label': 'Waarheen', 'max_length': 500}), 21: ('wagtail.blocks.StructBlock', [[('text', 18), ('label', 19), ('to', 20)]], {'group': 'Beeld'}), 22: ('noaber.pages.blocks.KeyBlock', (), {'help_text': 'Typ een paar woorden en kies.', 'label': 'Wat'}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Waarom dit hier staat', 'max_length': 250, 'required': False}), 24: ('wagtail.blocks.StructBlock', [[('key', 22), ('note', 23)]], {'group': 'Uit het netwerk'}), 25: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('kennis', 'Kennis'), ('vraag', 'Vragen'), ('leertraject', 'Leertrajecten'), ('bijeenkomst', 'Bijeenkomsten'), ('nieuws', 'Nieuws')], 'label': 'Wat'}), 26: ('wagtail.blocks.ChoiceBlock', [], {'choices': noaber.pages.blocks.theme_choices, 'label': 'Thema', 'required': False}), 27: ('wagtail.blocks.ChoiceBlock', [], {'choices': noaber.pages.blocks.werkplaats_choices, 'label': 'Werkplaats', 'required': False}), 28: ('wagtail.blocks.IntegerBlock', (), {'default': 3, 'label': 'Hoeveel', 'max_value': 12, 'min_value': 1}), 29: ('wagtail.blocks.StructBlock', [[('title', 9), ('kind', 25), ('theme', 26), ('werkplaats', 27), ('number', 28)]], {'group': 'Uit het netwerk'}), 30: ('wagtail.blocks.StructBlock', [[('title', 9)]], {'group': 'Uit het netwerk'})}, verbose_name='inhoud')),
                ('example', models.BooleanField(default=False, help_text='Verzonnen; dat staat dan ook zo op de pagina.', verbose_name='voorbeeld')),
                ('period', models.ForeignKey(blank=True, help_text='Alleen als deze pagina bij één periode hoort.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='prose', to='people.period', verbose_name='programmaperiode')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='pages.picture', verbose_name='foto')),
                ('themes', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='prose', to='people.concept', verbose_name='thema’s')),
                ('translation_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='translations', to='pages.prosepage', verbose_name='vertaling van')),
                ('werkplaats', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='prose', to='people.werkplaats')),
            ],
            options={
                'indexes': [
                    models.Index(condition=models.Q(('in_menu', True)), fields=['werkplaats'], name='prose_menu'),
                    models.Index(fields=['sort', 'werkplaats'], name='prose_sort'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('translation_of', models.F('page_ptr')), _negated=True), name='prose_not_own_translation'),
                ],
                'verbose_name': 'pagina',
                'verbose_name_plural': 'pagina’s',
            },
            bases=(noaber.pages.models.OwnAddress, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='pages.picture')),
            ],
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='rendition_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SitePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, help_text='Twee of drie zinnen bovenaan.', max_length=600, verbose_name='welkom')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('text', 3), ('quote', 6), ('table', 8), ('folds', 14), ('picture', 17), ('action', 21), ('object', 24), ('list', 29), ('figures', 30), ('map', 30)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Kop', 'max_length': 120}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'kop'), ('3', 'tussenkop')], 'label': 'Niveau'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {'group': 'Tekst'}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'group': 'Tekst', 'icon': 'pilcrow', 'label': 'Tekst'}), 4: ('wagtail.blocks.TextBlock', (), {'label': 'Wat er gezegd is', 'max_length': 600, 'rows': 3}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Door wie', 'max_length': 120, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('text', 4), ('who', 5)]], {'group': 'Tekst'}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'Tekst', 'required': False}), 8: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 7)]], {'group': 'Tekst'}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'Kop erboven', 'max_length': 120, 'required': False}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Vraag of kop', 'max_length': 200}), 11: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'label': 'Antwoord'}), 12: ('wagtail.blocks.StructBlock', [[('question', 10), ('answer', 11)]], {'label': 'Vraag'}), 13: ('wagtail.blocks.ListBlock', (12,), {'label': 'Vragen', 'min_num': 1}), 14: ('wagtail.blocks.StructBlock', [[('title', 9), ('folds', 13)]], {'group': 'Tekst'}), 15: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Foto'}), 16: ('wagtail.blocks.CharBlock', (), {'label': 'Bijschrift', 'max_length': 250, 'required': False}), 17: ('wagtail.blocks.StructBlock', [[('picture', 15), ('caption', 16)]], {'group': 'Beeld'}), 18: ('wagtail.blocks.CharBlock', (), {'label': 'Zin erboven', 'max_length': 250, 'required': False}), 19: ('wagtail.blocks.CharBlock', (), {'label': 'Woorden op de knop', 'max_length': 60}), 20: ('noaber.pages.blocks.AddressBlock', (), {'help_text': 'Bijvoorbeeld /vragen/stellen/', 'label': 'Waarheen', 'max_length': 500}), 21: ('wagtail.blocks.StructBlock', [[('text', 18), ('label', 19), ('to', 20)]], {'group': 'Beeld'}), 22: ('noaber.pages.blocks.KeyBlock', (), {'help_text': 'Typ een paar woorden en kies.', 'label': 'Wat'}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Waarom dit hier staat', 'max_length': 250, 'required': False}), 24: ('wagtail.blocks.StructBlock', [[('key', 22), ('note', 23)]], {'group': 'Uit het netwerk'}), 25: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('kennis', 'Kennis'), ('vraag', 'Vragen'), ('leertraject', 'Leertrajecten'), ('bijeenkomst', 'Bijeenkomsten'), ('nieuws', 'Nieuws')], 'label': 'Wat'}), 26: ('wagtail.blocks.ChoiceBlock', [], {'choices': noaber.pages.blocks.theme_choices, 'label': 'Thema', 'required': False}), 27: ('wagtail.blocks.ChoiceBlock', [], {'choices': noaber.pages.blocks.werkplaats_choices, 'label': 'Werkplaats', 'required': False}), 28: ('wagtail.blocks.IntegerBlock', (), {'default': 3, 'label': 'Hoeveel', 'max_value': 12, 'min_value': 1}), 29: ('wagtail.blocks.StructBlock', [[('title', 9), ('kind', 25), ('theme', 26), ('werkplaats', 27), ('number', 28)]], {'group': 'Uit het netwerk'}), 30: ('wagtail.blocks.StructBlock', [[('title', 9)]], {'group': 'Uit het netwerk'})}, verbose_name='inhoud')),
                ('werkplaats', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='site_page', to='people.werkplaats', verbose_name='werkplaats')),
            ],
            options={
                'verbose_name': 'site van een werkplaats',
                'verbose_name_plural': 'sites van werkplaatsen',
            },
            bases=(noaber.pages.models.OwnAddress, 'wagtailcore.page'),
        ),
    ]
