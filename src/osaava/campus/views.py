from django.http import HttpResponse

from osaava.base.access import public


@public
def front(request):
    return HttpResponse("front")


@public
def self_assessment(request):
    return HttpResponse("self_assessment")


@public
def search(request):
    return HttpResponse("search")


@public
def about(request):
    return HttpResponse("about")


@public
def help(request):
    return HttpResponse("help")


@public
def feedback(request):
    return HttpResponse("feedback")


@public
def accessibility(request):
    return HttpResponse("accessibility")


@public
def privacy(request):
    return HttpResponse("privacy")


@public
def status(request):
    return HttpResponse("status")
