#include "services/migration/followed.h"

#include <memory>
#include <utility>
#include <vector>

#include "projections/projector.h"

namespace framdrift::services {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(10);

struct Following {
  Runtime& runtime;
  std::string tenant;
  std::function<void()> done;
  std::vector<std::string> read_models;
  eventstore::Position head = 0;
};

void Await(const std::shared_ptr<Following>& following, size_t read_model) {
  if (read_model == following->read_models.size()) return following->done();
  following->runtime.projector->WaitFor(
      following->tenant,
      following->read_models[read_model],
      following->head,
      kPatience,
      [following, read_model](const absl::Status&) { Await(following, read_model + 1); });
}

}  // namespace

void WhenFollowed(Runtime& runtime, const std::string& tenant, std::function<void()> done) {
  const absl::StatusOr<eventstore::Position> head =
      runtime.store.Head(tenant, eventstore::LogNumber::kMain);
  if (!head.ok()) return done();
  Await(std::make_shared<Following>(
            Following{runtime, tenant, std::move(done), runtime.projector->names(), *head}),
        0);
}

}  // namespace framdrift::services
