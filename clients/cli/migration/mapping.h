// How a file's columns become facts: what a mapping file says, checked when it is read.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/cli/migration/row.h"

namespace framdrift::cli::migration {

// Where a value comes from: a column or a constant, translated where `values` says so.
struct ValueRule {
  std::string column;
  std::optional<std::string> constant;
  // Source value → ours. When not empty, any other value is an unknown code unless `fallback` is
  // set.
  std::map<std::string, std::string> values;
  std::optional<std::string> fallback;
  // `unit` or `staff`: the value names one, and stands for an id made from source and name, which
  // is created where it is not there. `id`: the value stands for an id made from source, case and
  // value, as for a step.
  std::string names;
  // The value is an amount in kronor, and the field wants öre.
  bool kronor = false;
  // The decimal sign of amounts in kronor; 0 when they may have either.
  char decimal = 0;

  bool empty() const { return column.empty() && !constant.has_value(); }
};

// How a moment is written.
struct TimeRule {
  ValueRule value;
  // As absl::ParseTime takes it; empty means ISO 8601.
  std::string format;
  absl::TimeZone zone;
  // The clock in the file means nothing; only the day does.
  bool whole_day = false;
};

// Sets the field `path` (`slot.start_time`) of an event.
struct FieldRule {
  std::string path;
  ValueRule value;
  int line = 0;  // in the mapping file, for messages
};

// A row for which all of `when` holds becomes `event` (`first_contact_held`), in the case or, where
// `person` is set, in the person.
struct EventRule {
  std::map<std::string, std::vector<std::string>> when;
  std::string event;
  bool person = false;
  std::vector<FieldRule> set;
  std::vector<FieldRule> sealed;
  int line = 0;  // in the mapping file, for messages
};

// One row a spell: when it opened, and when and how it closed or until when it was watched.
struct SpellRule {
  TimeRule opened;
  TimeRule closed;
  // Instead of `closed`: so many units after opening; `unit` is days, weeks, months or years.
  ValueRule duration;
  std::string unit;
  // `true` when the spell came to its end; unset means that it did where `closed` has a value.
  ValueRule complete;
  ValueRule exit_reason;
  int line = 0;  // of `exit_reason` in the mapping file, for messages
  TimeRule observed_until;
  // The day the file was taken out of the source: censors rows with neither end nor observation
  // end.
  std::optional<absl::CivilDay> extracted_on;
};

enum class Shape { kEvents, kSpells, kLivelihood, kAccount };

struct Mapping {
  std::string source;
  Shape shape = Shape::kEvents;
  // The file holds all that the source knows of each case in it.
  bool snapshot = false;
  absl::TimeZone zone;
  ValueRule case_key;
  ValueRule person;
  ValueRule given_name;
  ValueRule family_name;
  ValueRule code;
  ValueRule label;
  ValueRule lifecycle;
  ValueRule resource;
  TimeRule time;
  TimeRule known_at;
  // Fields of the CaseOpened at the first row.
  std::vector<FieldRule> open;
  std::vector<EventRule> events;
  // Fields of the LivelihoodSet of each row (Shape::kLivelihood).
  std::vector<FieldRule> livelihood;
  SpellRule spell;
  // Shape::kAccount: the place whose account it is, the fields of each row's
  // BookAccountEntryRequest, and of each of its shares; one without millionths is left out.
  ValueRule place;
  std::vector<FieldRule> entry;
  std::vector<std::vector<FieldRule>> shares;
  // Local attribute → where its value stands; the first row that has one counts.
  std::vector<std::pair<std::string, ValueRule>> attributes;
  // Columns kept, sealed, with acts that have no event of their own.
  std::vector<std::string> sealed;
};

// Reads a mapping. INVALID_ARGUMENT names the line, what is wrong there and what would be right;
// events, fields and codes of ours are checked against the contracts.
absl::StatusOr<Mapping> ParseMapping(const std::string& yaml);
// The same from a file; NOT_FOUND when it cannot be read.
absl::StatusOr<Mapping> LoadMapping(const std::string& path);

// The row's value, translated; empty where the row has none. INVALID_ARGUMENT for an unknown code,
// DATA_LOSS for an amount that is none.
absl::StatusOr<std::string> ValueOf(const ValueRule& rule, const Row& row);

}  // namespace framdrift::cli::migration
