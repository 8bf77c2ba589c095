#include "services/indicator/comparison.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/streams.h"
#include "domain/history/when.h"
#include "framdrift/casework/v1/case_events.pb.h"
#include "framdrift/person/v1/person_events.pb.h"
#include "services/indicator/group_names.h"
#include "services/indicator/question.h"
#include "services/names.h"

namespace framdrift::services {
namespace {

namespace v1 = indicator::v1;
using history::StreamKind;
using indicators::Counted;

// How each row counts in the figure of a group; the whole is one without a name.
using CountedRows = std::map<std::tuple<std::string, Id16, int32_t>, Counted>;

absl::StatusOr<CountedRows> RowsCounted(const FigureQuestion& question,
                                        const std::set<std::string>& groups) {
  CountedRows counted;
  for (const std::string& group : groups) {
    // In order of the parts: who is in the numerator is in the denominator too.
    for (const Counted part : {Counted::kSkipped, Counted::kBelow, Counted::kAbove}) {
      FD_ASSIGN_OR_RETURN(const std::vector<indicators::RowBehind> rows,
                          indicators::RowsBehind(question.plan,
                                                 question.tables(),
                                                 question.question,
                                                 group,
                                                 part,
                                                 question.working_days));
      for (const indicators::RowBehind& row : rows) {
        const indicators::RowKey& key = row.key();
        counted[{group, key.case_id, key.ordinal}] = part;
      }
    }
  }
  return counted;
}

CasesCompared CasesOf(const CountedRows& then, const CountedRows& now) {
  CasesCompared cases;
  const auto add = [&](const CountedRows& rows, const CountedRows& others) {
    for (const auto& [key, part] : rows) {
      const Id16& case_id = std::get<Id16>(key);
      cases.all.insert(case_id);
      const auto other = others.find(key);
      if (other == others.end() || other->second != part) cases.elsewhere.insert(case_id);
    }
  };
  add(then, now);
  add(now, then);
  return cases;
}

// The name of the event of that number; empty where it is of no case or person, or erased.
std::string KindOf(const eventstore::EventView& event) {
  if (event.header_erased) return "";
  const google::protobuf::Descriptor* type = nullptr;
  if (event.stream.kind == static_cast<uint16_t>(StreamKind::kCase)) {
    type = casework::v1::CaseEvent::descriptor();
  } else if (event.stream.kind == static_cast<uint16_t>(StreamKind::kPerson)) {
    type = person::v1::PersonEvent::descriptor();
  } else {
    return "";
  }
  const auto* field = type->FindFieldByNumber(static_cast<int>(event.type % 1000));
  return field == nullptr ? "" : field->message_type()->name();
}

void AddFigures(const v1::IndicatorPublished& content, const indicators::Answer& answer,
                v1::ComparePublicationResponse& out) {
  std::map<std::string, v1::ComparedFigure> by_group;
  std::vector<std::string> order;
  const auto figure_of = [&](const std::string& group) -> v1::ComparedFigure& {
    const auto [it, added] = by_group.try_emplace(group);
    if (added) order.push_back(group);
    it->second.set_group(group);
    return it->second;
  };
  for (const v1::PublishedValue& value : content.values()) {
    v1::ComparedFigure& figure = figure_of(value.group());
    figure.set_suppressed(value.suppressed());
    if (value.has_value()) figure.set_published_value(value.value());
    if (value.has_numerator()) figure.set_published_numerator(value.numerator());
    if (value.has_denominator()) figure.set_published_denominator(value.denominator());
  }
  for (size_t group = 0; group < answer.groups.size(); ++group) {
    const indicators::Figure& current = answer.at(0, group);
    v1::ComparedFigure& figure = figure_of(answer.groups[group]);
    if (current.value) figure.set_current_value(*current.value);
    if (current.numerator) figure.set_current_numerator(*current.numerator);
    if (current.denominator) figure.set_current_denominator(*current.denominator);
  }
  for (const std::string& group : order) *out.add_figures() = std::move(by_group[group]);
}

}  // namespace

absl::StatusOr<const indicators::Publication*> PublicationAsked(
    const indicators::Indicator& indicator, int64_t position) {
  const auto& all = indicator.publications;
  const auto found = std::find_if(all.rbegin(), all.rend(), [&](const auto& one) {
    return position == 0 || one.position == position;
  });
  if (found != all.rend()) return &*found;
  return StatusWithReason(absl::StatusCode::kNotFound,
                          kPublicationNotFound,
                          "Nothing was published there; indicator show lists what was.",
                          {{"position", absl::StrCat(position)}});
}

absl::Status CompareFigures(const v1::Definition& definition,
                            const indicators::Publication& publication,
                            const indicators::FactTables& then, FactsAt& now, CasesCompared& cases,
                            v1::ComparePublicationResponse& out) {
  const v1::IndicatorPublished& content = publication.content;
  FD_ASSIGN_OR_RETURN(const absl::CivilDay from, history::DayFrom(content.from_date()));
  FD_ASSIGN_OR_RETURN(const absl::CivilDay to, history::DayFrom(content.to_date()));
  const indicators::Window window{indicators::DayNumberOf(from), indicators::DayNumberOf(to)};
  FactsAt before{then, now.reading, publication.at.at, now.reading};
  FD_ASSIGN_OR_RETURN(FigureQuestion asked_then, QuestionOf(definition, before));
  FD_ASSIGN_OR_RETURN(FigureQuestion asked_now, QuestionOf(definition, now));
  for (FigureQuestion* question : {&asked_then, &asked_now}) {
    question->question.windows = {window};
    FD_RETURN_IF_ERROR(SetBreakdown(definition, content.breakdown(), *question));
  }
  FD_ASSIGN_OR_RETURN(
      const indicators::Answer answer,
      indicators::Evaluate(
          asked_now.plan, asked_now.tables(), asked_now.question, asked_now.working_days));
  AddFigures(content, answer, out);
  FD_RETURN_IF_ERROR(AddGroupNames(now.reading, content.breakdown(), *out.mutable_figures()));
  std::set<std::string> groups;
  for (const v1::ComparedFigure& figure : out.figures()) groups.insert(figure.group());
  FD_ASSIGN_OR_RETURN(const CountedRows counted_then, RowsCounted(asked_then, groups));
  FD_ASSIGN_OR_RETURN(const CountedRows counted_now, RowsCounted(asked_now, groups));
  cases = CasesOf(counted_then, counted_now);
  out.set_publication_position(publication.position);
  out.set_version(content.version());
  return absl::OkStatus();
}

absl::Status AddEventsSince(const eventstore::EventStore& store, const TenantEntry& tenant,
                            const indicators::Publication& publication, const CasesCompared& cases,
                            v1::ComparePublicationResponse& out) {
  int others = 0;
  const auto add = [&](const eventstore::EventView& event) {
    const std::string kind = KindOf(event);
    if (kind.empty() || !cases.all.contains(event.stream.id)) return true;
    const bool elsewhere = cases.elsewhere.contains(event.stream.id);
    if (!elsewhere && ++others > kMostEvents) return true;
    v1::EventSincePublication& told = *out.add_events();
    told.set_position(static_cast<int64_t>(event.position));
    told.set_case_(FormatName(tenant.id, "cases", event.stream.id));
    told.set_kind(kind);
    *told.mutable_record_time() = history::TimestampFrom(event.recorded_at);
    told.set_counts_otherwise(elsewhere);
    return true;
  };
  return store
      .Scan(tenant.id,
            eventstore::LogNumber::kMain,
            static_cast<eventstore::Position>(publication.content.known_position()),
            static_cast<eventstore::Position>(out.position()),
            add)
      .status();
}

}  // namespace framdrift::services
