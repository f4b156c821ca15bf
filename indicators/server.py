"""What stands before the app: compression, headers that keep a page to itself, a warm start."""

import gc
import logging
import threading
from pathlib import Path

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SCRIPT = Path(__file__).parent / "session" / "main.py"
_LOG = logging.getLogger(__name__)
# Streamlit's front end needs inline scripts and styles, eval and blob modules.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws: wss:; worker-src 'self' blob:; frame-ancestors 'self'"
)
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"same-origin"),
]


def warm() -> None:
    """Load the pages' libraries and open the store while the first browser is still loading."""
    threading.Thread(target=_open, name="warm", daemon=True).start()


def _open() -> None:
    # what is being loaded stays: looking for garbage in it is wasted, now and later
    gc.disable()
    try:
        from indicators import session  # noqa: PLC0415 - that it loads here is the point

        session.prepare()
    except Exception:  # noqa: BLE001 - whatever it is, the first page says it
        # The first page tries again and says in words what is the matter.
        _LOG.exception("the store could not be opened ahead of the first page")
    finally:
        gc.freeze()
        gc.enable()


class SecurityHeaders:
    """Adds the security headers to every HTTP response."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; responses leave with the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS]
            await send(message)

        await self.app(scope, receive, send_with_headers)


MIDDLEWARE = [
    # level 9 takes twice the time of 5 to save 1 % more
    Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
    Middleware(SecurityHeaders),
]
