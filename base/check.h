// FD_CHECK: stops the program on a bug. Refusals and failures are absl::Status, never this.
#pragma once

namespace framdrift {

// Writes "check failed: EXPRESSION at FILE:LINE" to stderr and aborts.
[[noreturn]] void CheckFailed(const char* expression, const char* file, int line);

}  // namespace framdrift

#define FD_CHECK(condition)                                     \
  do {                                                          \
    if (!(condition)) [[unlikely]]                              \
      ::framdrift::CheckFailed(#condition, __FILE__, __LINE__); \
  } while (false)
