from django.http import HttpResponse

from osaava.base.access import public


@public
def my_details(request):
    return HttpResponse("my_details")


@public
def sign_in(request):
    return HttpResponse("sign_in")


@public
def sign_out(request):
    return HttpResponse("sign_out")
