// What went wrong, in words for the person who asked, and the exit code for the program that did.
#pragma once

#include <string>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "absl/strings/string_view.h"

namespace framdrift::cli {

// How the request was written: its fields as flags, or by their names in the contract.
enum class Fields { kFlags, kNames };

struct Explanation {
  std::string what;                  // `refused`, `refused for 2 reasons`, `error`
  std::vector<std::string> reasons;  // never empty
  int exit_code;
};

// Every reason `status` carries. A refusal ends with its reason code and, unless its words name
// that, with what it is about; a field at fault is named as the user wrote it.
Explanation Explain(const grpc::Status& status, Fields fields);

// Prints an explanation to stderr, several reasons each on a line of its own, and returns the exit
// code.
int PrintError(const grpc::Status& status, Fields fields);

// Prints `error: text` to stderr and returns kExitUsage.
int PrintWrongUse(absl::string_view text);

}  // namespace framdrift::cli
