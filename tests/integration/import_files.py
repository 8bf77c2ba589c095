#!/usr/bin/env python3
"""Files and mappings that are refused as a whole, and imports that are cut short."""
import gzip
import os
import pathlib
import pty
import re
import subprocess
import tempfile

import importing
import server

LAST = ("log", "tail", "--last", "3", "--no-follow")
MAPPING = "source: s\ncase: id\ncode: code\ntime: at\n"
ROWS = "id,code,at\n7,call,2024-05-01\n8,call,2024-05-02\n"


def many(cases):
    return "id,code,at\n" + "".join(f"{case},call,2024-05-01 10:00\n{case},met,2024-05-02 10:00\n"
                                    for case in range(cases))


class FilesTest(importing.ImportTest):
    def assert_nothing_was_recorded(self):
        self.assertEqual(self.framdrift("case", "list").returncode, 3, "the tenant was founded")

    def test_a_file_that_is_not_well_formed_is_refused_whole_with_its_line(self):
        damaged = bytearray(gzip.compress(ROWS.encode()))
        damaged[30] ^= 1
        damaged = bytes(damaged)
        for what, rows, words in (
                ("a quote never closed", ROWS + '9,"call,2024-05-01\n', "Line 4: a quote"),
                ("text after a quote", ROWS + '9,"call"s,2024-05-01\n', "Line 4: text stands"),
                ("a header in Latin-1", b"id,code,at,\xe4\n7,c,2024-05-01,\n", "Line 1: column 4"),
                ("nothing at all", "", "Line 1: the file is empty"),
                ("gzip cut short", gzip.compress(many(5000).encode())[:-2000], "cut short"),
                ("gzip with its end missing", gzip.compress(ROWS.encode())[:-4], "cut short"),
                ("gzip that is damaged", damaged, "damaged")):
            with self.subTest(what):
                ran = self.take(rows, MAPPING)
                self.assertEqual(ran.exit_code, 2, ran.output + ran.errors)
                self.assertIn(words, ran.errors)
                self.assertEqual(ran.output, "")
        self.assert_nothing_was_recorded()

    def test_a_row_that_cannot_be_read_is_refused_and_holds_back_its_case(self):
        rows = ROWS.encode() + (b"8,call,2024-05-03,x\n9,call\n7,call,2024-05-04\n"
                                b"10,sl\xe4kt,2024-05-01\n10,call,tomorrow\n")
        ran = self.take(rows, MAPPING)
        self.assertEqual(ran.exit_code, 1)
        self.assertEqual(ran.reasons(), [(3, "CASE_HELD_BACK"), (4, "ROW_UNREADABLE"),
                                         (5, "ROW_UNREADABLE"), (7, "ROW_UNREADABLE"),
                                         (8, "ROW_UNREADABLE")])
        refused = ran.report["refused_rows"]
        self.assertIn("The header has 3 columns and this row 4.", refused[1]["message"])
        self.assertIn("column 4=x", refused[1]["row"])
        self.assertIn("Column code is not UTF-8", refused[3]["message"])
        self.assertIn("sl\\xe4kt", refused[3]["row"])
        self.assertEqual(ran.report["added"], 2)
        self.assertEqual(len(self.cases()), 1)

    def test_a_file_or_mapping_that_is_not_there_is_named(self):
        rows = self.write("rows.csv", ROWS)
        mapping = self.write("map.yaml", MAPPING)
        for words in ((rows, "--mapping", self.folder / "no.yaml"),
                      (self.folder / "no.csv", "--mapping", mapping)):
            done = self.framdrift("import", "csv", *words)
            self.assertEqual(done.returncode, 3)
            self.assertRegex(done.stderr, r"/no\.(csv|yaml) cannot be opened")
        done = self.framdrift("import", "csv", rows)
        self.assertEqual(done.returncode, 2)
        self.assertIn("--mapping", done.stderr)

    def test_a_mapping_says_in_which_line_it_is_wrong(self):
        for what, mapping, words in (
                ("a name of another program", MAPPING + "columns: { a: b }\n",
                 "Mapping, line 5: there is no `columns` here; known are attributes, case,"),
                ("a name in the wrong place", MAPPING + "open:\n  closed: x\n", "Mapping, line 6:"),
                ("a name inside a value", "source: s\ncase: { colum: id }\n", "Mapping, line 2:"),
                ("an event that is none",
                 MAPPING + "events:\n  - when: { code: x }\n    event: met\n",
                 "Mapping, line 6: there is no event `met`"),
                ("a code that is none", MAPPING + "open: { channel: { constant: smoke } }\n",
                 "Mapping, line 5: channel: \"smoke\" is not one of"),
                ("a thing said twice", MAPPING + "case: nr\n", "line 5: `case` stands here twice"),
                ("not YAML", MAPPING + "open: [\n", "Mapping, line "),
                ("nothing", "", "Mapping, line 1:"),
                ("a column that the file has not", MAPPING.replace("case: id", "case: dnr"),
                 "does not have: dnr. It has id, code, at.")):
            with self.subTest(what):
                ran = self.take(ROWS, mapping)
                self.assertEqual(ran.exit_code, 2, ran.output)
                self.assertIn(words, ran.errors)
        self.assert_nothing_was_recorded()

    def test_a_report_that_cannot_be_written_is_said(self):
        ran = self.take(ROWS, MAPPING, "--report", self.folder / "no" / "report.csv")
        self.assertEqual(ran.exit_code, 1)
        self.assertIn("report.csv cannot be written", ran.errors)
        self.assertEqual(ran.report["added"], 2)

    def test_a_file_without_rows_is_none_and_no_fault(self):
        self.assert_counts(self.take("id,code,at\n", MAPPING))

    def test_a_tenant_that_cannot_be_is_refused(self):
        ran = self.take(ROWS, MAPPING, tenant="Åre")
        self.assertEqual(ran.exit_code, 2, ran.errors)

    def cut_short(self, rows, mapping):
        """Kills an import as soon as something of it is recorded; False when it was over by then."""
        words = [self.server.bin_dir / "framdrift", "import", "csv", rows, "--mapping", mapping]
        with subprocess.Popen(words, stdout=subprocess.PIPE,
                              env=self.server.environment(self.tenant)) as importer:
            while ("ActRecorded" not in self.framdrift(*LAST).stdout
                   and importer.poll() is None):
                pass
            importer.kill()
            return importer.wait() == -9

    def test_an_import_that_was_killed_goes_on_when_it_is_run_again(self):
        cases = 6000
        for self.tenant in [self.tenant + letter for letter in "abcde"]:
            rows, mapping = self.write("many.csv", many(cases)), self.write("map.yaml", MAPPING)
            if self.cut_short(rows, mapping):
                break
            cases *= 3
        else:
            self.fail("every import was over before it could be cut short")
        again = self.take(rows, mapping)
        self.assertEqual(again.exit_code, 0, again.errors)
        self.assertEqual(again.report["added"] + again.report["unchanged"], 2 * cases)
        acts = [event for event in self.tail() if event["type_name"].endswith("ActRecorded")]
        self.assertEqual(len(acts), 2 * cases)
        self.assertEqual(self.framdrift("log", "verify").returncode, 0)

    def test_a_server_that_is_not_there_is_said_in_clear_words(self):
        rows, mapping = self.write("rows.csv", ROWS), self.write("map.yaml", MAPPING)
        done = self.framdrift("--server", f"unix:{self.folder}/nobody", "import", "csv", rows,
                              "--mapping", mapping)
        self.assertEqual(done.returncode, 6)
        self.assertIn("the server cannot be reached. Is framdriftd running", done.stderr)
        self.assertEqual(done.stdout, "")

    def test_a_server_that_ends_on_the_way_is_said_and_the_next_run_completes(self):
        cases = 12000
        rows, mapping = self.write("many.csv", many(cases)), self.write("map.yaml", MAPPING)
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            first = server.Server(self.server.bin_dir, folder)
            words = [self.server.bin_dir / "framdrift", "import", "csv", rows, "--mapping", mapping]
            with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                  env=first.environment("t")) as importer:
                while "ActRecorded" not in subprocess.run(
                        [self.server.bin_dir / "framdrift", *LAST],
                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False,
                        env=first.environment("t")).stdout:
                    self.assertIsNone(importer.poll(), "it was over before it could be cut short")
                first.process.kill()
                first.process.wait()
                output, errors = importer.communicate()
            self.assertEqual(importer.returncode, 6, errors)
            self.assertEqual(output, "")
            self.assertIn("Run it again", errors)
            second = server.Server(self.server.bin_dir, folder)
            try:
                ran = importing.Ran(subprocess.run(words, check=False, text=True,
                                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                                   env=second.environment("t")))
                self.assertEqual(ran.exit_code, 0)
                self.assertEqual(ran.report["added"] + ran.report["unchanged"], 2 * cases)
                self.assertGreater(ran.report["unchanged"], 0)
            finally:
                second.process.terminate()
                second.process.wait(30)
                second.process.stdout.close()
                first.process.stdout.close()

    def test_progress_is_drawn_on_a_terminal_and_nowhere_else(self):
        # What is done within half a second is done without a bar.
        rows, mapping = self.write("many.csv", many(24000)), self.write("map.yaml", MAPPING)
        words = ("import", "csv", rows, "--mapping", mapping)
        self.assertEqual(self.framdrift(*words, "--dry-run").stderr, "")
        terminal, end = pty.openpty()
        with subprocess.Popen([self.server.bin_dir / "framdrift", *words], stderr=end,
                              stdout=subprocess.PIPE,
                              env=self.server.environment(self.tenant)) as importer:
            os.close(end)
            drawn = b""
            try:
                while chunk := os.read(terminal, 4096):
                    drawn += chunk
            except OSError:  # the other end is closed
                pass
        os.close(terminal)
        self.assertEqual(importer.returncode, 0)
        self.assertRegex(drawn.decode(), r"importing \[#*\.*\] \d+/48000 \d+/s, \d+ s left")
        self.assertTrue(drawn.endswith(b"\r\x1b[K"), "the bar is left standing")
        # It says what the server has answered, and not how far the file was sent ahead of that.
        shown = [int(done) for done in re.findall(r"\] (\d+)/48000", drawn.decode())]
        self.assertEqual(shown, sorted(shown))


if __name__ == "__main__":
    importing.main()
