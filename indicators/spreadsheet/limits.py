"""The caps on an uploaded file, each a setting, and the one way to say no.

Every cap can be changed by an environment variable INDICATORS_<NAME>.
"""

import os

MEGA = 1024 * 1024


def setting(name: str, default: float) -> float:
    """Return the number in environment variable INDICATORS_<name>, or the default."""
    try:
        return float(os.environ[f"INDICATORS_{name}"])
    except (KeyError, ValueError):
        return default


UPLOAD_BYTES = int(setting("UPLOAD_MB", 50) * MEGA)
INFLATED_BYTES = int(setting("INFLATED_MB", 400) * MEGA)
PARTS = int(setting("PARTS", 2_000))
SHEETS = int(setting("SHEETS", 100))
COLUMNS = int(setting("COLUMNS", 500))
ROWS = int(setting("ROWS", 200_000))
STRINGS = int(setting("STRINGS", 2_000_000))
CELL_CHARACTERS = int(setting("CELL_CHARACTERS", 32_767))
CELLS = int(setting("CELLS", 6_500_000))
TABLES = int(setting("TABLES", 500))
HEAD_ROWS = int(setting("HEAD_ROWS", 1_000))
HEAD_CELLS = int(setting("HEAD_CELLS", 60_000))
ODD_TEXTS = int(setting("ODD_TEXTS", 20_000))
TEXT_CHARACTERS = int(setting("TEXT_MILLION", 200) * 1_000_000)
MEMORY_BYTES = int(setting("MEMORY_MB", 3_072) * MEGA)
SECONDS = setting("SECONDS", 5)
SECONDS_PER_MB = setting("SECONDS_PER_MB", 4)
# the processor seconds above are a hard cap; on a busy machine they take this much longer
PATIENCE = setting("PATIENCE", 3)
SMALL_BYTES = MEGA

XLSX_ROWS = 1_048_576
RESAVE = "请用表格软件打开后另存为.xlsx再上传。"
SPLIT = "请拆成几个较小的文件再上传。"
AGAIN = "请重新下载或向提供者再要一份。"


class RefusalError(Exception):
    """The file cannot be read; carries what is wrong and what to do next, in Chinese."""

    def __init__(self, message: str, next_step: str = RESAVE) -> None:
        """Keep both sentences for the preview's message."""
        super().__init__(message)
        self.message, self.next_step = message, next_step


def allowed_seconds(size: int) -> float:
    """Return the processor seconds a file of this many bytes may take."""
    return SECONDS + max(0, size - SMALL_BYTES) / MEGA * SECONDS_PER_MB
