"""Uploaded files: kept in memory alone, and refused where they are too large for it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler


class MemoryOnly(MemoryFileUploadHandler):
    """Takes every file into memory; a request that is larger than the bound is refused before it is read."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: str, encoding: str | None = None
    ) -> None:
        """Look at the announced length; a request that announces none has no body.

        Raises:
            RequestDataTooBig: If it is above the bound.
        """
        if content_length > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        super().handle_raw_input(input_data, META, content_length, boundary, encoding)
