// An event of the log as LogService shows it: everything but sealed text.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "eventstore/event_view.h"
#include "framdrift/log/v1/log_service.pb.h"
#include "google/protobuf/descriptor.h"

namespace framdrift::services {

// Knows the union of events of each stream kind. Thread-safe.
class LogEventRenderer {
 public:
  // `unions`: the message of each stream kind, as CaseEvent, that this server was built with.
  explicit LogEventRenderer(const std::vector<const google::protobuf::Descriptor*>& unions);

  log::v1::LogEvent Render(const eventstore::EventView& view, absl::TimeZone zone) const;

 private:
  void RenderPublicPart(const eventstore::EventView& view, log::v1::LogEvent& out) const;

  absl::flat_hash_map<uint16_t, const google::protobuf::Descriptor*> unions_;
};

}  // namespace framdrift::services
