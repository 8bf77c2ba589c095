// Tables of facts written as a person would, and questions asked of them.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "base/check.h"
#include "domain/codes/codes.h"
#include "domain/indicators/evaluate.h"
#include "domain/indicators/fact_table.h"
#include "google/protobuf/text_format.h"
#include "tests/testing/given.h"

namespace framdrift::indicators {

using framdrift::testing::Stockholm;

// `2024-03-01`.
inline DayNumber Day(absl::string_view text) {
  absl::CivilDay day;
  FD_CHECK(absl::ParseCivilTime(text, &day));
  return DayNumberOf(day);
}

inline indicator::v1::Definition DefinitionOf(const std::string& text) {
  indicator::v1::Definition definition;
  FD_CHECK(google::protobuf::TextFormat::ParseFromString(text, &definition));
  return definition;
}

// How many were skipped for that reason.
inline size_t Skipped(const Figure& figure, Skip why) {
  return figure.skipped[static_cast<size_t>(why)];
}

class Facts {
 public:
  explicit Facts(Subject subject, const std::vector<LocalField>& local = {})
      : fields_(subject, local), table_(fields_), row_(fields_) {}

  // Values by field: a day or time, a code as `WORK` or a set as `LANGUAGE+NONE`, a name, a number,
  // true or false; of what varies `2024-01-08=MAIN;2024-02-01=OTHER`; of days
  // `2024-01-08;2024-02-01`.
  void Put(int person, int ordinal, const std::map<std::string, std::string>& values) {
    row_.Clear();
    for (const auto& [name, text] : values) {
      const auto field = fields_.Find(name);
      FD_CHECK(field.has_value());
      Set(*field, text);
    }
    RowKey key;
    key.case_id[15] = static_cast<uint8_t>(person);
    key.ordinal = ordinal;
    table_.Put(key, row_);
  }

  const Fields& fields() const { return fields_; }
  const FactTable& table() const { return table_; }

  // The answer for the periods with a day in [from, past), as of the end of `as_of`.
  Answer Ask(const std::string& definition, absl::string_view from, absl::string_view past,
             absl::string_view as_of) const {
    const auto plan = Compile(DefinitionOf(definition), fields_, Stockholm());
    EXPECT_TRUE(plan.ok()) << plan.status();
    if (!plan.ok()) return {};
    Question question;
    question.as_of = EndOf(Day(as_of));
    question.windows = PeriodsOf(plan->period, {Day(from), Day(past)});
    if (!plan->breakdowns.empty()) question.breakdown = 0;
    const auto answer = Evaluate(*plan, {table_}, question, WorkingDays());
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? *answer : Answer{};
  }
  // The whole of the first period.
  Figure AskOne(const std::string& definition, absl::string_view from, absl::string_view as_of) {
    const Answer answer =
        Ask(definition, from, absl::FormatCivilTime(CivilDayOf(Day(from) + 1)), as_of);
    return answer.figures.empty() ? Figure{} : answer.figures.front();
  }

 private:
  uint32_t CodeOf(FieldId id, const std::string& text) {
    const Field& field = fields_[id];
    if (field.type == FieldType::kName) return table_.Intern(id, text);
    if (field.type == FieldType::kBool) return text == "true" ? 2 : 1;
    if (field.type == FieldType::kNumber) return InThousandths(std::stod(text));
    uint32_t bits = 0;
    for (const absl::string_view one : absl::StrSplit(text, '+')) {
      const auto number = codes::NumberOf(*field.list, one);
      FD_CHECK(number.has_value());
      if (field.type != FieldType::kSet) return static_cast<uint32_t>(*number);
      bits |= uint32_t{1} << *number;
    }
    return bits;
  }

  void Set(FieldId id, const std::string& text) {
    const Field& field = fields_[id];
    if (field.varying || field.type == FieldType::kDays) {
      for (const absl::string_view change : absl::StrSplit(text, ';')) {
        const std::vector<std::string> parts = absl::StrSplit(change, '=');
        row_.AddChange(id, Day(parts[0]), parts.size() > 1 ? CodeOf(id, parts[1]) : 0);
      }
      return;
    }
    switch (field.type) {
      case FieldType::kDay:
        row_.SetDay(id, Day(text));
        break;
      case FieldType::kMoment: {
        absl::Time at;
        std::string error;
        const bool has_time = text.size() > 10;
        FD_CHECK(absl::ParseTime(
            has_time ? "%Y-%m-%d %H:%M" : "%Y-%m-%d", text, Stockholm(), &at, &error));
        row_.SetMoment(id, MomentOf(at, Stockholm()));
        break;
      }
      case FieldType::kNumber: {
        double number = 0;
        FD_CHECK(absl::SimpleAtod(text, &number));
        row_.SetNumber(id, number);
        break;
      }
      default:
        row_.SetValue(id, CodeOf(id, text));
    }
  }

  const Fields fields_;
  FactTable table_;
  FactRow row_;
};

}  // namespace framdrift::indicators
