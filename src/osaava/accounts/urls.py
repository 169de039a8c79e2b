from django.urls import path
from django.utils.translation import gettext_lazy as _

from osaava.accounts import views

app_name = "accounts"
urlpatterns = [
    path(_("oma/tiedot/"), views.my_details, name="my_details"),
    path(_("kirjaudu/sisaan/"), views.sign_in, name="sign_in"),
    path(_("kirjaudu/ulos/"), views.sign_out, name="sign_out"),
]
