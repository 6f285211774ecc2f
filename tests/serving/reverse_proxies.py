"""nginx and Caddy as docs/operations.md sets them up, in front of a service: only addresses and certificate differ."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.engines.neo4j import CACHE, free_port

PAGE = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
HOST = "graph.example.org"
_PATIENCE_SECONDS = 30.0
# What a package of nginx keeps in its own main file: no workers as another user, all files in one folder.
_NGINX = """daemon off;
pid {folder}/pid;
error_log stderr;
{user}
events {{}}
http {{
access_log off;
client_body_temp_path {folder}/body;
proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/fastcgi;
scgi_temp_path {folder}/scgi;
uwsgi_temp_path {folder}/uwsgi;
{example}
}}
"""
_CADDY = """{{
admin off
auto_https disable_redirects
storage file_system {folder}
}}
{example}
"""


def example(kind: str) -> str:
    """The example for `kind` in docs/operations.md."""
    [text] = re.findall(rf"```{kind}\n(.+?)```", PAGE.read_text("utf-8"), re.DOTALL)
    return str(text)


@contextmanager
def proxied(kind: str, service: str, folder: Path) -> Iterator[tuple[int, Path]]:
    """A proxy of that kind before the service at `service` (host:port): its port, and the certificate to trust."""
    port = free_port()
    certificate, key = _certificate(folder)
    arguments = {"nginx": _nginx, "caddy": _caddy}[kind](service, port, certificate, key, folder)
    command = [str(program(kind)), *arguments]
    log = folder / "log"
    with log.open("w") as written:
        process = subprocess.Popen(command, stdout=written, stderr=written, env={**os.environ, "HOME": str(folder)})
    try:
        _wait_until_listening(process, port, log)
        yield port, certificate
    finally:
        process.terminate()
        process.wait(_PATIENCE_SECONDS)


def _nginx(service: str, port: int, certificate: Path, key: Path, folder: Path) -> list[str]:
    text = _with(
        example("nginx"),
        {
            "127.0.0.1:8000": service,
            "listen 443": f"listen 127.0.0.1:{port}",
            "/etc/ssl/graph.pem": str(certificate),
            "/etc/ssl/graph.key": str(key),
        },
    )
    user = "user root;" if os.geteuid() == 0 else ""
    path = folder / "nginx.conf"
    path.write_text(_NGINX.format(folder=folder, user=user, example=text), "utf-8")
    return ["-c", str(path), "-p", str(folder)]


def _caddy(service: str, port: int, certificate: Path, key: Path, folder: Path) -> list[str]:
    text = _with(
        example("caddy"),
        {"127.0.0.1:8000": service, f"{HOST} {{": f"https://{HOST}:{port} {{\n    tls {certificate} {key}"},
    )
    path = folder / "Caddyfile"
    path.write_text(_CADDY.format(folder=folder, example=text), "utf-8")
    return ["run", "--adapter", "caddyfile", "--config", str(path)]


def _with(text: str, changes: dict[str, str]) -> str:
    """The example with other addresses; each that is to be changed must stand in it."""
    for old, new in changes.items():
        assert old in text, f"{old} is not in the example"
        text = text.replace(old, new)
    return text


def program(kind: str) -> str | None:
    """Where this machine has the proxy; `.ci/run` unpacks it."""
    places = [
        os.environ.get("PATH", ""),
        "/usr/sbin",
        *(str(CACHE / "proxies" / "usr" / part) for part in ("sbin", "bin")),
    ]
    return shutil.which(kind, path=os.pathsep.join(places))


def _wait_until_listening(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < give_up:
        assert process.poll() is None, log.read_text("utf-8")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"the proxy does not listen: {log.read_text('utf-8')}")


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of HOST that signs itself, and its key, as files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / "graph.pem", folder / "graph.key"
    certificate.write_bytes(built.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, private
