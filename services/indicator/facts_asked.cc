#include "services/indicator/facts_asked.h"

#include <algorithm>
#include <utility>

#include "base/status_macros.h"
#include "projections/facts.h"
#include "services/call.h"

namespace framdrift::services {
namespace {

bool IsSame(const history::AsOf& a, const history::AsOf& b) {
  return a.valid == b.valid && a.known == b.known && a.position == b.position;
}

}  // namespace

absl::Status FactsAsked::With(Reading& reading, const PastAsked& asked,
                              const std::optional<FactsPin>& pin, Use use) {
  FD_ASSIGN_OR_RETURN(const TenantEntry* tenant, runtime_.tenants.Get(reading.tenant()));
  if (asked.any()) {
    FD_ASSIGN_OR_RETURN(Past past, PastOf(reading, asked));
    if (!pin) return UseThen(reading, past, &reading, use);
    past.as_of.position = std::min(past.as_of.position, static_cast<int64_t>(pin->position));
    past.evaluated_at = pin->evaluated_at;
    StreamReader reader(runtime_, tenant->id, tenant, Freshness::kCurrent, pin->defined_at);
    Reading definitions(reader, reading.context());
    return UseThen(reading, past, &definitions, use);
  }
  bool used = false;
  const absl::Status status =
      live_.With(reading.tenant(), [&](const auto& tables, eventstore::Position position) {
        if (pin && pin->position != position) return absl::OkStatus();
        used = true;
        StreamReader reader(runtime_, tenant->id, tenant, Freshness::kCurrent, position);
        Reading at(reader, reading.context());
        FactsAt facts{tables, at, pin ? pin->evaluated_at : at.context().now, at};
        return use(facts);
      });
  if (used || !status.ok()) return status;
  Past past;
  past.as_of.position = static_cast<int64_t>(pin->position);
  past.evaluated_at = pin->evaluated_at;
  return UseThen(reading, past, nullptr, use);
}

absl::Status FactsAsked::UseThen(Reading& reading, const Past& past, Reading* definitions,
                                 Use use) {
  FD_ASSIGN_OR_RETURN(const TenantEntry* tenant, runtime_.tenants.Get(reading.tenant()));
  FD_ASSIGN_OR_RETURN(const auto tables, Then(*tenant, past.as_of));
  StreamReader reader(runtime_,
                      tenant->id,
                      tenant,
                      Freshness::kCurrent,
                      static_cast<eventstore::Position>(past.as_of.position));
  Reading at(reader, reading.context());
  FactsAt facts{*tables, at, past.evaluated_at, definitions == nullptr ? at : *definitions};
  return use(facts);
}

absl::Status FactsAsked::WithLive(const TenantEntry& tenant, const history::Actor& actor, Use use) {
  return live_.With(tenant.id, [&](const auto& tables, eventstore::Position position) {
    StreamReader reader(runtime_, tenant.id, &tenant, Freshness::kCurrent, position);
    Reading at(reader, ContextOf(runtime_, &tenant, actor));
    FactsAt facts{tables, at, at.context().now, at};
    return use(facts);
  });
}

absl::StatusOr<std::shared_ptr<const indicators::FactTables>> FactsAsked::Then(
    const TenantEntry& tenant, const history::AsOf& as_of) {
  {
    MutexLock lock(mutex_);
    const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& one) {
      return one.tenant == tenant.id && IsSame(one.as_of, as_of);
    });
    if (found != kept_.end()) {
      kept_.splice(kept_.begin(), kept_, found);
      return found->tables;
    }
  }
  FD_ASSIGN_OR_RETURN(std::shared_ptr<const indicators::FactTables> tables,
                      projections::FoldFacts({runtime_.store, tenant.id, tenant.zone}, as_of));
  MutexLock lock(mutex_);
  kept_.push_front({tenant.id, as_of, tables});
  if (kept_.size() > kMostPasts) kept_.pop_back();
  return tables;
}

}  // namespace framdrift::services
