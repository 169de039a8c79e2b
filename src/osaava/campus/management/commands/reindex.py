"""Makes the search index anew: after a change of the word analysis, or when somebody doubts the index."""

from django.core.management.base import BaseCommand

from osaava.base import search


class Command(BaseCommand):
    help = "Make the search index anew."

    def handle(self, *args, **options):
        self.stdout.write(f"{search.rebuild()} documents in the search index.")
