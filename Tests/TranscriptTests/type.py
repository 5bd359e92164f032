#!/usr/bin/env python3
"""Types into an interactive program and waits for what it shows.

type.py PROGRAM [KEYS EXPECTED]...  `PROGRAM` is one line, split at spaces; `KEYS` may have \\t.
Ends with 1, and what it saw, if an EXPECTED does not come within ten seconds of its keys.
"""
import os
import pty
import select
import sys
import time


def wait_for(terminal, expected):
    seen = b""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
        if expected in seen:
            return
    sys.exit(f"expected {expected!r} and saw {seen!r}")


def main():
    program, *steps = sys.argv[1:]
    child, terminal = pty.fork()
    if child == 0:
        words = program.split()
        os.execvpe(words[0], words, dict(os.environ, TERM="dumb", PS1="$ "))
    for keys, expected in zip(steps[::2], steps[1::2]):
        os.write(terminal, keys.encode().decode("unicode_escape").encode())
        wait_for(terminal, expected.encode())
    os.close(terminal)


main()
