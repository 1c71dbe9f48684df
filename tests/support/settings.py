"""A kiosk.toml for tests: whole, and changed where a test says. All places are fictional stations of real villages."""

from __future__ import annotations

from pathlib import Path

from kiosk.config.load import load
from kiosk.config.settings import Settings

NOBODY = "http://127.0.0.1:9"  # the discard port: nobody listens

_HEAD = """\
[terminal]
code = "XT07"
place = "厚街镇·溪头村便民服务站"
place_en = "Xitou Village, Houjie Town"
town_code = "441900122"
village_code = "441900122015"

"""


def write_config(folder: Path, *, base_url: str = NOBODY, platform: str = "", more: str = "") -> Path:
    """Write a kiosk.toml whose store is ``store`` beside it. `platform` goes into its table, `more` to the end."""
    file = folder / "kiosk.toml"
    store = "" if "[store]" in more else '[store]\nfolder = "store"\n\n'
    file.write_text(f'{_HEAD}[platform]\nbase_url = "{base_url}"\n{platform}\n{store}{more}', encoding="utf-8")
    return file


def settings_in(folder: Path, **changed: str) -> Settings:
    return load(write_config(folder, **changed)).settings
