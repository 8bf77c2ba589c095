#include "clients/cli/snooze.h"

#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "clients/cli/catalogue.h"
#include "clients/cli/reflect.h"
#include "clients/cli/texts.h"

namespace framdrift::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr int32_t kItemsAPage = 1000;

// Looks for the item on one page; takes its due time over. True when it stands there.
bool TakeDueTime(const Message& page, const std::string& item, Message& request) {
  const auto* reflection = page.GetReflection();
  const FieldDescriptor* items = Field(page, "items");
  for (int i = 0; i < reflection->FieldSize(page, items); ++i) {
    const Message& found = reflection->GetRepeatedMessage(page, items, i);
    if (TextOf(found, "name") != item) continue;
    const Message& due = PartOf(found, "due_time");
    request.GetReflection()
        ->MutableMessage(&request, Field(request, "due_time"))
        ->ParseFromString(due.SerializeAsString());
    return true;
  }
  return false;
}

}  // namespace

bool IsSnooze(const Message& request) {
  return request.GetDescriptor()->full_name() == "framdrift.worklist.v1.SnoozeWorkItemRequest";
}

grpc::Status FillSnooze(Channel& channel, const std::string& tenant, Message& request) {
  const std::string written = TextOf(request, "item");
  std::string item = written;
  const size_t slash = item.find('/');
  if (slash != std::string::npos && !absl::StartsWith(item, "tenants/")) {
    item = absl::StrCat("tenants/",
                        tenant,
                        "/cases/",
                        item.substr(0, slash),
                        "/workItems/",
                        item.substr(slash + 1));
    SetText(request, "item", item);
  }
  if (request.GetReflection()->HasField(request, Field(request, "due_time"))) {
    return grpc::Status::OK;
  }
  const auto* method = FindMethod("WorklistService.ListWorkItems");
  const std::unique_ptr<Message> list = NewMessage(method->input_type());
  SetText(*list, "parent", absl::StrCat("tenants/", tenant));
  list->GetReflection()->SetInt32(list.get(), Field(*list, "page_size"), kItemsAPage);
  list->GetReflection()->SetBool(list.get(), Field(*list, "include_snoozed"), true);
  bool found = false;
  std::string token;
  do {
    SetText(*list, "page_token", token);
    const grpc::Status status = channel.Call(method, *list, [&](const Message& page) {
      found = TakeDueTime(page, item, request);
      token = TextOf(page, "next_page_token");
      return true;
    });
    if (!status.ok()) return status;
  } while (!found && !token.empty());
  if (found) return grpc::Status::OK;
  return {grpc::StatusCode::NOT_FOUND,
          absl::Substitute(Say("--item: there is no $0 on the list; framdrift -o ids worklist says "
                               "what is."),
                           written)};
}

}  // namespace framdrift::cli
