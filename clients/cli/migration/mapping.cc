#include "clients/cli/migration/mapping.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "clients/cli/migration/amount.h"
#include "clients/cli/migration/mapping_check.h"

namespace framdrift::cli::migration {
namespace {

// Counted from 1; of an empty file, its first.
int LineOf(const YAML::Node& node) { return std::max(node.Mark().line, 0) + 1; }

absl::Status At(const YAML::Node& node, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("Mapping, line ", LineOf(node), ": ", what));
}

using Reader = std::function<absl::Status(const YAML::Node&)>;

// Reads a map in which each key has a reader; any other key is an error that lists the known ones.
absl::Status ReadMap(const YAML::Node& node, const std::map<std::string, Reader>& readers) {
  if (!node.IsMap()) return At(node, "names and values are expected here, as in `name: value`.");
  std::set<std::string> seen;
  for (const auto& entry : node) {
    const std::string key = entry.first.as<std::string>();
    if (!seen.insert(key).second) {
      return At(entry.first, absl::StrCat("`", key, "` stands here twice; keep one."));
    }
    const auto reader = readers.find(key);
    if (reader == readers.end()) {
      return At(entry.first,
                absl::StrCat("there is no `",
                             key,
                             "` here; known are ",
                             absl::StrJoin(readers,
                                           ", ",
                                           [](std::string* out, const auto& known) {
                                             absl::StrAppend(out, known.first);
                                           }),
                             "."));
    }
    FD_RETURN_IF_ERROR(reader->second(entry.second));
  }
  return absl::OkStatus();
}

Reader Text(std::string& out) {
  return [&out](const YAML::Node& node) {
    if (!node.IsScalar()) return At(node, "one text is expected here.");
    out = node.Scalar();
    return absl::OkStatus();
  };
}

Reader Texts(std::vector<std::string>& out) {
  return [&out](const YAML::Node& node) {
    if (node.IsScalar()) {
      out.push_back(node.Scalar());
      return absl::OkStatus();
    }
    if (!node.IsSequence()) return At(node, "a list of texts is expected here.");
    for (const auto& item : node) out.push_back(item.as<std::string>());
    return absl::OkStatus();
  };
}

Reader Zone(absl::TimeZone& out) {
  return [&out](const YAML::Node& node) {
    if (!node.IsScalar() || !absl::LoadTimeZone(node.Scalar(), &out)) {
      return At(node, "this is no time zone; write one such as Europe/Stockholm.");
    }
    return absl::OkStatus();
  };
}

Reader Names(std::string& out) {
  return [&out](const YAML::Node& node) {
    if (node.Scalar() != "unit" && node.Scalar() != "staff" && node.Scalar() != "id") {
      return At(node, "a value names a `unit`, `staff` or a thing by an `id` of its own.");
    }
    return Text(out)(node);
  };
}

Reader Amount(bool& kronor) {
  return [&kronor](const YAML::Node& node) {
    if (node.Scalar() != "kronor" && node.Scalar() != "ore") {
      return At(node, "an amount is in `kronor` or in `ore`.");
    }
    kronor = node.Scalar() == "kronor";
    return absl::OkStatus();
  };
}

Reader Decimal(char& decimal) {
  return [&decimal](const YAML::Node& node) {
    if (node.Scalar() != "comma" && node.Scalar() != "point") {
      return At(node, "a decimal sign is `comma` or `point`.");
    }
    decimal = node.Scalar() == "comma" ? ',' : '.';
    return absl::OkStatus();
  };
}

std::map<std::string, Reader> ValueReaders(ValueRule& rule) {
  return {
      {"column", Text(rule.column)},
      {"names", Names(rule.names)},
      {"amount", Amount(rule.kronor)},
      {"decimal", Decimal(rule.decimal)},
      {"constant", [&rule](const YAML::Node& node) { return Text(rule.constant.emplace())(node); }},
      {"default", [&rule](const YAML::Node& node) { return Text(rule.fallback.emplace())(node); }},
      {"values", [&rule](const YAML::Node& node) {
         if (!node.IsMap()) return At(node, "source values and ours are expected here.");
         for (const auto& entry : node) {
           rule.values[entry.first.as<std::string>()] = entry.second.as<std::string>();
         }
         return absl::OkStatus();
       }}};
}

// `NAME` alone is a column.
Reader Value(ValueRule& rule) {
  return [&rule](const YAML::Node& node) {
    if (node.IsScalar()) return Text(rule.column)(node);
    return ReadMap(node, ValueReaders(rule));
  };
}

Reader Time(TimeRule& rule) {
  return [&rule](const YAML::Node& node) {
    if (node.IsScalar()) return Text(rule.value.column)(node);
    std::map<std::string, Reader> readers = ValueReaders(rule.value);
    readers["format"] = Text(rule.format);
    readers["zone"] = Zone(rule.zone);
    readers["precision"] = [&rule](const YAML::Node& precision) {
      if (precision.Scalar() != "day" && precision.Scalar() != "second") {
        return At(precision, "a precision is `second` or `day`.");
      }
      rule.whole_day = precision.Scalar() == "day";
      return absl::OkStatus();
    };
    return ReadMap(node, readers);
  };
}

Reader Fields(std::vector<FieldRule>& out) {
  return [&out](const YAML::Node& node) {
    if (!node.IsMap())
      return At(node, "fields and where their values come from are expected here.");
    for (const auto& entry : node) {
      FieldRule rule;
      rule.path = entry.first.as<std::string>();
      rule.line = LineOf(entry.first);
      FD_RETURN_IF_ERROR(Value(rule.value)(entry.second));
      out.push_back(std::move(rule));
    }
    return absl::OkStatus();
  };
}

absl::Status ReadEvent(const YAML::Node& node, std::vector<EventRule>& out) {
  EventRule rule;
  rule.line = LineOf(node);
  const Reader when = [&rule](const YAML::Node& conditions) {
    if (!conditions.IsMap())
      return At(conditions, "columns and the values they must have are expected here.");
    for (const auto& entry : conditions) {
      FD_RETURN_IF_ERROR(Texts(rule.when[entry.first.as<std::string>()])(entry.second));
    }
    return absl::OkStatus();
  };
  const Reader stream = [&rule](const YAML::Node& name) {
    if (name.Scalar() != "case" && name.Scalar() != "person") {
      return At(name, "an event belongs to a `case` or a `person`.");
    }
    rule.person = name.Scalar() == "person";
    return absl::OkStatus();
  };
  FD_RETURN_IF_ERROR(ReadMap(node,
                             {{"when", when},
                              {"event", Text(rule.event)},
                              {"of", stream},
                              {"set", Fields(rule.set)},
                              {"sealed", Fields(rule.sealed)}}));
  if (rule.event.empty()) return At(node, "say which `event` such a row is.");
  if (rule.when.empty()) return At(node, "say `when` a row is this event.");
  out.push_back(std::move(rule));
  return absl::OkStatus();
}

Reader Events(std::vector<EventRule>& out) {
  return [&out](const YAML::Node& node) {
    if (!node.IsSequence()) return At(node, "a list of events is expected here.");
    for (const auto& item : node) FD_RETURN_IF_ERROR(ReadEvent(item, out));
    return absl::OkStatus();
  };
}

Reader Attributes(std::vector<std::pair<std::string, ValueRule>>& out) {
  return [&out](const YAML::Node& node) {
    std::vector<FieldRule> fields;
    FD_RETURN_IF_ERROR(Fields(fields)(node));
    for (FieldRule& field : fields) out.emplace_back(field.path, std::move(field.value));
    return absl::OkStatus();
  };
}

Reader Spell(SpellRule& spell) {
  return [&spell](const YAML::Node& node) {
    const Reader unit = [&spell](const YAML::Node& name) {
      for (const char* known : {"days", "weeks", "months", "years"}) {
        if (name.Scalar() == known) return Text(spell.unit)(name);
      }
      return At(name, "a unit is days, weeks, months or years.");
    };
    const Reader extracted = [&spell](const YAML::Node& day) {
      absl::CivilDay parsed;
      if (!day.IsScalar() || !absl::ParseCivilTime(day.Scalar(), &parsed)) {
        return At(day, "the extraction date is a day such as 2024-05-01.");
      }
      spell.extracted_on = parsed;
      return absl::OkStatus();
    };
    return ReadMap(node,
                   {{"opened", Time(spell.opened)},
                    {"closed", Time(spell.closed)},
                    {"duration", Value(spell.duration)},
                    {"unit", unit},
                    {"complete", Value(spell.complete)},
                    {"exit_reason",
                     [&spell](const YAML::Node& reason) {
                       spell.line = LineOf(reason);
                       return Value(spell.exit_reason)(reason);
                     }},
                    {"observed_until", Time(spell.observed_until)},
                    {"extracted_on", extracted}});
  };
}

absl::Status ReadShape(const YAML::Node& node, Shape& shape) {
  static const std::map<std::string, Shape> kShapes = {{"account", Shape::kAccount},
                                                       {"events", Shape::kEvents},
                                                       {"livelihood", Shape::kLivelihood},
                                                       {"spells", Shape::kSpells}};
  const auto it = kShapes.find(node.Scalar());
  if (it == kShapes.end()) return At(node, "a shape is account, events, livelihood or spells.");
  shape = it->second;
  return absl::OkStatus();
}

absl::Status ReadMode(const YAML::Node& node, bool& snapshot) {
  if (node.Scalar() != "append" && node.Scalar() != "snapshot") {
    return At(node, "a mode is append or snapshot.");
  }
  snapshot = node.Scalar() == "snapshot";
  return absl::OkStatus();
}

// What the shape needs besides what YAML can say.
absl::Status CheckWhole(const Mapping& mapping, const YAML::Node& root) {
  if (mapping.source.empty()) return At(root, "name the `source`: the system the file comes from.");
  if (mapping.shape == Shape::kAccount) {
    if (mapping.place.empty()) return At(root, "say whose account it is: a `place`.");
    if (mapping.entry.empty()) return At(root, "say under `entry` what each row books.");
    return absl::OkStatus();
  }
  if (mapping.case_key.empty() && mapping.person.empty()) {
    return At(root, "say which column holds the `case` or the `person`.");
  }
  const bool spells = mapping.shape == Shape::kSpells;
  if (!spells && mapping.time.value.empty()) return At(root, "say which column holds the `time`.");
  if (mapping.shape == Shape::kEvents && mapping.code.empty()) {
    return At(root, "say which column holds the `code`: the kind of row.");
  }
  if (mapping.shape == Shape::kLivelihood && mapping.livelihood.empty()) {
    return At(root, "say under `livelihood` which column holds its `state`.");
  }
  if (spells && mapping.spell.opened.value.empty()) {
    return At(root, "say under `spell` when it `opened`.");
  }
  if (spells && !mapping.spell.duration.empty() && mapping.spell.unit.empty()) {
    return At(root, "a `duration` needs a `unit`.");
  }
  return absl::OkStatus();
}

Reader Shares(std::vector<std::vector<FieldRule>>& out) {
  return [&out](const YAML::Node& node) {
    if (!node.IsSequence()) return At(node, "a list of shares is expected here.");
    for (const auto& item : node) FD_RETURN_IF_ERROR(Fields(out.emplace_back())(item));
    return absl::OkStatus();
  };
}

// A ledger's amounts have a decimal comma unless the mapping says otherwise.
void SetDecimals(Mapping& mapping) {
  if (mapping.shape != Shape::kAccount) return;
  for (FieldRule& rule : mapping.entry) {
    if (rule.value.decimal == 0) rule.value.decimal = ',';
  }
}

absl::Status ReadRoot(const YAML::Node& root, Mapping& mapping) {
  const std::map<std::string, Reader> readers = {
      {"source", Text(mapping.source)},
      {"shape", [&](const YAML::Node& node) { return ReadShape(node, mapping.shape); }},
      {"mode", [&](const YAML::Node& node) { return ReadMode(node, mapping.snapshot); }},
      {"zone", Zone(mapping.zone)},
      {"case", Value(mapping.case_key)},
      {"person", Value(mapping.person)},
      {"given_name", Value(mapping.given_name)},
      {"family_name", Value(mapping.family_name)},
      {"code", Value(mapping.code)},
      {"label", Value(mapping.label)},
      {"lifecycle", Value(mapping.lifecycle)},
      {"resource", Value(mapping.resource)},
      {"time", Time(mapping.time)},
      {"known_at", Time(mapping.known_at)},
      {"open", Fields(mapping.open)},
      {"events", Events(mapping.events)},
      {"livelihood", Fields(mapping.livelihood)},
      {"spell", Spell(mapping.spell)},
      {"place", Value(mapping.place)},
      {"entry", Fields(mapping.entry)},
      {"shares", Shares(mapping.shares)},
      {"attributes", Attributes(mapping.attributes)},
      {"sealed", Texts(mapping.sealed)}};
  FD_RETURN_IF_ERROR(ReadMap(root, readers));
  SetDecimals(mapping);
  FD_RETURN_IF_ERROR(CheckWhole(mapping, root));
  return CheckFields(mapping);
}

absl::StatusOr<std::string> Translated(const ValueRule& rule, const Row& row) {
  if (rule.constant.has_value()) return *rule.constant;
  const std::string* found = rule.column.empty() ? nullptr : row.Find(rule.column);
  if (found == nullptr || found->empty()) return rule.fallback.value_or("");
  if (rule.values.empty()) return *found;
  const auto ours = rule.values.find(*found);
  if (ours != rule.values.end()) return ours->second;
  if (rule.fallback.has_value()) return *rule.fallback;
  return absl::InvalidArgumentError(
      absl::StrCat("\"",
                   *found,
                   "\" in column ",
                   rule.column,
                   " has no translation; add it to the mapping's `values`."));
}

}  // namespace

absl::StatusOr<Mapping> ParseMapping(const std::string& yaml) {
  Mapping mapping;
  const absl::TimeZone unset;
  absl::LoadTimeZone("Europe/Stockholm", &mapping.zone);
  try {
    FD_RETURN_IF_ERROR(ReadRoot(YAML::Load(yaml), mapping));
  } catch (const YAML::Exception& error) {
    return absl::InvalidArgumentError(
        absl::StrCat("Mapping, line ", error.mark.line + 1, ": ", error.msg, "."));
  }
  for (TimeRule* time : {&mapping.time,
                         &mapping.known_at,
                         &mapping.spell.opened,
                         &mapping.spell.closed,
                         &mapping.spell.observed_until}) {
    if (time->zone == unset) time->zone = mapping.zone;
  }
  return mapping;
}

absl::StatusOr<Mapping> LoadMapping(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("The mapping ", path, " cannot be opened."));
  return ParseMapping(std::string(std::istreambuf_iterator<char>(file), {}));
}

absl::StatusOr<std::string> ValueOf(const ValueRule& rule, const Row& row) {
  absl::StatusOr<std::string> value = Translated(rule, row);
  if (!value.ok() || value->empty() || !rule.kronor) return value;
  return rule.decimal == 0 ? OreFromKronor(*value) : OreFromKronor(*value, rule.decimal);
}

}  // namespace framdrift::cli::migration
