// What docs/import.md shows: each mapping in docs/examples, with its file, imported by the program.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/server_process.h"
#include "tests/testing/temp_dir.h"

namespace framdrift {
namespace {

using ::testing::StartsWith;

struct Ran {
  int exit_code = -1;
  std::string output;  // of stdout and stderr
};

class ImportExamplesTest : public ::testing::Test {
 protected:
  ImportExamplesTest() : server_(directory_.path()) {}
  void SetUp() override { ASSERT_TRUE(server_.Start()) << server_.errors(); }

  Ran Import(const std::string& example, const std::string& flags = "") const {
    const char* source = std::getenv("FRAMDRIFT_SOURCE_DIR");
    const std::string file = absl::StrCat(source, "/docs/examples/", example);
    const std::string command = absl::StrCat(testing::ProgramPath("framdrift"),
                                             " -o json --tenant kungsbacka --server ",
                                             server_.address(),
                                             " import csv ",
                                             file,
                                             ".csv --mapping ",
                                             file,
                                             ".yaml ",
                                             flags,
                                             " 2>&1");
    Ran ran;
    std::FILE* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return ran;
    char chunk[4096];
    while (const size_t size = std::fread(chunk, 1, sizeof chunk, pipe)) {
      ran.output.append(chunk, size);
    }
    ran.exit_code = pclose(pipe) / 256;
    return ran;
  }

  // Everything is taken in the first time, and nothing of it again.
  void ExpectImported(const std::string& example, int cases, int events) const {
    const std::string counts = absl::StrCat("{\"cases\":", cases, ",\"events\":", events);
    const Ran first = Import(example);
    EXPECT_EQ(first.exit_code, 0);
    EXPECT_THAT(
        first.output,
        StartsWith(absl::StrCat(counts,
                                ",\"added\":",
                                events,
                                ",\"unchanged\":0,\"corrected\":0,\"voided\":0,\"refused\":0,"
                                "\"cases_refused\":0,\"deviations\":0,")));
    for (const char* mode : {"", "--snapshot"}) {
      EXPECT_THAT(Import(example, mode).output,
                  StartsWith(absl::StrCat(counts,
                                          ",\"added\":0,\"unchanged\":",
                                          events,
                                          ",\"corrected\":0,\"voided\":0,\"refused\":0,"
                                          "\"cases_refused\":0,\"deviations\":0,")))
          << mode;
    }
  }

 private:
  const testing::TempDir directory_;
  testing::ServerProcess server_;
};

TEST_F(ImportExamplesTest, TakesInRowsThatAreEvents) { ExpectImported("events", 2, 7); }

TEST_F(ImportExamplesTest, TakesInRowsThatAreSpells) { ExpectImported("spells", 3, 4); }

TEST_F(ImportExamplesTest, TakesInRowsThatAreLivelihoodStates) {
  ExpectImported("livelihood", 2, 4);
}

}  // namespace
}  // namespace framdrift
