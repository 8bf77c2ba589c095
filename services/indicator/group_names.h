// What the groups of a breakdown are called.
#pragma once

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/status_macros.h"
#include "services/reading.h"

namespace framdrift::services {

// Of a breakdown by `unit` or `caseworker`. Empty for other groups, and where the name is erased.
absl::StatusOr<std::string> GroupNameOf(Reading& reading, absl::string_view breakdown,
                                        absl::string_view group);

// Names the groups of figures of that breakdown, each of which has a group and a group_name.
template <typename Figures>
absl::Status AddGroupNames(Reading& reading, absl::string_view breakdown, Figures& figures) {
  std::map<std::string, std::string> names;
  for (auto& figure : figures) {
    const auto [name, added] = names.try_emplace(figure.group());
    if (added) {
      FD_ASSIGN_OR_RETURN(name->second, GroupNameOf(reading, breakdown, figure.group()));
    }
    figure.set_group_name(name->second);
  }
  return absl::OkStatus();
}

}  // namespace framdrift::services
