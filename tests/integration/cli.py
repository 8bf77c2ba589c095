#!/usr/bin/env python3
"""What people and scripts rely on in the CLI: exit codes, formats, paging, words of refusal.

cli.py BIN_DIR    Against a server of its own; terminals are real ones (pty).
"""
import fcntl
import io
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import threading
import zipfile
from xml.etree import ElementTree

import server

TENANT = "cli"
OK, FAILED, USAGE, NOT_FOUND, CONFLICT, DENIED, UNAVAILABLE = range(7)
NOBODY = "00000000-0000-4000-8000-000000000000"


class Cli:
    def __init__(self, running):
        self.bin = running.bin_dir / "framdrift"
        self.environment = {**running.environment(TENANT), "TERM": "xterm"}
        for name in ("NO_COLOR", "FRAMDRIFT_AS", "FRAMDRIFT_OUTPUT"):
            self.environment.pop(name, None)

    def run(self, *words, stdin=None, **environment):
        return subprocess.run([os.fsencode(self.bin), *map(os.fsencode, words)], input=stdin,
                              capture_output=True, check=False, timeout=120,
                              env={**self.environment, **environment})

    def out(self, *words, **more):
        done = self.run(*words, **more)
        assert done.returncode == OK, (words, done.returncode, done.stderr.decode())
        return done.stdout.decode()

    def fails(self, code, expected, *words, **more):
        done = self.run(*words, **more)
        said = done.stderr.decode(errors="replace")
        assert done.returncode == code, (words, done.returncode, said)
        assert re.search(expected, said), (words, expected, said)
        assert not done.stdout, (words, done.stdout)
        assert "\033" not in said, ("colour in a pipe", said)

    def on_terminal(self, columns, *words, **environment):
        """What it writes when stdout and stderr are a terminal so many columns wide."""
        parent, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        process = subprocess.Popen([self.bin, *words], stdin=subprocess.DEVNULL, stdout=child,
                                   stderr=child, env={**self.environment, **environment})
        os.close(child)
        written = b""
        while True:
            try:
                piece = os.read(parent, 4096)
            except OSError:
                break
            if not piece:
                break
            written += piece
        process.wait(60)
        os.close(parent)
        return process.returncode, written.decode().replace("\r\n", "\n")


def exit_codes(cli):
    cli.fails(USAGE, "there is no `cases` here; framdrift --help", "cases")
    cli.fails(USAGE, "there is no `lst` here; framdrift case --help", "case", "lst")
    cli.fails(USAGE, "--foo", "case", "list", "--foo")
    cli.fails(USAGE, "xml", "-o", "xml", "case", "list")
    cli.fails(USAGE, "xml", "case", "list", FRAMDRIFT_OUTPUT="xml")
    cli.fails(USAGE, "there is no `` here", "")
    cli.fails(USAGE, "--as-of: \"soon\" is not a time such as", "case", "show", NOBODY, "--as-of",
              "soon")
    cli.fails(USAGE, "--limit", "--limit", "-1", "case", "list")
    cli.fails(USAGE, "--timeout", "--timeout", "0", "case", "list")
    cli.fails(USAGE, "neither unix:PATH nor HOST:PORT", "--server", "nowhere", "case", "list")
    cli.fails(USAGE, "a-z, 0-9 and hyphen", "--tenant", "Lund", "case", "list")
    cli.fails(USAGE, '--reason: "work" is not one of', "exit", "record", NOBODY, "--reason",
              "work")
    cli.fails(USAGE, r"^error: --filter: At character 1: there is no field phasse; "
              r"did you mean phase\?\n$", "case", "list", "--filter", "phasse = ACTIVE")
    cli.fails(USAGE, "is not text in UTF-8", "note", "add", NOBODY, "--text", b"\xe5\xe4\xf6")
    cli.fails(USAGE, "no method", "api", "CaseService.Nothing")
    cli.fails(USAGE, "The JSON is no", "api", "CaseService.ListCases", "{")
    cli.fails(USAGE, "REQUEST_TOO_LARGE|larger", "api", "CaseService.ListCases", "-",
              stdin=json.dumps({"parent": f"tenants/{TENANT}", "filter": "x" * (5 << 20)}).encode())
    cli.fails(NOT_FOUND, "TENANT_NOT_FOUND", "case", "list", FRAMDRIFT_TENANT="nowhere")
    cli.fails(NOT_FOUND, "CASE_NOT_FOUND", "case", "show", NOBODY)
    cli.fails(NOT_FOUND, "CASE_NOT_FOUND", "note", "add", NOBODY, "--text", "hej")
    cli.fails(DENIED, "ACTOR_MALFORMED", "--as", "role=Chef", "case", "list")
    cli.fails(USAGE, "--as: give an id", "--as", "Åsa", "case", "list")
    cli.fails(UNAVAILABLE, "Is framdriftd running", "--server", "unix:/nowhere/at-all", "case",
              "list")


def organisation(cli):
    """A person with a case in a unit."""
    board = cli.out("-o", "ids", "board", "create", "--display-name", "Nämnden").strip()
    unit = cli.out("-o", "ids", "unit", "create", "--board-id", board, "--municipality-code",
                   "1284", "--display-name", "Enheten", "--occurred", "2024-01-01").strip()
    person = cli.out("-o", "ids", "person", "register", "--given-name", "Åsa", "--family-name",
                     "Öst", "--personal-number", "19900101-2385").strip()
    cli.out("case", "open", person, "--target-group", "young", "--unit-id", unit, "--occurred",
            "2024-03-01")
    return person


def refusals(cli, person):
    cli.fails(CONFLICT, f"PERSON_EXISTS person.*{person}", "person", "register",
              "--personal-number", "900101-2385")
    cli.fails(CONFLICT, r"refused for 3 reasons:\n  - .*\[FIRST_CONTACT_MISSING\]\n  - .*"
              r"\[GOAL_MISSING\]\n  - .*\[HOURS_OUT_OF_RANGE\]\n", "work-plan", "adopt", person,
              "--track", "work", "--hours-per-week-required", "200")
    cli.fails(CONFLICT, r"ETAG_STALE etag=", "note", "add", person, "--text", "hej", "--etag",
              '"77"')
    cli.fails(USAGE, "--etag: ", "note", "add", person, "--text", "hej", "--etag", "7")
    cli.fails(USAGE, "--personal-number: ", "person", "register", "--personal-number",
              "19900101-2386")
    cli.fails(USAGE, "interim", "person", "register", "--personal-number", "900101-T384")
    cli.fails(CONFLICT, "BEFORE_OPENING", "contact", "record", person, "--mode", "phone",
              "--occurred", "2024-02-01")
    cli.fails(CONFLICT, "IN_FUTURE|FUTURE", "contact", "record", person, "--mode", "phone",
              "--occurred", "2990-01-01")


def idempotency(cli, person):
    words = ["note", "add", person, "--request-id", "01900000-0000-7000-8000-00000000abcd"]
    first = json.loads(cli.out(*words, "--text", "Ringde."))
    again = json.loads(cli.out(*words, "--text", "Ringde."))
    assert not first["duplicate"] and again["duplicate"]
    assert first["position"] == again["position"]
    cli.fails(CONFLICT, "COMMIT_ID_REUSED", *words, "--text", "Mejlade.")
    cli.fails(CONFLICT, "COMMIT_ID_REUSED", "--as", "kim", *words, "--text", "Ringde.")


def two_registrations_at_once(cli):
    """The same number twice at the same time: one person, one ALREADY_EXISTS."""
    for number in ("19910214-9805", "19701063-2391"):
        done = []
        threads = [threading.Thread(target=lambda: done.append(
            cli.run("-o", "ids", "person", "register", "--personal-number", number)))
            for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        codes = sorted(one.returncode for one in done)
        assert codes == [OK, CONFLICT, CONFLICT, CONFLICT], codes
        found = cli.out("-o", "ids", "person", "find", "--personal-number", number)
        assert found in [one.stdout.decode() for one in done if one.returncode == OK]


def formats(cli, person):
    count = json.loads(cli.out("case", "count", "--group-by", "phase"))
    assert count["count"] == 1 and count["groups"] == [{"value": "INTAKE", "count": 1}], count
    assert json.loads(cli.out("case", "count", "--filter", "phase = CLOSED"))["count"] == 0
    assert cli.out("-o", "ids", "case", "list") == person + "\n"
    assert cli.out("case", "list", "-o", "IDS") == person + "\n"
    header, row = cli.out("-o", "csv", "case", "list").splitlines()
    assert header.startswith("name,person_name,phase,") and "Åsa Öst" in row
    header, row = cli.out("-o", "csv", "case", "show", person).splitlines()
    assert header.startswith("name,etag,person,phase,") and row.startswith(person), header
    assert cli.out("-o", "csv", "case", "count", "--group-by",
                   "phase") == "value,count\nINTAKE,1\n"
    counted = cli.out("-o", "csv", "case", "count")
    assert counted.startswith("count,position,groups,"), counted
    assert cli.out("case", "list", FRAMDRIFT_OUTPUT="ids") == person + "\n"
    lines = cli.out("case", "history", person).splitlines()
    assert len(lines) > 1 and all(isinstance(json.loads(line)["position"], int) for line in lines)
    assert json.loads(cli.out("api", "CaseService.CountCases",
                              json.dumps({"parent": f"tenants/{TENANT}"})))["count"] == 1
    assert cli.out("-o", "ids", "caseload", "show") == ""
    code, written = cli.on_terminal(80, "case", "list", "--filter", "phase = CLOSED")
    assert (code, written) == (OK, "nothing found\n"), written


def paging(cli):
    """Lists follow all pages unless --limit says how many rows."""
    units = set(cli.out("-o", "ids", "unit", "list").split())
    board = cli.out("-o", "ids", "board", "create", "--display-name", "Nämnd två").strip()
    for number in range(12):
        units.add(cli.out("-o", "ids", "unit", "create", "--board-id", board, "--municipality-code",
                          "1284", "--display-name", f"Enhet {number}").strip())
    listed = cli.out("-o", "ids", "unit", "list").split()
    assert len(listed) == len(units) == 13 and set(listed) == units
    assert len(cli.out("-o", "ids", "--limit", "5", "unit", "list").split()) == 5
    token, seen = "", []
    while True:
        page = json.loads(cli.out("api", "OrganisationService.ListUnits", json.dumps(
            {"parent": f"tenants/{TENANT}", "page_size": 5, "page_token": token})))
        seen += [unit["name"].rsplit("/", 1)[-1] for unit in page["units"]]
        token = page.get("next_page_token", "")
        if not token:
            break
    assert seen == listed


def terminals(cli, person):
    cli.out("note", "add", person, "--text", "Två\nrader \x1b[31mröd")
    for columns in (60, 80, 120, 400):
        code, written = cli.on_terminal(columns, "case", "list")
        assert code == OK and person in written, written
        table = [line for line in written.splitlines() if "did not fit" not in line]
        assert all(len(line) <= columns for line in table), (columns, written)
    code, written = cli.on_terminal(100, "case", "history", person)
    assert code == OK and "\x1b" not in written and "röd" not in written.split("\n")[0]
    code, written = cli.on_terminal(200, "case", "show", person)
    assert "Två rader �[31mröd" in written, written
    code, written = cli.on_terminal(80, "case", "show", NOBODY)
    assert code == NOT_FOUND and "\033[31merror\033[0m: " in written, written
    _, written = cli.on_terminal(80, "case", "show", NOBODY, NO_COLOR="1")
    assert "\033" not in written, written
    code, written = cli.on_terminal(80, "note", "add", person, "--text", "hej")
    assert re.fullmatch(r"recorded at position \d+: " + person + "\n", written), written


def log(cli):
    assert cli.out("unit") == cli.out("unit", "list"), "a noun alone lists"
    stats = json.loads(cli.out("log", "stats"))
    events = [json.loads(line)["event"] for line in cli.out("log", "tail").splitlines()]
    assert [event["position"] for event in events] == list(range(1, stats["position"] + 1))
    assert events[0]["type_name"] == "framdrift.tenant.v1.TenantFounded"
    assert len(cli.out("log", "tail", "--last", "3").splitlines()) == 3
    verified = cli.out("log", "verify").splitlines()
    assert len(verified) == 1, verified
    answer = json.loads(verified[0])
    assert answer["complete"] and answer["root"] == stats["root"]
    code, written = cli.on_terminal(100, "log", "verify")
    assert code == OK and "complete: yes" in written and "{" not in written, written
    code, written = cli.on_terminal(100, "log", "tail", "--last", "2")
    assert code == OK and written.startswith("position  record time") and len(
        written.splitlines()) == 3, written
    follow = subprocess.Popen([cli.bin, "log", "tail", "--follow"], stdout=subprocess.PIPE,
                              env=cli.environment, text=True)
    for position in range(1, stats["position"] + 1):
        assert json.loads(follow.stdout.readline())["event"]["position"] == position
    cli.out("board", "create", "--display-name", "Ny nämnd")
    assert "BoardCreated" in follow.stdout.readline()
    follow.terminate()
    follow.wait(30)


def followed_through_a_restart(cli, running):
    """Who follows the log misses nothing and sees nothing twice when the server comes back."""
    head = json.loads(cli.out("log", "stats"))["position"]
    follow = subprocess.Popen([cli.bin, "log", "tail", "--follow", "--last", "1"], text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=cli.environment)
    assert json.loads(follow.stdout.readline())["event"]["position"] == head
    running.restart()
    cli.out("board", "create", "--display-name", "Efter avbrottet")
    for line in follow.stdout:
        event = json.loads(line).get("event")
        if event:
            assert event["position"] == head + 1, event
            break
    follow.terminate()
    follow.wait(30)


def projections(cli):
    before = json.loads(cli.out("projection", "digest", "cases"))["digest"]
    rebuilt = json.loads(cli.out("projection", "rebuild", "cases"))
    assert rebuilt["stage"] == "STAGE_DONE" and rebuilt["results"][0]["equal"]
    after = json.loads(cli.out("projection", "digest", "cases"))["digest"]
    assert before == after, (before, after)
    listed = [json.loads(line) for line in cli.out("projection", "list").splitlines()]
    assert {one["state"] for one in listed} == {"STATE_LIVE"} and len(listed) > 1, listed
    assert "cases\n" in cli.out("-o", "ids", "projection", "list")
    cli.fails(NOT_FOUND, "PROJECTION_NOT_FOUND", "projection", "digest", "nothing")
    shown = json.loads(cli.out("projection", "show", "cases"))["projection"]
    assert [one["state"] for one in shown["generations"]] == ["STATE_ANSWERING", "STATE_KEPT"], shown
    kept = str(shown["generations"][1]["number"])
    code, written = cli.on_terminal(120, "projection", "show", "cases")
    assert code == OK and re.search(r"\n *" + kept + r" +kept ", written), written
    rolled_back = json.loads(cli.out("projection", "rollback", "cases"))
    assert rolled_back["stage"] == "STAGE_DONE" and rolled_back["results"][0]["equal"]
    assert json.loads(cli.out("projection", "digest", "cases"))["digest"] == after
    cli.fails(CONFLICT, "GENERATION_ANSWERS", "projection", "drop", "cases", "--generation", kept)
    dropped = cli.out("projection", "drop", "cases", "--generation",
                      str(shown["generations"][0]["number"]))
    assert len(json.loads(dropped)["projection"]["generations"]) == 1, dropped
    cli.fails(NOT_FOUND, "GENERATION_NOT_FOUND", "projection", "rollback", "cases")


def help_texts(cli):
    assert "Examples:" in cli.out("--help")
    said = cli.out("case", "open", "--help")
    assert "Required. " in said and re.search(r"Examples:\n  framdrift case open \S+ --", said), said
    listed = cli.out("case", "--help")
    assert all(len(line) < 200 for line in listed.splitlines()), listed


def languages(cli, person):
    """People read Swedish where they ask for it; programs read the same in every language."""
    code, written = cli.on_terminal(400, "case", "list", FRAMDRIFT_LANG="sv")
    assert code == OK and "målgrupp" in written and "inflöde" in written, written
    code, english = cli.on_terminal(400, "case", "list", LC_ALL="sv_SE.UTF-8", FRAMDRIFT_LANG="en")
    assert "target group" in english and "intake" in english, english
    _, history = cli.on_terminal(400, "--lang", "sv", "case", "history", person)
    assert "ärende öppnat" in history and "anteckning gjord" in history, history
    for output in ("json", "csv", "ids"):
        words = ("-o", output, "case", "list")
        assert cli.out(*words) == cli.out(*words, LANG="sv_SE.UTF-8", LC_ALL=""), output
    cli.fails(CONFLICT, r"nekat av 3 skäl:\n  - Håll första kontakten .*\[FIRST_CONTACT_MISSING\]\n",
              "work-plan", "adopt", person, "--track", "work", "--hours-per-week-required", "200",
              FRAMDRIFT_LANG="sv")
    cli.fails(USAGE, "^fel: --filter: Vid tecken 1: det finns inget fält phasse; menade du phase",
              "case", "list", "--filter", "phasse = ACTIVE", "--lang", "sv")
    cli.fails(USAGE, "^fel: det finns inget `cases` här; framdrift --help säger vad som finns",
              "cases", FRAMDRIFT_LANG="sv")
    cli.fails(USAGE, "^fel: detta ord väntades inte: --foo", "--lang=sv", "case", "list", "--foo")
    cli.fails(USAGE, "--lang", "--lang", "fi", "case", "list")
    said = cli.out("--lang", "sv", "case", "open", "--help")
    assert "Öppnar ett ärende" in said and "Krävs. Vem det gäller." in said, said


def the_past(cli, person):
    """Times that cannot be are named by the flag they were written with, and said what would do."""
    show, diff = ("case", "show", person), ("case", "diff", person)
    cli.fails(NOT_FOUND, "There was no .* then: ask for a later time", *show, "--as-of", "2001-01-01")
    cli.fails(NOT_FOUND, "fanns inte då: fråga om en senare tid", *show, "--as-of", "2001-01-01",
              "--lang", "sv")
    cli.fails(USAGE, "^error: --as-of: This is still to come", *show, "--as-of", "2999-01-01")
    cli.fails(USAGE, r"^error: --as-of: The log ends at position \d+", *show, "--as-of", "@99999")
    cli.fails(USAGE, '^error: --known: "@7" is not a time such as', *show, "--known", "@7")
    cli.fails(USAGE, r"^error: A\.\.B: This is still to come", *diff, "2999-01-01..")
    cli.fails(USAGE, "is not two times such as yesterday..", *diff, "yesterday")
    cli.fails(USAGE, "these words were not expected: --as-of yesterday;", "case", "history", person,
              "--as-of", "yesterday")
    cli.fails(NOT_FOUND, "CASE_NOT_FOUND", "case", "diff", NOBODY, "yesterday..")
    said = cli.out("-o", "table", *diff, "now..")
    assert said.startswith("changes: none\n"), said
    code, written = cli.on_terminal(80, "--lang", "sv", *diff, "@2..")
    assert code == OK and re.search(r"^  fas +inflöde$", written, re.M), written
    assert re.search(r"^  insatsperioder 1:\n    öppnat ", written, re.M), written
    assert all(len(line) <= 80 for line in written.splitlines()[:4]), written
    assert json.loads(cli.out(*diff, "@2.."))["changes"][0]["path"] == "phase"


def cells_of(workbook):
    """The cells of a spreadsheet's only sheet by their places, texts as they are read."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(io.BytesIO(workbook)) as file:
        texts = ["".join(item.itertext()) for item in
                 ElementTree.fromstring(file.read("xl/sharedStrings.xml"))]
        sheet = ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml"))
    return {cell.get("r"): texts[int(cell.findtext("m:v", None, space))] if cell.get("t") == "s"
            else float(cell.findtext("m:v", None, space)) for cell in sheet.iterfind(".//m:c", space)
            if cell.find("m:v", space) is not None}


def charts_and_spreadsheets(cli):
    """Figures of an indicator as a small chart, a spreadsheet, a chart for a report, an export."""
    cli.out("indicator", "define", "--definition", json.dumps({
        "code": "opened", "title": "Öppnade ärenden", "measure": {"count": {}},
        "anchor": {"milestone": "opened"}, "breakdowns": ["target_group"]}))
    cli.out("indicator", "target", "opened", "--target", "value=4,date=2024-12-31")
    spring = ("opened", "--from-date", "2024-01-01", "--to-date", "2024-05-01")
    table = cli.out("-o", "table", "indicator", "series", *spring)
    assert "\n2024-01-01 ▁▁█▁ 2024-04-01  0–1\n" in table, table
    groups = cli.out("-o", "table", "indicator", "breakdown", *spring, "--breakdown",
                     "target_group")
    assert re.search(r"2024-03-01 +YOUNG +1 +█{16}", groups), groups

    cells = cells_of(cli.run("-o", "xlsx", "indicator", "series", *spring).stdout)
    assert [cells[f"B{row}"] for row in range(1, 6)] == ["value", 0, 0, 1, 0], cells
    assert cells["A4"] == 45352, ("2024-03-01 as spreadsheets count days", cells)
    people = cells_of(cli.run("-o", "xlsx", "case", "list", "--lang", "sv").stdout)
    assert "målgrupp" in people.values(), people

    drawn = ElementTree.fromstring(cli.out("-o", "svg", "indicator", "series", *spring))
    space = "{http://www.w3.org/2000/svg}"
    assert drawn.findtext(space + "title") == "opened Öppnade ärenden, 2024-01–2024-04"
    assert drawn.findtext(space + "desc") == (
        "2024-01–2024-04.\ntarget 4 (2024-12-31).\n2024-01: 0.\n2024-02: 0.\n2024-03: 1.\n"
        "2024-04: 0.\n")
    bars = cli.out("-o", "svg", "--lang", "sv", "indicator", "breakdown", *spring[:3], "--to-date",
                   "2024-04-01", "--breakdown", "target_group")
    assert "2024-03.\nmål 4 (2024-12-31).\nalla: 1.\nYOUNG: 1.\n" in bars, bars
    cli.fails(USAGE, "-o svg draws reports, indicator series", "-o", "svg", "case", "list")
    cli.fails(USAGE, "-o markdown and -o html are for reports", "-o", "html", "case", "list")
    cli.fails(USAGE, "-o xlsx is for answers that end", "-o", "xlsx", "log", "tail")
    code, written = cli.on_terminal(120, "-o", "xlsx", "case", "list")
    assert code == USAGE and "> NAME.xlsx" in written, written

    for day in ("2024-02-01", "2024-03-01"):
        cli.out("indicator", "publish", "opened", "--period-date", day)
    published = [json.loads(line) for line in cli.out("indicator", "export").splitlines()]
    assert [(one["from_date"]["month"], one.get("value"), one["suppressed"]) for one in
            published] == [(2, 0, False), (3, None, True)], published
    assert cli.out("indicator", "export", "--from-date", "2024-04-01") == ""
    cells = cells_of(cli.run("-o", "xlsx", "indicator", "export", "--codes", "opened").stdout)
    assert {"hidden", "Öppnade ärenden"} <= set(cells.values()), cells
    cli.fails(USAGE, "--codes: No indicator has the code opend", "indicator", "export", "--codes",
              "opend")


def unwritten_output(cli):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([cli.bin, "case", "list"], stdout=full, stderr=subprocess.PIPE,
                              check=False, env=cli.environment)
    assert done.returncode == FAILED and b"cannot be written" in done.stderr, done


def killed(cli, running):
    running.process.kill()
    running.process.wait(30)
    cli.fails(UNAVAILABLE, "Is framdriftd running", "case", "list")


def main():
    with server.running(sys.argv[1]) as running:
        cli = Cli(running)
        person = organisation(cli)
        exit_codes(cli)
        refusals(cli, person)
        idempotency(cli, person)
        two_registrations_at_once(cli)
        formats(cli, person)
        paging(cli)
        terminals(cli, person)
        log(cli)
        followed_through_a_restart(cli, running)
        projections(cli)
        help_texts(cli)
        languages(cli, person)
        the_past(cli, person)
        charts_and_spreadsheets(cli)
        unwritten_output(cli)
        killed(cli, running)
    print("the CLI does what people and scripts rely on")


if __name__ == "__main__":
    main()
