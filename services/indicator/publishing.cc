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

std::optional<Window> WindowOf(const v1::IndicatorPublished& content) {
  const auto from = history::DayOrNone(content.from_date());
  const auto to = history::DayOrNone(content.to_date());
  if (!from || !to) return std::nullopt;
  return Window{indicators::DayNumberOf(*from), indicators::DayNumberOf(*to)};
}

bool Overlap(const Window& a, const Window& b) { return a.first < b.end && b.first < a.end; }

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
  switch (definition.measure().kind_case()) {
    case Measure::kDistribution:
    case Measure::kSpread:
    case Measure::kCompare:
      out.Add(kMeasureNotPublished,
              "Distributions, spreads and comparisons are not published; publish a share, mean, "
              "count or duration.");
      break;
    default:
      break;
  }
  if (breakdown != "caseworker") return;
  out.Add(kBreakdownNotPublished,
          "Figures by caseworker are never published; choose another breakdown.");
}

// The figures of a publication, whole and groups, as `facts` have their rows.
absl::Status AddReleased(const v1::Definition& definition, const v1::IndicatorPublished& content,
                         FactsAt& facts, RowNumbers& numbers, indicators::EarlierReleases& out) {
  absl::StatusOr<FigureQuestion> question = QuestionOf(definition, facts);
  // What cannot be computed any more tells nothing that could be reckoned with.
  if (!question.ok()) return absl::OkStatus();
  const absl::Status broken_down = SetBreakdown(definition, content.breakdown(), *question);
  const std::optional<Window> window = WindowOf(content);
  if (!broken_down.ok() || !window) return absl::OkStatus();
  question->question.windows = {*window};
  for (const v1::PublishedValue& value : content.values()) {
    FD_ASSIGN_OR_RETURN(TellableFigure figure, TellableOf(*question, value.group(), numbers));
    (value.suppressed() ? out.hidden : out.shown).push_back(std::move(figure));
  }
  return absl::OkStatus();
}

size_t CountChanged(const std::vector<TellableFigure>& now,
                    const std::vector<TellableFigure>& then) {
  std::set<uint32_t> changed;
  const auto add = [&](const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
    std::set_symmetric_difference(
        a.begin(), a.end(), b.begin(), b.end(), std::inserter(changed, changed.end()));
  };
  static const TellableFigure& none = *new TellableFigure;
  for (size_t i = 0; i < std::max(now.size(), then.size()); ++i) {
    const TellableFigure& a = i < now.size() ? now[i] : none;
    const TellableFigure& b = i < then.size() ? then[i] : none;
    add(a.below, b.below);
    add(a.above, b.above);
  }
  return changed.size();
}

// One publishing of one period.
class Publishing {
 public:
  Publishing(UnitOfWork& work, FactsAsked& facts, const TenantEntry& tenant,
             const indicators::Indicator& indicator, std::string breakdown)
      : work_(work),
        facts_(facts),
        tenant_(tenant),
        indicator_(indicator),
        breakdown_(std::move(breakdown)) {}

  absl::StatusOr<v1::IndicatorPublished> Run(const Window& window) {
    window_ = window;
    FD_RETURN_IF_ERROR(FindLastRelease());
    FD_RETURN_IF_ERROR(
        facts_.WithLive(tenant_, work_.context().actor, [&](FactsAt& at) { return Compute(at); }));
    return std::move(content_);
  }

 private:
  // The facts that the latest release of the same figures was computed from.
  absl::Status FindLastRelease() {
    for (const Publication& publication : indicator_.publications) {
      const bool same =
          WindowOf(publication.content) == window_ && publication.content.breakdown() == breakdown_;
      if (same) last_ = &publication;
    }
    if (last_ == nullptr) return absl::OkStatus();
    history::AsOf as_of;
    as_of.position = last_->content.known_position();
    FD_ASSIGN_OR_RETURN(last_tables_, facts_.Then(tenant_, as_of));
    return absl::OkStatus();
  }

  absl::Status Compute(FactsAt& at) {
    const indicators::Version& version = indicator_.latest();
    FD_ASSIGN_OR_RETURN(FigureQuestion question, QuestionOf(version.definition, at));
    FD_RETURN_IF_ERROR(SetBreakdown(version.definition, breakdown_, question));
    question.question.windows = {window_};
    FD_ASSIGN_OR_RETURN(
        const indicators::Answer answer,
        indicators::Evaluate(
            question.plan, *question.table, question.question, question.working_days));
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
    indicators::EarlierReleases earlier;
    FD_RETURN_IF_ERROR(AddEarlier(at, earlier));
    FD_RETURN_IF_ERROR(AddLastRelease(at, figures, limit, earlier));
    Fill(at, answer, indicators::Suppress(figures, earlier, limit));
    return absl::OkStatus();
  }

  // What was released of periods that share days, of all indicators of the tenant.
  absl::Status AddEarlier(FactsAt& at, indicators::EarlierReleases& earlier) {
    FD_ASSIGN_OR_RETURN(const auto rows,
                        at.reading.runtime().projector->Read(tenant_.id, projections::kDirectory));
    absl::Status status;
    const auto visit = [&](const Id16& id, eventstore::Position) {
      const auto view = at.reading.View<IndicatorDecider>(id);
      status = view.ok() ? AddOf(view->state(), at, earlier) : view.status();
      return status.ok();
    };
    FD_RETURN_IF_ERROR(projections::VisitStreams(*rows, IndicatorDecider::kKind, 0, visit));
    return status;
  }

  absl::Status AddOf(const indicators::Indicator& other, FactsAt& at,
                     indicators::EarlierReleases& earlier) {
    for (const Publication& publication : other.publications) {
      const std::optional<Window> window = WindowOf(publication.content);
      const bool is_last = last_ != nullptr && publication.position == last_->position;
      if (!window || !Overlap(*window, window_) || is_last) continue;
      const indicators::Version* version = other.FindVersion(publication.content.version());
      if (version == nullptr) continue;
      FD_RETURN_IF_ERROR(
          AddReleased(version->definition, publication.content, at, numbers_, earlier));
    }
    return absl::OkStatus();
  }

  absl::Status AddLastRelease(FactsAt& at, const std::vector<TellableFigure>& figures, size_t limit,
                              indicators::EarlierReleases& earlier) {
    if (last_ == nullptr) return absl::OkStatus();
    FactsAt then{*last_tables_, at.reading, last_->at.at, std::nullopt};
    const indicators::Version* version = indicator_.FindVersion(last_->content.version());
    if (version == nullptr) return absl::OkStatus();
    indicators::EarlierReleases last;
    FD_RETURN_IF_ERROR(AddReleased(version->definition, last_->content, then, numbers_, last));
    std::vector<TellableFigure> all = last.shown;
    all.insert(all.end(), last.hidden.begin(), last.hidden.end());
    std::vector<TellableFigure> whole_now = {figures.front()};
    std::vector<TellableFigure> whole_then;
    if (!all.empty()) whole_then.push_back(LargestOf(all));
    if (const size_t changed = CountChanged(whole_now, whole_then); changed < limit) {
      return Refuse(kReleaseChangedTooLittle,
                    absl::StrCat("Only ",
                                 changed,
                                 " rows changed since the period was published; ",
                                 limit,
                                 " are needed, so that none can be told from the other."),
                    {{"position", absl::StrCat(last_->position)}});
    }
    earlier.shown.insert(earlier.shown.end(), last.shown.begin(), last.shown.end());
    earlier.hidden.insert(earlier.hidden.end(), last.hidden.begin(), last.hidden.end());
    return absl::OkStatus();
  }

  // The whole: no group has more rows.
  static const TellableFigure& LargestOf(const std::vector<TellableFigure>& figures) {
    return *std::max_element(figures.begin(), figures.end(), [](const auto& a, const auto& b) {
      return a.below.size() < b.below.size();
    });
  }

  void Fill(const FactsAt& at, const indicators::Answer& answer, const std::vector<bool>& hidden) {
    content_.set_version(indicator_.latest().number);
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
  const indicators::Indicator& indicator_;
  const std::string breakdown_;
  Window window_;
  const Publication* last_ = nullptr;
  std::shared_ptr<const indicators::FactTables> last_tables_;
  RowNumbers numbers_;
  v1::IndicatorPublished content_;
};

}  // namespace

absl::StatusOr<v1::IndicatorPublished> PublicationOf(UnitOfWork& work, FactsAsked& facts,
                                                     const indicators::Indicator& indicator,
                                                     const v1::PublishIndicatorRequest& request) {
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
  return Publishing(work, facts, *tenant, indicator, request.breakdown()).Run(window);
}

}  // namespace framdrift::services
