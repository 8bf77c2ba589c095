// Fills a server with municipalities in which nobody exists.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/cli/options.h"

namespace framdrift::cli::demo {

// Adds `demo` to `app`. `app`, `options` and `exit_code` must outlive the parse.
void AddDemoCommand(CLI::App& app, const Options& options, int& exit_code);

}  // namespace framdrift::cli::demo
