#include "projections/cases.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "framdrift/casework/v1/case_events.pb.h"
#include "google/protobuf/descriptor.h"
#include "projections/stream_projection.h"
#include "projections/stream_rows.h"

namespace framdrift::projections {
namespace {

using casework::v1::CaseSummary;

// Counters: all cases, and by unit, caseworker and a byte each for phase, flow and target group
// those that are open. Paused ones count under a letter alone too.
constexpr char kAll[] = "all";
constexpr char kLoad[] = "load";
constexpr char kPaused = 'p';

template <typename Id>
absl::string_view Bytes(const Id& id) {
  return {reinterpret_cast<const char*>(id.bytes().data()), id.bytes().size()};
}

template <typename Id>
Id IdOf(const std::string& text) {
  return text.empty() ? Id() : Id::Parse(text).value_or(Id());
}

bool IsOpen(casework::v1::Phase phase) {
  switch (phase) {
    case casework::v1::PHASE_INTAKE:
    case casework::v1::PHASE_ASSESSMENT:
    case casework::v1::PHASE_PLANNED:
    case casework::v1::PHASE_ACTIVE:
      return true;
    default:
      return false;
  }
}

// Adds what stands under `kind`, the end of a counter's key.
void Add(absl::string_view kind, int64_t count, CaseloadRow& row) {
  if (kind.size() == 1) {
    row.paused = count;
    return;
  }
  const auto code = [&](size_t at) { return static_cast<unsigned char>(kind[at]); };
  const balance::CaseKind counted = {static_cast<casework::v1::Phase>(code(0)),
                                     static_cast<casework::v1::Flow>(code(1)),
                                     static_cast<codes::v1::TargetGroup>(code(2))};
  row.by_phase[counted.phase] += count;
  row.by_kind[counted] = count;
  row.open += count;
}

std::string LoadKey(const history::UnitId& unit, const history::StaffId& caseworker) {
  return absl::StrCat(kLoad, Bytes(unit), Bytes(caseworker));
}

void SetLastEvent(const cases::Case& state, CaseSummary& row) {
  if (!state.last_event) return;
  const auto& [stamp, number] = *state.last_event;
  *row.mutable_last_event_time() = history::TimestampFrom(stamp.occurred.at);
  if (!state.acts.empty() && state.acts.back().stamp.position == stamp.position) {
    const cases::Act& act = state.acts.back();
    row.set_last_activity_code(act.code);
    row.set_last_activity_label(act.label.empty() ? act.code : act.label);
    return;
  }
  const google::protobuf::FieldDescriptor* field =
      casework::v1::CaseEvent::descriptor()->FindFieldByNumber(number);
  if (field == nullptr) return;
  row.set_last_activity_code(field->message_type()->name());
  row.set_last_activity_label(field->message_type()->name());
}

void SetEpisode(const cases::Episode& episode, CaseSummary& row) {
  if (episode.assignment) row.set_caseworker_id(episode.assignment->caseworker.ToString());
  const history::UnitId unit = episode.unit();
  if (!unit.empty()) row.set_unit_id(unit.ToString());
  row.set_flow(episode.flow);
  if (episode.opening) {
    row.set_target_group(episode.opening->target_group);
    row.set_channel(episode.opening->channel);
    *row.mutable_open_date() = history::DateFrom(episode.opening->stamp.day);
  }
  if (episode.plan) {
    row.set_track(episode.plan->track);
    if (episode.plan->next_review) {
      *row.mutable_next_review_date() = history::DateFrom(*episode.plan->next_review);
    }
  }
  if (episode.outcome.exit) {
    *row.mutable_exit_date() = history::DateFrom(episode.outcome.exit->stamp.day);
    row.set_exit_reason(episode.outcome.exit->reason);
  }
}

}  // namespace

bool CasesModel::MakeRow(const StreamFacts& facts, const cases::Case& state, Row& row) {
  if (state.latest() == nullptr) return false;
  row.set_name(absl::StrCat("tenants/", facts.tenant, "/cases/", FormatUuid(facts.id)));
  row.set_phase(state.phase());
  row.set_paused(state.paused());
  SetEpisode(*state.latest(), row);
  SetLastEvent(state, row);
  row.set_episode_count(static_cast<int32_t>(state.episodes.size()));
  row.set_event_count(static_cast<int64_t>(facts.revision));
  for (const auto& [name, value] : state.attributes) (*row.mutable_attributes())[name] = value;
  return true;
}

std::string CasesModel::SortKey(const Row& row) {
  if (!row.has_open_date()) return "\xff\xff\xff\xff";
  const google::type::Date& date = row.open_date();
  const auto byte = [](int value) { return static_cast<char>(value & 0xff); };
  return {byte(date.year() >> 8), byte(date.year()), byte(date.month()), byte(date.day())};
}

void CasesModel::Count(const Row& row, absl::FunctionRef<void(std::string key)> count) {
  count(kAll);
  if (!IsOpen(row.phase())) return;
  const std::string load =
      LoadKey(IdOf<history::UnitId>(row.unit_id()), IdOf<history::StaffId>(row.caseworker_id()));
  const auto byte = [](int code) { return static_cast<char>(code); };
  count(absl::StrCat(load,
                     std::string{byte(row.phase()), byte(row.flow()), byte(row.target_group())}));
  if (row.paused()) count(absl::StrCat(load, std::string(1, kPaused)));
}

std::unique_ptr<Projection> CasesProjection() {
  return std::make_unique<StreamProjection<CasesModel>>();
}

const Listable& ListableCases() {
  static const filter::MessageSchema* const schema =
      new filter::MessageSchema(*CaseSummary::descriptor(),
                                {.excluded = {"person_name"},
                                 .searched = {"last_activity_code", "last_activity_label"},
                                 .aliases = {{"attr", "attributes"}}});
  static const Listable* const listable =
      new Listable{CaseSummary::default_instance(),
                   *schema,
                   {{schema->schema().Find("open_date").value_or(0), false}},
                   CountAllCases};
  return *listable;
}

absl::StatusOr<int64_t> CountAllCases(const RowView& rows) {
  FD_ASSIGN_OR_RETURN(const std::optional<std::string> count, rows.Get(CounterKey(kAll)));
  return count ? DecodeCount(*count) : absl::StatusOr<int64_t>(0);
}

absl::Status VisitCaseloads(const RowView& rows, const history::UnitId& from_unit,
                            const history::StaffId& from_caseworker,
                            absl::FunctionRef<bool(const CaseloadRow&)> visit) {
  const std::string prefix = CounterKey(kLoad);
  CaseloadRow row;
  bool any = false;
  absl::Status status;
  const auto add = [&](absl::string_view key, absl::string_view value) {
    Id16 unit{};
    Id16 caseworker{};
    const absl::string_view rest = key.substr(prefix.size());
    const absl::StatusOr<int64_t> count = DecodeCount(value);
    const size_t ids = unit.size() + caseworker.size();
    if (!count.ok() || (rest.size() != ids + 1 && rest.size() != ids + 3)) {
      status = absl::DataLossError("a caseload does not read; rebuild the projection cases");
      return false;
    }
    std::copy_n(rest.begin(), unit.size(), unit.begin());
    std::copy_n(rest.begin() + unit.size(), caseworker.size(), caseworker.begin());
    const history::UnitId unit_id(unit);
    const history::StaffId caseworker_id(caseworker);
    if (any && (row.unit != unit_id || row.caseworker != caseworker_id)) {
      any = false;
      if (!visit(row)) return false;
    }
    if (!any) row = {unit_id, caseworker_id, {}, {}, 0, 0};
    any = true;
    Add(rest.substr(ids), *count, row);
    return true;
  };
  FD_RETURN_IF_ERROR(rows.Scan(prefix, CounterKey(LoadKey(from_unit, from_caseworker)), add));
  FD_RETURN_IF_ERROR(status);
  if (any) static_cast<void>(visit(row));
  return absl::OkStatus();
}

}  // namespace framdrift::projections
