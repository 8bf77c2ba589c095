#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "base/check.h"
#include "base/filter/filter.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "projections/listing.h"
#include "projections/matches.h"

namespace framdrift::projections {
namespace {

using filter::FieldType;
using google::protobuf::Message;

enum class Part { kWhole, kYear, kMonth };

// What rows are counted by.
struct Grouping {
  size_t field = 0;
  std::string entry;
  Part part = Part::kWhole;
};

absl::StatusOr<Grouping> GroupingOf(absl::string_view group_by, const filter::Schema& schema) {
  Grouping grouping;
  absl::string_view name = group_by;
  const size_t dot = group_by.find('.');
  absl::string_view rest;
  if (dot != absl::string_view::npos) {
    name = group_by.substr(0, dot);
    rest = group_by.substr(dot + 1);
  }
  const std::optional<size_t> field = schema.Find(name);
  if (!field) {
    return InvalidField("group_by",
                        absl::StrCat("There is no field ", name, "; ", schema.Suggest(name), "."));
  }
  grouping.field = *field;
  const FieldType type = schema.fields()[*field].type;
  const bool dated = type == FieldType::kDay || type == FieldType::kInstant;
  if (type == FieldType::kMap && !rest.empty()) {
    grouping.entry = std::string(rest);
  } else if (dated && (rest == "year" || rest == "month")) {
    grouping.part = rest == "year" ? Part::kYear : Part::kMonth;
  } else if (type == FieldType::kMap || dot != absl::string_view::npos) {
    return InvalidField("group_by",
                        absl::StrCat("Cases are not counted by ",
                                     group_by,
                                     "; write ",
                                     name,
                                     type == FieldType::kMap ? ".NAME"
                                     : dated                 ? ", with .year or .month"
                                                             : "",
                                     "."));
  }
  return grouping;
}

std::string DayText(absl::CivilDay day, Part part) {
  if (part == Part::kYear) return absl::StrFormat("%04d", day.year());
  if (part == Part::kMonth) return absl::StrFormat("%04d-%02d", day.year(), day.month());
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

// As one would write it in a filter.
struct ValueText {
  const filter::Field& field;
  Part part;
  absl::TimeZone zone;

  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(absl::string_view text) const { return std::string(text); }
  std::string operator()(int64_t number) const {
    for (const filter::Enumerator& value : field.values) {
      if (value.number == number) return value.name;
    }
    return absl::StrCat(number);
  }
  std::string operator()(absl::CivilDay day) const { return DayText(day, part); }
  std::string operator()(absl::Time instant) const {
    if (part != Part::kWhole) return DayText(absl::ToCivilDay(instant, zone), part);
    return absl::FormatTime(absl::RFC3339_full, instant, zone);
  }
  std::string operator()(bool flag) const { return flag ? "true" : "false"; }
  std::string operator()(double number) const { return absl::StrCat(number); }
  std::string operator()(const Id16& id) const { return FormatUuid(id); }
};

std::string GroupOf(const Listable& listable, const Grouping& grouping, absl::TimeZone zone,
                    const Message& row) {
  const filter::MessageRow seen(listable.schema, row);
  const filter::Field& field = listable.schema.schema().fields()[grouping.field];
  if (field.type == FieldType::kMap) {
    return std::string(seen.Entry(grouping.field, grouping.entry).value_or(""));
  }
  return std::visit(ValueText{field, grouping.part, zone}, seen.Get(grouping.field));
}

}  // namespace

std::string FieldText(const Listable& listable, const Message& row, absl::string_view name,
                      absl::TimeZone zone) {
  const std::optional<size_t> field = listable.schema.schema().Find(name);
  FD_CHECK(field.has_value());
  const filter::MessageRow seen(listable.schema, row);
  const ValueText text{listable.schema.schema().fields()[*field], Part::kWhole, zone};
  return std::visit(text, seen.Get(*field));
}

absl::StatusOr<Counted> CountRows(const RowView& rows, const Listable& listable,
                                  const ListQuery& query, absl::string_view group_by) {
  const filter::Schema& schema = listable.schema.schema();
  FD_ASSIGN_OR_RETURN(const filter::Filter filter,
                      filter::Filter::Compile(query.filter, schema, query.zone));
  std::optional<Grouping> grouping;
  if (!group_by.empty()) {
    FD_ASSIGN_OR_RETURN(grouping, GroupingOf(group_by, schema));
  }
  Counted counted;
  if (!grouping && query.filter.empty()) {
    FD_ASSIGN_OR_RETURN(counted.count, listable.count_all(rows));
    return counted;
  }
  std::map<std::string, int64_t> groups;
  FD_RETURN_IF_ERROR(VisitMatches(rows, listable, filter, "", [&](absl::string_view, Message& row) {
    ++counted.count;
    if (grouping) ++groups[GroupOf(listable, *grouping, query.zone, row)];
    return groups.size() <= kMaxGroups;
  }));
  if (groups.size() > kMaxGroups) {
    return InvalidField("group_by",
                        absl::StrCat("More than ",
                                     kMaxGroups,
                                     " values of ",
                                     group_by,
                                     "; count by something coarser, or filter."));
  }
  for (auto& [value, count] : groups) counted.groups.push_back({value, count});
  std::stable_sort(counted.groups.begin(),
                   counted.groups.end(),
                   [](const Group& a, const Group& b) { return a.count > b.count; });
  return counted;
}

}  // namespace framdrift::projections
