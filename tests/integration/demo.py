#!/usr/bin/env python3
"""The demo by the command line: invented, loaded once, and the same for the same flags.

demo.py BIN_DIR
"""
import difflib
import json
import re
import shutil
import subprocess
import sys
import time

import server

FLAGS = ("demo", "--tenants", "6", "--persons", "8", "--years", "2", "--today", "2026-03-02")
INVENTED = "Invented data: nobody in it exists."


def expect(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"{what}: {seen}, expected {expected}")
    print(f"{what}: {seen}")


def load(running):
    said = running.cli("dev", "-o", "json", *FLAGS, "--seed", "5")
    return [json.loads(line) for line in said.splitlines()]


def contents(running, loaded):
    """Tenant → digest; each log holds what was loaded and the founding."""
    digests = {}
    for one in loaded:
        said = json.loads(running.cli(one["tenant"], "-o", "json", "log", "digest", "--content"))
        if int(said["total"]) != one["events"] + 1:
            raise SystemExit(f"{one['tenant']} holds {said['total']} events: {one}")
        digests[one["tenant"]] = said["digest"]
    return digests


def check_one(running):
    loaded = load(running)
    expect("codes", [one["code"] for one in loaded], ["1287", "1384", "2161", "0484", "0483", "9901"])
    expect("said of each", {one["data"] for one in loaded}, {"invented data"})
    expect("persons", {one["persons"] for one in loaded}, {8})
    digests = contents(running, loaded)
    expect("loaded again", load(running) == loaded, True)
    expect("nothing recorded twice", contents(running, loaded) == digests, True)
    table = running.cli("dev", "-o", "table", *FLAGS, "--seed", "5")
    expect("the table begins", table.splitlines()[0], INVENTED)
    other = subprocess.run([running.bin_dir / "framdrift", *FLAGS, "--seed", "6"], text=True,
                           check=False, capture_output=True, env=running.environment("dev"))
    expect("another seed", (other.returncode != 0, "TENANT_EXISTS" in other.stderr), (True, True))
    return digests


def check_evaluation(running):
    """One evaluation of the originator's; its digest."""
    flags = ("demo", "--tenants", "1", "--persons", "90", "--years", "2", "--today", "2026-03-02",
             "--seed", "5", "--evaluation")
    shown = []
    for _ in range(2):
        said = subprocess.run([running.bin_dir / "framdrift", *flags], text=True, check=True,
                              capture_output=True, env=running.environment("dev"))
        expect("told of", "in tenant trelleborg: 25 events." in said.stderr, True)
        accounts = json.loads(running.cli("trelleborg", "-o", "json", "evaluation", "list"))["accounts"]
        expect("accounts", [one["kind"] + " " + one["scenario"] for one in accounts],
               ["ACCOUNT_KIND_EX_ANTE main", "ACCOUNT_KIND_EX_ANTE undantrangning",
                "ACCOUNT_KIND_EX_POST main"])
        shown.append(running.cli("trelleborg", "-o", "json", "log", "digest", "--content"))
    expect("recorded once", shown[0] == shown[1], True)
    return shown[0]


def measured(running, evaluation):
    """The cohort frozen anew and the account of it, as the last two events of the evaluation hold them."""
    def ask(*words):
        return running.cli("trelleborg", "-o", "json", *words)

    def history():
        return [json.loads(line) for line in ask("evaluation", "history", evaluation).splitlines()]

    [frozen] = [one["position"] for one in history()
                if one["kind"] == "CohortFrozen" and not one.get("voided")]
    ask("evaluation", "void", evaluation, "--position", str(frozen), "--reason-code", "typing-error")
    ask("cohort", "freeze", evaluation, "--filter", "target_group = YOUNG", "--comparison-filter",
        "target_group = UNEMPLOYED_ON_INCOME_SUPPORT", "--follow-up-months", "12", "--occurred",
        "2026-03-01")
    ask("account", "compute", evaluation, "--kind", "ex-post", "--occurred", "2026-03-01")
    events = [one["event"] for one in history()[-2:]]
    # The log is longer by these events each time.
    events[0]["cohort_frozen"].pop("position")
    for position in ("cohort_position", "computed_position"):
        events[1]["evaluation_computed"]["account"].pop(position)
    return json.dumps(events, sort_keys=True)


def reports(running, evaluation):
    told = []
    for tenant, noun, report in (("spridning", "programme", "status-report"), ("ljusdal", "place", "place-report")):
        [name] = running.cli(tenant, "-o", "ids", noun, "list").split()
        told.append(running.cli(tenant, "-o", "markdown", report, "show", name, "--as-of", "2026-03-01"))
    told.append(running.cli("trelleborg", "-o", "markdown", "account-report", "show", evaluation, "--as-of",
                            "2026-03-01"))
    # Each says the minute at which it was computed.
    return [re.sub(r"Computed [0-9-]+ [0-9:]+\.", "", one) for one in told]


def await_read_models(running, tenants):
    """Until they hold all that is recorded."""
    until = time.monotonic() + 120
    for tenant in tenants:
        while True:
            listed = running.cli(tenant, "-o", "json", "projection", "list").splitlines()
            if {json.loads(line)["state"] for line in listed} == {"STATE_LIVE"}:
                break
            if time.monotonic() > until:
                raise SystemExit(f"the read models of {tenant} are not built: {listed}")
            time.sleep(0.05)


def check_rebuilt(running):
    """What is measured, computed and reported is the same of read models built from nothing."""
    running.cli("dev", "-o", "json", "demo", "--tenants", "3", "--persons", "90", "--years", "2", "--today",
                "2026-03-02", "--seed", "5", "--programme", "--evaluation")
    tenants = ("trelleborg", "ljusdal", "spridning")
    await_read_models(running, tenants)
    [evaluation] = running.cli("trelleborg", "-o", "ids", "evaluation", "list").split()
    before = measured(running, evaluation), reports(running, evaluation)
    running.process.terminate()
    running.process.wait(30)
    shutil.rmtree(running.folder / "data" / "projections")
    running.start()
    await_read_models(running, tenants)
    expect("a figure of many persons", '"persons"' in before[0], True)
    for one, other in zip(before[1], reports(running, evaluation)):
        changed = difflib.unified_diff(one.splitlines(), other.splitlines(), "before", "rebuilt", n=0, lineterm="")
        expect("reported otherwise", list(changed), [])
    expect("measured as before", measured(running, evaluation) == before[0], True)


def main():
    found = []
    evaluations = []
    for _ in range(2):
        with server.running(sys.argv[1]) as running:
            found.append(check_one(running))
        with server.running(sys.argv[1]) as running:
            evaluations.append(check_evaluation(running))
    expect("equal flags, equal content", found[0] == found[1], True)
    expect("equal flags, equal evaluation", evaluations[0] == evaluations[1], True)
    with server.running(sys.argv[1]) as running:
        check_rebuilt(running)
    expect("contents", len(set(found[0].values())), 6)
    return 0


sys.exit(main())
