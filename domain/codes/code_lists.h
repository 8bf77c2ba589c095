// A tenant's own codes, each with the national code it counts as.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "domain/codes/codes.h"

namespace framdrift::codes {

// One code of a tenant, as its policy states it.
struct LocalCode {
  // A national list by name, such as `exit_reason`, or a list of the tenant's own.
  std::string list;
  std::string code;
  std::string label;
  // The short name of the national code it counts as; empty only in a list of the tenant's own.
  std::string parent;

  friend bool operator==(const LocalCode&, const LocalCode&) = default;
};

// The national lists with a tenant's additions. The default value holds the national lists alone.
class CodeLists {
 public:
  // Refused, with every reason: LOCAL_CODE_HIDES_NATIONAL, LOCAL_CODE_TWICE,
  // LOCAL_CODE_PARENT_UNKNOWN.
  static absl::StatusOr<CodeLists> From(const std::vector<LocalCode>& local);

  // The national code that `name` is or counts as; none when neither knows it.
  template <typename Code>
  std::optional<Code> Find(absl::string_view name) const {
    const std::optional<int> number =
        FindNumber(*google::protobuf::GetEnumDescriptor<Code>(), name);
    if (!number) return std::nullopt;
    return static_cast<Code>(*number);
  }
  // The same for a list known by name at run time, such as a mapping's.
  std::optional<int> FindNumber(const google::protobuf::EnumDescriptor& list,
                                absl::string_view name) const;

  // True for a code of a list of the tenant's own, such as a milestone's.
  bool HasLocal(absl::string_view list, absl::string_view code) const;
  // Sorted by list and code.
  std::vector<LocalCode> Local() const;

 private:
  std::map<std::pair<std::string, std::string>, LocalCode> local_;
};

}  // namespace framdrift::codes
