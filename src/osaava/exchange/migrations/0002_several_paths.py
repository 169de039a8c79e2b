"""A collection may give several paths: the one that it had becomes the first of them."""

from django.db import migrations, models


def take_along(apps, schema_editor):
    Collection = apps.get_model("exchange", "Collection")
    for collection in Collection._base_manager.exclude(path=None):
        collection.paths.add(collection.path_id)


def bring_back(apps, schema_editor):
    Collection = apps.get_model("exchange", "Collection")
    for collection in Collection._base_manager.filter(paths__isnull=False).distinct():
        collection.path_id = collection.paths.order_by("pk").first().pk
        collection.save(update_fields=["path"])


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("paths", "0001_initial")]

    operations = [
        migrations.AddField("collection", "paths", models.ManyToManyField(blank=True, related_name="+", to="paths.path")),
        migrations.RunPython(take_along, bring_back),
        migrations.RemoveField("collection", "path"),
    ]
