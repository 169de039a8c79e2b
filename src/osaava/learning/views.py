from django.http import HttpResponse

from osaava.base.access import public


@public
def my_learning(request):
    return HttpResponse("my_learning")
