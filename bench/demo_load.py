#!/usr/bin/env python3
"""The demo against an import of the same events: what each records in a second.

demo_load.py BIN_DIR DIRECTORY [TENANTS [PERSONS]]

Loads TENANTS municipalities (18) of PERSONS each (1,000) over three years into a new server in
DIRECTORY. Then writes the case events of the first of them to a CSV file, one row an event, and
imports that into another tenant, as a municipality that moves in would: each act under its own name,
at its own time, known when it was. Prints both rates.
"""
import csv
import datetime
import json
import pathlib
import subprocess
import sys
import time

MAPPING = """source: demo
zone: Europe/Stockholm
case: case
code: code
label: code
time: time
known_at: known
open:
  target_group: { constant: other }
"""


def occurred(event):
    when = event["occurred"]
    if "time" in when:
        return when["time"]
    date = when["date"]
    return datetime.date(date["year"], date["month"], date["day"]).isoformat() + "T00:00:00Z"


def write_rows(events, path):
    """Case events as rows; how many there are."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["case", "code", "time", "known"])
        for line in events:
            event = json.loads(line).get("event")
            if event is None or not event["type_name"].startswith("framdrift.casework."):
                continue
            code = event["type_name"].rsplit(".", 1)[1]
            rows.writerow([event["stream_id"], code, occurred(event), event["source_record_time"]])
            count += 1
    return count


def main():
    bin_dir, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    tenants, persons = (sys.argv[3:] + ["18", "1000"][len(sys.argv) - 3:])[:2]
    folder.mkdir()
    address = f"unix:{folder}/socket"
    cli = [bin_dir / "framdrift", "--server", address, "-o", "json"]

    def timed(words):
        start = time.monotonic()
        said = subprocess.run([*cli, *words], stdout=subprocess.PIPE, text=True, check=True).stdout
        return time.monotonic() - start, said

    with subprocess.Popen([bin_dir / "framdriftd", "--data-dir", folder / "data", "--listen", address],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        server.stdout.readline()
        seconds, said = timed(["demo", "--tenants", tenants, "--persons", persons, "--years", "3"])
        loaded = [json.loads(line) for line in said.splitlines()]
        events = sum(one["events"] for one in loaded)
        print(f"demo: {events} events in {seconds:.1f} s, {events / seconds:.0f} events/s")
        _, said = timed(["--tenant", loaded[0]["tenant"], "log", "tail"])
        rows = write_rows(said.splitlines(), folder / "events.csv")
        (folder / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
        seconds, said = timed(["--tenant", "imported", "import", "csv", folder / "events.csv",
                               "--mapping", folder / "mapping.yaml"])
        print(f"import: {rows} rows in {seconds:.1f} s, {rows / seconds:.0f} rows/s")
        print(f"        {said.strip()[:300]}")
        server.terminate()


main()
