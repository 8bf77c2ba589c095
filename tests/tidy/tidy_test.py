"""The house rules find what breaks them, and nothing else."""
import sys
import unittest

sys.dont_write_bytecode = True

import cpp
import tidy
import traceability


def breaches(check, files):
    source = tidy.Source(files)
    check(source)
    return source.breaches


class TidyTest(unittest.TestCase):

    def test_holds_the_include_table(self):
        files = {
            "domain/a.cc": '#include <vector>\n#include "base/check.h"\n#include <thread>\n',
            "domain/b.cc": '#include "eventstore/event.h"\n#include "absl/time/clock.h"\n',
            "base/c.cc": "#include <google/protobuf/message.h>\n",
            "clients/d.cc": '#include "services/call.h"\n#include <fmt/format.h>\n',
            "services/e.cc": '#include "rocksdb/db.h"\n#include "framdrift/x/v1/x.grpc.pb.h"\n',
            "projections/f.cc": '#include "framdrift/x/v1/x.grpc.pb.h"\n',
        }
        self.assertEqual(breaches(tidy.check_includes, files), [
            "base/c.cc:1: base may not include google/protobuf/message.h",
            "clients/d.cc:1: clients may not include services/call.h",
            "domain/a.cc:3: domain may not include thread",
            "domain/b.cc:1: domain may not include eventstore/event.h",
            "domain/b.cc:2: domain may not include absl/time/clock.h",
            "projections/f.cc:1: projections may not include framdrift/x/v1/x.grpc.pb.h",
            "services/e.cc:1: services may not include rocksdb/db.h",
        ])

    def test_lets_one_file_of_projections_know_rocksdb(self):
        one = {"projections/a.cc": '#include "rocksdb/db.h"\n#include "rocksdb/table.h"\n'}
        self.assertEqual(breaches(tidy.check_includes, one), [])
        two = one | {"projections/b.cc": '#include "rocksdb/db.h"\n'}
        self.assertEqual(len(breaches(tidy.check_includes, two)), 3)

    def test_wants_a_purpose_and_pragma_once(self):
        files = {
            "base/good.h": "// What it is.\n#pragma once\n",
            "base/two_lines.h": "// What it is, in a sentence that\n// is long.\n#pragma once\n",
            "base/no_purpose.h": "#pragma once\n",
            "base/no_pragma.h": "// What it is.\n\n#include <vector>\n",
            "base/no_stop.h": "// What it is\n#pragma once\n",
        }
        found = {line.split(":")[0] for line in breaches(tidy.check_headers, files)}
        self.assertEqual(found, {"base/no_purpose.h", "base/no_pragma.h", "base/no_stop.h"})

    def test_measures_functions_and_files(self):
        body = "  int x = 0;\n" * 69
        files = {
            "base/long.cc": f"void F() {{\n{body}}}\n",
            "base/fits.cc": "void F() {\n" + "  int x = 0;\n" * 68 + "}\n",
            "base/huge.cc": "\n" * 451,
        }
        self.assertEqual(breaches(tidy.check_lengths, files), [
            "base/huge.cc:451: 451 lines; a file of this kind has at most 450",
            "base/long.cc:1: F has 71 lines; a function has at most 70",
        ])

    def test_bans_words_of_things_left_undone(self):
        files = {"base/a.cc": "// TO" + "DO later\n", "base/b.cc": "// Todos los ids\n",
                 "docs/c.md": "This is not imple" + "mented.\n"}
        self.assertEqual([b.split(":")[0] for b in breaches(tidy.check_words, files)],
                         ["base/a.cc", "docs/c.md"])

    def test_bans_names_that_say_nothing(self):
        files = {"base/x_util.cc": "", "base/a.h": "class StoreManager {\nstruct PersonData;\n"
                 "struct Database {\nusing Impl = int;\nusing namespace std;\n"}
        self.assertEqual(breaches(tidy.check_names, files), [
            "base/a.h:1: name StoreManager after what it is",
            "base/a.h:2: name PersonData after what it is",
            "base/a.h:4: name Impl after what it is",
            "base/x_util.cc:1: name a file after what is in it",
        ])

    def test_wants_every_file_listed(self):
        files = {
            "base/CMakeLists.txt": "framdrift_library(base SRCS a.cc sub/b.cc) # c.cc\n",
            "base/a.cc": "", "base/sub/b.cc": "", "base/c.cc": "",
            "cmake/x.cmake": "file( GLOB sources *.cc)\n",
        }
        self.assertEqual(breaches(tidy.check_cmake, files), [
            "cmake/x.cmake:1: every file is listed, none is globbed",
            "base/c.cc:1: no CMakeLists.txt lists this file",
        ])

    def test_compares_refusals_with_the_catalogue(self):
        row = "| `%s` | FAILED_PRECONDITION | when | what |\n"
        files = {
            "docs/refusals.md": row % "CASE_CLOSED" + row % "NEVER_USED" + row % "CASE_CLOSED",
            "domain/a.cc": 'Refuse("CASE_CLOSED", "x");\nout.Add("CASE_LOST", "y"); // "IN_NOTE"\n',
            "tests/a.cc": '"ONLY_IN_TESTS"',
            "proto/x_service.proto": "// `CASE_CLOSED`, `NOT_FOUND`, `PROMISED_ONLY`.\n",
        }
        self.assertEqual(breaches(tidy.check_refusals, files), [
            "docs/refusals.md:3: CASE_CLOSED stands twice",
            "domain/a.cc:2: docs/refusals.md does not list CASE_LOST",
            "docs/refusals.md:2: nothing refuses with NEVER_USED",
            "proto/x_service.proto:1: docs/refusals.md does not list PROMISED_ONLY",
        ])

    def test_wants_documents_to_name_what_is_there(self):
        files = {
            "README.md": "[a](docs/a.md#part) [b](docs/b.md) [domain](domain) [c](https://c.d/e)\n",
            "docs/a.md": "[up](../README.md) `domain/x.h` `domain/y.h` `x/y.h`\n",
            "domain/x.h": "",
        }
        self.assertEqual(breaches(tidy.check_documents, files), [
            "README.md:1: there is no docs/b.md",
            "docs/a.md:1: there is no domain/y.h",
        ])


class TraceabilityTest(unittest.TestCase):

    FILES = {
        "clients/cli/texts/sv.po": 'msgctxt "verb"\nmsgid "case open"\nmsgstr "öppna"\n',
        "tests/a/CMakeLists.txt": "framdrift_test(a_test\n  SRCS b/a_test.cc\n  DEPS x)\n"
                                  "add_test(NAME tidy COMMAND x)\nset(guides cli morning)\n",
        "tests/a/b/a_test.cc": "TEST(ATest, Holds) {\nTEST_F(ATest,\n       HoldsToo) {\n",
    }
    HEAD = "# Where\n\nThe ids: T1–T2.\n\n| Id | It says | Met by | Shown by | |\n|---|---|---|---|---|\n"

    def check(self, rows, statements=None):
        return traceability.check(self.HEAD + rows, self.FILES, statements)

    def test_finds_nothing_against_what_is_there(self):
        self.assertEqual(self.check(
            "| T1 | a | `framdrift case open` | `a_test` `ATest.Holds` `a_test` `ATest.HoldsToo` | met |\n"
            "| T2 | b | `framdrift case open --x` | `tidy`, `guide_morning` | partly: c |\n",
            {"T1", "T2"}), [])

    def test_finds_what_is_not_there(self):
        self.assertEqual(self.check(
            "| T1 | a | `framdrift case shut` | `a_test` `ATest.No` `b_test` | met |\n"
            "| T1 | a | | | met |\n"
            "| T3 | a | | | soon |\n", {"T1", "T2", "T4"}), [
            "docs/traceability.md:7: a_test has no test ATest.No",
            "docs/traceability.md:7: ctest has no b_test",
            "docs/traceability.md:8: T1 stands twice",
            "docs/traceability.md:8: T1 is met, and no test shows it",
            "docs/traceability.md:9: T3 is none of the ids above the tables",
            "docs/traceability.md:9: T3 has a statement, what meets it, a test, and met, partly or "
            "not yet",
            "docs/traceability.md:7: there is no command case shut",
            "docs/traceability.md:1: T2 is missing",
            "docs/traceability.md:1: the sources have T4, which is not listed",
        ])

    def test_reads_the_ids_of_the_sources(self):
        self.assertEqual(traceability.statements_of(
            "## T — a\nT1 One. T2 Two.\nK1 Two. K2 Three (T9 inside).\n"),
            {"T1", "T2", "K1", "K2"})


class CppTest(unittest.TestCase):

    def test_finds_functions_and_nothing_else(self):
        text = """namespace a {
struct S : public Base<int> {
  S() : x_(F()) {
    G();
  }
  bool operator==(const S&) const { return true; }
  int x_ = F();
  std::map<int, int> m_ = {{1, 2}};
};
template <typename T>
requires std::is_integral_v<T>
T Twice(T t) {
  const auto f = [&](int i) { return i; };
  if (t) {
    return "}" [0];
  }
  return t;
}
constexpr int kTable[] = {1, 2};
const auto kSum = Sum({1, 2});
}  // namespace a
"""
        self.assertEqual(cpp.functions(text), [
            ("S", 3, 5), ("operator==", 6, 6), ("Twice", 10, 18)])

    def test_blanks_comments_but_keeps_literals(self):
        self.assertEqual(cpp.without_comments('a("//x"); // y'), 'a("//x");     ')


if __name__ == "__main__":
    unittest.main()
