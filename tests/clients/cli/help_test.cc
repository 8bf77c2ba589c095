#include "clients/cli/help.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/catalogue.h"
#include "clients/cli/commands.h"
#include "clients/cli/options.h"

namespace framdrift::cli {
namespace {

// The words a shell makes of a line: parted by spaces, but for what stands in single quotes.
std::vector<std::string> WordsOf(const std::string& line) {
  std::vector<std::string> words(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '\'') {
      quoted = !quoted;
    } else if (c == ' ' && !quoted) {
      words.emplace_back();
    } else {
      words.back().push_back(c);
    }
  }
  return words;
}

// What the program makes of the words after its name, with a server that is not there: everything
// before the call is done.
int ExitCodeOf(std::vector<std::string> words) {
  Options options;
  options.server = "unix:/nowhere/at-all";
  int exit_code = kExitFailed;
  CLI::App app;
  app.require_subcommand(1)->fallthrough();
  AddContractCommands(app, options, exit_code);
  words.erase(words.begin());
  std::reverse(words.begin(), words.end());
  try {
    app.parse(words);
  } catch (const CLI::ParseError& error) {
    ADD_FAILURE() << error.what();
    return kExitUsage;
  }
  return exit_code;
}

TEST(HelpTest, HasExamplesForEveryVerbThatCanBeRunAsTheyStand) {
  for (const Command& command : Commands()) {
    if (command.method->client_streaming()) continue;
    const std::vector<std::string> examples = ExamplesOf(command);
    ASSERT_FALSE(examples.empty()) << command.method->full_name();
    for (const std::string& example : examples) {
      const std::string begin = absl::StrCat("framdrift ", command.noun, " ", command.verb);
      EXPECT_TRUE(absl::StartsWith(example, begin)) << example;
      EXPECT_EQ(ExitCodeOf(WordsOf(example)), kExitUnavailable) << example;
    }
  }
}

TEST(WithVerbTest, PutsInTheVerbANounHasByItself) {
  CLI::App app;
  std::string server;
  app.add_option("--server", server);
  const auto with = [&](const std::string& line) { return WithVerb(app, WordsOf(line)); };
  EXPECT_EQ(with("worklist"), WordsOf("worklist list"));
  EXPECT_EQ(with("worklist --filter x"), WordsOf("worklist list --filter x"));
  EXPECT_EQ(with("--server case caseload"), WordsOf("--server case caseload show"));
  EXPECT_EQ(with("worklist watch"), WordsOf("worklist watch"));
  EXPECT_EQ(with("case --help"), WordsOf("case --help"));
  EXPECT_EQ(with("case lst"), WordsOf("case lst")) << "a verb that is none is the parser's to tell";
  EXPECT_EQ(with("exit"), WordsOf("exit")) << "nothing is recorded by a noun alone";
}

}  // namespace
}  // namespace framdrift::cli
