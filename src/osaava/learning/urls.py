from django.urls import path
from django.utils.translation import gettext_lazy as _

from osaava.learning import views

app_name = "learning"
urlpatterns = [
    path(_("oma/"), views.my_learning, name="my_learning"),
]
