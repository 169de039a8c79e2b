"""Addresses of stored files: outside the languages, because a file has none."""

from django.urls import path

from osaava.library import file_views

urlpatterns = [
    path("tiedostot/<uuid:uuid>/<slug:rendition>/<str:name>", file_views.library_file, name="library_file"),
]
