"""An authority as reports show it. Apart from `authorities`, so that checking with cached rules loads no models."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Citation:
    """An authority as a lawyer reads it, with a link to the place cited where there is one."""

    label: str
    url: str | None
