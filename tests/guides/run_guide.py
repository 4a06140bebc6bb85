#!/usr/bin/python3
"""Runs the shell commands of one page of the documentation, in order, and checks the page's links.

    run_guide.py PROJECT BIN PAGE

PROJECT is the source folder, BIN the folder with verbatim and verbatimd, PAGE a path inside PROJECT, such as README.md.

All `sh` blocks of a page run as one bash session, in a scratch folder that looks like the project with a release build. A block
without a language shows expected output. The standard output or the standard error of the preceding `sh` block must contain the
whole block.

`console` blocks are transcripts. Their lines `$ verbatim ...` run against a separate server, whose database is claims.db in the
current folder. The lines below a command must occur in the output of the command, in the same order. The output may have more
lines, and … stands for any text within a line. Blocks in other languages are ignored.

A set-up command installs, builds, or runs tests. Set-up commands do not run; the runner only checks that they exist. They are
lines that start with deploy/*.sh, tests/*.sh, .ci/run, cmake, ctest, or a benchmark in build/PRESET/bin.

Pages run in parallel, on machines where other servers may run. So a page must start verbatimd on a free port
(`--listen=127.0.0.1:0 --port_file=PATH`) or on a unix socket.
"""

import contextlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

TIMEOUT_SECONDS = 120
README_BYTES = 8192

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
# Separates the output of blocks. No command prints it.
END_OF_BLOCK = "\x1e"


def logical_lines(script):
    """Returns the lines of a script. A line that ends in a backslash is joined with the next line."""
    return re.sub(r"\\\n\s*", " ", script).splitlines()


def problem_of_set_up(project, words):
    """Returns why a set-up command would fail, or None. `words` are the words of the command, without leading variables."""
    program = words[0]
    if program.endswith(".sh") or program == ".ci/run":
        script = project / program
        if not script.is_file() or not script.stat().st_mode & 0o100:
            return f"{program} is not an executable file"
    elif program in ("cmake", "ctest"):
        presets = json.loads((project / "CMakePresets.json").read_text())["configurePresets"]
        if "--preset" in words and words[words.index("--preset") + 1] not in {preset["name"] for preset in presets}:
            return "the preset does not exist"
    else:
        name = pathlib.Path(program).name
        lists = (project / "tests").rglob("CMakeLists.txt")
        if not any(re.search(rf"\b{re.escape(name)}\b", path.read_text()) for path in lists):
            return f"no target builds {name}"
    return None


def is_set_up(words):
    if not words:
        return False
    program = words[0]
    return (
        re.fullmatch(r"(deploy|tests)/[\w/]+\.sh|\.ci/run|cmake|ctest", program) is not None
        or re.fullmatch(r"build/[\w-]+/bin/(?!verbatimd?$)\w+", program) is not None
    )


def without_set_up(project, script):
    """Returns the script without its set-up commands, and the problems of these commands."""
    kept, problems = [], []
    for line in re.findall(r"(?:.*\\\n)*.*\n", script):
        words = logical_lines(line)[0].split()
        while words and re.match(r"[A-Z_]+=", words[0]):
            words.pop(0)
        if not is_set_up(words):
            kept.append(line)
        elif problem := problem_of_set_up(project, words):
            problems.append(f"{line.strip()}: {problem}")
    return "".join(kept), problems


def port_problems(script):
    problems = []
    for line in logical_lines(script):
        if re.search(r"(127\.0\.0\.1|localhost|0\.0\.0\.0|\[::1?\]):[1-9]", line):
            problems.append(f"{line.strip()}: uses a fixed port")
        starts = re.match(r"\s*(\S*/)?verbatimd\s", line)
        if starts and not re.search(r"--(listen|fsck|reindex|compact|help|version)\b", line):
            problems.append(f"{line.strip()}: uses the default port")
    return problems


def link_problems(project, page, text):
    prose = re.sub(r"`[^`\n]*`", "", BLOCK.sub("", text))
    problems = []
    for target in LINK.findall(prose):
        path = target.split("#")[0]
        if path and not re.match(r"[a-z]+:", path) and not (project / page).parent.joinpath(path).exists():
            problems.append(f"broken link: {target}")
    return problems


@contextlib.contextmanager
def scratch_folder(project, binaries):
    """Makes a temporary folder that looks like the project with a release build."""
    with tempfile.TemporaryDirectory() as scratch:
        root = pathlib.Path(scratch)
        (root / "build" / "release").mkdir(parents=True)
        (root / "build" / "release" / "bin").symlink_to(binaries)
        for name in ("client", "deploy", "proto", "service", "tests"):
            (root / name).symlink_to(project / name)
        yield root


def run_session(project, binaries, scripts):
    """Runs the scripts in one session. Returns the standard output and the standard error of each script."""
    with scratch_folder(project, binaries) as root:
        separator = f"printf '%s' '{END_OF_BLOCK}' | tee /dev/stderr\n"
        # Job control is on, as in a terminal, so that `kill %1` ends the server.
        session = "set -euo pipefail\nset -m\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n" + separator.join([*scripts, ""])
        bash = subprocess.run(["bash", "-c", session], cwd=root, capture_output=True, text=True, timeout=TIMEOUT_SECONDS)
    if bash.returncode != 0:
        sys.exit(f"exit code {bash.returncode}\n{bash.stdout}\n{bash.stderr}")
    print(bash.stdout.replace(END_OF_BLOCK, ""))
    return list(zip(bash.stdout.split(END_OF_BLOCK), bash.stderr.split(END_OF_BLOCK)))


@contextlib.contextmanager
def server(binaries, root):
    """Runs a verbatimd with a new database. Yields the address of the server."""
    port = root / "port"
    flags = ["--listen=127.0.0.1:0", "--http_listen=", f"--port_file={port}", "--store=sqlite:claims.db"]
    with open(root / "verbatimd.log", "w+", encoding="utf-8") as log:
        process = subprocess.Popen([binaries / "verbatimd", *flags], cwd=root, stderr=log)
        try:
            while not port.exists():
                if process.poll() is not None:
                    sys.exit(f"verbatimd does not start\n{(root / 'verbatimd.log').read_text()}")
                time.sleep(0.02)
            yield f"127.0.0.1:{port.read_text().strip()}"
        finally:
            process.terminate()
            process.wait()


def matches(shown, printed):
    """Returns whether the shown lines occur, in order, among the printed lines. … stands for any text."""
    rest = iter(printed.splitlines())
    for line in filter(None, shown.splitlines()):
        pattern = ".*".join(map(re.escape, line.split("…")))
        if not any(re.fullmatch(pattern, candidate) for candidate in rest):
            return False
    return True


def transcript_problems(project, binaries, blocks):
    problems = []
    with scratch_folder(project, binaries) as root, server(binaries, root) as address:
        environment = {**os.environ, "VERBATIM_SERVER": address, "PATH": f"{binaries}:{os.environ['PATH']}"}
        for command, shown in re.findall(r"^\$ (verbatim (?:.*\\\n)*.*\n)((?:(?!\$ ).*\n)*)", "".join(blocks), re.M):
            output = subprocess.run(["bash", "-c", command], cwd=root, env=environment, text=True, timeout=TIMEOUT_SECONDS,
                                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False).stdout
            if not matches(shown, output):
                problems.append(f"shows\n{shown}\nbut {command} prints\n{output}")
    return problems


def main():
    project, binaries = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    page = sys.argv[3]
    text = (project / page).read_text(encoding="utf-8")
    problems = link_problems(project, page, text)
    if page == "README.md" and len(text.encode()) >= README_BYTES:
        problems.append(f"has {len(text.encode())} bytes, must have less than {README_BYTES}")

    scripts, expected, transcripts = [], [], []
    for language, block in BLOCK.findall(text):
        if language == "sh":
            script, wrong = without_set_up(project, block)
            problems += wrong + port_problems(script)
            scripts.append(script)
        elif language == "console":
            transcripts.append(block)
        elif language == "":
            expected.append((len(scripts) - 1, block))
    if transcripts:
        problems += transcript_problems(project, binaries, transcripts)
    if problems:
        sys.exit("\n".join(f"{page}: {problem}" for problem in problems))

    outputs = run_session(project, binaries, scripts)
    for number, block in expected:
        if number < 0 or not any(block in stream for stream in outputs[number]):
            printed = "\n".join(outputs[number]) if number >= 0 else ""
            sys.exit(f"{page} shows\n{block}\nbut the block before it prints\n{printed}")


if __name__ == "__main__":
    main()
