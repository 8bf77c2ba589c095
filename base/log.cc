#include "base/log.h"

#include <atomic>
#include <cstdio>

#include "absl/time/clock.h"
#include "absl/time/time.h"

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

void AppendJsonString(std::string& out, absl::string_view text) {
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (byte < 0x20) {
      absl::StrAppend(&out, "\\u00", absl::Hex(byte, absl::kZeroPad2));
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

}  // namespace

void Log(Severity severity, absl::string_view message, std::initializer_list<LogField> fields) {
  if (severity < lowest_severity.load(std::memory_order_relaxed)) return;
  std::string line = "{\"time\":";
  AppendJsonString(line, absl::FormatTime(absl::RFC3339_full, absl::Now(), absl::UTCTimeZone()));
  absl::StrAppend(&line, ",\"severity\":\"", Name(severity), "\",\"message\":");
  AppendJsonString(line, message);
  for (const LogField& field : fields) {
    line.push_back(',');
    AppendJsonString(line, field.name);
    line.push_back(':');
    AppendJsonString(line, field.value);
  }
  line.append("}\n");
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void SetLogLevel(Severity lowest) { lowest_severity.store(lowest, std::memory_order_relaxed); }

}  // namespace framdrift
