"""What script/setup, script/up and script/test share. Until the virtual environment stands: the standard library only."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# As pengjiang.settings.env reads it; repeated because set-up runs before anything of the project can be imported.
VAR = Path(os.environ.get("PENGJIANG_VAR") or ROOT / "var").absolute()
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
