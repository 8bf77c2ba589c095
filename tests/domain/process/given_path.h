// A case's path from what happened in it, and traces written as letters.
#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "domain/process/path.h"
#include "domain/process/trace.h"
#include "tests/domain/cases/case_testing.h"
#include "tests/testing/given.h"

namespace framdrift::process {

using testing::Past;

inline v1::CasePath PathOf(const std::vector<Past>& past) {
  return testing::Given<PathDecider>(past).state().path;
}

// Acts of one system: letters, with the hours at which they happened.
struct Letters {
  std::string codes;
  std::vector<int64_t> hours;
};

inline v1::CasePath PathOf(const Letters& letters) {
  v1::CasePath path;
  int64_t before = 0;
  for (size_t i = 0; i < letters.codes.size(); ++i) {
    v1::PathActivity& activity = *path.add_activities();
    activity.set_event(casework::v1::CaseEvent::kActRecorded);
    activity.set_source("test");
    activity.set_code(letters.codes.substr(i, 1));
    path.add_acts(static_cast<uint32_t>(i));
    path.add_gaps_us((letters.hours[i] - before) * 3'600'000'000);
    before = letters.hours[i];
  }
  return path;
}

// The traces of several cases in one alphabet.
struct Traces {
  Alphabet alphabet;
  std::vector<Trace> all;

  explicit Traces(const std::vector<v1::CasePath>& paths, Selection selection = {}) {
    Tracer tracer(std::move(selection), alphabet);
    for (const v1::CasePath& path : paths) tracer.Read(path, all.emplace_back());
  }
  // The codes of a trace, one after the other.
  std::string Written(size_t index) const {
    std::string text;
    for (const uint32_t activity : all[index].activities) {
      text += (text.empty() ? "" : " ") + alphabet.code(activity);
    }
    return text;
  }
};

}  // namespace framdrift::process
