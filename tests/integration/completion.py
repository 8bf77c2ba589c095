#!/usr/bin/env python3
"""Shells complete what one types: bash with the program's own script, against a real server.

completion.py BIN_DIR    The script is asked as bash asks it, and once by a Tab on a terminal.
"""
import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

import server

TENANT = "completion"


class Bash:
    def __init__(self, running, folder):
        self.environment = running.environment(TENANT)
        self.folder = folder

    def completes(self, *words, **environment):
        """What stands behind the last of `words`, split as bash splits them, after a Tab."""
        script = ('source <(framdrift completion bash); COMP_WORDS=("$@"); '
                  'COMP_CWORD=$(($# - 1)); _framdrift; printf "%s\\n" "${COMPREPLY[@]}"')
        done = subprocess.run(["bash", "--norc", "-c", script, "bash", "framdrift", *words],
                              text=True, capture_output=True, check=False, cwd=self.folder,
                              env={**self.environment, **environment}, timeout=60)
        return [line for line in done.stdout.split("\n") if line]

    def types(self, keys, expected):
        """Types on a terminal until it shows what is expected."""
        child, parent = pty.fork()
        if child == 0:
            os.chdir(self.folder)
            os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"],
                       {**self.environment, "PS1": "$ ", "TERM": "dumb"})
        os.write(parent, b"source <(framdrift completion bash)\n" + keys)
        shown, until = "", time.monotonic() + 30
        while expected not in shown and time.monotonic() < until:
            if select.select([parent], [], [], 1)[0]:
                shown += os.read(parent, 4096).decode(errors="replace")
        os.close(parent)
        os.waitpid(child, 0)
        assert expected in shown, shown


def ids(bash, running):
    def cli(*words):
        return running.cli(TENANT, "-o", "ids", *words).strip()

    board = cli("board", "create", "--display-name", "Nämnden")
    unit = cli("unit", "create", "--board-id", board, "--municipality-code", "1287",
               "--display-name", "Jobbcenter")
    other = cli("unit", "create", "--board-id", board, "--municipality-code", "1287",
                "--display-name", "Vuxenenheten")
    person = cli("person", "register", "--personal-number", "900101-2385", "--given-name", "Anna",
                 "--family-name", "Berg")
    cli("case", "open", person, "--target-group", "young", "--channel", "phone", "--unit-id", unit)
    assert bash.completes("case", "show", person[:6]) == [person]
    assert bash.completes("case", "show", "Ber") == [person], "by name"
    assert bash.completes("case", "show", "") == [person]
    both = bash.completes("case", "assign", person, "--unit-id", "")
    assert sorted(both) == sorted([f"{unit}  (Jobbcenter)", f"{other}  (Vuxenenheten)"]), both
    assert bash.completes("case", "assign", "--unit-id", "=", "vux") == [other]
    return person


def words(bash):
    assert bash.completes("referral", "") == [
        "accept  (Records that the receiver took a referral on)",
        "decline  (Records that the receiver said no to a referral)",
        "answer  (Records the receiver's answer to a referral)"]
    assert bash.completes("exit", "record", "x", "--reas") == ["--reason"]
    assert bash.completes("exit", "record", "--reason", "=", "pens") == ["pension"]
    swedish = bash.completes("exit", "record", "--reason", "work-", FRAMDRIFT_LANG="sv")
    assert "work-unsubsidised  (osubventionerat arbete)" in swedish, swedish
    assert bash.completes("-o", "c") == ["csv"]
    assert bash.completes("import", "csv", "ro") == ["rows.csv"]
    assert bash.completes("import", "csv", "rows.csv", "--mapping", "m") == ["map.yaml"]
    assert bash.completes("work-plan", "adopt", "x", "--goals", "title", "=", "Arbete,tar") == [
        "Arbete,target_date="]


def without_server(bash):
    """Nobody waits, and nothing is said, where there is no server."""
    begun = time.monotonic()
    assert not bash.completes("case", "show", "", FRAMDRIFT_SERVER="unix:/nowhere/at-all")
    assert bash.completes("--server", "unix", ":", "/nowhere", "case", "show", "") == []
    assert time.monotonic() - begun < 10
    assert bash.completes("case", "sho", FRAMDRIFT_SERVER="unix:/nowhere/at-all") == ["show"]


def zsh(running):
    """The other script is at least one that zsh can read, where there is a zsh."""
    script = running.cli(TENANT, "completion", "zsh")
    assert re.match("#compdef framdrift\n", script)
    if shutil.which("zsh"):
        subprocess.run(["zsh", "-n"], input=script, text=True, check=True)


def main():
    with server.running(sys.argv[1]) as running, tempfile.TemporaryDirectory() as folder:
        for name in ("rows.csv", "map.yaml"):
            (pathlib.Path(folder) / name).touch()
        bash = Bash(running, folder)
        person = ids(bash, running)
        words(bash)
        bash.types(b"framdrift case show Ber\t", person)
        without_server(bash)
        zsh(running)
    print("shells complete nouns, verbs, flags, codes, files and ids")


if __name__ == "__main__":
    main()
