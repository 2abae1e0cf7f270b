from django.db import migrations, models


def keep_what_was_said(apps, _schema):
    """Papers made so far say when and where the meeting is now; nothing told of a change before."""
    for row in apps.get_model("meetings", "MeetingPaper").objects.select_related("meeting"):
        row.on, row.time, row.place = row.meeting.on, row.meeting.time, row.meeting.place
        row.save(update_fields=["on", "time", "place"])


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]

    operations = [
        migrations.AddField("meetingpaper", "on", models.DateField(null=True)),
        migrations.AddField("meetingpaper", "time", models.TimeField(null=True)),
        migrations.AddField("meetingpaper", "place", models.CharField(max_length=120, default=""), preserve_default=False),
        migrations.RunPython(keep_what_was_said, migrations.RunPython.noop),
        migrations.AlterField("meetingpaper", "on", models.DateField()),
        migrations.AlterField("meetingpaper", "time", models.TimeField()),
    ]
