// Records the demo's evaluation by the commands that anybody has.
#pragma once

#include "clients/cli/demo/loader.h"
#include "clients/cli/options.h"
#include "clients/demo/world.h"

namespace framdrift::cli::demo {

// Sends what makes the originator's evaluation, whose cohort is of the cases that are there. The
// same settings record it once. The status is that of the first command that did not go through.
Loaded LoadEvaluation(const Options& options, const framdrift::demo::Settings& settings);

}  // namespace framdrift::cli::demo
