#include "projections/worklist.h"

#include <map>
#include <memory>
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
      : source_(std::move(source)), partition_(partition) {}

  absl::Status Apply(const eventstore::EventView& event) override {
    switch (event.stream.kind) {
      case kKindOf<PolicyDecider>:
        return policies_.Add(event);
      case kKindOf<HouseholdDecider>:
        return households_.Add(event);
      case kKindOf<CaseDecider>:
      case kKindOf<ActivityDecider>:
        return kept_.Add(event);
      default:
        return absl::OkStatus();
    }
  }

  absl::Status Finish(RowChanges& changes, FoldedCallback folded) override {
    uint64_t events = 0;
    const auto count = [&](const KeptEvents::Stream& stream) {
      return folded(events += stream.revision);
    };
    FD_RETURN_IF_ERROR(FoldPolicies(count));
    FD_RETURN_IF_ERROR(FoldHouseholds(changes, count));
    return FoldCasesAndActivities(changes, count);
  }

 private:
  using Count = absl::FunctionRef<absl::Status(const KeptEvents::Stream& stream)>;

  absl::Status FoldPolicies(Count count) {
    policy::PolicyHistory history;
    KeptFold<PolicyDecider> fold(source_.zone);
    const Id16 own = policy::PolicyStreamId(source_.tenant);
    FD_RETURN_IF_ERROR(policies_.Drain([&](const eventstore::StreamId& id, const auto& stream) {
      if (id.id == own) {
        FD_ASSIGN_OR_RETURN(history, fold.StateOf(id, stream));
      }
      return count(stream);
    }));
    terms_ = std::make_unique<worklist_rows::Terms>(std::move(history), source_.zone);
    return absl::OkStatus();
  }

  absl::Status FoldHouseholds(RowChanges& changes, Count count) {
    KeptFold<HouseholdDecider> fold(source_.zone);
    FD_RETURN_IF_ERROR(households_.Drain([&](const eventstore::StreamId& id, const auto& stream) {
      FD_ASSIGN_OR_RETURN(const household::Household state, fold.StateOf(id, stream));
      worklist::v1::HouseholdRow row;
      for (const auto& [person, open] :
           worklist_rows::OpenApplicationsOf(id.id, state, source_.zone)) {
        row.add_person_ids(worklist::BytesOf(person));
        for (const auto& one : open) *applications_[person.bytes()].add_applications() = one;
      }
      if (!row.person_ids().empty() && partition_.Holds(id)) {
        changes.Put(keys::OfHousehold(id.id), SerializeRow(row));
      }
      return count(stream);
    }));
    for (auto& [person, open] : applications_) {
      worklist_rows::Sort(open);
      // The rows of a person are of the partition of their case.
      if (partition_.Holds({kKindOf<CaseDecider>, person})) {
        changes.Put(keys::OfPerson(person), SerializeRow(open));
      }
    }
    return absl::OkStatus();
  }

  absl::Status FoldCasesAndActivities(RowChanges& changes, Count count) {
    KeptFold<CaseDecider> cases(source_.zone);
    KeptFold<ActivityDecider> activities(source_.zone);
    return kept_.Drain([&](const eventstore::StreamId& id, const auto& stream) {
      if (id.kind == kKindOf<ActivityDecider>) {
        FD_ASSIGN_OR_RETURN(const activity::Activity state, activities.StateOf(id, stream));
        worklist_rows::Replace({}, worklist_rows::OfActivity(id.id, state), changes);
        return count(stream);
      }
      FD_ASSIGN_OR_RETURN(const cases::Case state, cases.StateOf(id, stream));
      const auto known = applications_.find(id.id);
      const OpenApplications& open =
          known == applications_.end() ? OpenApplications::default_instance() : known->second;
      worklist_rows::Replace({}, worklist_rows::OfCase(id.id, state, open, **terms_), changes);
      return count(stream);
    });
  }

  const FoldSource source_;
  const Partition partition_;
  KeptEvents policies_;
  KeptEvents households_;
  KeptEvents kept_;
  std::unique_ptr<worklist_rows::Terms> terms_;
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
