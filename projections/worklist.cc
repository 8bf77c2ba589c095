#include "projections/worklist.h"

#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "base/status_macros.h"
#include "domain/cases/case_decider.h"
#include "domain/policy/adoption.h"
#include "projections/kept_events.h"
#include "projections/kept_fold.h"
#include "projections/stream_rows.h"
#include "projections/worklist_fold.h"
#include "projections/worklist_keys.h"
#include "projections/worklist_rows.h"

namespace framdrift::projections {
namespace {

namespace keys = worklist_keys;
using activity::ActivityDecider;
using cases::CaseDecider;
using household::HouseholdDecider;
using policy::PolicyDecider;
using worklist::v1::OpenApplications;

template <typename Decider>
constexpr uint16_t kKindOf = static_cast<uint16_t>(Decider::kKind);

// Cases and activities are of the partition; all households and policies come, as they bear on
// cases of any.
class WorklistBuilder final : public Builder {
 public:
  WorklistBuilder(FoldSource source, const Partition& partition)
      : source_(std::move(source)),
        partition_(partition),
        households_(source_.zone),
        cases_(source_.zone),
        activities_(source_.zone) {}

  bool Folds(uint16_t kind) const override {
    return kind == kKindOf<PolicyDecider> || kind == kKindOf<HouseholdDecider> ||
           kind == kKindOf<CaseDecider> || kind == kKindOf<ActivityDecider>;
  }

  absl::Status FoldStream(const eventstore::StreamId& id, const KeptEvents::Stream& stream,
                          RowChanges& changes) override {
    switch (id.kind) {
      case kKindOf<PolicyDecider>:
        return FoldPolicy(id, stream);
      case kKindOf<HouseholdDecider>:
        return FoldHousehold(id, stream, changes);
      case kKindOf<ActivityDecider>: {
        FD_ASSIGN_OR_RETURN(const activity::Activity state, activities_.StateOf(id, stream));
        worklist_rows::Replace({}, worklist_rows::OfActivity(id.id, state), changes);
        return absl::OkStatus();
      }
      default:
        return FoldCase(id, stream, changes);
    }
  }

  absl::Status Finish(RowChanges& changes) override {
    for (const auto& [person, open] : applications_) {
      // The rows of a person are of the partition of their case.
      if (partition_.Holds({kKindOf<CaseDecider>, person})) {
        changes.Put(keys::OfPerson(person), SerializeRow(open));
      }
    }
    return absl::OkStatus();
  }

 private:
  absl::Status FoldPolicy(const eventstore::StreamId& id, const KeptEvents::Stream& stream) {
    if (id.id != policy::PolicyStreamId(source_.tenant)) return absl::OkStatus();
    KeptFold<PolicyDecider> fold(source_.zone);
    FD_ASSIGN_OR_RETURN(policies_, fold.StateOf(id, stream));
    return absl::OkStatus();
  }

  absl::Status FoldHousehold(const eventstore::StreamId& id, const KeptEvents::Stream& stream,
                             RowChanges& changes) {
    FD_ASSIGN_OR_RETURN(const household::Household state, households_.StateOf(id, stream));
    worklist::v1::HouseholdRow row;
    for (const auto& [person, made] :
         worklist_rows::OpenApplicationsOf(id.id, state, source_.zone)) {
      row.add_person_ids(worklist::BytesOf(person));
      OpenApplications& open = applications_[person.bytes()];
      for (const auto& one : made) *open.add_applications() = one;
      worklist_rows::Sort(open);
    }
    if (!row.person_ids().empty() && partition_.Holds(id)) {
      changes.Put(keys::OfHousehold(id.id), SerializeRow(row));
    }
    return absl::OkStatus();
  }

  absl::Status FoldCase(const eventstore::StreamId& id, const KeptEvents::Stream& stream,
                        RowChanges& changes) {
    FD_ASSIGN_OR_RETURN(const cases::Case state, cases_.StateOf(id, stream));
    if (!terms_) terms_.emplace(policies_, source_.zone);
    const auto known = applications_.find(id.id);
    const OpenApplications& open =
        known == applications_.end() ? OpenApplications::default_instance() : known->second;
    worklist_rows::Replace({}, worklist_rows::OfCase(id.id, state, open, **terms_), changes);
    return absl::OkStatus();
  }

  const FoldSource source_;
  const Partition partition_;
  KeptFold<HouseholdDecider> households_;
  KeptFold<CaseDecider> cases_;
  KeptFold<ActivityDecider> activities_;
  policy::PolicyHistory policies_;
  // Of the policies, once all are folded.
  std::optional<worklist_rows::Terms> terms_;
  // By person.
  std::map<Id16, OpenApplications> applications_;
};

class Worklists final : public Projection {
 public:
  absl::string_view name() const override { return kWorklist; }
  uint32_t version() const override { return 2; }
  Routing RoutingOf(uint16_t stream_kind) const override {
    switch (stream_kind) {
      case kKindOf<PolicyDecider>:
      case kKindOf<HouseholdDecider>:
        return Routing::kBroadcast;
      case kKindOf<CaseDecider>:
      case kKindOf<ActivityDecider>:
        return Routing::kByStream;
      default:
        return Routing::kNone;
    }
  }
  std::unique_ptr<Fold> Begin(const FoldSource& source) const override {
    return std::make_unique<WorklistFold>(source);
  }
  std::unique_ptr<Builder> BeginBuild(const FoldSource& source,
                                      const Partition& partition) const override {
    return std::make_unique<WorklistBuilder>(source, partition);
  }
};

}  // namespace

std::unique_ptr<Projection> WorklistProjection() { return std::make_unique<Worklists>(); }

}  // namespace framdrift::projections
