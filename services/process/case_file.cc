#include "services/process/case_file.h"

#include "absl/time/time.h"
#include "domain/history/when.h"
#include "projections/cases.h"
#include "projections/listing.h"

namespace framdrift::services {
std::vector<std::pair<std::string, std::string>> AttributesOf(
    const casework::v1::CaseSummary& summary) {
  const projections::Listable& listable = projections::ListableCases();
  std::vector<std::pair<std::string, std::string>> attributes;
  for (const char* name : {"phase",
                           "flow",
                           "target_group",
                           "channel",
                           "track",
                           "open_date",
                           "exit_date",
                           "exit_reason"}) {
    std::string text = projections::FieldText(listable, summary, name, absl::UTCTimeZone());
    if (!text.empty()) attributes.emplace_back(name, std::move(text));
  }
  return attributes;
}

std::string CaseIdOf(const casework::v1::CaseSummary& summary) {
  return summary.name().substr(summary.name().rfind('/') + 1);
}

std::string FileTime(const google::protobuf::Timestamp& time) {
  return absl::FormatTime(
      "%E4Y-%m-%d%ET%H:%M:%E*S%Ez", history::TimeFrom(time), absl::UTCTimeZone());
}

}  // namespace framdrift::services
