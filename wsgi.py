"""What a WSGI server serves: `gunicorn wsgi:app`."""

from letraz import create_app

app = create_app()
