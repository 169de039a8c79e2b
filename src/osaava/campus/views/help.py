from django.http import HttpResponse

from osaava.base.access import public


@public
def help_list(request, **kwargs):
    return HttpResponse("help_list")


@public
def help_page(request, **kwargs):
    return HttpResponse("help_page")
