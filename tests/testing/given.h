// Tests of deciders that read like the rule: Given events, When a command, Then events or refusals.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "base/check.h"
#include "base/refusal.h"
#include "domain/history/accept.h"
#include "domain/history/amend_commands.h"
#include "domain/history/context.h"
#include "domain/history/timeline.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace framdrift::testing {

inline absl::TimeZone Stockholm() {
  absl::TimeZone zone;
  FD_CHECK(absl::LoadTimeZone("Europe/Stockholm", &zone));
  return zone;
}

// A message from its text format.
template <typename Message>
Message Proto(const std::string& text) {
  Message message;
  FD_CHECK(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

// `2024-03-01`: known to the day. `2024-03`: to the month. `2024-03-01 09:30`: to the second.
inline history::Occurred Occurred(const std::string& when) {
  absl::CivilDay day;
  if (absl::ParseCivilTime(when, &day)) {
    return {absl::FromCivil(day, Stockholm()), history::Precision::kDay};
  }
  absl::CivilMonth month;
  if (absl::ParseCivilTime(when, &month)) {
    return {absl::FromCivil(month, Stockholm()), history::Precision::kMonth};
  }
  absl::Time time;
  std::string error;
  FD_CHECK(absl::ParseTime("%Y-%m-%d %H:%M", when, Stockholm(), &time, &error));
  return {time, history::Precision::kSecond};
}

inline absl::Time Instant(const std::string& when) { return Occurred(when).at; }

inline history::Actor Human(uint8_t last_byte = 0xaa) {
  history::Actor actor;
  Id16 id{};
  id[15] = last_byte;
  actor.id = history::StaffId(id);
  actor.role = "caseworker";
  return actor;
}

// An event that stands in the history: when it happened and, in text format, what.
struct Past {
  std::string when;
  std::string event;
};

// What a decision came to.
template <typename Decider>
class Decided {
 public:
  using Events = history::EventsOf<Decider>;

  Decided(typename Decider::State before, history::Context context, absl::StatusOr<Events> result)
      : before_(std::move(before)), context_(std::move(context)), result_(std::move(result)) {}

  // Exactly these events, in order, each in text format.
  const Decided& Then(const std::vector<std::string>& expected) const {
    EXPECT_TRUE(result_.ok()) << result_.status();
    if (!result_.ok()) return *this;
    EXPECT_EQ(result_->size(), expected.size());
    for (size_t i = 0; i < std::min(result_->size(), expected.size()); ++i) {
      EXPECT_EQ((*result_)[i].event.DebugString(),
                Proto<typename Decider::Event>(expected[i]).DebugString());
    }
    return *this;
  }

  // Exactly these sealed parts, over all events.
  const Decided& ThenSealed(const std::vector<std::string>& expected) const {
    EXPECT_TRUE(result_.ok()) << result_.status();
    std::vector<std::string> found;
    std::vector<std::string> wanted;
    if (result_.ok()) {
      for (const auto& emitted : *result_) {
        for (const auto& part : emitted.parts) found.push_back(part.content.DebugString());
      }
    }
    for (const std::string& text : expected) {
      wanted.push_back(Proto<typename Decider::Sealed>(text).DebugString());
    }
    EXPECT_EQ(found, wanted);
    return *this;
  }

  // Nothing was written, and these are all the reasons, in any order.
  const Decided& ThenRefuse(const std::vector<std::string>& reasons) const {
    EXPECT_FALSE(result_.ok());
    std::vector<std::string> found;
    for (const Refusal& refusal : RefusalsOf(result_.status())) found.push_back(refusal.reason);
    EXPECT_THAT(found, ::testing::UnorderedElementsAreArray(reasons)) << result_.status();
    return *this;
  }

  const absl::StatusOr<Events>& result() const { return result_; }

  // The state with the decided events folded in.
  typename Decider::State After() const {
    typename Decider::State state = before_;
    FD_CHECK(result_.ok());
    for (const auto& emitted : *result_) {
      history::Recorded<typename Decider::Event> entry;
      entry.envelope.occurred = emitted.occurred;
      entry.envelope.day = absl::ToCivilDay(emitted.occurred.at, context_.zone);
      entry.envelope.recorded_at = context_.now;
      entry.event = emitted.event;
      Decider::Evolve(state, entry);
    }
    return state;
  }

 private:
  typename Decider::State before_;
  history::Context context_;
  absl::StatusOr<Events> result_;
};

// A history at positions 1, 2, 3 …, each event recorded when it happened, and a moment to decide
// at: an hour after the last of them unless At says otherwise.
template <typename Decider>
class Given {
 public:
  explicit Given(const std::vector<Past>& past) : timeline_(Stockholm()) {
    context_.zone = Stockholm();
    context_.actor = Human();
    context_.now = Instant("2024-01-01 08:00");
    for (const Past& one : past) Add(one);
  }

  Given& At(const std::string& now) {
    context_.now = Instant(now);
    return *this;
  }
  Given& By(history::Actor actor) {
    context_.actor = std::move(actor);
    return *this;
  }

  // Decides on the current state, or on the timeline where the command needs it; corrections and
  // voidings as every stream does unless the domain has a Decide for them.
  template <typename Command, typename... Facts>
  Decided<Decider> When(const Command& command, const Facts&... facts) const {
    if constexpr (requires { Decide(timeline_, command, facts..., context_); }) {
      return {state(), context_, Decide(timeline_, command, facts..., context_)};
    } else if constexpr (requires { Decide(state(), command, facts..., context_); }) {
      return {state(), context_, Decide(state(), command, facts..., context_)};
    } else if constexpr (requires { command.replacement(); }) {
      return {state(), context_, history::DecideCorrection(timeline_, command, Id16{}, context_)};
    } else {
      return {state(), context_, history::DecideVoiding(timeline_, command, Id16{}, context_)};
    }
  }

  const typename Decider::State& state() const { return timeline_.current(); }
  const history::Timeline<Decider>& timeline() const { return timeline_; }
  const history::Context& context() const { return context_; }

 private:
  void Add(const Past& past) {
    history::Recorded<typename Decider::Event> entry;
    entry.envelope.revision = timeline_.revision() + 1;
    entry.envelope.position = entry.envelope.revision;
    entry.envelope.occurred = Occurred(past.when);
    entry.envelope.recorded_at = entry.envelope.occurred.at;
    entry.envelope.actor = context_.actor;
    entry.event = Proto<typename Decider::Event>(past.event);
    context_.now = std::max(context_.now, entry.envelope.recorded_at + absl::Hours(1));
    timeline_.Add(std::move(entry));
  }

  history::Timeline<Decider> timeline_;
  history::Context context_;
};

}  // namespace framdrift::testing
