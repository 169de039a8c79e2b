"""Response headers that every page carries beside the content security policy (reliability.md, limits and headers)."""

PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()"


class HeadersMiddleware:
    """Adds the fixed headers; pages of signed-in people are never stored by caches."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("X-Frame-Options", "DENY")
        if "Cache-Control" not in response:
            user = getattr(request, "user", None)
            signed_in = request.session.session_key is not None if hasattr(request, "session") else user is not None
            response["Cache-Control"] = "no-store" if signed_in else "no-cache"
        return response
