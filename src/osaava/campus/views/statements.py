from django.http import HttpResponse

from osaava.base.access import public


@public
def about(request, **kwargs):
    return HttpResponse("about")


@public
def self_assessment(request, **kwargs):
    return HttpResponse("self_assessment")


@public
def accessibility(request, **kwargs):
    return HttpResponse("accessibility")


@public
def privacy(request, **kwargs):
    return HttpResponse("privacy")


@public
def status(request, **kwargs):
    return HttpResponse("status")
