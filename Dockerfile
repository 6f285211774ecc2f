# The service in two stages: the first puts the environment together from the locks, the second only carries it.
# It carries every extra: network analysis, OIDC and traces; what is not set up is not imported.
FROM python:3.13-slim-bookworm AS build
WORKDIR /build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements/installer.lock requirements/run.lock requirements/
# The builder's tools stay in this stage; /opt/kalaka gets the run-time lock alone.
RUN python -m pip install --require-hashes -r requirements/installer.lock \
    && python -m venv --without-pip /opt/kalaka \
    && uv pip install --python /opt/kalaka/bin/python --compile-bytecode --require-hashes -r requirements/run.lock
COPY pyproject.toml README.md LICENSE ./
COPY graph_service graph_service
COPY docs/methods.md docs/methods.md
COPY examples examples
COPY questions questions
COPY schema schema
COPY seed seed
RUN python -m pip wheel --no-deps --no-build-isolation --wheel-dir dist . \
    && uv pip install --python /opt/kalaka/bin/python --compile-bytecode --no-deps dist/*.whl

FROM python:3.13-slim-bookworm
# Nothing is installed here any more: what could install goes.
RUN python -m pip uninstall --yes --quiet --root-user-action ignore pip \
    && rm -rf /usr/local/lib/python3.13/ensurepip \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin kalaka \
    && install -d -o kalaka -g kalaka -m 700 /data
COPY --from=build /opt/kalaka /opt/kalaka
# Written to are /data and /tmp only, so the rest may be read-only.
ENV PATH=/opt/kalaka/bin:$PATH \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    KALAKA_HOST=0.0.0.0 \
    KALAKA_PORT=8000 \
    KALAKA_DATA_DIR=/data
# By number: a cluster that demands a user who is not root cannot look names up.
USER 10001
WORKDIR /data
# Used by the embedded engine only; with NEO4J_URI it stays empty.
VOLUME /data
EXPOSE 8000
# Requests in flight are answered before it ends.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/ready', timeout=4)"]
ENTRYPOINT ["kalaka"]
CMD ["serve"]
