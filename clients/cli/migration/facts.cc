#include "clients/cli/migration/facts.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "clients/cli/migration/derived_id.h"
#include "clients/cli/migration/event_fields.h"
#include "clients/cli/migration/moment.h"

namespace framdrift::cli::migration {
namespace {

using framdrift::migration::v1::ImportedCase;
using framdrift::migration::v1::ImportedReference;
using framdrift::migration::v1::ImportedRow;
using google::protobuf::Message;

constexpr char kUnknownCode[] = "CODE_UNKNOWN";
constexpr char kUnreadable[] = "ROW_UNREADABLE";
constexpr char kPersonDiffers[] = "PERSON_DIFFERS";
constexpr char kTooLarge[] = "CASE_TOO_LARGE";

// Codes of the rows that the import adds to those of the file.
constexpr char kOpeningCode[] = "framdrift:opening";
constexpr char kAttributesCode[] = "framdrift:attributes";
constexpr char kClosingCode[] = "framdrift:closing";

// What the contract lets one case hold (ImportedCase.rows), and what a server takes in one message.
constexpr int kMostRows = 4'000;
constexpr size_t kMostBytes = (size_t{4} << 20) - (size_t{64} << 10);

absl::Status Unreadable(absl::string_view message) { return absl::DataLossError(message); }

// A personal number without century and separators: the same of one person however it is written.
std::string Plain(const std::string& number) {
  constexpr size_t kDigits = 10;
  std::string plain;
  for (const char c : number) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c)))
      plain.push_back(absl::ascii_toupper(static_cast<unsigned char>(c)));
  }
  return plain.size() > kDigits ? plain.substr(plain.size() - kDigits) : plain;
}

// Whether a time known to the second or to the day lies before another.
bool Precedes(const Moment& a, const Moment& b) {
  if (!a.whole_day && !b.whole_day) return a.time < b.time;
  return absl::ToCivilDay(a.time, a.zone) < absl::ToCivilDay(b.time, b.zone);
}

// Builds the facts of one case row by row, and notes every row that cannot be read. Not
// thread-safe.
class CaseBuild {
 public:
  CaseBuild(const Mapping& mapping, CaseFacts& facts)
      : mapping_(mapping), facts_(facts), out_(facts.imported) {}

  void AddEvents(const std::vector<Row>& rows);
  void AddSpells(std::vector<Row> rows);
  void AddLivelihood(const std::vector<Row>& rows);
  // Whom the case is about; the rows that say so agree.
  void AddPerson(const std::vector<Row>& rows);
  void CheckSize();

 private:
  // The first reason of a row counts.
  void Refuse(int64_t line, const char* reason, absl::string_view message) {
    if (!refused_.insert(line).second) return;
    facts_.refused.push_back({line, reason, std::string(message)});
  }
  void RefuseUnless(const absl::Status& status, const Row& row) {
    if (status.ok()) return;
    const bool code = status.code() == absl::StatusCode::kInvalidArgument;
    Refuse(row.line, code ? kUnknownCode : kUnreadable, status.message());
  }

  absl::StatusOr<Moment> RequiredMoment(const TimeRule& rule, const Row& row) const;
  absl::StatusOr<ImportedRow*> NewRow(const Row& row, const std::string& code,
                                      const Moment& moment);
  absl::Status SetOne(Message& message, const FieldRule& rule, const Row& row);
  absl::Status SetAll(Message& message, const std::vector<FieldRule>& rules, const Row& row);
  std::string Reference(const std::string& kind, const std::string& name);

  // The case's opening at `earliest`, with the fields of `first`, and the attributes.
  absl::Status AddOpening(const std::vector<Row>& rows, const Row& first, const Moment& earliest);
  absl::Status AddEventRow(const Row& row);
  absl::Status AddAct(const Row& row, ImportedRow& added);
  absl::Status AddMapped(const EventRule& rule, const Row& row, ImportedRow& added);
  absl::Status AddSpell(const Row& row, bool first);
  absl::Status AddLivelihoodRow(const Row& row);
  absl::StatusOr<std::optional<Moment>> EndOfSpell(const Row& row, const Moment& opened);

  const Mapping& mapping_;
  CaseFacts& facts_;
  ImportedCase& out_;
  std::map<std::pair<std::string, absl::Time>, int32_t> ordinals_;
  std::set<std::string> referenced_;
  std::set<int64_t> refused_;
};

absl::StatusOr<Moment> CaseBuild::RequiredMoment(const TimeRule& rule, const Row& row) const {
  FD_ASSIGN_OR_RETURN(const std::optional<Moment> moment, MomentOf(rule, row));
  if (!moment) return Unreadable(absl::StrCat("The column ", rule.value.column, " holds no time."));
  return *moment;
}

// A new row of the answer, numbered among its equals.
absl::StatusOr<ImportedRow*> CaseBuild::NewRow(const Row& row, const std::string& code,
                                               const Moment& moment) {
  FD_ASSIGN_OR_RETURN(const std::optional<Moment> known, MomentOf(mapping_.known_at, row));
  ImportedRow* added = out_.add_rows();
  added->set_line(row.line);
  added->set_code(code);
  *added->mutable_occurred() = moment.when();
  added->set_ordinal(ordinals_[{code, moment.time}]++);
  if (known) *added->mutable_known_time() = known->timestamp();
  return added;
}

absl::Status CaseBuild::SetOne(Message& message, const FieldRule& rule, const Row& row) {
  FD_ASSIGN_OR_RETURN(std::string value, ValueOf(rule.value, row));
  if (value.empty()) return absl::OkStatus();
  if (!rule.value.names.empty()) value = Reference(rule.value.names, value);
  return SetPath(message, rule.path, value, mapping_.zone);
}

absl::Status CaseBuild::SetAll(Message& message, const std::vector<FieldRule>& rules,
                               const Row& row) {
  for (const FieldRule& rule : rules) FD_RETURN_IF_ERROR(SetOne(message, rule, row));
  return absl::OkStatus();
}

std::string CaseBuild::Reference(const std::string& kind, const std::string& name) {
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

absl::Status CaseBuild::AddOpening(const std::vector<Row>& rows, const Row& first,
                                   const Moment& earliest) {
  FD_ASSIGN_OR_RETURN(ImportedRow* const opening, NewRow(first, kOpeningCode, earliest));
  opening->set_derived(true);
  opening->set_own_line(mapping_.shape == Shape::kSpells);
  FD_RETURN_IF_ERROR(
      SetAll(*opening->mutable_case_event()->mutable_case_opened(), mapping_.open, first));
  std::map<std::string, std::string> attributes;
  for (const auto& [name, value_rule] : mapping_.attributes) {
    for (const Row& row : rows) {
      const absl::StatusOr<std::string> value = ValueOf(value_rule, row);
      RefuseUnless(value.status(), row);
      if (!value.ok() || value->empty()) continue;
      attributes[name] = *value;
      break;
    }
  }
  if (attributes.empty()) return absl::OkStatus();
  FD_ASSIGN_OR_RETURN(ImportedRow* const set, NewRow(first, kAttributesCode, earliest));
  set->set_derived(true);
  auto& values = *set->mutable_case_event()->mutable_attributes_set()->mutable_attributes();
  for (const auto& [name, value] : attributes) values[name] = value;
  return absl::OkStatus();
}

void CaseBuild::AddEvents(const std::vector<Row>& rows) {
  const Row* first = nullptr;
  std::optional<Moment> earliest;
  for (const Row& row : rows) {
    const absl::StatusOr<Moment> moment = RequiredMoment(mapping_.time, row);
    RefuseUnless(moment.status(), row);
    if (!moment.ok() || (earliest && moment->time >= earliest->time)) continue;
    earliest = *moment;
    first = &row;
  }
  if (first != nullptr) RefuseUnless(AddOpening(rows, *first, *earliest), *first);
  for (const Row& row : rows) RefuseUnless(AddEventRow(row), row);
}

absl::Status CaseBuild::AddEventRow(const Row& row) {
  FD_ASSIGN_OR_RETURN(const Moment moment, RequiredMoment(mapping_.time, row));
  FD_ASSIGN_OR_RETURN(const std::string code, ValueOf(mapping_.code, row));
  if (code.empty()) {
    return Unreadable(absl::StrCat("The column ", mapping_.code.column, " holds no code."));
  }
  FD_ASSIGN_OR_RETURN(ImportedRow* const added, NewRow(row, code, moment));
  const auto holds = [&row](const EventRule& rule) {
    return std::all_of(rule.when.begin(), rule.when.end(), [&row](const auto& condition) {
      const std::string* value = row.Find(condition.first);
      return value != nullptr &&
             std::count(condition.second.begin(), condition.second.end(), *value) > 0;
    });
  };
  const auto rule = std::find_if(mapping_.events.begin(), mapping_.events.end(), holds);
  return rule == mapping_.events.end() ? AddAct(row, *added) : AddMapped(*rule, row, *added);
}

absl::Status CaseBuild::AddMapped(const EventRule& rule, const Row& row, ImportedRow& added) {
  Message& event = rule.person ? static_cast<Message&>(*added.mutable_person_event())
                               : static_cast<Message&>(*added.mutable_case_event());
  FD_ASSIGN_OR_RETURN(Message* const fields, EventIn(event, rule.event));
  FD_RETURN_IF_ERROR(SetAll(*fields, rule.set, row));
  if (rule.sealed.empty()) return absl::OkStatus();
  Message& sealed = rule.person ? static_cast<Message&>(*added.mutable_person_sealed())
                                : static_cast<Message&>(*added.mutable_case_sealed());
  FD_ASSIGN_OR_RETURN(Message* const sealed_fields, EventIn(sealed, rule.event));
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

// A person's spells may stand in any order in the file.
void CaseBuild::AddSpells(std::vector<Row> rows) {
  std::vector<std::pair<Moment, Row>> spells;
  for (Row& row : rows) {
    const absl::StatusOr<Moment> opened = RequiredMoment(mapping_.spell.opened, row);
    RefuseUnless(opened.status(), row);
    if (opened.ok()) spells.emplace_back(*opened, std::move(row));
  }
  if (spells.empty()) return;
  std::stable_sort(spells.begin(), spells.end(), [](const auto& a, const auto& b) {
    return a.first.time < b.first.time;
  });
  rows.clear();
  for (auto& [opened, row] : spells) rows.push_back(std::move(row));
  RefuseUnless(AddOpening(rows, rows.front(), spells.front().first), rows.front());
  for (const Row& row : rows) RefuseUnless(AddSpell(row, &row == &rows.front()), row);
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
  FD_ASSIGN_OR_RETURN(const Moment end, After(opened, count, spell.unit));
  return std::optional<Moment>(end);
}

absl::Status CaseBuild::AddSpell(const Row& row, bool first) {
  const SpellRule& spell = mapping_.spell;
  FD_ASSIGN_OR_RETURN(const Moment opened, RequiredMoment(spell.opened, row));
  if (!first) {
    FD_ASSIGN_OR_RETURN(ImportedRow* const reopened, NewRow(row, kOpeningCode, opened));
    reopened->set_derived(true);
    reopened->set_own_line(true);
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
  if (complete && !end) {
    return Unreadable("The spell is complete, but the row does not say when it ended.");
  }
  if (!complete) {
    FD_ASSIGN_OR_RETURN(const std::optional<Moment> watched, MomentOf(spell.observed_until, row));
    if (watched) end = watched;
    if (!end && spell.extracted_on) end = DayMoment(*spell.extracted_on, mapping_.zone);
    if (!end) {
      return Unreadable(
          "The spell has neither an end nor an end of observation; state `extracted_on` in the "
          "mapping.");
    }
  }
  if (Precedes(*end, opened)) return Unreadable("The spell ends before it opens.");
  FD_ASSIGN_OR_RETURN(ImportedRow* const closing, NewRow(row, kClosingCode, *end));
  if (!complete) {
    closing->mutable_case_event()->mutable_observation_ended()->set_reason(
        framdrift::casework::v1::OBSERVATION_END_DATA_ENDS);
    return absl::OkStatus();
  }
  auto& exit = *closing->mutable_case_event()->mutable_exit_recorded();
  return SetOne(exit, {"reason", spell.exit_reason, 0}, row);
}

void CaseBuild::AddLivelihood(const std::vector<Row>& rows) {
  for (const Row& row : rows) RefuseUnless(AddLivelihoodRow(row), row);
}

absl::Status CaseBuild::AddLivelihoodRow(const Row& row) {
  FD_ASSIGN_OR_RETURN(Moment moment, RequiredMoment(mapping_.time, row));
  moment = DayMoment(absl::ToCivilDay(moment.time, moment.zone), moment.zone);  // from its day on
  FD_ASSIGN_OR_RETURN(ImportedRow* const added, NewRow(row, "livelihood", moment));
  auto& set = *added->mutable_person_event()->mutable_livelihood_set();
  *set.mutable_from_date() = moment.when().date();
  return SetAll(set, mapping_.livelihood, row);
}

void CaseBuild::AddPerson(const std::vector<Row>& rows) {
  const std::pair<const ValueRule*, std::string*> texts[] = {
      {&mapping_.person, out_.mutable_personal_number()},
      {&mapping_.given_name, out_.mutable_given_name()},
      {&mapping_.family_name, out_.mutable_family_name()}};
  for (const auto& [rule, field] : texts) {
    for (const Row& row : rows) {
      const absl::StatusOr<std::string> value = ValueOf(*rule, row);
      RefuseUnless(value.status(), row);
      if (!value.ok() || value->empty()) continue;
      if (field->empty()) *field = *value;
      if (rule == &mapping_.person && Plain(*value) != Plain(*field)) {
        Refuse(row.line, kPersonDiffers, "An earlier row of the case names another person.");
      }
    }
  }
}

void CaseBuild::CheckSize() {
  if (out_.rows_size() <= kMostRows && out_.ByteSizeLong() <= kMostBytes) return;
  Refuse(0,
         kTooLarge,
         absl::StrCat("The case has ",
                      out_.rows_size(),
                      " rows; one case holds at most 4,000, and 4 MiB. Does `case` name the "
                      "column of the case's key?"));
}

void SortByLine(std::vector<RefusedRow>& refused) {
  std::stable_sort(refused.begin(), refused.end(), [](const RefusedRow& a, const RefusedRow& b) {
    return a.line < b.line;
  });
}

}  // namespace

absl::StatusOr<std::string> CaseKeyOf(const Mapping& mapping, const Row& row) {
  const ValueRule& rule = mapping.case_key.empty() ? mapping.person : mapping.case_key;
  FD_ASSIGN_OR_RETURN(const std::string key, ValueOf(rule, row));
  if (key.empty()) return Unreadable(absl::StrCat("The column ", rule.column, " names no case."));
  return key;
}

CaseFacts FactBuilder::Build(const std::string& key, const std::vector<Row>& rows) const {
  const auto has_fault = [](const Row& row) { return !row.fault.empty(); };
  if (std::none_of(rows.begin(), rows.end(), has_fault)) return BuildReadable(key, rows);
  // The others' own faults are told as well.
  std::vector<Row> readable;
  std::remove_copy_if(rows.begin(), rows.end(), std::back_inserter(readable), has_fault);
  CaseFacts facts = readable.empty() ? CaseFacts() : BuildReadable(key, readable);
  for (const Row& row : rows) {
    if (has_fault(row)) facts.refused.push_back({row.line, kUnreadable, row.fault});
  }
  SortByLine(facts.refused);
  return facts;
}

CaseFacts FactBuilder::BuildReadable(const std::string& key, const std::vector<Row>& rows) const {
  CaseFacts facts;
  facts.imported.set_key(key);
  CaseBuild build(mapping_, facts);
  switch (mapping_.shape) {
    case Shape::kEvents:
      build.AddEvents(rows);
      break;
    case Shape::kSpells:
      build.AddSpells(rows);
      break;
    case Shape::kLivelihood:
      build.AddLivelihood(rows);
      break;
    case Shape::kAccount:  // has no cases
      break;
  }
  build.AddPerson(rows);
  if (facts.refused.empty()) build.CheckSize();
  SortByLine(facts.refused);
  return facts;
}

}  // namespace framdrift::cli::migration
