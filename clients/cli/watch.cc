#include "clients/cli/watch.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "clients/cli/columns.h"
#include "clients/cli/errors.h"
#include "clients/cli/output.h"
#include "clients/cli/resume.h"
#include "clients/cli/table.h"
#include "clients/cli/texts.h"
#include "clients/cli/values.h"
#include "clients/cli/watched_list.h"
#include "clients/cli/zone.h"

namespace framdrift::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string CellText(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  return field == nullptr ? "" : OneLine(CellOf(message, field, {.zone = Zone()}));
}

// What a change or an alert says, in two columns' distance.
std::string LineOf(const Message& change) {
  std::string line;
  for (const char* field :
       {"record_time", "kinds", "kind", "case", "indicator", "value", "target_value"}) {
    const std::string cell = CellText(change, field);
    if (!cell.empty()) absl::StrAppend(&line, line.empty() ? "" : "  ", cell);
  }
  return line;
}

// The list on a terminal, drawn over itself.
class Screen {
 public:
  // With `wide`, every column. `head` says how many there are, at which position, when.
  Screen(bool wide, std::string head) : wide_(wide), head_(std::move(head)) {}
  void set_invented(bool invented) { invented_ = invented; }
  void Draw(const WatchedList& list, const std::string& state) {
    const size_t width = wide_ ? 0 : TerminalWidth();
    const size_t height = TerminalHeight();
    const std::vector<const Message*> items = list.Items();
    std::vector<std::string> lines = {absl::Substitute(
        head_, items.size(), list.position(), absl::FormatTime("%H:%M:%S", absl::Now(), Zone()))};
    if (invented_) lines.push_back(Say("Invented data: nobody in it exists."));
    if (!state.empty()) lines.push_back(state);
    const std::vector<const Message*> changes = list.Changes();
    const size_t kept = lines.size() + changes.size() + 2;  // the head, and what is left out
    AddTable(items, height > kept + 1 ? height - kept - 1 : 1, width, lines);
    for (const Message* change : changes) lines.push_back(LineOf(*change));
    if (drawn_ > 0) fmt::print("\033[{}A\r\033[J", drawn_);
    for (const std::string& line : lines) {
      fmt::print("{}\n", width == 0 ? line : Cut(line, width));
    }
    std::fflush(stdout);
    drawn_ = lines.size();
  }

 private:
  void AddTable(const std::vector<const Message*>& items, size_t rows, size_t width,
                std::vector<std::string>& lines) const {
    if (items.empty()) return;
    const size_t shown = std::min(items.size(), rows);
    Table table = TableOf({items.begin(), items.begin() + static_cast<std::ptrdiff_t>(shown)},
                          {.zone = Zone()},
                          wide_);
    Fit(table, width, 0);
    for (const std::string& line : LinesOf(table, 0)) lines.push_back(line);
    if (shown < items.size()) {
      lines.push_back(absl::Substitute(Say("… and $0 more"), items.size() - shown));
    }
  }

  const bool wide_;
  const std::string head_;
  size_t drawn_ = 0;
  bool invented_ = false;
};

// What a message brings of the list, for programs that want rows.
void PrintItems(const Message& message, RowPrinter& printer) {
  const auto* reflection = message.GetReflection();
  for (const auto& [part, items] :
       {std::pair("snapshot", "items"), std::pair("delta", "upserted")}) {
    const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(part);
    if (field == nullptr || !reflection->HasField(message, field)) continue;
    const Message& brought = reflection->GetMessage(message, field);
    const FieldDescriptor* rows = brought.GetDescriptor()->FindFieldByName(items);
    for (int i = 0; i < brought.GetReflection()->FieldSize(brought, rows); ++i) {
      printer.Print(brought.GetReflection()->GetRepeatedMessage(brought, rows, i));
    }
  }
}

}  // namespace

bool IsWatch(const Command& command) {
  return command.method->server_streaming() &&
         command.method->input_type()->FindFieldByName("resume_after_position") != nullptr;
}

int RunWatch(Channel& channel, const Command& command, Message& request, const Options& options) {
  const bool drawn = IsForPeople(options.format);
  WatchedList list;
  Screen screen(options.format == Format::kWide,
                command.noun == "indicator" ? Say("$0 indicators, at position $1, $2")
                                            : Say("$0 things to do, at position $1, $2"));
  RowPrinter printer(options.format, Zone());
  uint32_t seen = 0;
  std::string told;  // why the connection is lost, as last said
  const auto receive = [&](const Message& message) {
    list.Apply(message);
    told.clear();
    screen.set_invented(channel.Invented());
    printer.set_invented(channel.Invented());
    if (drawn && list.complete()) screen.Draw(list, "");
    if (options.format == Format::kJson) printer.Print(message);
    if (!drawn && options.format != Format::kJson) PrintItems(message, printer);
    std::fflush(stdout);
    return options.limit == 0 || ++seen < options.limit;
  };
  const auto lost = [&](const grpc::Status& status) {
    const std::string why = Explain(status, Fields::kFlags).reasons.front();
    const std::string said = absl::Substitute(Say("connection lost, trying again: $0"), why);
    if (drawn) screen.Draw(list, said);
    if (!drawn && said != told) fmt::print(stderr, "{}\n", OneLine(said));
    told = said;
  };
  const grpc::Status status =
      Follow(channel, command.method, request, {.receive = receive, .lost = lost});
  return status.ok() ? kExitOk : PrintError(status, Fields::kFlags);
}

}  // namespace framdrift::cli
