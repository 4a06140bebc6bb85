#!/usr/bin/python3
"""Runs the cases that users reported (../shared/data/reported), and compares the cases that fail with a list.

    check_reported.py PROJECT BIN

PROJECT is the source folder, BIN the folder with verbatim and verbatimd. The list, not_yet.txt, has the ids of the
cases that are not solved yet. The test fails if another case fails, and if a listed case holds: then its id must be
removed from the list, so that the list only gets shorter. Without the shared data, or the Python packages that its
script needs, the test is skipped (exit code 77).
"""

import importlib.util
import json
import os
import pathlib
import shutil
import subprocess
import sys

SKIPPED = 77
LIST = pathlib.Path(__file__).with_name("not_yet.txt")


def read_list():
    lines = (line.partition("#")[0].strip() for line in LIST.read_text().splitlines())
    return [line for line in lines if line]


def ids_of(path):
    return [json.loads(line)["id"] for line in path.read_text().splitlines() if line.strip()]


def run(project, binaries, script, files):
    """Returns what each failing case got, by its id."""
    process = subprocess.run(
        [sys.executable, script, *files, "--show"],
        cwd=project, env={**os.environ, "VERBATIM_BIN": binaries}, capture_output=True, text=True, check=False)
    if process.returncode not in (0, 1) or "cases hold" not in process.stdout:
        sys.exit(f"{script} failed:\n{process.stdout[-2000:]}{process.stderr[-2000:]}")
    failed = (json.loads(line) for line in process.stdout.splitlines() if line.startswith("{"))
    return {case["id"]: case["got"] for case in failed}


def main(project, binaries):
    shared = pathlib.Path(project, "..", "shared").resolve()
    script = shared / "tools" / "run_cases.py"
    files = [shared / "data" / "reported" / name for name in ("failing.jsonl", "holding.jsonl")]
    missing = [str(path) for path in (script, *files) if not path.exists()]
    missing += [name for name in ("grpc", "google") if importlib.util.find_spec(name) is None]
    missing += [name for name in ("protoc", "grpc_python_plugin") if shutil.which(name) is None]
    if missing:
        print("skipped, because these are missing:", ", ".join(missing))
        return SKIPPED

    listed = read_list()
    known = {case for path in files for case in ids_of(path)}
    failed = run(project, binaries, script, files)
    problems = [f"{case} fails and is not in {LIST.name}: got {got}" for case, got in failed.items()
                if case not in listed]
    problems += [f"{case} holds: remove it from {LIST.name}" for case in listed if case in known - failed.keys()]
    problems += [f"{case} in {LIST.name} is no case" for case in listed if case not in known]
    problems += [f"{case} is twice in {LIST.name}" for case in set(listed) if listed.count(case) > 1]
    print("\n".join(problems))
    print(f"{len(known) - len(failed)} of {len(known)} cases hold, {len(listed)} are listed as not solved")
    return 1 if problems else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2]))
