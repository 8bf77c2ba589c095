// One subcommand for each method of the contracts: its flags are the request's fields.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "clients/cli/options.h"

namespace framdrift::cli {

// Adds `noun verb` for every method to `app`. The chosen one runs when `app` parses; what it
// returns goes to `exit_code`. `app`, `options` and `exit_code` must outlive the parse.
void AddContractCommands(CLI::App& app, const Options& options, int& exit_code);

// `words` with the verb that a noun has by itself where none follows it: `list`, or a `show` that
// asks for no id. `framdrift worklist` is `framdrift worklist list`. Help is the noun's own.
std::vector<std::string> WithVerb(CLI::App& app, std::vector<std::string> words);

// Adds `api METHOD [JSON]`: any method with a request as JSON, from standard input when it is `-`.
void AddApiCommand(CLI::App& app, const Options& options, int& exit_code);

}  // namespace framdrift::cli
