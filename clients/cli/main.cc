// framdrift: what a caseworker, manager or auditor does at a terminal.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <map>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <google/protobuf/stubs/logging.h>
#include <CLI/CLI.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/substitute.h"
#include "clients/cli/commands.h"
#include "clients/cli/completion.h"
#include "clients/cli/demo/demo_command.h"
#include "clients/cli/errors.h"
#include "clients/cli/migration/importer.h"
#include "clients/cli/options.h"
#include "clients/cli/texts.h"

namespace framdrift::cli {
namespace {

constexpr char kExamples[] = R"(  framdrift case list --filter 'phase = ACTIVE'
  framdrift case show 0190b2c8-5b0e-7c3a-9f00-0123456789ab
  framdrift note add 0190b2c8-5b0e-7c3a-9f00-0123456789ab --text "Ringde, mår bra."
  framdrift case count --group-by phase
  framdrift log verify

)";

// Empty when `address` can be one.
std::string CheckAddress(const std::string& address) {
  if (absl::StartsWith(address, "unix:") && address.size() > 5) return "";
  const size_t colon = address.rfind(':');
  const bool port = colon != std::string::npos && colon > 0 && colon + 1 < address.size() &&
                    address.find_first_not_of("0123456789", colon + 1) == std::string::npos;
  return port ? "" : absl::Substitute(Say("$0 is neither unix:PATH nor HOST:PORT"), address);
}

// Empty when `actor` can stand in a header.
std::string CheckActor(const std::string& actor) {
  const bool printable = std::all_of(actor.begin(), actor.end(), [](char c) {
    return absl::ascii_isprint(static_cast<unsigned char>(c));
  });
  return printable ? ""
                   : Say("give an id of a-z, 0-9 and ._- or a UUID, not a name with other letters");
}

void AddOptions(CLI::App& app, Options& options) {
  static const std::map<std::string, Format> kFormats = {{"table", Format::kTable},
                                                         {"wide", Format::kWide},
                                                         {"json", Format::kJson},
                                                         {"csv", Format::kCsv},
                                                         {"xlsx", Format::kXlsx},
                                                         {"svg", Format::kSvg},
                                                         {"markdown", Format::kMarkdown},
                                                         {"html", Format::kHtml},
                                                         {"ids", Format::kIds}};
  app.add_option("--server", options.server, Say("unix:PATH or HOST:PORT"))
      ->envname("FRAMDRIFT_SERVER")
      ->check(CheckAddress, "")
      ->capture_default_str();
  app.add_option("--tenant", options.tenant, Say("The municipality: 1-32 of a-z, 0-9 and -"))
      ->envname("FRAMDRIFT_TENANT")
      ->capture_default_str();
  app.add_option("--as", options.actor, Say("Who acts (development sign-in)"))
      ->envname("FRAMDRIFT_AS")
      ->check(CheckActor, "");
  app.add_option_function<std::string>(
         "-o,--output",
         [&options](const std::string& name) {
           options.format = kFormats.at(absl::AsciiStrToLower(name));
         },
         Say("table (the default on terminals), wide (a table with every column), json (one object "
             "a "
             "line; the default when piped), csv, xlsx (a spreadsheet), svg (a chart of figures of "
             "indicators, or a report's pictures), markdown or html (a report, to be printed) or "
             "ids"))
      ->check(CLI::IsMember(kFormats, CLI::ignore_case).description(""))
      ->type_name("table|wide|json|csv|xlsx|svg|markdown|html|ids")
      ->envname("FRAMDRIFT_OUTPUT");
  app.add_option("--limit", options.limit, Say("Rows of a list to show; without it, all of them"));
  app.add_option("--picture",
                 options.picture,
                 Say("Which of a report's pictures -o svg draws, from 1; without it, all of them"));
  app.add_option("--timeout", options.timeout_seconds, Say("Seconds one call may take"))
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  // Read before the options are made, since their help is in that language.
  app.add_option_function<std::string>(
         "--lang",
         [](const std::string&) {},
         Say("sv or en: the language of texts; JSON and CSV have none. Without it, as "
             "FRAMDRIFT_LANG "
             "or the locale says"))
      ->check(CLI::IsMember({"sv", "en"}).description(""))
      ->type_name("sv|en");
}

// The parser's own words in help.
void NameParts(CLI::App& app) {
  app.option_defaults()->group(Say("Options"));
  app.set_help_flag("-h,--help", Say("Says this and ends"));
  app.group(Say("Commands"));
  const auto formatter = app.get_formatter();
  formatter->label("Usage", Say("Usage"));
  formatter->label("OPTIONS", Say("OPTIONS"));
  formatter->label("SUBCOMMAND", Say("COMMAND"));
  formatter->label("Positionals", Say("Words"));
  formatter->label("REQUIRED", Say("REQUIRED"));
  formatter->label("Env", Say("Environment"));
}

// A subcommand makes its help flag before it knows the group's name.
void NameHelpFlags(CLI::App& app) {
  for (CLI::App* sub : app.get_subcommands([](CLI::App*) { return true; })) {
    if (sub->get_help_ptr() != nullptr) sub->get_help_ptr()->group(Say("Options"));
    NameHelpFlags(*sub);
  }
}

int PrintUnwritten(int error) {
  std::fprintf(
      stderr,
      "%s: %s\n",
      Say("error").c_str(),
      absl::Substitute(Say("the output cannot be written: $0"), std::strerror(error)).c_str());
  return kExitFailed;
}

// What the parser makes of the words: help, or what is wrong with them.
int Explain(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return app.exit(error);
  const std::vector<std::string> words = app.remaining(true);
  const auto chosen = app.get_subcommands();
  std::string command = "framdrift";
  for (const CLI::App* sub = chosen.empty() ? nullptr : chosen.front(); sub != nullptr;
       sub = sub->get_subcommands().empty() ? nullptr : sub->get_subcommands().front()) {
    absl::StrAppend(&command, " ", sub->get_name());
  }
  const bool verb_missing =
      error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError);
  const bool unknown = verb_missing && !words.empty() && !absl::StartsWith(words.front(), "-");
  std::string what = unknown ? absl::Substitute(Say("there is no `$0` here"), words.front())
                             : Translate(error.what());
  // The parser has them the other way round.
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError) && words.size() > 1) {
    what = absl::Substitute(Say("these words were not expected: $0"), absl::StrJoin(words, " "));
  }
  PrintWrongUse(absl::Substitute(Say("$0; $1 --help says what there is."), what, command));
  return kExitUsage;
}

int Main(int argc, char** argv) {
  Speak(ChooseLanguage({argv + 1, argv + argc}));
  Options options;
  options.format = isatty(STDOUT_FILENO) != 0 ? Format::kTable : Format::kJson;
  int exit_code = kExitOk;
  CLI::App app(Say("Framdrift: the way to work, recorded as it happens"), "framdrift");
  NameParts(app);
  app.footer(
      absl::StrCat("\n",
                   Say("Examples:"),
                   "\n",
                   kExamples,
                   Say("framdrift NOUN --help says what one can do, framdrift NOUN VERB --help "
                       "with which words.")));
  app.require_subcommand(1)->fallthrough();
  AddOptions(app, options);
  AddContractCommands(app, options, exit_code);
  AddApiCommand(app, options, exit_code);
  AddCompletionCommands(app, options, exit_code);
  demo::AddDemoCommand(app, options, exit_code);
  migration::AddImportCommand(app, options, exit_code);
  NameHelpFlags(app);
  try {
    std::vector<std::string> words = WithVerb(app, {argv + 1, argv + argc});
    std::reverse(words.begin(), words.end());  // the parser takes the last first
    app.parse(std::move(words));
  } catch (const CLI::ParseError& error) {
    return Explain(app, error);
  }
  // What could not be written was not said: a full disk, say, under a redirection.
  return std::fflush(stdout) == 0 ? exit_code : PrintUnwritten(errno);
}

}  // namespace
}  // namespace framdrift::cli

int main(int argc, char** argv) {
  // Bytes that are not UTF-8 are refused in words of our own.
  google::protobuf::SetLogHandler(nullptr);
  try {
    return framdrift::cli::Main(argc, argv);
  } catch (const std::system_error& error) {  // fmt throws where it cannot write
    return framdrift::cli::PrintUnwritten(error.code().value());
  }
}
