"""Error pages: plain words, a way on, no technical text."""

from django.shortcuts import render


def bad_request(request, exception=None):
    return render(request, "campus/error_400.html", status=400)


def permission_denied(request, exception=None):
    return render(request, "campus/error_403.html", {"permission": str(exception or "")}, status=403)


def not_found(request, exception=None):
    return render(request, "campus/error_404.html", status=404)


def server_error(request):
    return render(request, "campus/error_500.html", status=500)


def csrf_failure(request, reason=""):
    return render(request, "campus/error_csrf.html", status=403)
