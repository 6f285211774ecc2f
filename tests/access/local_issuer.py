"""A token issuer on this machine: discovery document and keys over HTTP, tokens signed with keys made on the fly."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

AUDIENCE = "kalaka"
_MAKE = {
    "RS256": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "PS256": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "EdDSA": ed25519.Ed25519PrivateKey.generate,
}


@dataclass
class LocalIssuer:
    """What it has, what it was asked, and how it fails."""

    address: str
    keys: dict[str, tuple[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    answers: dict[str, tuple[int, Any]] = field(default_factory=dict)
    """By path, what is answered instead: a status and a value."""
    seconds: float = 0.0

    def make_key(self, kid: str, algorithm: str = "RS256") -> None:
        """A key of its own from now on."""
        self.keys[kid] = (algorithm, _MAKE[algorithm]())

    def token(self, kid: str, headers: dict[str, Any] | None = None, **claims: Any) -> str:
        """A token signed with one of its keys; a claim of None is left out."""
        algorithm, key = self.keys[kid]
        return jwt.encode(self.claims(**claims), key, algorithm, {"kid": kid, **(headers or {})})

    def claims(self, **claims: Any) -> dict[str, Any]:
        """Good claims, but for those that are given."""
        now = int(time.time())
        good = {"iss": self.address, "aud": AUDIENCE, "sub": "anna", "exp": now + 300, "scope": "read:people fly"}
        return {name: value for name, value in {**good, **claims}.items() if value is not None}

    def unsigned(self, kid: str, **claims: Any) -> str:
        """A token that says it needs no signature."""
        return f"{_part({'alg': 'none', 'kid': kid})}.{_part(self.claims(**claims))}."

    def signed_with_public_key(self, kid: str, **claims: Any) -> str:
        """A token whose secret is the public key: what a checker takes that trusts the token's own `alg`."""
        public = self.keys[kid][1].public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        text = f"{_part({'alg': 'HS256', 'kid': kid})}.{_part(self.claims(**claims))}"
        return f"{text}.{_base64(hmac.new(public, text.encode(), hashlib.sha256).digest())}"

    def answer(self, path: str) -> tuple[int, Any]:
        """Status and value at a path."""
        self.asked.append(path)
        time.sleep(self.seconds)
        if path in self.answers:
            return self.answers[path]
        if path == "/.well-known/openid-configuration":
            return 200, {"issuer": self.address, "jwks_uri": f"{self.address}/keys"}
        return 200, {"keys": [self._jwk(kid) for kid in self.keys]}

    def _jwk(self, kid: str) -> dict[str, Any]:
        algorithm, key = self.keys[kid]
        library = jwt.get_algorithm_by_name(algorithm)
        jwk: dict[str, Any] = json.loads(library.to_jwk(key.public_key()))
        return {**jwk, "kid": kid, "use": "sig"}


@contextmanager
def local_issuer() -> Iterator[LocalIssuer]:
    """An issuer that answers while inside, with one key `first`."""
    holder: list[LocalIssuer] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, value = holder[0].answer(self.path)
            content = value if isinstance(value, bytes) else json.dumps(value).encode()
            self.send_response(status)
            if status == 302:
                self.send_header("Location", content.decode().strip('"'))
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    issuer = LocalIssuer(f"http://127.0.0.1:{server.server_port}")
    issuer.make_key("first")
    holder.append(issuer)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _part(value: object) -> str:
    return _base64(json.dumps(value).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
