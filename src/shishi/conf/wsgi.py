"""The WSGI application that `shishi serve` hands to its server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shishi.conf.settings")
application = get_wsgi_application()
