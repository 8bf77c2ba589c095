#include "services/programme/measure_relay.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/check.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "domain/history/amend_commands.h"
#include "domain/indicators/indicator.h"
#include "eventstore/hash.h"
#include "framdrift/programme/v1/programme_service.pb.h"
#include "projections/directory.h"
#include "projections/projector.h"
#include "services/call.h"
#include "services/derived_id.h"
#include "services/stream_reader.h"
#include "services/tenants.h"
#include "services/unit_of_work.h"

namespace framdrift::services {
namespace {

using indicators::IndicatorDecider;
using programme::ProgrammeDecider;

// So soon a new tenant is noticed, and so long one log is waited for at a time.
constexpr absl::Duration kLookForTenants = absl::Seconds(1);
constexpr absl::Duration kPatience = absl::Minutes(1);
constexpr absl::Duration kPause = absl::Milliseconds(50);
constexpr int kTries = 5;

history::Actor Relay() {
  history::Actor actor;
  actor.id = history::StaffId(DerivedId("measure relay", "actor"));
  actor.role = "relay";
  actor.kind = history::ActorKind::kRule;
  return actor;
}

programme::v1::MeasurePublished FigureOf(const programme::v1::MeasureLinked& link,
                                         const indicators::Indicator& indicator,
                                         const indicators::Publication& publication) {
  const indicators::Version* version = indicator.FindVersion(publication.content.version());
  const indicator::v1::Definition& definition =
      version == nullptr ? indicator.latest().definition : version->definition;
  programme::v1::MeasurePublished figure;
  figure.set_member_id(link.member_id());
  figure.set_indicator_id(link.indicator_id());
  figure.set_tenant(link.tenant());
  figure.set_source_position(publication.position);
  figure.set_code(definition.code());
  figure.set_title(definition.title());
  figure.set_desired_state(definition.desired_state());
  figure.set_definition_version(publication.content.version());
  *figure.mutable_from_date() = publication.content.from_date();
  *figure.mutable_to_date() = publication.content.to_date();
  // Published values begin with the whole.
  if (!publication.content.values().empty())
    *figure.mutable_whole() = publication.content.values(0);
  const bool told = indicators::IsBaselineTold(indicator);
  if (told) *figure.mutable_baseline() = *indicator.baseline;
  figure.set_baseline_withheld(indicator.baseline && !told);
  if (indicator.target) *figure.mutable_target() = *indicator.target;
  return figure;
}

// Whether it was published when the member had left or the programme had ended. What was published
// before is carried afterwards too, and what is struck through always.
bool IsOver(const programme::Programme& state, const programme::Member& member,
            const programme::LinkedMeasure& measure, const indicators::Publication& publication) {
  const absl::Time at = std::max(publication.at.at, measure.link.at.at);
  return !member.joined || (member.withdrew && member.withdrew->at.at <= at) ||
         (state.ended && state.ended->at.at <= at);
}

// Tells each time that a publication was carried from the last: it may have been struck through
// and brought back.
std::string KeyOf(const Id16& programme, const history::Timeline<ProgrammeDecider>& timeline,
                  const programme::v1::MeasureLinked& link, int64_t source_position,
                  absl::string_view what) {
  const auto times =
      std::count_if(timeline.entries().begin(), timeline.entries().end(), [&](const auto& entry) {
        const programme::v1::MeasurePublished& figure = entry.event.measure_published();
        return entry.event.has_measure_published() && figure.tenant() == link.tenant() &&
               figure.member_id() == link.member_id() &&
               figure.source_position() == source_position;
      });
  return absl::StrCat(FormatUuid(programme),
                      " ",
                      link.member_id(),
                      " ",
                      link.tenant(),
                      " ",
                      source_position,
                      " ",
                      what,
                      " ",
                      times);
}

}  // namespace

programme::Events MeasureRelay::EventsOf(const Snapshot<ProgrammeDecider>& snapshot,
                                         const Carrying& carrying,
                                         const history::Context& context) {
  if (carrying.void_position == 0) {
    return programme::Decide(snapshot.timeline(),
                             carrying.figure,
                             programme::PublishedAt{carrying.published_at},
                             context);
  }
  programme::v1::VoidProgrammeEventRequest request;
  request.set_position(carrying.void_position);
  request.set_reason_code("voided-at-source");
  return history::DecideVoiding(snapshot.timeline(), request, carrying.programme, context);
}

MeasureRelay::MeasureRelay(Runtime& runtime)
    : runtime_(runtime), actor_(Relay()), inbox_(std::make_shared<Inbox>()) {
  FD_CHECK(runtime.projector != nullptr);
  thread_ = std::thread([this] { Run(); });
}

MeasureRelay::~MeasureRelay() {
  {
    MutexLock lock(inbox_->mutex);
    inbox_->stopping = true;
  }
  inbox_->changed.NotifyAll();
  thread_.join();
}

void MeasureRelay::Run() {
  std::set<std::string> grown;
  // Of programmes to which not all was carried: taken up again when anything has grown.
  std::set<std::string> behind;
  while (true) {
    for (const std::string& name : runtime_.tenants.All()) Await(name, tenants_[name]);
    if (!Next(grown)) return;
    if (!grown.empty()) grown.merge(std::exchange(behind, {}));
    for (const std::string& name : grown) {
      const absl::Status found = FindProgrammes(name, tenants_[name]);
      if (!found.ok()) Log(kWarning, "programmes not found", {{"reason", found.ToString()}});
    }
    for (const auto& [name, tenant] : tenants_) {
      for (const Id16& id : tenant.programmes) {
        const absl::Status carried = Carry(name, id, grown);
        if (carried.ok()) continue;
        behind.insert(name);
        Log(kWarning, "measure not carried", {{"reason", carried.ToString()}});
      }
    }
    if (!grown.empty()) Pause();
  }
}

void MeasureRelay::Await(const std::string& name, Tenant& tenant) {
  if (tenant.waiting) return;
  tenant.waiting = true;
  runtime_.projector->WaitFor(name,
                              projections::kDirectory,
                              tenant.seen + 1,
                              kPatience,
                              [inbox = inbox_, name](const absl::Status& reached) {
                                {
                                  MutexLock lock(inbox->mutex);
                                  (reached.ok() ? inbox->grown : inbox->over).insert(name);
                                }
                                if (reached.ok()) inbox->changed.NotifyAll();
                              });
}

bool MeasureRelay::Next(std::set<std::string>& grown) {
  std::set<std::string> over;
  {
    MutexLock lock(inbox_->mutex);
    if (!inbox_->stopping && inbox_->grown.empty()) {
      inbox_->changed.WaitFor(inbox_->mutex, kLookForTenants);
    }
    if (inbox_->stopping) return false;
    grown = std::exchange(inbox_->grown, {});
    over = std::exchange(inbox_->over, {});
  }
  for (const std::string& name : grown) tenants_[name].waiting = false;
  for (const std::string& name : over) tenants_[name].waiting = false;
  return true;
}

void MeasureRelay::Pause() {
  MutexLock lock(inbox_->mutex);
  const absl::Time until = absl::Now() + kPause;
  while (!inbox_->stopping && absl::Now() < until) {
    inbox_->changed.WaitFor(inbox_->mutex, until - absl::Now());
  }
}

absl::Status MeasureRelay::FindProgrammes(const std::string& name, Tenant& tenant) {
  FD_ASSIGN_OR_RETURN(const auto rows, runtime_.projector->Read(name, projections::kDirectory));
  tenant.seen = std::max(tenant.seen, rows->checkpoint().position);
  return projections::VisitStreams(*rows,
                                   ProgrammeDecider::kKind,
                                   tenant.last_programme,
                                   [&](const Id16& id, eventstore::Position first) {
                                     tenant.programmes.push_back(id);
                                     tenant.last_programme = first;
                                     return true;
                                   });
}

absl::Status MeasureRelay::Carry(const std::string& name, const Id16& id,
                                 const std::set<std::string>& grown) {
  std::vector<Carrying> all;
  StreamReader reader(runtime_, name, runtime_.tenants.Find(name), Freshness::kCurrent);
  FD_ASSIGN_OR_RETURN(const auto snapshot, reader.Read<ProgrammeDecider>(id));
  const programme::Programme& state = snapshot->state();
  if (!state.started) return absl::OkStatus();
  for (const programme::LinkedMeasure& measure : state.measures) {
    const programme::v1::MeasureLinked& link = measure.link.content;
    const programme::Member* member = programme::Find(state, measure.member);
    const TenantEntry* source = runtime_.tenants.Find(link.tenant());
    if (member == nullptr || source == nullptr) continue;
    if (!grown.contains(name) && !grown.contains(link.tenant())) continue;
    FD_ASSIGN_OR_RETURN(const Id16 indicator_id, ParseUuid(link.indicator_id()));
    StreamReader theirs(runtime_, link.tenant(), source, Freshness::kCurrent);
    FD_ASSIGN_OR_RETURN(const auto indicator, theirs.Read<IndicatorDecider>(indicator_id));
    const auto& publications = indicator->state().publications;
    for (const indicators::Publication& publication : publications) {
      const bool carried =
          std::any_of(measure.figures.begin(), measure.figures.end(), [&](const auto& figure) {
            return figure.content.source_position() == publication.position;
          });
      if (carried || IsOver(state, *member, measure, publication)) continue;
      all.push_back({id,
                     KeyOf(id, snapshot->timeline(), link, publication.position, "published"),
                     FigureOf(link, indicator->state(), publication),
                     publication.at.at});
    }
    for (const auto& figure : measure.figures) {
      const int64_t position = figure.content.source_position();
      const bool stands =
          std::any_of(publications.begin(), publications.end(), [&](const auto& publication) {
            return publication.position == position;
          });
      if (stands) continue;
      all.push_back(
          {id, KeyOf(id, snapshot->timeline(), link, position, "voided"), {}, {}, figure.position});
    }
  }
  absl::Status carried;
  for (const Carrying& carrying : all) {
    const absl::Status appended = Append(name, carrying);
    // The programme has the last word on whether it is over: trying again would change nothing.
    if (!absl::IsFailedPrecondition(appended)) carried.Update(appended);
  }
  return carried;
}

absl::Status MeasureRelay::Append(const std::string& name, const Carrying& carrying) {
  const TenantEntry* entry = runtime_.tenants.Find(name);
  absl::Status status;
  for (int tries = 0; tries < kTries; ++tries) {
    UnitOfWork work(runtime_,
                    name,
                    entry,
                    ContextOf(runtime_, entry, actor_),
                    DerivedId("measure relay", carrying.key),
                    Freshness::kCurrent);
    FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<ProgrammeDecider>(carrying.programme));
    programme::Events events = EventsOf(*snapshot, carrying, work.context());
    FD_RETURN_IF_ERROR(events.status());
    FD_RETURN_IF_ERROR(work.Emit<ProgrammeDecider>(carrying.programme, *std::move(events)));
    const auto appended = runtime_.store.AppendAndWait(
        name, work.TakeCommit(eventstore::Sha256({"measure relay\n", carrying.key})));
    if (appended.ok()) {
      if (!appended->duplicate) work.Committed(*appended);
      return absl::OkStatus();
    }
    status = appended.status();
    if (!absl::IsAborted(status)) return status;
  }
  return status;
}

}  // namespace framdrift::services
