#include "clients/cli/migration/facts.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <google/protobuf/descriptor.h>
#include <openssl/sha.h>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "base/strong_id.h"
#include "clients/cli/fields.h"

namespace framdrift::cli::migration {
namespace {

using framdrift::migration::v1::ImportedCase;
using framdrift::migration::v1::ImportedReference;
using framdrift::migration::v1::ImportedRow;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr char kUnknownCode[] = "CODE_UNKNOWN";
constexpr char kUnreadable[] = "ROW_UNREADABLE";

// Codes of the rows that the import adds to those of the file.
constexpr char kOpeningCode[] = "framdrift:opening";
constexpr char kAttributesCode[] = "framdrift:attributes";
constexpr char kClosingCode[] = "framdrift:closing";

absl::Status Unreadable(absl::string_view message) { return absl::DataLossError(message); }

absl::StatusOr<absl::Time> TimeOf(const TimeRule& rule, absl::string_view text) {
  absl::Time time;
  std::string error;
  if (!rule.format.empty()) {
    if (absl::ParseTime(rule.format, text, rule.zone, &time, &error)) return time;
    return Unreadable(absl::StrCat("\"", text, "\" is no time written as ", rule.format, "."));
  }
  for (const char* format : {"%Y-%m-%d%ET%H:%M:%E*S%Ez",
                             "%Y-%m-%d %H:%M:%E*S%Ez",
                             "%Y-%m-%d%ET%H:%M:%E*S",
                             "%Y-%m-%d %H:%M:%E*S",
                             "%Y-%m-%d%ET%H:%M",
                             "%Y-%m-%d %H:%M",
                             "%Y-%m-%d"}) {
    if (absl::ParseTime(format, text, rule.zone, &time, &error)) return time;
  }
  return Unreadable(
      absl::StrCat("\"", text, "\" is no ISO 8601 time; give its `format` in the mapping."));
}

type::v1::When WhenOf(absl::Time time, bool whole_day, absl::TimeZone zone) {
  type::v1::When when;
  if (whole_day) {
    const absl::CivilDay day = absl::ToCivilDay(time, zone);
    when.mutable_date()->set_year(static_cast<int32_t>(day.year()));
    when.mutable_date()->set_month(day.month());
    when.mutable_date()->set_day(day.day());
    return when;
  }
  const int64_t seconds = absl::ToUnixSeconds(time);
  when.mutable_time()->set_seconds(seconds);
  when.mutable_time()->set_nanos(
      static_cast<int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return when;
}

// A moment and how precisely the mapping lets it be taken.
struct Moment {
  absl::Time time;
  bool whole_day = false;
  absl::TimeZone zone;
  type::v1::When when() const { return WhenOf(time, whole_day, zone); }
};

bool LooksLikeADay(const TimeRule& rule, absl::string_view text) {
  return rule.whole_day || (rule.format.empty() && text.size() == 10);
}

absl::StatusOr<std::optional<Moment>> MomentOf(const TimeRule& rule, const Row& row) {
  FD_ASSIGN_OR_RETURN(const std::string text, ValueOf(rule.value, row));
  if (text.empty()) return std::optional<Moment>();
  FD_ASSIGN_OR_RETURN(const absl::Time time, TimeOf(rule, text));
  return std::optional<Moment>(Moment{time, LooksLikeADay(rule, text), rule.zone});
}

// Ids of units and staff that the source knows by name only: the same name, the same id.
std::string IdFromName(const std::string& source, const std::string& kind,
                       const std::string& name) {
  const std::string text = absl::StrCat(source, "\n", kind, "\n", name);
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
  Id16 id;
  std::copy_n(digest, id.size(), id.begin());
  id[6] = static_cast<uint8_t>((id[6] & 0x0f) | 0x80);  // version 8: made from other data
  id[8] = static_cast<uint8_t>((id[8] & 0x3f) | 0x80);
  return FormatUuid(id);
}

// Builds the facts of one case row by row. Not thread-safe.
class CaseBuild {
 public:
  CaseBuild(const Mapping& mapping, ImportedCase& out) : mapping_(mapping), out_(out) {}

  absl::Status AddEvents(const std::vector<Row>& rows);
  // A person's spells may stand in any order in the file.
  absl::Status SortByOpening(std::vector<Row>& rows);
  absl::Status AddSpell(const Row& row, bool first);
  absl::Status AddLivelihood(const Row& row);
  // The case's opening at the earliest of its rows, and its attributes with it.
  absl::Status AddOpening(const std::vector<Row>& rows);
  int64_t line() const { return line_; }

 private:
  absl::StatusOr<Moment> RequiredMoment(const TimeRule& rule, const Row& row) {
    FD_ASSIGN_OR_RETURN(const std::optional<Moment> moment, MomentOf(rule, row));
    if (!moment)
      return Unreadable(absl::StrCat("The column ", rule.value.column, " holds no time."));
    return *moment;
  }

  // A new row of the answer, numbered among its equals.
  absl::StatusOr<ImportedRow*> NewRow(const Row& row, const std::string& code,
                                      const Moment& moment) {
    ImportedRow* added = out_.add_rows();
    added->set_line(row.line);
    added->set_code(code);
    *added->mutable_occurred() = moment.when();
    added->set_ordinal(ordinals_[{code, moment.time}]++);
    FD_ASSIGN_OR_RETURN(const std::optional<Moment> known, MomentOf(mapping_.known_at, row));
    if (known) *added->mutable_known_time() = WhenOf(known->time, false, known->zone).time();
    return added;
  }

  absl::Status SetPath(Message& message, const FieldRule& rule, const Row& row) {
    FD_ASSIGN_OR_RETURN(std::string value, ValueOf(rule.value, row));
    if (value.empty()) return absl::OkStatus();
    if (!rule.value.names.empty()) value = Reference(rule.value.names, value);
    Message* target = &message;
    const std::vector<std::string> path = absl::StrSplit(rule.path, '.');
    for (size_t i = 0; i < path.size(); ++i) {
      const FieldDescriptor* field = target->GetDescriptor()->FindFieldByName(path[i]);
      const bool last = i + 1 == path.size();
      if (field == nullptr ||
          (!last && (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || field->is_map()))) {
        return absl::InvalidArgumentError(absl::StrCat("The mapping sets ",
                                                       rule.path,
                                                       ", but ",
                                                       target->GetDescriptor()->full_name(),
                                                       " has no message ",
                                                       path[i],
                                                       "."));
      }
      if (last) return SetField(*target, field, value, mapping_.zone);
      target = Inner(*target, field);
    }
    return absl::OkStatus();
  }

  // The message in `field`; of a list its last one, or a first one made.
  static Message* Inner(Message& of, const FieldDescriptor* field) {
    const auto* reflection = of.GetReflection();
    if (!field->is_repeated()) return reflection->MutableMessage(&of, field);
    const int size = reflection->FieldSize(of, field);
    return size == 0 ? reflection->AddMessage(&of, field)
                     : reflection->MutableRepeatedMessage(&of, field, size - 1);
  }

  absl::Status SetAll(Message& message, const std::vector<FieldRule>& rules, const Row& row) {
    for (const FieldRule& rule : rules) FD_RETURN_IF_ERROR(SetPath(message, rule, row));
    return absl::OkStatus();
  }

  // The member `name` of a union of events or sealed messages.
  absl::StatusOr<Message*> Member(Message& of, const std::string& name) {
    const FieldDescriptor* field = of.GetDescriptor()->FindFieldByName(name);
    if (field == nullptr || field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
      return absl::InvalidArgumentError(absl::StrCat("The mapping names the event ",
                                                     name,
                                                     ", but ",
                                                     of.GetDescriptor()->full_name(),
                                                     " has none such."));
    }
    return of.GetReflection()->MutableMessage(&of, field);
  }

  std::string Reference(const std::string& kind, const std::string& name) {
    if (kind == "id") return IdFromName(mapping_.source, "id\n" + out_.key(), name);
    const std::string id = IdFromName(mapping_.source, kind, name);
    if (referenced_.insert(id).second) {
      ImportedReference* reference = out_.add_references();
      reference->set_kind(kind == "unit" ? ImportedReference::KIND_UNIT
                                         : ImportedReference::KIND_STAFF);
      reference->set_id(id);
      reference->set_display_name(name);
    }
    return id;
  }

  bool Holds(const EventRule& rule, const Row& row) const {
    return std::all_of(rule.when.begin(), rule.when.end(), [&row](const auto& condition) {
      const std::string* value = row.Find(condition.first);
      return value != nullptr &&
             std::count(condition.second.begin(), condition.second.end(), *value) > 0;
    });
  }

  absl::Status AddEventRow(const Row& row);
  absl::Status AddAct(const Row& row, ImportedRow& added);
  absl::Status AddMapped(const EventRule& rule, const Row& row, ImportedRow& added);
  absl::StatusOr<std::optional<Moment>> EndOfSpell(const Row& row, const Moment& opened);

  const Mapping& mapping_;
  ImportedCase& out_;
  std::map<std::pair<std::string, absl::Time>, int32_t> ordinals_;
  std::set<std::string> referenced_;
  int64_t line_ = 0;
};

absl::Status CaseBuild::AddOpening(const std::vector<Row>& rows) {
  const TimeRule& rule = mapping_.shape == Shape::kSpells ? mapping_.spell.opened : mapping_.time;
  const Row* first = nullptr;
  std::optional<Moment> earliest;
  for (const Row& row : rows) {
    line_ = row.line;
    FD_ASSIGN_OR_RETURN(const Moment moment, RequiredMoment(rule, row));
    if (earliest && moment.time >= earliest->time) continue;
    earliest = moment;
    first = &row;
  }
  line_ = first->line;
  FD_ASSIGN_OR_RETURN(ImportedRow* const opening, NewRow(*first, kOpeningCode, *earliest));
  opening->set_derived(true);
  FD_RETURN_IF_ERROR(
      SetAll(*opening->mutable_case_event()->mutable_case_opened(), mapping_.open, *first));
  std::map<std::string, std::string> attributes;
  for (const auto& [name, value_rule] : mapping_.attributes) {
    for (const Row& row : rows) {
      line_ = row.line;
      FD_ASSIGN_OR_RETURN(const std::string value, ValueOf(value_rule, row));
      if (value.empty()) continue;
      attributes[name] = value;
      break;
    }
  }
  if (attributes.empty()) return absl::OkStatus();
  FD_ASSIGN_OR_RETURN(ImportedRow* const set, NewRow(*first, kAttributesCode, *earliest));
  set->set_derived(true);
  auto& values = *set->mutable_case_event()->mutable_attributes_set()->mutable_attributes();
  for (const auto& [name, value] : attributes) values[name] = value;
  return absl::OkStatus();
}

absl::Status CaseBuild::AddEvents(const std::vector<Row>& rows) {
  FD_RETURN_IF_ERROR(AddOpening(rows));
  for (const Row& row : rows) FD_RETURN_IF_ERROR(AddEventRow(row));
  return absl::OkStatus();
}

absl::Status CaseBuild::AddEventRow(const Row& row) {
  line_ = row.line;
  FD_ASSIGN_OR_RETURN(const Moment moment, RequiredMoment(mapping_.time, row));
  FD_ASSIGN_OR_RETURN(const std::string code, ValueOf(mapping_.code, row));
  if (code.empty())
    return Unreadable(absl::StrCat("The column ", mapping_.code.column, " holds no code."));
  FD_ASSIGN_OR_RETURN(ImportedRow* const added, NewRow(row, code, moment));
  for (const EventRule& rule : mapping_.events) {
    if (Holds(rule, row)) return AddMapped(rule, row, *added);
  }
  return AddAct(row, *added);
}

absl::Status CaseBuild::AddMapped(const EventRule& rule, const Row& row, ImportedRow& added) {
  Message& event = rule.person ? static_cast<Message&>(*added.mutable_person_event())
                               : static_cast<Message&>(*added.mutable_case_event());
  FD_ASSIGN_OR_RETURN(Message* const fields, Member(event, rule.event));
  FD_RETURN_IF_ERROR(SetAll(*fields, rule.set, row));
  if (rule.sealed.empty()) return absl::OkStatus();
  Message& sealed = rule.person ? static_cast<Message&>(*added.mutable_person_sealed())
                                : static_cast<Message&>(*added.mutable_case_sealed());
  FD_ASSIGN_OR_RETURN(Message* const sealed_fields, Member(sealed, rule.event));
  return SetAll(*sealed_fields, rule.sealed, row);
}

absl::Status CaseBuild::AddAct(const Row& row, ImportedRow& added) {
  auto& act = *added.mutable_case_event()->mutable_act_recorded();
  act.set_source(mapping_.source);
  act.set_code(added.code());
  FD_ASSIGN_OR_RETURN(*act.mutable_label(), ValueOf(mapping_.label, row));
  FD_ASSIGN_OR_RETURN(*act.mutable_lifecycle(), ValueOf(mapping_.lifecycle, row));
  FD_ASSIGN_OR_RETURN(*act.mutable_resource(), ValueOf(mapping_.resource, row));
  for (const std::string& column : mapping_.sealed) {
    const std::string* value = row.Find(column);
    if (value == nullptr || value->empty()) continue;
    (*added.mutable_case_sealed()->mutable_act_recorded()->mutable_attributes())[column] = *value;
  }
  return absl::OkStatus();
}

// When the spell ended: as the file says, or so many units after it opened.
absl::StatusOr<std::optional<Moment>> CaseBuild::EndOfSpell(const Row& row, const Moment& opened) {
  const SpellRule& spell = mapping_.spell;
  if (spell.duration.empty()) return MomentOf(spell.closed, row);
  FD_ASSIGN_OR_RETURN(const std::string text, ValueOf(spell.duration, row));
  if (text.empty()) return std::optional<Moment>();
  int count = 0;
  if (!absl::SimpleAtoi(text, &count) || count < 0) {
    return Unreadable(absl::StrCat("\"", text, "\" is no duration in whole ", spell.unit, "."));
  }
  const absl::CivilDay first = absl::ToCivilDay(opened.time, opened.zone);
  absl::CivilDay last;
  if (spell.unit == "days" || spell.unit == "weeks") {
    last = first + (spell.unit == "weeks" ? 7 * count : count);
  } else {
    const absl::CivilMonth month =
        absl::CivilMonth(first) + (spell.unit == "years" ? 12 * count : count);
    const auto length = static_cast<int>(absl::CivilDay(month + 1) - absl::CivilDay(month));
    last = absl::CivilDay(month.year(), month.month(), std::min(first.day(), length));
  }
  return std::optional<Moment>(Moment{absl::FromCivil(last, opened.zone), true, opened.zone});
}

absl::Status CaseBuild::SortByOpening(std::vector<Row>& rows) {
  std::map<int64_t, absl::Time> opened;
  for (const Row& row : rows) {
    line_ = row.line;
    FD_ASSIGN_OR_RETURN(const Moment moment, RequiredMoment(mapping_.spell.opened, row));
    opened[row.line] = moment.time;
  }
  std::stable_sort(rows.begin(), rows.end(), [&opened](const Row& a, const Row& b) {
    return opened[a.line] < opened[b.line];
  });
  return absl::OkStatus();
}

absl::Status CaseBuild::AddSpell(const Row& row, bool first) {
  line_ = row.line;
  const SpellRule& spell = mapping_.spell;
  FD_ASSIGN_OR_RETURN(const Moment opened, RequiredMoment(spell.opened, row));
  if (!first) {
    FD_ASSIGN_OR_RETURN(ImportedRow* const reopened, NewRow(row, kOpeningCode, opened));
    reopened->set_derived(true);
    FD_RETURN_IF_ERROR(
        SetAll(*reopened->mutable_case_event()->mutable_case_reopened(), mapping_.open, row));
  }
  FD_ASSIGN_OR_RETURN(std::optional<Moment> end, EndOfSpell(row, opened));
  bool complete = end.has_value();
  FD_ASSIGN_OR_RETURN(const std::string flag, ValueOf(spell.complete, row));
  if (!flag.empty() && !absl::SimpleAtob(flag, &complete)) {
    return Unreadable(absl::StrCat(
        "\"", flag, "\" does not say whether the spell is complete; map it to true or false."));
  }
  if (complete && !end)
    return Unreadable("The spell is complete, but the row does not say when it ended.");
  if (!complete) {
    FD_ASSIGN_OR_RETURN(const std::optional<Moment> watched, MomentOf(spell.observed_until, row));
    if (watched) end = watched;
    if (!end && spell.extracted_on) {
      end = Moment{absl::FromCivil(*spell.extracted_on, mapping_.zone), true, mapping_.zone};
    }
    if (!end) {
      return Unreadable(
          "The spell has neither an end nor an end of observation; state `extracted_on` in the "
          "mapping.");
    }
  }
  if (end->time < opened.time) return Unreadable("The spell ends before it opens.");
  FD_ASSIGN_OR_RETURN(ImportedRow* const closing, NewRow(row, kClosingCode, *end));
  if (!complete) {
    closing->mutable_case_event()->mutable_observation_ended()->set_reason(
        framdrift::casework::v1::OBSERVATION_END_DATA_ENDS);
    return absl::OkStatus();
  }
  auto& exit = *closing->mutable_case_event()->mutable_exit_recorded();
  return SetPath(exit, {"reason", spell.exit_reason}, row);
}

absl::Status CaseBuild::AddLivelihood(const Row& row) {
  line_ = row.line;
  FD_ASSIGN_OR_RETURN(Moment moment, RequiredMoment(mapping_.time, row));
  moment.whole_day = true;  // a state holds from its day
  FD_ASSIGN_OR_RETURN(ImportedRow* const added, NewRow(row, "livelihood", moment));
  auto& set = *added->mutable_person_event()->mutable_livelihood_set();
  *set.mutable_from_date() = moment.when().date();
  return SetAll(set, mapping_.livelihood, row);
}

absl::Status BuildCase(const Mapping& mapping, std::vector<Row> rows, CaseBuild& build) {
  switch (mapping.shape) {
    case Shape::kEvents:
      return build.AddEvents(rows);
    case Shape::kSpells: {
      FD_RETURN_IF_ERROR(build.SortByOpening(rows));
      FD_RETURN_IF_ERROR(build.AddOpening(rows));
      for (size_t i = 0; i < rows.size(); ++i) FD_RETURN_IF_ERROR(build.AddSpell(rows[i], i == 0));
      return absl::OkStatus();
    }
    case Shape::kLivelihood:
      for (const Row& row : rows) FD_RETURN_IF_ERROR(build.AddLivelihood(row));
      return absl::OkStatus();
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> CaseKeyOf(const Mapping& mapping, const Row& row) {
  const ValueRule& rule = mapping.case_key.empty() ? mapping.person : mapping.case_key;
  FD_ASSIGN_OR_RETURN(const std::string key, ValueOf(rule, row));
  if (key.empty()) return Unreadable(absl::StrCat("The column ", rule.column, " names no case."));
  return key;
}

CaseFacts FactBuilder::Build(const std::string& key, const std::vector<Row>& rows) const {
  CaseFacts facts;
  facts.imported.set_key(key);
  CaseBuild build(mapping_, facts.imported);
  absl::Status status = BuildCase(mapping_, rows, build);
  const auto set = [&](const ValueRule& rule, std::string* field) {
    if (!status.ok() || rule.empty()) return;
    const absl::StatusOr<std::string> value = ValueOf(rule, rows.front());
    status = value.status();
    if (value.ok()) *field = *value;
  };
  set(mapping_.person, facts.imported.mutable_personal_number());
  set(mapping_.given_name, facts.imported.mutable_given_name());
  set(mapping_.family_name, facts.imported.mutable_family_name());
  if (!status.ok()) {
    const bool code = status.code() == absl::StatusCode::kInvalidArgument;
    facts.refused.push_back(
        {build.line(), code ? kUnknownCode : kUnreadable, std::string(status.message())});
  }
  return facts;
}

}  // namespace framdrift::cli::migration
