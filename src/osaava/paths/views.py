from django.http import HttpResponse

from osaava.base.access import public


@public
def path_list(request):
    return HttpResponse("path_list")
