#!/usr/bin/python3
"""Runs verify.py on many bundles in one process: verify_all.py VERIFY_PY VKEY FOLDER COUNT.

FOLDER has the bundles 0, 1, … Prints a JSON list with `code`, the exit code, and `said`, all that verify.py printed.
"""

import contextlib
import io
import json
import runpy
import sys


class Output(io.StringIO):
    def reconfigure(self, **_settings):
        """verify.py sets the encoding of its output."""


def verify(script, vkey, path):
    said = Output()
    sys.argv = [script, path, vkey]
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            runpy.run_path(script, run_name="__main__")
            code = 0
        except SystemExit as end:
            code = end.code
    return {"code": code, "said": said.getvalue()}


if __name__ == "__main__":
    script, vkey, folder, count = sys.argv[1:]
    print(json.dumps([verify(script, vkey, f"{folder}/{number}") for number in range(int(count))]))
