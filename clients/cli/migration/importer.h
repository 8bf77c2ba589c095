// Brings a file from another system in: reads, groups, maps, sends, and reports what became of it.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "clients/cli/options.h"

namespace framdrift::cli::migration {

// Adds `import xes FILE` and `import csv FILE` to `app`. `app`, `options` and `exit_code` must
// outlive the parse.
void AddImportCommand(CLI::App& app, const Options& options, int& exit_code);

}  // namespace framdrift::cli::migration
