// framdrift: what a caseworker, manager or auditor does at a terminal.
#include <unistd.h>

#include <map>

#include <CLI/CLI.hpp>

#include "clients/cli/commands.h"
#include "clients/cli/migration/importer.h"
#include "clients/cli/options.h"

namespace framdrift::cli {
namespace {

void AddOptions(CLI::App& app, Options& options) {
  static const std::map<std::string, Format> kFormats = {{"table", Format::kTable},
                                                         {"json", Format::kJson},
                                                         {"csv", Format::kCsv},
                                                         {"ids", Format::kIds}};
  app.add_option("--server", options.server, "unix:PATH or HOST:PORT")
      ->envname("FRAMDRIFT_SERVER")
      ->capture_default_str();
  app.add_option("--tenant", options.tenant, "The municipality: 1-32 of a-z, 0-9 and -")
      ->envname("FRAMDRIFT_TENANT")
      ->capture_default_str();
  app.add_option("--as", options.actor, "Who acts (development sign-in)")->envname("FRAMDRIFT_AS");
  app.add_option_function<std::string>(
         "-o,--output",
         [&options](const std::string& name) { options.format = kFormats.at(name); },
         "table (the default on terminals), json (one object a line; the default when piped), csv "
         "or ids")
      ->check(CLI::IsMember(kFormats, CLI::ignore_case))
      ->type_name("table|json|csv|ids")
      ->envname("FRAMDRIFT_OUTPUT");
  app.add_option("--limit", options.limit, "Rows of a list to show; without it, all of them");
  app.add_option("--timeout", options.timeout_seconds, "Seconds one call may take")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
}

int Main(int argc, char** argv) {
  Options options;
  options.format = isatty(STDOUT_FILENO) != 0 ? Format::kTable : Format::kJson;
  int exit_code = kExitOk;
  CLI::App app("Framdrift: the way to work, recorded as it happens");
  app.require_subcommand(1)->fallthrough();
  AddOptions(app, options);
  AddContractCommands(app, options, exit_code);
  AddApiCommand(app, options, exit_code);
  migration::AddImportCommand(app, options, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kExitOk : kExitUsage;
  }
  return exit_code;
}

}  // namespace
}  // namespace framdrift::cli

int main(int argc, char** argv) { return framdrift::cli::Main(argc, argv); }
