"""The language of a page: what its address names, what was chosen before, what the server was told, what the browser asks for."""

from __future__ import annotations

from flask import Flask, Response, request

from timeline.words import DEFAULT, LANGUAGES, preferred, speak

COOKIE = "timeline-language"


def chosen(named: str, before: str, told: str | None, header: str) -> str:
    """Choose a language; what is not spoken is left out.

    Args:
        named: what the address names, or "".
        before: what was chosen before in this browser, or "".
        told: what the server was told.
        header: the browser's Accept-Language.

    >>> chosen("", "", None, "es-BO"), chosen("", "", "en", "es-BO"), chosen("es", "en", "en", ""), chosen("xx", "", None, "")
    ('es', 'en', 'es', 'en')
    """
    first = next((code for code in (named, before, told) if code in LANGUAGES), None)
    return first or preferred(header, DEFAULT)


def register(server: Flask, told: str | None) -> None:
    """Speak the reader's language in every answer."""

    @server.before_request
    def listen() -> None:
        """Each request sets it anew: threads are used again."""
        named, before = request.args.get("lang", ""), request.cookies.get(COOKIE, "")
        speak(chosen(named, before, told, request.headers.get("Accept-Language", "")))

    @server.after_request
    def remember(response: Response) -> Response:
        """Later requests of the page have no address of their own that could name the language."""
        named = request.args.get("lang", "")
        if named in LANGUAGES and request.path == "/" and request.method == "GET":
            response.set_cookie(COOKIE, named, samesite="Strict", httponly=True)
        return response

    @server.teardown_request
    def fall_silent(_error: BaseException | None) -> None:
        """Leave the thread as it was."""
        speak(DEFAULT)
