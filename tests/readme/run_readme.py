#!/usr/bin/python3
"""Runs the shell commands of README.md, in order, as one session each for the parts that start a server.

    run_readme.py PROJECT BIN

Each block of `sh` runs in a scratch folder that looks like the project with its build, under bash with errexit. Some blocks are
the project's set-up commands: deploy/demo.sh is a test of its own, tests/run.sh is what runs this test, what its --report
prints is another test, and so is the quick form of tests/bench.sh; of these it is checked that they exist. A block without a language shows the output of the one before it, and must be found in it.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

SET_UP = {"deploy/demo.sh", "tests/run.sh", "tests/run.sh --report", "tests/bench.sh"}


def main():
    project, binaries = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", (project / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    commands, expected, set_up = [], [], set()
    for language, text in blocks:
        if text.strip() in SET_UP:
            script = project / text.split()[0]
            if not script.stat().st_mode & 0o100:
                sys.exit(f"{script} cannot be executed")
            set_up.add(text.strip())
        elif language == "sh":
            commands.append(text)
        else:
            expected.append(text)
    if set_up != SET_UP:
        sys.exit(f"README.md lacks {SET_UP - set_up}")

    with tempfile.TemporaryDirectory() as scratch:
        root = pathlib.Path(scratch)
        (root / "build" / "release").mkdir(parents=True)
        (root / "build" / "release" / "bin").symlink_to(binaries)
        for name in ("client", "deploy", "proto", "tests"):
            (root / name).symlink_to(project / name)
        # Job control, so that %1 is the server as it is in a terminal.
        script = "set -euo pipefail\nset -m\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n" + "\n".join(commands)
        run = subprocess.run(["bash", "-c", script], cwd=root, capture_output=True, text=True, timeout=120)
    if run.returncode != 0:
        sys.exit(f"exit code {run.returncode}\n{run.stdout}\n{run.stderr}")
    for text in expected:
        if text not in run.stdout:
            sys.exit(f"README.md shows\n{text}\nbut the commands print\n{run.stdout}")
    print(run.stdout)


if __name__ == "__main__":
    main()
