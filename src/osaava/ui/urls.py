from django.urls import path

from osaava.ui import views

app_name = "ui"

urlpatterns = [
    path("ulkoasu/", views.theme_set, name="theme_set"),
    path("tyyliopas/", views.style_guide, name="style_guide"),
]
