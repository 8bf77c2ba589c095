#include "projections/stream_rows.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/status_macros.h"
#include "eventstore/bytes.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace framdrift::projections {
namespace {

constexpr size_t kEventsPerPage = 512;

absl::string_view Bytes(const Id16& id) {
  return {reinterpret_cast<const char*>(id.data()), id.size()};
}

std::string IdKey(const Id16& id) { return absl::StrCat(kIdPrefix, Bytes(id)); }

}  // namespace

std::string ListKey(absl::string_view sort_key, const Id16& id) {
  return absl::StrCat(kListPrefix, sort_key, Bytes(id));
}

absl::StatusOr<Id16> IdOfListKey(absl::string_view key) {
  Id16 id{};
  if (key.size() < id.size()) return absl::DataLossError("a row's key is too short; rebuild");
  std::copy(key.end() - static_cast<std::ptrdiff_t>(id.size()), key.end(), id.begin());
  return id;
}

void Replace(const Id16& id, NewRow made, StoredRow& stored, RowChanges& changes) {
  const bool moved = !made.due || made.sort_key != stored.sort_key;
  if (stored.present && moved) changes.Delete(ListKey(stored.sort_key, id));
  if (made.due) {
    if (moved || !stored.present) changes.Put(IdKey(id), made.sort_key);
    changes.Put(ListKey(made.sort_key, id), std::move(made.value));
  } else if (stored.present) {
    changes.Delete(IdKey(id));
  }
  if (made.counters != stored.counters) {
    for (const std::string& counter : stored.counters) changes.Count(CounterKey(counter), -1);
    for (const std::string& counter : made.counters) changes.Count(CounterKey(counter), 1);
  }
  stored.known = true;
  stored.present = made.due;
  stored.sort_key = std::move(made.sort_key);
  stored.counters = std::move(made.counters);
}

absl::StatusOr<std::optional<FoundRow>> FindRow(const RowView& rows, const Id16& id) {
  FD_ASSIGN_OR_RETURN(std::optional<std::string> sort_key, rows.Get(IdKey(id)));
  if (!sort_key) return std::optional<FoundRow>();
  FD_ASSIGN_OR_RETURN(std::optional<std::string> value, rows.Get(ListKey(*sort_key, id)));
  if (!value) return UnreadableRow(id);
  return std::optional<FoundRow>({*std::move(sort_key), *std::move(value)});
}

absl::Status UnreadableRow(const Id16& id) {
  return absl::DataLossError(absl::StrCat("the row of ",
                                          FormatUuid(id),
                                          " does not read; `framdrift projection rebuild` makes "
                                          "it anew"));
}

std::string SerializeRow(const google::protobuf::Message& row) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  FD_CHECK(row.SerializeToCodedStream(&coded));
  coded.Trim();
  return bytes;
}

absl::Status ReadStreamUntil(
    const FoldSource& source, const eventstore::StreamId& stream, eventstore::Position until,
    absl::FunctionRef<absl::Status(const eventstore::EventView& event)> visit) {
  eventstore::Revision next = 1;
  for (bool complete = false; !complete;) {
    FD_ASSIGN_OR_RETURN(const eventstore::Page page,
                        source.store.ReadStream(source.tenant,
                                                eventstore::LogNumber::kMain,
                                                stream,
                                                next,
                                                eventstore::Direction::kForward,
                                                kEventsPerPage));
    for (const eventstore::EventView& event : page.events()) {
      if (event.position > until) return absl::OkStatus();
      next = event.revision + 1;
      if (!event.header_erased) FD_RETURN_IF_ERROR(visit(event));
    }
    complete = page.complete();
  }
  return absl::OkStatus();
}

std::string SortableTime(absl::Time time) {
  // With the sign bit turned, times before 1970 come first.
  std::string bytes;
  eventstore::PutInteger(bytes,
                         static_cast<uint64_t>(absl::ToUnixMicros(time)) ^ (uint64_t{1} << 63));
  return bytes;
}

std::string CounterKey(absl::string_view key) { return absl::StrCat(kCounterPrefix, key); }

}  // namespace framdrift::projections
