#include "domain/codes/code_lists.h"

#include "absl/strings/str_cat.h"
#include "base/refusal.h"

namespace framdrift::codes {

absl::StatusOr<CodeLists> CodeLists::From(const std::vector<LocalCode>& local) {
  CodeLists lists;
  Refusals refusals;
  for (const LocalCode& code : local) {
    const std::map<std::string, std::string> named = {{"list", code.list}, {"code", code.code}};
    const google::protobuf::EnumDescriptor* national = FindList(code.list);
    if (national != nullptr && NumberOf(*national, code.code)) {
      refusals.Add("LOCAL_CODE_HIDES_NATIONAL",
                   absl::StrCat("`",
                                code.code,
                                "` is a national code of `",
                                code.list,
                                "`; give the local code another name."),
                   named);
    }
    if (national != nullptr && !NumberOf(*national, code.parent)) {
      refusals.Add("LOCAL_CODE_PARENT_UNKNOWN",
                   absl::StrCat("A local code of `",
                                code.list,
                                "` counts as one of its national codes; `",
                                code.parent,
                                "` is none of them."),
                   named);
    }
    if (!lists.local_.try_emplace({code.list, code.code}, code).second) {
      refusals.Add("LOCAL_CODE_TWICE",
                   absl::StrCat("`", code.code, "` stands twice in `", code.list, "`; keep one."),
                   named);
    }
  }
  if (!refusals.empty()) return refusals.AsStatus();
  return lists;
}

std::optional<int> CodeLists::FindNumber(const google::protobuf::EnumDescriptor& list,
                                         absl::string_view name) const {
  if (const std::optional<int> national = NumberOf(list, name)) return national;
  const auto it = local_.find({ListName(list), std::string(name)});
  if (it == local_.end()) return std::nullopt;
  return NumberOf(list, it->second.parent);
}

bool CodeLists::HasLocal(absl::string_view list, absl::string_view code) const {
  return local_.contains({std::string(list), std::string(code)});
}

std::vector<LocalCode> CodeLists::Local() const {
  std::vector<LocalCode> all;
  all.reserve(local_.size());
  for (const auto& [key, code] : local_) all.push_back(code);
  return all;
}

}  // namespace framdrift::codes
