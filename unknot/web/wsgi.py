"""The door for a server such as gunicorn: `gunicorn unknot.web.wsgi`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unknot.web.settings")

from unknot.web.translation.catalogue import compile_translations

compile_translations()
application = get_wsgi_application()
