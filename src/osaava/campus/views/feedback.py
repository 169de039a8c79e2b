from django.http import HttpResponse

from osaava.base.access import public


@public
def feedback(request, **kwargs):
    return HttpResponse("feedback")


@public
def feedback_thanks(request, **kwargs):
    return HttpResponse("feedback_thanks")


@public
def feedback_list(request, **kwargs):
    return HttpResponse("feedback_list")


@public
def feedback_answered(request, **kwargs):
    return HttpResponse("feedback_answered")
