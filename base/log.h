// One JSON line on stderr per thing worth knowing: Log(kInfo, "case opened", {{"position", 7}}).
#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace framdrift {

enum class Severity { kDebug, kInfo, kWarning, kError };
inline constexpr Severity kDebug = Severity::kDebug;
inline constexpr Severity kInfo = Severity::kInfo;
inline constexpr Severity kWarning = Severity::kWarning;
inline constexpr Severity kError = Severity::kError;

// A name and a value already turned into text. Values are ids, numbers and codes, never a name or
// note.
struct LogField {
  LogField(absl::string_view n, const absl::AlphaNum& v) : name(n), value(v.Piece()) {}
  absl::string_view name;
  std::string value;
};

// Thread-safe. `message` is a constant phrase; what varies goes into fields. Lines below the level
// set with SetLogLevel (default kInfo) are dropped.
void Log(Severity severity, absl::string_view message, std::initializer_list<LogField> fields = {});
void SetLogLevel(Severity lowest);

}  // namespace framdrift
