#!/usr/bin/env python3
"""A caseworker's worklist at the command line: listed, counted, put off, and watched as it changes.

worklist_cli.py BIN_DIR    Against a server of its own, which is killed under a watch and comes back.
"""
import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time

import server

TENANT = "worklist"


class Office:
    """A caseworker with a case, and what they type."""

    def __init__(self, running):
        self.running = running
        self.environment = running.environment(TENANT)
        ids = lambda *words: self.out("-o", "ids", *words).strip()
        board = ids("board", "create", "--display-name", "Nämnden")
        self.unit = ids("unit", "create", "--board-id", board, "--municipality-code", "1287",
                        "--display-name", "Jobbcenter")
        self.staff = ids("staff", "register", "--unit-id", self.unit, "--display-name",
                         "Kim Öberg", "--roles", "caseworker")
        self.environment["FRAMDRIFT_AS"] = self.staff
        self.cases = [self.open_case(number) for number in ("900101-2385", "19910214-9805")]

    def open_case(self, number):
        person = self.out("-o", "ids", "person", "register", "--personal-number", number,
                          "--given-name", "Åsa", "--family-name", "Ek").strip()
        self.out("case", "open", person, "--target-group", "young", "--channel", "phone",
                 "--unit-id", self.unit)
        self.out("case", "assign", person, "--unit-id", self.unit, "--caseworker-id", self.staff)
        return person

    def out(self, *words):
        done = subprocess.run(["framdrift", *words], env=self.environment, text=True, check=False,
                              capture_output=True, timeout=120)
        assert done.returncode == 0, (words, done.stderr)
        return done.stdout

    def fails(self, code, *words):
        done = subprocess.run(["framdrift", *words], env=self.environment, text=True, check=False,
                              capture_output=True, timeout=120)
        assert done.returncode == code and not done.stdout, (words, done)
        return done.stderr

    def items(self, *words):
        position = json.loads(self.out("log", "stats"))["position"]
        return [json.loads(line) for line in
                self.out("worklist", "--min-position", str(position), *words).splitlines()]


def lists(office):
    items = office.items()
    assert {item["case"].rsplit("/", 1)[-1] for item in items} == set(office.cases), items
    own = [json.loads(line) for line in office.out("worklist", "list").splitlines()]
    assert [one["name"] for one in own] == [one["name"] for one in items], "as the noun alone"
    count = json.loads(office.out("worklist", "count"))
    assert count["count"] == len(items), (count, items)
    assert sum(group["count"] for group in count["groups"]) == len(items), count
    assert len(office.items("--scope", f"unit_id={office.unit}")) >= len(items)


def snoozes(office):
    """An item is put off by what stands in the table, and comes back by its own."""
    item = office.items()[0]
    case, _, key = item["name"].split("/cases/")[1].split("/")
    until = time.strftime("%Y-%m-%d", time.localtime(time.time() + 3 * 86400))
    office.out("worklist", "snooze", "--item", f"{case}/{key}", "--until-time", until)
    assert item["name"] not in [one["name"] for one in office.items()]
    with_it = office.items("--include-snoozed")
    assert item["name"] in [one["name"] for one in with_it], with_it
    settings = json.loads(office.out("worklist-settings", "show"))["settings"]
    assert [one["item"] for one in settings["snoozed"]] == [item["name"]], settings


def narrow(office):
    """At 80 columns a row says who, when, whether late and what; ids give way, -o wide has all."""
    _, written = on_terminal(office, 80, "worklist")
    head, *rows = written.splitlines()
    assert head.split()[:2] == ["who", "due"] and "what" in head and "group" in head, written
    rows = [row for row in rows if row.startswith("Åsa Ek  ")]
    assert len(rows) == len(office.items()) and all(len(row) <= 80 for row in rows), written
    assert "first-contact" in written and office.cases[0] not in written, written
    assert "-o wide shows all" in written, written
    _, wide = on_terminal(office, 80, "-o", "wide", "worklist")
    item = office.items()[0]["name"].split("/cases/")[1].replace("/workItems", "")
    assert item in wide and "target group" in wide.splitlines()[0], wide


def nobody(office):
    """What cannot be put off is named, and whoever is nobody is told how to say who."""
    said = office.fails(3, "worklist", "snooze", "--item", "nothing", "--until-time", "tomorrow")
    assert "--item: there is no nothing on the list" in said, said
    done = subprocess.run(["framdrift", "-o", "table", "worklist"], text=True, check=True,
                          capture_output=True, env={**office.environment, "FRAMDRIFT_AS": ""})
    assert done.stdout == "" and "--as ID says whose list it is" in done.stderr, done


def on_terminal(office, columns, *words):
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    process = subprocess.Popen(["framdrift", *words], stdin=subprocess.DEVNULL, stdout=child,
                               stderr=child, env={**office.environment, "TERM": "xterm"})
    os.close(child)
    written = b""
    while True:
        try:
            piece = os.read(parent, 65536)
        except OSError:
            break
        if not piece:
            break
        written += piece
    process.wait(60)
    os.close(parent)
    return process.returncode, written.decode().replace("\r\n", "\n")


def messages(process, wanted):
    """The messages of a watch until one that is wanted."""
    for line in process.stdout:
        message = json.loads(line)
        yield message
        if wanted(message):
            return


def watches_through_a_restart(office):
    watch = subprocess.Popen(["framdrift", "worklist", "watch"], env=office.environment, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    list(messages(watch, lambda message: "snapshot" in message))
    told = []
    for step in range(2):
        for case in office.cases:
            office.out("note", "add", case, "--text", f"Ringde, gång {step}.")
        told.append(json.loads(office.out("log", "stats"))["position"])
        if step == 0:
            office.running.restart()
    changes = []
    for message in messages(watch, lambda message: message["position"] >= told[-1]):
        assert "snapshot" not in message, "it goes on where it was"
        changes += [change["position"] for change in message.get("delta", {}).get("changes", [])]
    watch.terminate()
    watch.wait(30)
    assert changes == sorted(set(changes)), "each once and in order"
    assert len(changes) == 4, changes


def draws(office):
    """On a terminal the table is drawn over itself."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    watch = subprocess.Popen(["framdrift", "--lang", "sv", "worklist", "watch"], stdout=child,
                             stdin=subprocess.DEVNULL, stderr=child,
                             env={**office.environment, "TERM": "xterm"})
    os.close(child)
    shown, until, noted = b"", time.monotonic() + 60, False
    while time.monotonic() < until and "anteckning gjord" not in shown.decode(errors="replace"):
        if select.select([parent], [], [], 1)[0]:
            shown += os.read(parent, 65536)
        if not noted and "saker att göra" in shown.decode(errors="replace"):
            office.out("note", "add", office.cases[0], "--text", "Ringde igen.")
            noted = True
    watch.terminate()
    watch.wait(30)
    os.close(parent)
    written = shown.decode()
    assert "anteckning gjord" in written and "\033[J" in written, written
    for line in written.replace("\r\n", "\n").split("\n"):
        plain = line.split("\033[J")[-1].strip("\r")
        assert len(plain) <= 80, plain


def main():
    with server.running(sys.argv[1]) as running:
        office = Office(running)
        lists(office)
        narrow(office)
        nobody(office)
        snoozes(office)
        watches_through_a_restart(office)
        draws(office)
    print("worklists are listed, put off and watched")


if __name__ == "__main__":
    main()
