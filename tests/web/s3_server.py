"""A server that speaks S3 in this very process, which checks keys and signatures, for the tests of copies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from moto import settings
from moto.iam.models import iam_backends
from moto.moto_server.threaded_moto_server import ThreadedMotoServer
from moto.s3.models import s3_backends

ACCOUNT, PARTITION, REGION = "123456789012", "aws", "us-east-1"
BUCKET = "copies-of-a-practice"
MAY = ("s3:PutObject", "s3:GetObject", "s3:ListBucket", "s3:DeleteObject")


@dataclass
class Server:
    """A running server with one bucket and one user.

    Attributes:
        address: Where it answers.
        key: The user's access key.
        secret: What requests are signed with.
    """

    address: str
    key: str
    secret: str

    @property
    def objects(self) -> dict[str, bytes]:
        """What lies in the bucket."""
        return {name: entry.value for name, entry in _bucket().keys.items()}

    def cut(self, name: str, length: int) -> None:
        """Shorten an object behind everybody's back; what is said about it stays."""
        _bucket().keys[name].value = self.objects[name][:length]

    def lay(self, name: str, content: bytes) -> None:
        """Put an object there as somebody else would."""
        s3_backends[ACCOUNT][PARTITION].put_object(BUCKET, name, content)

    def clear(self) -> None:
        """An empty bucket, and all rights."""
        s3_backends[ACCOUNT][PARTITION].reset()
        s3_backends[ACCOUNT][PARTITION].create_bucket(BUCKET, REGION)
        self.allow()

    def allow(self) -> None:
        """Give the user all rights that copies need."""
        _allow(MAY)

    def forbid(self, action: str) -> None:
        """Take a right away from the user."""
        _allow([entry for entry in MAY if entry != action])


@contextmanager
def serving() -> Iterator[Server]:
    """A server that is gone afterwards, with all that it was told."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    # From the first request on keys, signatures and rights are checked.
    before, settings.INITIAL_NO_AUTH_ACTION_COUNT = settings.INITIAL_NO_AUTH_ACTION_COUNT, 0
    try:
        host, port = server.get_host_and_port()
        people: Any = iam_backends[ACCOUNT][PARTITION]
        people.create_user(REGION, "unknot")
        pair = people.create_access_key("unknot")
        _allow(MAY)
        s3_backends[ACCOUNT][PARTITION].create_bucket(BUCKET, REGION)
        yield Server(f"http://{host}:{port}", pair.access_key_id, pair.secret_access_key)
    finally:
        settings.INITIAL_NO_AUTH_ACTION_COUNT = before
        server.stop()
        for kind in (iam_backends, s3_backends):
            kind[ACCOUNT][PARTITION].reset()


def _allow(actions: Any) -> None:
    rules = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": list(actions), "Resource": "*"}]}
    iam_backends[ACCOUNT][PARTITION].put_user_policy("unknot", "may", json.dumps(rules))


def _bucket() -> Any:
    return s3_backends[ACCOUNT][PARTITION].get_bucket(BUCKET)
