// `completion SHELL`, which prints what makes a shell complete, and `complete`, which it asks.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/cli/options.h"

namespace framdrift::cli {

// Adds both; `complete` stands in no help. It answers with a line a candidate: the word, a tab and
// what is said beside it. Ids come from the server, which has a second to answer; when it is not
// there, there are none. `app`, `options` and `exit_code` must outlive the parse.
void AddCompletionCommands(CLI::App& app, const Options& options, int& exit_code);

}  // namespace framdrift::cli
