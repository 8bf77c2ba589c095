// Runs one command of the contracts: fills its request in, calls the server, prints the answer.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "clients/cli/catalogue.h"
#include "clients/cli/options.h"

namespace framdrift::cli {

// What the user wrote for one subcommand, filled in by the parse.
struct Invocation {
  Command command;
  std::string id;
  std::map<const google::protobuf::FieldDescriptor*, std::vector<std::string>> values;
  // As moments.h reads them; empty where not written or where the command knows no past.
  std::string as_of;
  std::string known;
  std::string range;
  // The code of everybody on a session's sheet who is not named; empty where not written.
  std::string others;
};

// Prints the answer or what went wrong, and returns the exit code.
int Run(const Invocation& invocation, const Options& options);

}  // namespace framdrift::cli
