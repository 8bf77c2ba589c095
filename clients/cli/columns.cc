#include "clients/cli/columns.h"

#include <map>
#include <string>

namespace framdrift::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

// By the types' full names.
const std::map<std::string, std::vector<const char*>>& Chosen() {
  static const auto& chosen = *new std::map<std::string, std::vector<const char*>>{
      // What is to be done, for whom and when; with its key last, which puts it off.
      {"framdrift.worklist.v1.WorkItem",
       {"case",
        "person_name",
        "due_time",
        "group",
        "late",
        "kind",
        "rule",
        "month",
        "reminder_kind",
        "text",
        "place",
        "end_time",
        "absence_announced",
        "snoozed_until_time",
        "name"}},
      {"framdrift.log.v1.LogEvent",
       {"position", "record_time", "type_name", "stream_id", "actor_id", "public_json"}},
  };
  return chosen;
}

}  // namespace

bool IsSparse(const Descriptor* type) {
  return type->full_name() == "framdrift.worklist.v1.WorkItem";
}

std::vector<const FieldDescriptor*> ColumnsOf(const Descriptor* type) {
  std::vector<const FieldDescriptor*> columns;
  const auto chosen = Chosen().find(type->full_name());
  if (chosen == Chosen().end()) {
    for (int i = 0; i < type->field_count(); ++i) columns.push_back(type->field(i));
    return columns;
  }
  for (const char* name : chosen->second) {
    const FieldDescriptor* field = type->FindFieldByName(name);
    if (field != nullptr) columns.push_back(field);
  }
  return columns;
}

}  // namespace framdrift::cli
