#!/usr/bin/env python3
"""Writes deploy/demo/cases.csv: sixty invented people and what happened to them, the same each time.

Everybody is invented. Personal numbers use only the serials set aside for tests (238, 239 and
980-989), so that no living person's number can appear.
"""
import csv
import datetime
import pathlib
import random

rng = random.Random(20240101)
GIVEN = ("Alma Ebba Elsa Saga Maja Wilma Freja Signe Amina Layla Samira Hanna "
         "Nils Axel Elias Hugo Omar Yusuf Ali Viktor Anton Love Malte Emil").split()
FAMILY = ("Ek Lind Berg Dahl Holm Falk Lund Strand Nyman Sundin Haddad Nilsson "
          "Ali Osman Ahlgren Wiklund Hedlund Rask Frisk Åkesson Öberg Ärlig").split()
UNITS = {"Enhet Norr": ["Kim Norén", "Robin Nordh"], "Enhet Söder": ["Alex Söder", "Sam Sörman"]}
TARGETS = ["arbetslös"] * 5 + ["ung", "nyanländ", "långvarigt stöd", "nedsatt arbetsförmåga"]
STEPS = ["praktik", "jobbsökarverkstad", "arbetsträning", "sfi", "vuxenutbildning"]
EXITS = ["arbete"] * 4 + ["studier"] * 2 + ["annan försörjning", "flyttat", "ingen ny ansökan"]
LAST_DAY = datetime.date(2025, 6, 30)


def personal_number(index):
    """Nine digits and their check digit, by Luhn, of a serial set aside for tests."""
    born = datetime.date(1965, 1, 1) + datetime.timedelta(days=rng.randrange(14600))
    serial = (238, 239, *range(980, 990))[index % 12]
    digits = f"{born:%y%m%d}{serial}"
    total = sum(sum(divmod(int(d) * (2 - i % 2), 10)) for i, d in enumerate(digits))
    return f"{born:%Y%m%d}-{serial}{-total % 10}"


def working(day):
    while day.weekday() > 4:
        day += datetime.timedelta(days=1)
    return day


def at(day, hour):
    return f"{day} {hour:02}:{rng.choice((0, 15, 30, 45)):02}"


def path(case):
    """The rows of one person: (time, event, code, step, date)."""
    day = working(datetime.date(2024, 1, 8) + datetime.timedelta(days=rng.randrange(500)))
    yield at(day, 9), "ansökan", "", "", ""
    yield at(day, 10), "tilldelning", "", "", ""
    day = working(day + datetime.timedelta(days=rng.choice((0, 1, 1, 1, 2, 5))))
    yield at(day, 13), "första möte", rng.choice(("besök", "besök", "telefon")), "", ""
    if rng.random() < 0.1:
        return
    day = working(day + datetime.timedelta(days=rng.randrange(2, 14)))
    goal = day + datetime.timedelta(days=180)
    yield at(day, 10), "arbetsplan", rng.choice(("arbete", "arbete", "arbete", "studier")), "", goal
    for number in range(1, rng.randrange(1, 4)):
        kind = rng.choice(STEPS)
        yield at(day, 11), "planerat steg", kind, f"{case}-{number}", ""
        day = working(day + datetime.timedelta(days=rng.randrange(3, 20)))
        yield at(day, 8), "steg påbörjat", "", f"{case}-{number}", ""
        if rng.random() < 0.25:
            return
        day = working(day + datetime.timedelta(days=rng.randrange(20, 70)))
        yield at(day, 15), "steg avslutat", "", f"{case}-{number}", ""
    if rng.random() < 0.7:
        day = working(day + datetime.timedelta(days=rng.randrange(5, 60)))
        yield at(day, 14), "avslut", rng.choice(EXITS), "", ""


def main():
    target = pathlib.Path(__file__).with_name("cases.csv")
    with target.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\n")
        out.writerow(("ärende", "personnummer", "förnamn", "efternamn", "målgrupp", "enhet",
                      "handläggare", "tid", "händelse", "kod", "steg", "datum"))
        for index in range(60):
            case = f"A{index + 1:03}"
            unit = rng.choice(sorted(UNITS))
            person = (personal_number(index), rng.choice(GIVEN), rng.choice(FAMILY),
                      rng.choice(TARGETS), unit, rng.choice(UNITS[unit]))
            rows = [row for row in path(case) if row[0][:10] <= str(LAST_DAY)]
            for row in rows:
                out.writerow((case, *person, *row))


main()
