"""Runs a command, with all processes that it starts, as a machine of its own that can fail.

    node.py COMMAND...

SIGUSR1 stops all processes where they are, as if the machine hung; SIGUSR2 lets them go on. SIGTERM, or the end of the
process that started this one, kills them all, as a loss of power would.
"""

import ctypes
import glob
import os
import signal
import subprocess
import sys
import time

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


def descendants():
    """All processes below this one, parents before their children."""
    found = [os.getpid()]
    for pid in found:
        for path in glob.glob(f"/proc/{pid}/task/*/children"):
            try:
                with open(path, encoding="ascii") as children:
                    found += [int(child) for child in children.read().split()]
            except OSError:
                pass  # the thread has ended
    return found[1:]


def send_all(number):
    for pid in descendants():
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass


def kill_all(*_):
    while descendants():
        send_all(signal.SIGKILL)
        try:
            while os.waitpid(-1, os.WNOHANG) != (0, 0):
                pass
        except ChildProcessError:
            break
        time.sleep(0.001)
    os._exit(0)


def main():
    libc = ctypes.CDLL(None)
    # Servers leave their parents, and come to this process.
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1)
    signal.signal(signal.SIGTERM, kill_all)
    signal.signal(signal.SIGUSR1, lambda *_: send_all(signal.SIGSTOP))
    signal.signal(signal.SIGUSR2, lambda *_: send_all(signal.SIGCONT))
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    command = subprocess.Popen(sys.argv[1:])
    while os.wait()[0] != command.pid:
        pass
    kill_all()


main()
