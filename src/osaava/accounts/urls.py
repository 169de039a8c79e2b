from allauth.usersessions.views import list_usersessions
from django.urls import path
from django.utils.translation import gettext_lazy as _

from osaava.accounts import views

app_name = "accounts"
urlpatterns = [
    path(_("oma/tiedot/"), views.my_details, name="my_details"),
    path(_("oma/tiedot/kopio/"), views.copy_of_data, name="copy"),
    path(_("oma/tiedot/poista/"), views.erase, name="erase"),
    path(_("oma/istunnot/"), list_usersessions, name="my_sessions"),
    path(_("kirjaudu/"), views.sign_in, name="sign_in"),
    path(_("kirjaudu/ulos/"), views.sign_out, name="sign_out"),
    path(_("kirjaudu/demo/<str:token>/"), views.demo_sign_in, name="demo_sign_in"),
]
