#include "services/indicator/indicator_resource.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "services/derived_id.h"
#include "services/names.h"

namespace framdrift::services {
namespace {

constexpr size_t kMaxCodeBytes = 63;

}  // namespace

bool IsIndicatorCode(absl::string_view text) {
  return !text.empty() && text.size() <= kMaxCodeBytes &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-';
         });
}

absl::Status IndicatorResource::Render(Reading& reading, const StreamView<Decider>& view,
                                       Message& out) {
  const indicators::Indicator& state = view.state();
  out.set_name(FormatName(reading.tenant(), kCollection, view.id()));
  out.set_indicator_id(FormatUuid(view.id()));
  out.set_etag(FormatEtag(view.revision()));
  if (!state.is_defined()) return absl::OkStatus();
  *out.mutable_definition() = state.latest().definition;
  out.set_version(state.latest().number);
  out.set_made_from(state.made_from);
  if (state.baseline) *out.mutable_baseline() = *state.baseline;
  if (state.target) *out.mutable_target() = *state.target;
  if (state.retired) *out.mutable_retire_time() = history::TimestampFrom(state.retired->at);
  for (const indicators::Version& version : state.versions) {
    indicator::v1::IndicatorVersion& rendered = *out.add_versions();
    rendered.set_version(version.number);
    *rendered.mutable_create_time() = history::TimestampFrom(version.since.at);
    rendered.set_reason(version.reason);
    rendered.set_position(version.position);
    *rendered.mutable_definition() = version.definition;
  }
  for (const indicators::Publication& publication : state.publications) {
    indicator::v1::Publication& rendered = *out.add_publications();
    rendered.set_position(publication.position);
    *rendered.mutable_publish_time() = history::TimestampFrom(publication.at.at);
    *rendered.mutable_content() = publication.content;
  }
  for (const indicators::ExternalValue& value : state.external_values) {
    indicator::v1::ExternalValue& rendered = *out.add_external_values();
    rendered.set_position(value.position);
    *rendered.mutable_content() = value.content;
  }
  return absl::OkStatus();
}

void TrimForList(indicator::v1::Indicator& indicator) {
  indicator.clear_versions();
  indicator.clear_publications();
  indicator.clear_external_values();
}

Id16 IndicatorIdOf(absl::string_view tenant, absl::string_view code) {
  return DerivedId("indicator", absl::StrCat(tenant, "/", code));
}

absl::StatusOr<IndicatorName> ParseIndicatorName(absl::string_view name) {
  const size_t slash = name.rfind('/');
  const absl::string_view last = slash == absl::string_view::npos ? name : name.substr(slash + 1);
  if (last != "-" && IsIndicatorCode(last) && !ParseUuid(last).ok()) {
    // The rest must be right, whatever the code.
    FD_ASSIGN_OR_RETURN(
        const ResourceName rest,
        ParseName(absl::StrCat(name.substr(0, slash + 1), "-"), IndicatorResource::kCollection));
    return IndicatorName{rest.tenant, IndicatorIdOf(rest.tenant, last)};
  }
  FD_ASSIGN_OR_RETURN(ResourceName parsed, ParseName(name, IndicatorResource::kCollection));
  return IndicatorName{std::move(parsed.tenant), parsed.id};
}

}  // namespace framdrift::services
