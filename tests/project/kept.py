"""The web server's application as its tests ask it."""

import io

from django.core.handlers.wsgi import WSGIHandler

from dateline.project.keeping import server
from dateline.project.keeping.connections import stamps

HOST = "testserver"


class Newsroom:
    """The web server's application, with a count of what reached Django."""

    def __init__(self, *, most_bytes=2**20, hosts=(HOST,)):
        self.seconds = 1_000_000.0
        self.django = WSGIHandler()
        self.asked_django = 0
        self.keeper = server.PageKeeper(
            self._count,
            stamps(),
            most_bytes=most_bytes,
            hosts=hosts,
            cookies=("sessionid", "csrftoken"),
            is_proxied=False,
            clock=lambda: self.seconds,
        )

    def _count(self, environ, start_response):
        self.asked_django += 1
        return self.django(environ, start_response)

    def get(self, path, *, method="GET", by_django=False, **headers):
        """Return status, headers and body, as the server would send them."""
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": HOST,
            "SERVER_PORT": "80",
            "HTTP_HOST": HOST,
            "REMOTE_ADDR": "192.0.2.9",
            "wsgi.input": io.BytesIO(),
            "wsgi.url_scheme": "http",
        } | headers
        given = []
        application = self.django if by_django else self.keeper
        answer = application(environ, lambda status, headers: given.extend((status, headers)))
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return given[0], dict(given[1]), body

    def is_kept(self, path, **headers):
        """Ask twice and return whether the second answer came without Django."""
        self.get(path, **headers)
        before = self.asked_django
        self.get(path, **headers)
        return self.asked_django == before
