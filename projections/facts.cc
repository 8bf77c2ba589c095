#include "projections/facts.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "base/status_macros.h"
#include "projections/facts_builder.h"
#include "projections/facts_fold.h"
#include "projections/facts_keys.h"
#include "projections/stream_rows.h"

namespace framdrift::projections {
namespace {

namespace keys = facts_keys;

class Facts final : public Projection {
 public:
  absl::string_view name() const override { return kFacts; }
  uint32_t version() const override { return 4; }
  Routing RoutingOf(uint16_t stream_kind) const override {
    return FactsBuilder::RoutingOf(stream_kind);
  }
  std::unique_ptr<Fold> Begin(const FoldSource& source) const override {
    return std::make_unique<FactsFold>(source);
  }
  std::unique_ptr<Builder> BeginBuild(const FoldSource& source,
                                      const Partition& partition) const override {
    return std::make_unique<FactsBuilder>(source, partition, std::nullopt);
  }
};

// Gathers the rows of one person after another, as they stand in order of their keys.
class Loader {
 public:
  explicit Loader(indicators::FactTables& tables) : tables_(tables) {}

  absl::Status Add(absl::string_view key, absl::string_view value) {
    const Id16 person = keys::IdOf(key);
    if (person != person_) Finish();
    person_ = person;
    any_ = true;
    google::protobuf::MessageLite* message = MessageFor(keys::PartOf(key));
    const bool reads =
        message != nullptr && message->ParseFromArray(value.data(), static_cast<int>(value.size()));
    return reads ? absl::OkStatus() : UnreadableRow(person);
  }
  // The last person's rows are all there.
  void Finish() {
    if (any_) tables_.Replace(person_, rows_);
    persons_ += any_ ? 1 : 0;
    rows_.Clear();
    any_ = false;
  }
  size_t persons() const { return persons_; }

 private:
  google::protobuf::MessageLite* MessageFor(keys::Part part) {
    switch (part) {
      case keys::Part::kCase:
        return &rows_.of_case;
      case keys::Part::kPerson:
        return &rows_.person;
      case keys::Part::kMembership:
        return &rows_.memberships.emplace_back();
      case keys::Part::kApplication:
        return &rows_.applications.emplace_back();
    }
    return nullptr;
  }

  indicators::FactTables& tables_;
  indicators::PersonRows rows_;
  Id16 person_{};
  bool any_ = false;
  size_t persons_ = 0;
};

// How many persons have rows under `prefix`, all of which are loaded.
absl::StatusOr<size_t> LoadPersons(const RowView& rows, const std::string& prefix,
                                   indicators::FactTables& tables) {
  Loader loader(tables);
  absl::Status status;
  FD_RETURN_IF_ERROR(rows.Scan(prefix, prefix, [&](absl::string_view key, absl::string_view value) {
    status = loader.Add(key, value);
    return status.ok();
  }));
  FD_RETURN_IF_ERROR(status);
  loader.Finish();
  return loader.persons();
}

absl::Status LoadUnits(const RowView& rows, indicators::FactTables& tables) {
  absl::Status status;
  FD_RETURN_IF_ERROR(
      rows.Scan(keys::kUnit, keys::kUnit, [&](absl::string_view key, absl::string_view value) {
        facts::v1::FactUnit unit;
        if (!unit.ParseFromArray(value.data(), static_cast<int>(value.size()))) {
          status = UnreadableRow(keys::IdOf(key));
        }
        tables.SetUnit(keys::IdOf(key), unit);
        return status.ok();
      }));
  return status;
}

// The row of one member of staff or of one activity.
absl::Status PutResource(absl::string_view key, absl::string_view value,
                         indicators::FactTables& tables) {
  const Id16 id = keys::IdOf(key);
  const int size = static_cast<int>(value.size());
  if (absl::StartsWith(key, keys::kStaff)) {
    facts::v1::FactStaff row;
    if (!row.ParseFromArray(value.data(), size)) return UnreadableRow(id);
    tables.ReplaceStaff(id, row);
  } else {
    facts::v1::FactActivity row;
    if (!row.ParseFromArray(value.data(), size)) return UnreadableRow(id);
    tables.ReplaceActivity(id, row);
  }
  return absl::OkStatus();
}

absl::Status LoadResources(const RowView& rows, const std::string& prefix,
                           indicators::FactTables& tables) {
  absl::Status status;
  FD_RETURN_IF_ERROR(rows.Scan(prefix, prefix, [&](absl::string_view key, absl::string_view value) {
    status = PutResource(key, value, tables);
    return status.ok();
  }));
  return status;
}

}  // namespace

std::unique_ptr<Projection> FactsProjection() { return std::make_unique<Facts>(); }

absl::StatusOr<std::unique_ptr<indicators::FactTables>> LoadFacts(const RowView& rows) {
  FD_ASSIGN_OR_RETURN(const std::optional<std::string> value, rows.Get(keys::kTerms));
  facts::v1::FactTerms terms;
  if (value && !terms.ParseFromString(*value)) return UnreadableRow({});
  auto tables = std::make_unique<indicators::FactTables>(terms);
  FD_RETURN_IF_ERROR(LoadUnits(rows, *tables));
  FD_RETURN_IF_ERROR(LoadPersons(rows, keys::kPersons, *tables).status());
  FD_RETURN_IF_ERROR(LoadResources(rows, keys::kStaff, *tables));
  FD_RETURN_IF_ERROR(LoadResources(rows, keys::kActivity, *tables));
  tables->Shrink();
  return tables;
}

absl::Status ReloadOwner(const RowView& rows, absl::string_view owner,
                         indicators::FactTables& tables) {
  if (absl::StartsWith(owner, keys::kPersons)) {
    FD_ASSIGN_OR_RETURN(const size_t persons, LoadPersons(rows, std::string(owner), tables));
    if (persons == 0) tables.Replace(keys::IdOf(owner), {});
    return absl::OkStatus();
  }
  FD_ASSIGN_OR_RETURN(const std::optional<std::string> row, rows.Get(std::string(owner)));
  return PutResource(owner, row.value_or(std::string()), tables);
}

FactsBearing BearingOfFactsKey(absl::string_view key) {
  for (const char* owner : {keys::kPersons, keys::kStaff, keys::kActivity}) {
    if (absl::StartsWith(key, owner)) return FactsBearing::kOwner;
  }
  // The row of a household says only under whom its other rows stand.
  if (absl::StartsWith(key, keys::kHousehold)) return FactsBearing::kNothing;
  return FactsBearing::kAll;
}

std::string OwnerOfFactsKey(absl::string_view key) { return keys::OwnerOf(key); }

absl::Status FoldFactRows(const FoldSource& source, const history::AsOf& as_of, MemoryRows& rows) {
  FD_ASSIGN_OR_RETURN(const eventstore::Position head,
                      source.store.Head(source.tenant, eventstore::LogNumber::kMain));
  const eventstore::Position until =
      std::min(head, static_cast<eventstore::Position>(std::max<int64_t>(as_of.position, 0)));
  FactsBuilder builder(source, Partition(), as_of);
  KeptEvents kept;
  absl::Status status;
  const auto apply = [&](const eventstore::EventView& event) {
    if (builder.Folds(event.stream.kind)) status = kept.Add(event);
    return status.ok();
  };
  FD_RETURN_IF_ERROR(
      source.store.Scan(source.tenant, eventstore::LogNumber::kMain, 0, until, apply).status());
  FD_RETURN_IF_ERROR(status);
  RowChanges changes;
  FD_RETURN_IF_ERROR(
      kept.Drain([&](const eventstore::StreamId& id, const KeptEvents::Stream& stream) {
        return builder.FoldStream(id, stream, changes);
      }));
  FD_RETURN_IF_ERROR(builder.Finish(changes));
  return rows.Write(std::move(changes));
}

absl::StatusOr<std::unique_ptr<indicators::FactTables>> FoldFacts(const FoldSource& source,
                                                                  const history::AsOf& as_of) {
  MemoryRows rows{Checkpoint()};
  FD_RETURN_IF_ERROR(FoldFactRows(source, as_of, rows));
  return LoadFacts(rows);
}

}  // namespace framdrift::projections
