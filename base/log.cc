#include "base/log.h"

#include <atomic>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "base/json_text.h"

namespace framdrift {
namespace {

std::atomic<Severity> lowest_severity{kInfo};

absl::string_view Name(Severity severity) {
  switch (severity) {
    case kDebug:
      return "debug";
    case kInfo:
      return "info";
    case kWarning:
      return "warning";
    case kError:
      return "error";
  }
  return "error";
}

}  // namespace

void Log(Severity severity, absl::string_view message, std::initializer_list<LogField> fields) {
  if (severity < lowest_severity.load(std::memory_order_relaxed)) return;
  std::string line =
      absl::StrCat("{\"time\":",
                   JsonText(absl::FormatTime(absl::RFC3339_full, absl::Now(), absl::UTCTimeZone())),
                   ",\"severity\":\"",
                   Name(severity),
                   "\",\"message\":",
                   JsonText(message));
  for (const LogField& field : fields) {
    absl::StrAppend(&line, ",", JsonText(field.name), ":", JsonText(field.value));
  }
  line.append("}\n");
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void SetLogLevel(Severity lowest) { lowest_severity.store(lowest, std::memory_order_relaxed); }

}  // namespace framdrift
