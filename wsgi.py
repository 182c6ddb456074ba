"""What a WSGI server serves: `gunicorn wsgi:app`."""

from letraz.serving import application

app = application()
