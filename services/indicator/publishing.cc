#include "services/indicator/publishing.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/indicators/evaluate.h"
#include "domain/policy/adoption.h"
#include "projections/directory.h"
#include "projections/facts.h"
#include "projections/projector.h"
#include "services/indicator/question.h"
#include "services/indicator/releases.h"
#include "services/indicator/row_sets.h"

namespace framdrift::services {
namespace {

namespace v1 = indicator::v1;
using indicators::IndicatorDecider;
using indicators::Publication;
using indicators::TellableFigure;
using indicators::Window;
using v1::Measure;

// What is recorded is in the figure that is published, or it is not published.
constexpr absl::Duration kPatienceForOwn = absl::Seconds(5);

absl::StatusOr<Window> WindowAsked(const v1::PublishIndicatorRequest& request,
                                   const v1::Period& period, indicators::DayNumber today) {
  PeriodsAsked asked;
  asked.from = request.period_date();
  asked.periods = 2;
  FD_ASSIGN_OR_RETURN(const std::vector<Window> windows, WindowsOf(asked, period, today));
  return windows.front();
}

void CheckPeriod(const indicators::Indicator& indicator, const Window& window,
                 indicators::DayNumber today, Refusals& out) {
  if (window.end > today) {
    out.Add(kPeriodNotOver,
            "The period is not over; publish one that is.",
            {{"to_date", absl::FormatCivilTime(indicators::CivilDayOf(window.end))}});
  }
  for (const Publication& publication : indicator.publications) {
    const std::optional<Window> other = WindowOf(publication.content);
    if (!other || *other == window || !Overlap(*other, window)) continue;
    out.Add(kPeriodOverlapsPublished,
            "A period that shares days with this one is published; publish periods that do not.",
            {{"position", absl::StrCat(publication.position)}});
    return;
  }
}

void CheckShape(const v1::Definition& definition, const std::string& breakdown, Refusals& out) {
  const Measure::KindCase kind = definition.measure().kind_case();
  const bool is_published = kind != Measure::kDistribution && kind != Measure::kSpread &&
                            kind != Measure::kCompare && !definition.measure().ratio().has_below();
  if (!is_published) {
    out.Add(kMeasureNotPublished,
            "Distributions, spreads, comparisons and ratios of two spans are not published; "
            "publish a share, mean, count or duration.");
  }
  if (breakdown != "caseworker") return;
  out.Add(kBreakdownNotPublished,
          "Figures by caseworker are never published; choose another breakdown.");
}

// How many persons the rows are about that one of the figures counts otherwise than the other.
size_t PersonsChanged(const TellableFigure& now, const TellableFigure& then,
                      const indicators::RowPersons& persons) {
  std::set<uint32_t> changed;
  const auto add = [&](const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
    std::vector<uint32_t> rows;
    std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rows));
    for (const uint32_t row : rows) changed.insert(persons[row]);
  };
  add(now.below, then.below);
  add(now.above, then.above);
  return changed.size();
}

// One publishing of one period.
class Publishing {
 public:
  Publishing(UnitOfWork& work, FactsAsked& facts, const TenantEntry& tenant, const Id16& id,
             const history::Timeline<IndicatorDecider>& timeline, std::string breakdown)
      : work_(work),
        facts_(facts),
        tenant_(tenant),
        id_(id),
        timeline_(timeline),
        version_(timeline.current().latest()),
        breakdown_(std::move(breakdown)) {}

  absl::StatusOr<v1::IndicatorPublished> Run(const Window& window) {
    window_ = window;
    FD_RETURN_IF_ERROR(FindReleases());
    FD_RETURN_IF_ERROR(
        facts_.WithLive(tenant_, work_.context().actor, [&](FactsAt& at) { return Compute(at); }));
    return std::move(content_);
  }

 private:
  // What was released of periods that share days, of this and all other indicators of the tenant.
  absl::Status FindReleases() {
    own_ = ReleasesIn(timeline_, window_);
    FD_ASSIGN_OR_RETURN(const auto rows,
                        work_.runtime().projector->Read(tenant_.id, projections::kDirectory));
    absl::Status status;
    const auto visit = [&](const Id16& id, eventstore::Position) {
      if (id == id_) return true;
      // No other can be published meanwhile without this being decided again.
      const auto other = work_.Load<IndicatorDecider>(id);
      status = other.status();
      if (!status.ok()) return false;
      for (Release& release : ReleasesIn((*other)->timeline(), window_)) {
        others_.push_back(std::move(release));
      }
      return true;
    };
    FD_RETURN_IF_ERROR(projections::VisitStreams(*rows, IndicatorDecider::kKind, 0, visit));
    FD_RETURN_IF_ERROR(status);
    std::vector<Release*> all;
    for (Release& release : own_) all.push_back(&release);
    for (Release& release : others_) all.push_back(&release);
    return LookBack(work_.runtime(), tenant_, work_.context().actor, all, numbers_);
  }

  absl::Status Compute(FactsAt& at) {
    FD_ASSIGN_OR_RETURN(FigureQuestion question, QuestionOf(version_.definition, at));
    FD_RETURN_IF_ERROR(SetBreakdown(version_.definition, breakdown_, question));
    question.question.windows = {window_};
    FD_ASSIGN_OR_RETURN(
        const indicators::Answer answer,
        indicators::Evaluate(
            question.plan, question.tables(), question.question, question.working_days));
    std::vector<TellableFigure> figures;
    for (const std::string& group : answer.groups) {
      FD_ASSIGN_OR_RETURN(TellableFigure figure, TellableOf(question, group, numbers_));
      figures.push_back(std::move(figure));
    }
    FD_ASSIGN_OR_RETURN(
        const auto policies,
        at.reading.View<policy::PolicyDecider>(policy::PolicyStreamId(at.reading.tenant())));
    const auto limit = static_cast<size_t>(
        policy::Current(policies.state(), indicators::CivilDayOf(at.day())).small_cell_limit);
    FD_RETURN_IF_ERROR(CheckChange(figures.front(), limit));
    indicators::EarlierReleases earlier;
    for (const std::vector<Release>* releases : {&own_, &others_}) {
      for (const Release& release : *releases) {
        const auto& [shown, hidden] = release.told;
        earlier.shown.insert(earlier.shown.end(), shown.begin(), shown.end());
        earlier.hidden.insert(earlier.hidden.end(), hidden.begin(), hidden.end());
      }
    }
    Fill(at, answer, indicators::Suppress(figures, earlier, numbers_.persons(), limit));
    return absl::OkStatus();
  }

  // Whether enough persons count otherwise than in every release of the period. Of one that was
  // voided, or has other groups, the same whole may be told again.
  absl::Status CheckChange(const TellableFigure& whole, size_t limit) const {
    for (const Release& release : own_) {
      if (WindowOf(release.content) != window_ || !release.whole) continue;
      const bool again = !release.voided && release.content.breakdown() == breakdown_;
      const size_t changed = PersonsChanged(whole, *release.whole, numbers_.persons());
      if (changed >= limit || (changed == 0 && !again)) continue;
      return Refuse(kReleaseChangedTooLittle,
                    absl::StrCat("Only ",
                                 changed,
                                 " persons count otherwise since the period was published; ",
                                 limit,
                                 " are needed, so that none can be told from the other."),
                    {{"position", absl::StrCat(release.position)}});
    }
    return absl::OkStatus();
  }

  void Fill(const FactsAt& at, const indicators::Answer& answer, const std::vector<bool>& hidden) {
    content_.set_version(version_.number);
    *content_.mutable_from_date() = history::DateFrom(indicators::CivilDayOf(window_.first));
    *content_.mutable_to_date() = history::DateFrom(indicators::CivilDayOf(window_.end));
    content_.set_known_position(static_cast<int64_t>(at.reading.position()));
    *content_.mutable_as_of_date() = history::DateFrom(indicators::CivilDayOf(at.day()));
    content_.set_breakdown(breakdown_);
    for (size_t group = 0; group < answer.groups.size(); ++group) {
      const indicators::Figure& figure = answer.at(0, group);
      v1::PublishedValue& value = *content_.add_values();
      value.set_group(answer.groups[group]);
      value.set_suppressed(hidden[group]);
      if (hidden[group]) continue;
      if (figure.value) value.set_value(*figure.value);
      if (figure.numerator) value.set_numerator(*figure.numerator);
      if (figure.denominator) value.set_denominator(*figure.denominator);
    }
  }

  UnitOfWork& work_;
  FactsAsked& facts_;
  const TenantEntry& tenant_;
  const Id16& id_;
  const history::Timeline<IndicatorDecider>& timeline_;
  const indicators::Version& version_;
  const std::string breakdown_;
  Window window_;
  std::vector<Release> own_;
  std::vector<Release> others_;
  RowNumbers numbers_;
  v1::IndicatorPublished content_;
};

}  // namespace

absl::StatusOr<v1::IndicatorPublished> PublicationOf(UnitOfWork& work, FactsAsked& facts,
                                                     const Id16& id,
                                                     const Snapshot<IndicatorDecider>& snapshot,
                                                     const v1::PublishIndicatorRequest& request) {
  const indicators::Indicator& indicator = snapshot.state();
  FD_RETURN_IF_ERROR(work.MayWait());
  const indicators::DayNumber today = indicators::DayNumberOf(work.context().today());
  const v1::Definition& definition = indicator.latest().definition;
  FD_ASSIGN_OR_RETURN(const Window window, WindowAsked(request, definition.period(), today));
  Refusals refusals;
  CheckPeriod(indicator, window, today, refusals);
  CheckShape(definition, request.breakdown(), refusals);
  FD_RETURN_IF_ERROR(refusals.AsStatus());
  FD_ASSIGN_OR_RETURN(const TenantEntry* tenant, work.runtime().tenants.Get(work.tenant()));
  for (const char* projection : {projections::kFacts, projections::kDirectory}) {
    FD_RETURN_IF_ERROR(
        work.runtime().projector->WaitUntil(tenant->id, projection, work.head(), kPatienceForOwn));
  }
  return Publishing(work, facts, *tenant, id, snapshot.timeline(), request.breakdown()).Run(window);
}

}  // namespace framdrift::services
