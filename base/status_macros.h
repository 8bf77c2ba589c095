// Passes a failed absl::Status up: FD_RETURN_IF_ERROR(expr) and FD_ASSIGN_OR_RETURN(lhs, expr).
#pragma once

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define FD_RETURN_IF_ERROR(expr)                                              \
  do {                                                                        \
    if (::absl::Status fd_status = (expr); !fd_status.ok()) return fd_status; \
  } while (false)

#define FD_CONCAT_INNER(a, b) a##b
#define FD_CONCAT(a, b) FD_CONCAT_INNER(a, b)

#define FD_ASSIGN_OR_RETURN(lhs, expr) \
  FD_ASSIGN_OR_RETURN_INNER(FD_CONCAT(fd_or_, __LINE__), lhs, expr)
#define FD_ASSIGN_OR_RETURN_INNER(statusor, lhs, expr)     \
  auto statusor = (expr);                                  \
  if (!statusor.ok()) return std::move(statusor).status(); \
  lhs = std::move(statusor).value()
