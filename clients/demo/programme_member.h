// One member of the demo's programme: what it does, at its own pace.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "clients/demo/facts.h"
#include "clients/demo/ids.h"
#include "clients/demo/municipalities.h"
#include "clients/demo/rng.h"
#include "clients/demo/world.h"
#include "framdrift/programme/v1/programme_events.pb.h"

namespace framdrift::demo {

// What all members share.
struct ProgrammeDays {
  std::string programme;
  absl::CivilDay first;
  // The first day after it.
  absl::CivilDay until;
  std::vector<absl::CivilDay> meetings;
};

// Not thread-safe. The days must outlive it.
class ProgrammeMember {
 public:
  ProgrammeMember(const Settings& settings, const ProgrammeDays& days,
                  const Municipality& municipality, int number);

  const std::string& id() const { return id_; }
  // Whether it comes to the meeting, the first being 0.
  bool attends(size_t meeting) const { return attends_[meeting]; }
  int32_t delegates() const { return delegates_; }

  // It joins, plans its introduction and says what it expects.
  void Begin(FactList& facts);
  // All the rest.
  void Tell(FactList& facts);

 private:
  // The event to fill in, which is left out where the member had left by then.
  programme::v1::ProgrammeEvent& Add(FactList& facts, absl::CivilDay day, int64_t hour);
  std::string PartId(const char* what, int64_t first, int64_t second = 0) const;
  void PlanIntroduction(FactList& facts);
  void Expect(FactList& facts);
  void Build(FactList& facts);
  void Act(FactList& facts);
  void BeSupported(FactList& facts);
  void Shadow(FactList& facts);
  void Report(FactList& facts);

  const ProgrammeDays& days_;
  const Municipality& municipality_;
  Ids ids_;
  int number_ = 0;
  Rng rng_;
  std::string id_;
  absl::CivilDay joined_;
  std::optional<absl::CivilDay> left_;
  // Of a thousand: 1000 is as planned, more is slower.
  int64_t slowness_ = 1000;
  int32_t delegates_ = 2;
  std::vector<bool> attends_;
  // What is added after it has left.
  programme::v1::ProgrammeEvent dropped_;
};

}  // namespace framdrift::demo
