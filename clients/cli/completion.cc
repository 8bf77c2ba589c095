#include "clients/cli/completion.h"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "clients/cli/catalogue.h"
#include "clients/cli/channel.h"
#include "clients/cli/complete.h"
#include "clients/cli/output.h"
#include "clients/cli/table.h"
#include "clients/cli/texts.h"
#include "clients/cli/values.h"

namespace framdrift::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr absl::Duration kPatience = absl::Seconds(1);
constexpr int32_t kWordsAPage = 500;

// Bash splits words at = and : too: they are put together for the question, and what the shell
// keeps of a word is taken off the answers.
constexpr char kBash[] =
    R"sh(# Completion of framdrift for bash: source <(framdrift completion bash)
_framdrift() {
  local word glue= cursor=${COMP_WORDS[COMP_CWORD]} i
  local -a words=() lines=()
  for ((i = 1; i <= COMP_CWORD; ++i)); do
    word=${COMP_WORDS[i]}
    if [[ ${#words[@]} -gt 0 && ( -n $glue || $word == [=:] ) ]]; then
      words[${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
    if [[ $word == [=:] ]]; then glue=yes; else glue=; fi
  done
  if [[ $cursor == [=:] ]]; then cursor=; fi
  local kept=${words[${#words[@]} - 1]%"$cursor"}
  mapfile -t lines < <("${COMP_WORDS[0]}" complete -- "${words[@]}" 2>/dev/null)
  COMPREPLY=()
  if [[ ${lines[0]-} == :files* ]]; then
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -f -- "$cursor")
    return
  fi
  for word in "${lines[@]}"; do
    local says=${word#*$'\t'}
    word=${word%%$'\t'*}
    word=${word#"$kept"}
    if [[ $word == *= ]]; then compopt -o nospace; fi
    if [[ ${#lines[@]} -gt 1 && -n $says ]]; then word+="  ($says)"; fi
    COMPREPLY+=("$word")
  done
}
complete -F _framdrift framdrift
)sh";

constexpr char kZsh[] = R"sh(#compdef framdrift
# Completion of framdrift for zsh: source <(framdrift completion zsh)
_framdrift() {
  local -a lines entries
  local line
  lines=("${(@f)$("${words[1]}" complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ ${lines[1]} == :files* ]]; then
    _files
    return
  fi
  for line in $lines; do
    entries+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
  done
  _describe framdrift entries -U
}
if [[ ${funcstack[1]} == _framdrift ]]; then
  _framdrift "$@"
else
  compdef _framdrift framdrift
fi
)sh";

std::string TextIn(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr) return "";
  return CellOf(message, field, {.zone = absl::LocalTimeZone()});
}

// What a person calls it: of a session, the activity and when.
std::string NameOf(const Message& row) {
  std::string name;
  for (const char* field : {"person_name", "display_name", "activity_display_name", "start_time"}) {
    const std::string text = TextIn(row, field);
    if (!text.empty()) absl::StrAppend(&name, name.empty() ? "" : " ", text);
  }
  return OneLine(name);
}

const Command* ListOf(const std::string& noun) {
  for (const Command& command : Commands()) {
    const bool rows = RowsOf(command.method->output_type()) != nullptr;
    if (command.noun == noun && command.verb == "list" && rows) return &command;
  }
  return nullptr;
}

// Every row of the noun's list, as far as the server comes in the time it has.
std::vector<Candidate> AskIds(const Options& options, const std::string& noun) {
  const Command* command = ListOf(noun);
  std::vector<Candidate> ids;
  if (command == nullptr) return ids;
  Channel channel(options);
  const std::unique_ptr<Message> request = NewMessage(command->method->input_type());
  const auto* fields = request->GetReflection();
  const auto field = [&](const char* name) {
    return request->GetDescriptor()->FindFieldByName(name);
  };
  if (field("parent") != nullptr) {
    fields->SetString(request.get(), field("parent"), absl::StrCat("tenants/", options.tenant));
  }
  if (field("page_size") != nullptr)
    fields->SetInt32(request.get(), field("page_size"), kWordsAPage);
  const FieldDescriptor* rows = RowsOf(command->method->output_type());
  const FieldDescriptor* next = command->method->output_type()->FindFieldByName("next_page_token");
  const absl::Time until = absl::Now() + kPatience;
  std::string token;
  do {
    token.clear();
    const grpc::Status status = channel.Call(command->method, *request, [&](const Message& page) {
      const auto* read = page.GetReflection();
      for (int i = 0; i < read->FieldSize(page, rows); ++i) {
        const Message& row = read->GetRepeatedMessage(page, rows, i);
        ids.push_back({IdOf(row), NameOf(row)});
      }
      if (next != nullptr) token = read->GetString(page, next);
      return true;
    });
    if (!status.ok() || token.empty()) break;
    fields->SetString(request.get(), field("page_token"), token);
  } while (absl::Now() < until);
  return ids;
}

// The options for the question: those of the environment, and what the words say of the server.
Options OptionsFrom(Options options, const std::vector<std::string>& words) {
  const std::map<std::string, std::string*> taken = {
      {"--server", &options.server}, {"--tenant", &options.tenant}, {"--as", &options.actor}};
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    const size_t equals = words[i].find('=');
    const auto found = taken.find(words[i].substr(0, equals));
    if (found == taken.end()) continue;
    *found->second = equals == std::string::npos ? words[i + 1] : words[i].substr(equals + 1);
  }
  options.timeout_seconds = static_cast<int>(absl::ToInt64Seconds(kPatience));
  return options;
}

void Answer(CLI::App& app, const Options& options, const std::vector<std::string>& words) {
  const Options asked = OptionsFrom(options, words);
  const IdSource ids = [&asked](const std::string& noun) { return AskIds(asked, noun); };
  for (const Candidate& one : Complete(app, words, ids)) {
    fmt::print("{}\t{}\n", one.word, Cut(OneLine(one.says), 60));
  }
}

}  // namespace

void AddCompletionCommands(CLI::App& app, const Options& options, int& exit_code) {
  const auto shell = std::make_shared<std::string>();
  CLI::App* script =
      app.add_subcommand("completion", Say("Prints what makes a shell complete words"));
  script->add_option("shell", *shell, Say("The shell"))
      ->required()
      ->check(CLI::IsMember({"bash", "zsh"}).description(""))
      ->type_name("bash|zsh");
  script->callback([shell, &exit_code] {
    fmt::print("{}", *shell == "bash" ? kBash : kZsh);
    exit_code = kExitOk;
  });
  const auto words = std::make_shared<std::vector<std::string>>();
  CLI::App* complete = app.add_subcommand("complete", "")->group("");
  complete->add_option("words", *words, "");
  complete->callback([words, &app, &options, &exit_code] {
    Answer(app, options, *words);
    exit_code = kExitOk;
  });
}

}  // namespace framdrift::cli
