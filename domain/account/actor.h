// Those whose economy the socio-economic account keeps apart, and a value for each of them.
#pragma once

#include <array>
#include <cstddef>

namespace framdrift::account {

// Numbered as in the contracts, less one.
enum class Actor {
  kMunicipality,
  kRegion,
  kEmploymentService,
  kSocialInsurance,
  kUnemploymentInsurance,
  kStudyAid,
  kState,
  kJustice,
  kEmployer,
};
inline constexpr size_t kActorCount = 9;
inline constexpr std::array<Actor, kActorCount> kActors = {
    Actor::kMunicipality,
    Actor::kRegion,
    Actor::kEmploymentService,
    Actor::kSocialInsurance,
    Actor::kUnemploymentInsurance,
    Actor::kStudyAid,
    Actor::kState,
    Actor::kJustice,
    Actor::kEmployer,
};

template <typename T>
class PerActor {
 public:
  constexpr T& operator[](Actor actor) { return values_[static_cast<size_t>(actor)]; }
  constexpr const T& operator[](Actor actor) const { return values_[static_cast<size_t>(actor)]; }
  friend bool operator==(const PerActor&, const PerActor&) = default;

 private:
  std::array<T, kActorCount> values_{};
};

// Every actor, the individual and society: the lines of an account.
template <typename T>
struct PerParty {
  PerActor<T> actors;
  T individual{};
  T society{};

  friend bool operator==(const PerParty&, const PerParty&) = default;
};

// A new PerParty with `f` applied to each of `parties`, which have the same lines.
template <typename F, typename... T>
auto Each(F f, const PerParty<T>&... parties) {
  PerParty<decltype(f(parties.society...))> result;
  for (const Actor actor : kActors) result.actors[actor] = f(parties.actors[actor]...);
  result.individual = f(parties.individual...);
  result.society = f(parties.society...);
  return result;
}

}  // namespace framdrift::account
