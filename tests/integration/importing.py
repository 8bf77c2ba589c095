"""What the tests of `framdrift import` share: a server process of their own, files and reports.

Each test has a tenant of its own. NAME.py BIN_DIR [unittest options] runs them.
"""
import contextlib
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import server

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "examples"
DATA = ROOT.parent / "shared" / "data"
SKIPPED = 77
COUNTS = ("cases", "events", "added", "unchanged", "corrected", "voided", "refused",
          "cases_refused", "deviations")


class Ran:
    """An import that came to its end: exit code, what it printed, and the report in it."""

    def __init__(self, done):
        self.exit_code = done.returncode
        self.output = done.stdout
        self.errors = done.stderr
        self.report = json.loads(done.stdout) if done.stdout.startswith("{") else None

    def counts(self):
        """The counts that are not 0."""
        return {name: self.report[name] for name in COUNTS if self.report[name]}

    def reasons(self):
        return [(row["line"], row["reason"]) for row in self.report["refused_rows"]]


class ImportTest(unittest.TestCase):
    bin_dir = None
    made = 0

    @classmethod
    def setUpClass(cls):
        stack = contextlib.ExitStack()
        cls.addClassCleanup(stack.close)
        cls.server = stack.enter_context(server.running(cls.bin_dir))
        cls.folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))

    def setUp(self):
        ImportTest.made += 1
        self.tenant = f"t{ImportTest.made}"

    def write(self, name, content):
        path = self.folder / f"{self.tenant}-{name}"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def framdrift(self, *words, tenant=None, **options):
        return subprocess.run([self.server.bin_dir / "framdrift", *map(str, words)], text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                              env=self.server.environment(tenant or self.tenant), **options)

    def take(self, rows, mapping, *flags, kind="csv", tenant=None):
        """Imports `rows`, text or bytes or the path of a file, as the text of a mapping says."""
        path = rows if isinstance(rows, pathlib.Path) else self.write("rows", rows)
        mapped = mapping if isinstance(mapping, pathlib.Path) else self.write("map.yaml", mapping)
        return Ran(self.framdrift("-o", "json", "import", kind, path, "--mapping", mapped, *flags,
                                  tenant=tenant))

    def ask(self, *words):
        """The answers to a query, one object a line."""
        done = self.framdrift("-o", "json", *words)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def cases(self):
        return [case["name"].rsplit("/", 1)[1] for case in self.ask("case", "list")]

    def history(self, case, noun="case"):
        return self.ask(noun, "history", case)

    def tail(self):
        return [item["event"] for item in self.ask("log", "tail", "--no-follow") if "event" in item]

    def head(self):
        """Where the log stands, so that nothing more is in it than was counted."""
        return int(self.ask("case", "count")[0]["position"])

    def assert_counts(self, ran, **expected):
        self.assertIsNotNone(ran.report, ran.errors)
        self.assertEqual(ran.counts(), expected, ran.output + ran.errors)


def number(birth, serial):
    """A personal number with the check digit it must have."""
    digits = birth[2:] + serial
    total = 0
    for place, digit in enumerate(digits):
        product = int(digit) * (2 - place % 2)
        total += product // 10 + product % 10
    return f"{birth}-{serial}{-total % 10}"


def main():
    ImportTest.bin_dir = sys.argv[1]
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
