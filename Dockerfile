# Courtside as one image. Web processes, the worker and the commands differ only in what they are told to run.
# Nothing is written inside it, so its file system can be read-only; with SQLite, DATABASE_URL names a file on a volume.

FROM node:22-slim AS front-end
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY static static
COPY broadcast/basketball broadcast/basketball
COPY broadcast/dashboard/show broadcast/dashboard/show
RUN npm run build

FROM python:3.11-slim AS packages
COPY requirements.txt ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 LOG_FORMAT=json
RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin courtside
WORKDIR /app
COPY --from=packages /venv /venv
COPY manage.py ./
COPY broadcast broadcast
COPY templates templates
COPY static static
COPY --from=front-end /app/static/dist static/dist
RUN pybabel compile -d broadcast/locale -D django && pybabel compile -d broadcast/locale -D djangojs
RUN python -m compileall -q broadcast && python manage.py collectstatic --noinput
RUN mkdir /recordings && chown courtside: /recordings
USER courtside
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=4s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
CMD ["python", "manage.py", "serve", "--host", "0.0.0.0", "--port", "8000"]
