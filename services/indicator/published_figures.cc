#include "services/indicator/published_figures.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/indicators/indicator.h"
#include "projections/directory.h"
#include "services/indicator/indicator_resource.h"
#include "services/indicator/pinned_page.h"
#include "services/indicator/question.h"
#include "services/list.h"

namespace framdrift::services {
namespace {

namespace v1 = indicator::v1;
using indicators::DayNumber;
using indicators::Publication;

// What is asked for.
struct Span {
  std::optional<DayNumber> from;
  std::optional<DayNumber> to;
  eventstore::Position head = 0;

  bool Holds(const Publication& publication, DayNumber first, DayNumber end) const {
    return static_cast<eventstore::Position>(publication.position) <= head &&
           (!from || end > *from) && (!to || first < *to);
  }
};

void AddFigures(const std::string& name, const indicators::Indicator& indicator,
                const Publication& publication, std::vector<v1::PublishedFigure>& out) {
  const v1::IndicatorPublished& content = publication.content;
  const indicators::Version* version = indicator.FindVersion(content.version());
  if (version == nullptr) version = &indicator.latest();
  for (const v1::PublishedValue& value : content.values()) {
    v1::PublishedFigure& figure = out.emplace_back();
    figure.set_indicator(name);
    figure.set_code(version->definition.code());
    figure.set_title(version->definition.title());
    *figure.mutable_from_date() = content.from_date();
    *figure.mutable_to_date() = content.to_date();
    figure.set_breakdown(content.breakdown());
    figure.set_group(value.group());
    figure.set_suppressed(value.suppressed());
    figure.set_version(content.version());
    *figure.mutable_publish_time() = history::TimestampFrom(publication.at.at);
    figure.set_publication_position(publication.position);
    if (value.suppressed()) continue;
    if (value.has_value()) figure.set_value(value.value());
    if (value.has_numerator()) figure.set_numerator(value.numerator());
    if (value.has_denominator()) figure.set_denominator(value.denominator());
  }
}

// By period, by breakdown: what was published last.
void AddIndicator(const std::string& name, const indicators::Indicator& indicator, const Span& span,
                  std::vector<v1::PublishedFigure>& out) {
  std::map<std::tuple<DayNumber, DayNumber, std::string>, const Publication*> last;
  for (const Publication& publication : indicator.publications) {
    const auto from = history::DayOrNone(publication.content.from_date());
    const auto to = history::DayOrNone(publication.content.to_date());
    if (!from || !to) continue;
    const DayNumber first = indicators::DayNumberOf(*from);
    const DayNumber end = indicators::DayNumberOf(*to);
    if (!span.Holds(publication, first, end)) continue;
    last[{first, end, publication.content.breakdown()}] = &publication;
  }
  for (const auto& one : last) AddFigures(name, indicator, *one.second, out);
}

// Of the indicators with `codes`, or of all where none is given; codes that are found leave the
// set.
absl::StatusOr<std::vector<v1::PublishedFigure>> FiguresIn(RowsReading& reading, const Span& span,
                                                           std::set<std::string>& codes) {
  const bool all = codes.empty();
  std::vector<v1::PublishedFigure> figures;
  absl::Status status;
  const auto visit = [&](const Id16& id, eventstore::Position) {
    const auto view = reading.View<indicators::IndicatorDecider>(id);
    if (!view.ok()) {
      status = view.status();
      return false;
    }
    const indicators::Indicator& indicator = view->state();
    if (!indicator.is_defined()) return true;
    if (!all && codes.erase(indicator.latest().definition.code()) == 0) return true;
    AddIndicator(
        FormatName(reading.tenant(), IndicatorResource::kCollection, id), indicator, span, figures);
    return true;
  };
  FD_RETURN_IF_ERROR(
      projections::VisitStreams(reading.rows(), indicators::IndicatorDecider::kKind, 0, visit));
  FD_RETURN_IF_ERROR(status);
  return figures;
}

}  // namespace

absl::Status AddPublishedFigures(RowsReading& reading, const v1::ExportIndicatorsRequest& request,
                                 v1::ExportIndicatorsResponse& response) {
  FD_ASSIGN_OR_RETURN(const PinnedPage page,
                      PinnedPageOf(request.page_token(), request.page_size(), ListedBy(request)));
  Span span;
  FD_ASSIGN_OR_RETURN(span.from, DayAsked(request.from_date(), "from_date"));
  FD_ASSIGN_OR_RETURN(span.to, DayAsked(request.to_date(), "to_date"));
  span.head = page.pin ? page.pin->position : reading.position();
  std::set<std::string> codes(request.codes().begin(), request.codes().end());
  FD_ASSIGN_OR_RETURN(std::vector<v1::PublishedFigure> figures, FiguresIn(reading, span, codes));
  if (!codes.empty()) {
    return InvalidField(
        "codes",
        absl::StrCat("No indicator has the code ", *codes.begin(), "; list those there are."));
  }
  FD_ASSIGN_OR_RETURN(const size_t end, page.End(figures.size()));
  for (size_t i = page.begin; i < end; ++i) *response.add_figures() = std::move(figures[i]);
  response.set_position(static_cast<int64_t>(span.head));
  response.set_total_size(static_cast<int64_t>(figures.size()));
  response.set_next_page_token(
      page.NextToken({span.head, absl::UnixEpoch(), span.head}, end, figures.size()));
  return absl::OkStatus();
}

}  // namespace framdrift::services
