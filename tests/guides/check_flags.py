#!/usr/bin/python3
"""Checks that the table of flags in a page has the same flags and defaults as a program's --help.

    check_flags.py PROGRAM PAGE

A row of the table is `| `--flag` | default | ...`. An empty default is written as "none".
"""

import pathlib
import re
import subprocess
import sys


def main():
    program, page = sys.argv[1:3]
    text = pathlib.Path(page).read_text(encoding="utf-8")
    usage = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
    flags = {}
    for name, described in re.findall(r"^  --(\w+) +(.*?)$(?!\n {10})", usage, re.M | re.S):
        default = re.search(r"\(default:\s+(\S+)\)$", described)
        flags[name] = default.group(1) if default else "none"
    rows = dict(re.findall(r"^\| `--(\w+)` \| `?([^|`]*?)`? \|", text, re.M))

    problems = [f"--{name} is missing" for name in flags.keys() - rows.keys()]
    problems += [f"--{name} is not a flag of {program}" for name in rows.keys() - flags.keys()]
    problems += [f"--{name}: the default is {flags[name]}, not {rows[name]}" for name in flags.keys() & rows.keys() if flags[name] != rows[name]]
    # Flags with an underscore are verbatimd's: options of other programs have hyphens.
    problems += [f"--{name} is not a flag of {program}" for name in set(re.findall(r"--([a-z]+_\w+)", text)) - flags.keys()]
    if not flags:
        problems.append(f"{program} --help shows no flags")
    if problems:
        sys.exit("\n".join(f"{page}: {problem}" for problem in sorted(problems)))


if __name__ == "__main__":
    main()
