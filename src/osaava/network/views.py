from django.http import HttpResponse

from osaava.base.access import public


@public
def matrix(request):
    return HttpResponse("matrix")
