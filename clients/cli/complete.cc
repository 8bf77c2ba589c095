#include "clients/cli/complete.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "clients/cli/catalogue.h"
#include "clients/cli/fields.h"
#include "clients/cli/help.h"
#include "clients/cli/texts.h"
#include "clients/cli/values.h"

namespace framdrift::cli {
namespace {

using google::protobuf::FieldDescriptor;

// What an option's help says of its value: FILE, or codes parted by |.
std::string TypeOf(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  return type.substr(0, type.find(':'));
}

// Where the words have led so far.
struct Place {
  CLI::App* app;
  size_t words_after = 0;                 // that are neither commands nor flags
  const CLI::Option* awaiting = nullptr;  // the flag whose value comes next
};

CLI::App* SubcommandNamed(CLI::App& app, const std::string& name) {
  for (CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (sub->get_name() == name) return sub;
  }
  return nullptr;
}

// The flag of `app`, or of what it stands in.
const CLI::Option* FlagNamed(const CLI::App* app, const std::string& name) {
  for (; app != nullptr; app = app->get_parent()) {
    if (const CLI::Option* option = app->get_option_no_throw(name)) return option;
  }
  return nullptr;
}

bool TakesValue(const CLI::Option* option) {
  return option != nullptr && option->get_items_expected_max() > 0;
}

Place Follow(CLI::App& app, const std::vector<std::string>& words) {
  Place place{&app};
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string& word = words[i];
    if (std::exchange(place.awaiting, nullptr) != nullptr) continue;
    if (absl::StartsWith(word, "-") && word != "-") {
      const CLI::Option* option = FlagNamed(place.app, word);
      if (TakesValue(option)) place.awaiting = option;
    } else if (CLI::App* sub = SubcommandNamed(*place.app, word)) {
      place.app = sub;
    } else {
      ++place.words_after;
    }
  }
  return place;
}

// The contract's command that `app` is; null when it is another.
const Command* CommandOfApp(const CLI::App* app) {
  if (app->get_parent() == nullptr) return nullptr;
  const auto& commands = Commands();
  const auto found = std::find_if(commands.begin(), commands.end(), [&](const Command& command) {
    return command.verb == app->get_name() && command.noun == app->get_parent()->get_name();
  });
  return found == commands.end() ? nullptr : &*found;
}

// The field that a flag of a contract's command fills; null when it fills none.
const FieldDescriptor* FieldOf(const CLI::App* app, const std::string& flag) {
  const Command* command = CommandOfApp(app);
  if (command == nullptr) return nullptr;
  return command->method->input_type()->FindFieldByName(
      absl::StrReplaceAll(absl::StripPrefix(flag, "--"), {{"-", "_"}}));
}

std::vector<Candidate> CodesOf(const FieldDescriptor* field) {
  std::vector<Candidate> codes;
  for (int i = 0; i < field->enum_type()->value_count(); ++i) {
    const auto* value = field->enum_type()->value(i);
    const std::string code = ShortName(value);
    const std::string label = Label(value);
    if (value->number() != 0) codes.push_back({code, label == code ? "" : label});
  }
  return codes;
}

// The names of parts, after those that stand there: `title=a,` is followed by `target_date=`.
std::vector<Candidate> PartsOf(const FieldDescriptor* field, const std::string& begun) {
  const size_t comma = begun.rfind(',');
  const std::string before = comma == std::string::npos ? "" : begun.substr(0, comma + 1);
  std::vector<Candidate> parts;
  for (int i = 0; i < field->message_type()->field_count(); ++i) {
    const FieldDescriptor* part = field->message_type()->field(i);
    parts.push_back({absl::StrCat(before, part->name(), "="), HelpOf(part)});
  }
  return parts;
}

// The ids of several nouns.
std::vector<Candidate> IdsOf(const std::string& nouns, const IdSource& ids) {
  std::vector<Candidate> found;
  for (const absl::string_view noun : absl::StrSplit(nouns, ' ', absl::SkipEmpty())) {
    for (Candidate& one : ids(std::string(noun))) found.push_back(std::move(one));
  }
  return found;
}

std::vector<Candidate> ValuesOf(const Place& place, const std::string& flag,
                                const CLI::Option& option, const std::string& begun,
                                const IdSource& ids) {
  if (const FieldDescriptor* field = FieldOf(place.app, flag); field != nullptr) {
    if (field->enum_type() != nullptr) return CodesOf(field);
    const bool parts =
        field->message_type() != nullptr && !field->is_map() && !IsValueType(field->message_type());
    if (parts) return PartsOf(field, begun);
    return IdsOf(NounOfIds(flag), ids);
  }
  const std::string type = TypeOf(option);
  if (type == "FILE") return {{kFiles, ""}};
  std::vector<Candidate> values;
  if (!absl::StrContains(type, '|')) return values;
  for (const absl::string_view one : absl::StrSplit(type, '|')) {
    values.push_back({std::string(one), ""});
  }
  return values;
}

std::vector<Candidate> FlagsOf(const CLI::App* app) {
  std::vector<Candidate> flags;
  for (; app != nullptr; app = app->get_parent()) {
    for (const CLI::Option* option : app->get_options()) {
      for (const std::string& name : option->get_lnames()) {
        const bool taken = std::any_of(flags.begin(), flags.end(), [&](const Candidate& flag) {
          return flag.word == "--" + name;
        });
        if (!taken) flags.push_back({"--" + name, option->get_description()});
      }
    }
  }
  return flags;
}

std::vector<Candidate> SubcommandsOf(const CLI::App& app) {
  std::vector<Candidate> names;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (!sub->get_group().empty()) names.push_back({sub->get_name(), sub->get_description()});
  }
  return names;
}

// What may stand where no flag is begun: a command, then the words it takes.
std::vector<Candidate> WordsOf(const Place& place, const IdSource& ids) {
  std::vector<Candidate> words = SubcommandsOf(*place.app);
  if (!words.empty() || place.words_after > 0) return words;
  if (const Command* command = CommandOfApp(place.app); command != nullptr && TakesId(*command)) {
    return IdsOf(NounOfIds(CollectionOf(*command)), ids);
  }
  if (place.app->get_name() == "api") {
    for (const Command& command : Commands()) {
      const auto* method = command.method;
      words.push_back({absl::StrCat(method->service()->name(), ".", method->name()), ""});
    }
    return words;
  }
  for (const CLI::Option* option : place.app->get_options()) {
    const std::string type = option->get_positional() ? TypeOf(*option) : "";
    if (type == "FILE") return {{kFiles, ""}};
    if (!absl::StrContains(type, '|')) continue;
    for (const absl::string_view one : absl::StrSplit(type, '|')) {
      words.push_back({std::string(one), ""});
    }
  }
  return words;
}

// Whether what is begun may become the candidate: by its word, or by the start of a name in it.
bool Fits(const Candidate& candidate, const std::string& begun) {
  if (candidate.word == kFiles || absl::StartsWith(candidate.word, begun)) return true;
  if (begun.size() < 2 || absl::StartsWith(begun, "-")) return false;
  const std::string wanted = absl::AsciiStrToLower(begun);
  const std::vector<std::string> names =
      absl::StrSplit(absl::AsciiStrToLower(candidate.says), ' ', absl::SkipEmpty());
  const bool is_id = std::count(candidate.word.begin(), candidate.word.end(), '-') == 4;
  return is_id && std::any_of(names.begin(), names.end(), [&](const std::string& name) {
           return absl::StartsWith(name, wanted);
         });
}

}  // namespace

std::string NounOfIds(const std::string& flag) {
  static constexpr std::pair<const char*, const char*> kNouns[] = {
      {"cases", "case"},
      {"persons", "case"},
      {"units", "unit"},
      {"boards", "board"},
      {"staff", "staff"},
      {"activities", "activity"},
      {"partners", "partner"},
      {"projections", "projection"},
      {"unit-id", "unit"},
      {"board-id", "board"},
      {"caseworker-id", "staff"},
      {"staff-id", "staff"},
      {"maker-id", "staff"},
      {"activity-id", "activity"},
      {"partner-id", "partner"},
      {"session-id", "session"},
      {"person-id", "case"},
      {"appellant-id", "case"},
      {"survivor-id", "case"},
      {"applicant-ids", "case"},
      {"child-ids", "case"},
      {"receiver-id", "board partner"},
      {"places", "place"},
      {"programmes", "programme"},
      {"evaluations", "evaluation"},
      {"evaluation-id", "evaluation"},
      {"networks", "network"},
      {"network-id", "network"},
      {"pricetables", "price-table"},
      {"price-table-id", "price-table"}};
  for (const auto& [end, noun] : kNouns) {
    if (absl::EndsWith(flag, end)) return noun;
  }
  return "";
}

std::vector<Candidate> Complete(CLI::App& app, const std::vector<std::string>& words,
                                const IdSource& ids) {
  if (words.empty()) return {};
  const std::string& begun = words.back();
  const Place place = Follow(app, words);
  std::vector<Candidate> candidates;
  const size_t equals = absl::StartsWith(begun, "--") ? begun.find('=') : std::string::npos;
  std::string before;
  if (place.awaiting != nullptr) {
    const std::string flag = words[words.size() - 2];
    candidates = ValuesOf(place, flag, *place.awaiting, begun, ids);
  } else if (equals != std::string::npos) {
    const std::string flag = begun.substr(0, equals);
    before = begun.substr(0, equals + 1);
    const CLI::Option* option = FlagNamed(place.app, flag);
    if (!TakesValue(option)) return {};
    candidates = ValuesOf(place, flag, *option, begun.substr(equals + 1), ids);
  } else if (absl::StartsWith(begun, "-")) {
    candidates = FlagsOf(place.app);
  } else {
    candidates = WordsOf(place, ids);
  }
  const std::string value = begun.substr(before.size());
  std::erase_if(candidates, [&](const Candidate& one) { return !Fits(one, value); });
  for (Candidate& one : candidates) {
    if (one.word != kFiles) one.word = before + one.word;
  }
  return candidates;
}

}  // namespace framdrift::cli
