"""Addresses for machines: outside the languages."""

from django.urls import path

from osaava.campus import machine_views

urlpatterns = [
    path("healthz", machine_views.healthz, name="healthz"),
    path("readyz", machine_views.readyz, name="readyz"),
    path("robots.txt", machine_views.robots, name="robots"),
    path("sitemap.xml", machine_views.sitemap, name="sitemap"),
    path("favicon.ico", machine_views.favicon, name="favicon"),
    path("manifest.webmanifest", machine_views.manifest, name="manifest"),
    path(".well-known/security.txt", machine_views.security, name="security"),
]
