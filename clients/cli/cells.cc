#include "clients/cli/cells.h"

#include <cstdint>
#include <cstdlib>
#include <vector>

#include <fmt/format.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/time_util.h>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/strings/substitute.h"
#include "absl/time/time.h"
#include "clients/cli/reflect.h"
#include "clients/cli/texts.h"

namespace framdrift::cli {
namespace {

using google::protobuf::Message;

constexpr size_t kShortId = 8;

std::string Cell(const Message& row, const char* field, const Reader& reader) {
  return CellOf(row, Field(row, field), reader);
}

int64_t NumberIn(const Message& row, const char* field) {
  return row.GetReflection()->GetInt64(row, Field(row, field));
}

absl::CivilSecond TimeIn(const Message& row, const char* field, absl::TimeZone zone) {
  google::protobuf::Timestamp time;
  time.ParseFromString(PartOf(row, field).SerializeAsString());
  return absl::ToCivilSecond(
      absl::FromUnixNanos(google::protobuf::util::TimeUtil::TimestampToNanoseconds(time)), zone);
}

// `09:00`.
std::string ClockText(absl::CivilSecond time) {
  return fmt::format("{:02}:{:02}", time.hour(), time.minute());
}

std::string HoursOf(const Message& item, const Reader& reader) {
  return absl::StrCat(ClockText(TimeIn(item, "start_time", reader.zone)),
                      "–",
                      ClockText(TimeIn(item, "end_time", reader.zone)));
}

// Hundredths of a case as cases: 3250 is 32.5.
std::string InCases(int64_t hundredths) {
  return fmt::format("{}", static_cast<double>(hundredths) / 100);
}

std::string Change(const std::string& before, const std::string& after) {
  return before == after ? after : absl::StrCat(before, " → ", after);
}

}  // namespace

std::string WhoOf(const Message& item, const Reader& reader) {
  const std::string name = Cell(item, "person_name", reader);
  if (!name.empty()) return name;
  return absl::StrCat(Cell(item, "case", reader).substr(0, kShortId), "…");
}

std::string DueOf(const Message& item, const Reader& reader) {
  if (!Has(item, "due_time")) return "";
  const absl::CivilSecond due = TimeIn(item, "due_time", reader.zone);
  const absl::CivilDay day(due);
  if (due == absl::CivilSecond(day + 1) - 1) return absl::FormatCivilTime(day);
  return absl::StrCat(absl::FormatCivilTime(day), " ", ClockText(due));
}

std::string WhatOf(const Message& item, const Reader& reader) {
  std::string what;
  for (const char* field : {"rule", "reminder_kind", "kind"}) {
    if (what.empty() && Has(item, field)) what = Cell(item, field, reader);
  }
  if (Has(item, "month")) {
    what = absl::Substitute(Say("$0, month $1"), what, Cell(item, "month", reader));
  }
  if (Has(item, "session_id") && Has(item, "start_time") && Has(item, "end_time")) {
    what = absl::StrCat(Say(Term::kColumn, "session", "session"), " ", HoursOf(item, reader));
  }
  if (Has(item, "text")) absl::StrAppend(&what, ": ", Cell(item, "text", reader));
  if (Has(item, "place")) absl::StrAppend(&what, ", ", Cell(item, "place", reader));
  if (Has(item, "absence_announced")) {
    absl::StrAppend(&what, ", ", Say(Term::kColumn, "absence announced", "absence announced"));
  }
  return what;
}

std::string ItemIdOf(const Message& item, const Reader&) { return IdOf(item); }

std::string LoadOf(const Message& caseload, const Reader&) {
  return InCases(NumberIn(caseload, "load_percent"));
}

std::string TotalLoadOf(const Message& caseload, const Reader& reader) {
  const std::string total = InCases(NumberIn(caseload, "total_load_percent"));
  const bool of_nobody = !Has(caseload, "caseworker_id");
  return of_nobody || total == LoadOf(caseload, reader) ? "" : total;
}

std::string CapacityOf(const Message& row, const Reader&) {
  const int64_t capacity = NumberIn(row, "capacity_percent");
  return capacity == 0 ? "" : InCases(capacity);
}

std::string WeightOf(const Message& move, const Reader&) {
  return InCases(NumberIn(move, "weight_percent"));
}

std::string WhyOf(const Message& move, const Reader& reader) {
  const std::string sentence = Cell(move, "explanation", reader);
  absl::string_view text = sentence;
  absl::ConsumeSuffix(&text, ".");
  std::vector<std::string> clauses = absl::StrSplit(text, "; ", absl::SkipEmpty());
  if (clauses.empty()) return "";
  clauses[0][0] = absl::ascii_tolower(static_cast<unsigned char>(clauses[0][0]));
  for (std::string& clause : clauses) clause = Translate(clause);
  return absl::StrJoin(clauses, "; ");
}

std::string CasesChangeOf(const Message& change, const Reader& reader) {
  return Change(Cell(change, "cases_before", reader), Cell(change, "cases_after", reader));
}

std::string LoadChangeOf(const Message& change, const Reader&) {
  return Change(InCases(NumberIn(change, "load_before_percent")),
                InCases(NumberIn(change, "load_after_percent")));
}

std::string UtilisationChangeOf(const Message& change, const Reader&) {
  if (NumberIn(change, "capacity_percent") == 0) return "";
  return Change(absl::StrCat(NumberIn(change, "utilisation_before"), " %"),
                absl::StrCat(NumberIn(change, "utilisation_after"), " %"));
}

std::string AbsenceOf(const Message& row, const Reader& reader) {
  if (!Has(row, "absence")) return "";
  const Message& absence = PartOf(row, "absence");
  const std::string text = Cell(absence, "text", reader);
  return absl::StrCat(Cell(absence, "announced_by", reader), text.empty() ? "" : ": ", text);
}

std::string AttendanceOf(const Message& row, const Reader& reader) {
  if (!Has(row, "attendance")) return "";
  const Message& attendance = PartOf(row, "attendance");
  const std::string code = Cell(attendance, "code", reader);
  if (!Has(attendance, "minutes")) return code;
  return absl::StrCat(
      code, ", ", absl::Substitute(Say("$0 min"), Cell(attendance, "minutes", reader)));
}

}  // namespace framdrift::cli
