"""Say who took a case up, with whom, and for whom it is; keep where whoever is helped lives, sealed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0004_voices"),
        ('orgs', '0004_alter_post_role_alter_rightschange_role'),
        ('programmes', '0003_boundary'),
    ]

    operations = [
        migrations.AddField(
            model_name='asker',
            name='place_sealed',
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='category',
            field=models.CharField(blank=True, max_length=20, verbose_name='帮扶对象'),
        ),
        migrations.AddField(
            model_name='case',
            name='n_takers',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='case',
            name='n_wanted',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='case',
            name='taker_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='taker_name',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='case',
            name='team',
            field=models.CharField(blank=True, max_length=60, verbose_name='团队'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('is_offered', True)), fields=['home_path', '-id'], name='case_offered'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('taker_id__isnull', False)), fields=['taker_id', '-id'], name='case_by_taker'),
        ),
    ]
