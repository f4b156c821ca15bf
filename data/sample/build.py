"""Write the sample city's workbooks, each laid out as a bureau sends it; every figure is invented.

`python data/sample/build.py` writes them beside this file. The seed, the document properties and
the archives' dates are fixed and nothing is compressed, so the bytes never change.
"""

from pathlib import Path

import city_report
import ledger
import long_form
import quarters
import street_report
import trend

FOLDER = Path(__file__).parent
WORKBOOKS = {
    module.FILE: module.build
    for module in (city_report, street_report, ledger, trend, quarters, long_form)
}

if __name__ == "__main__":
    for name, build in WORKBOOKS.items():
        FOLDER.joinpath(name).write_bytes(build())
