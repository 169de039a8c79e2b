"""Addresses for machines: outside the languages."""

from django.urls import path

from osaava.campus import machine_views

urlpatterns = [
    path("healthz", machine_views.healthz, name="healthz"),
    path("readyz", machine_views.readyz, name="readyz"),
]
