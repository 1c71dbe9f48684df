"""The typed form of kiosk.toml. Reads nothing itself; `kiosk.config.load` does. Used once, at start, on the GUI thread.

Lower layers never see these classes: the composition root passes plain values on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, field_validator

_HOUR = Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class PlaceSettings(_Section):
    """Where a resident can go instead."""

    name: str
    name_en: str
    detail: str = ""
    detail_en: str = ""
    aside: str = ""
    aside_en: str = ""
    open: tuple[tuple[Annotated[str, _HOUR], Annotated[str, _HOUR]], ...] = ()  # spans of the local day


class TerminalSettings(_Section):
    """Which terminal this is, and where it stands."""

    code: Annotated[str, Field(pattern=r"^[A-Z0-9]{2,12}$")]
    place: str
    place_en: str
    town_code: Annotated[str, Field(pattern=r"^\d{9}$")]
    village_code: Annotated[str, Field(pattern=r"^\d{12}$")]
    brand: str = "莞家自助服务"
    brand_en: str = "Guanjia self-service"
    hotline: str = "12345"
    specimen: bool = False  # training and demonstration: every paper is marked as a sample
    elsewhere: tuple[PlaceSettings, ...] = ()


class SiteSettings(_Section):
    """What residents of this place come for, and where it lies. Without a position: somewhere in the town."""

    common: tuple[str, ...] = ()  # ids of services, the most wanted first; the catalogue's own choice when empty
    position: tuple[Annotated[float, Field(ge=-90, le=90)], Annotated[float, Field(ge=-180, le=180)]] | None = None


class PlatformSettings(_Section):
    """How the central platform is reached."""

    base_url: HttpUrl
    token_file: Path | None = None
    ca_file: Path | None = None
    client_certificate_file: Path | None = None
    client_key_file: Path | None = None
    public_url: HttpUrl | None = None  # where the QR codes on receipts point; base_url when absent


class StoreSettings(_Section):
    """Where and how the terminal keeps what it has accepted."""

    folder: Path
    cipher: Literal["AES-256-GCM", "SM4-GCM"] = "AES-256-GCM"
    keep_received_days: Annotated[int, Field(ge=0, le=365)] = 30


class ScreenSettings(_Section):
    """The window. Without a size it fills the screen."""

    width_px: Annotated[int, Field(ge=320, le=7680)] | None = None
    height_px: Annotated[int, Field(ge=320, le=7680)] | None = None
    orientation: Literal["portrait", "landscape"] = "portrait"

    @property
    def fullscreen(self) -> bool:
        """True when no size is set."""
        return self.width_px is None or self.height_px is None


class SessionSettings(_Section):
    """How long the terminal waits. Care mode doubles both."""

    idle_s: Annotated[int, Field(ge=20, le=900)] = 60
    warning_s: Annotated[int, Field(ge=20, le=300)] = 45
    attract_s: Annotated[int, Field(ge=10, le=900)] = 30


class ContentSettings(_Section):
    """Where the services are. Without a folder, the bundled ones."""

    services_folder: Path | None = None


class LogSettings(_Section):
    """Where the log and the impersonal audit lines go. Without a folder, to standard error and the store's folder."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    folder: Path | None = None


class DeviceSettings(_Section):
    """One device: what it is, which driver speaks to it, and its stable address."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
    kind: Literal["id_card", "social_card", "printer", "document_camera"]
    driver: str
    address: str
    options: dict[str, str | int | float | bool] = {}


class Settings(_Section):
    """All of kiosk.toml."""

    terminal: TerminalSettings
    site: SiteSettings = SiteSettings()
    platform: PlatformSettings
    store: StoreSettings
    screen: ScreenSettings = ScreenSettings()
    session: SessionSettings = SessionSettings()
    content: ContentSettings = ContentSettings()
    log: LogSettings = LogSettings()
    devices: tuple[DeviceSettings, ...] = ()

    @field_validator("devices")
    @classmethod
    def _names_are_unique(cls, devices: tuple[DeviceSettings, ...]) -> tuple[DeviceSettings, ...]:
        names = [device.name for device in devices]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two devices are named {twice[0]!r}; every device needs a name of its own")
        return devices
