// What a figure costs, beside a plain pass over the bytes it is computed from.
// indicator_bench [EPISODES ...]: for each so many episodes; 20000 100000 300000 1000000 where
// none. indicator_bench EPISODES csv FILE: writes the episodes for bench/postgres.sh, and tells the
// answer.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/working_days.h"
#include "bench/facts_load.h"
#include "domain/indicators/evaluate.h"
#include "domain/indicators/library.h"
#include "google/protobuf/text_format.h"

namespace framdrift::indicators {
namespace {

using indicator::v1::Definition;

constexpr int kRuns = 15;
constexpr int kMonths = 36;
constexpr size_t kSlowest = 6;
constexpr char kQuestion[] =
    R"def(code: "B1" title: "To work or study" span: SPAN_EPISODE
          measure { share { numerator: "exit_letter = A OR exit_letter = B" } }
          anchor { milestone: "exited" } period { unit: PERIOD_UNIT_MONTH } breakdowns: "unit")def";

absl::TimeZone Stockholm() {
  absl::TimeZone zone;
  FD_CHECK(absl::LoadTimeZone("Europe/Stockholm", &zone));
  return zone;
}

double ThreadSeconds() {
  timespec now{};
  FD_CHECK(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) == 0);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Milliseconds of one core that `work` takes, the middle one of several runs after a first.
template <typename Work>
double Milliseconds(const Work& work) {
  work();
  std::vector<double> runs;
  for (int i = 0; i < kRuns; ++i) {
    const double start = ThreadSeconds();
    work();
    runs.push_back((ThreadSeconds() - start) * 1e3);
  }
  std::nth_element(runs.begin(), runs.begin() + kRuns / 2, runs.end());
  return runs[kRuns / 2];
}

// A definition, and what it is asked.
struct Asked {
  std::string code;
  const FactTable* table = nullptr;
  const FactTable* below = nullptr;
  Plan plan;
  Question question;
};

// Of the units with a day in [first, past), as of the last day of the load.
Asked Ask(const Definition& definition, const FactTables& tables, const Window& range) {
  Asked asked;
  asked.code = definition.code();
  asked.table = &tables.table(SubjectOf(definition));
  auto plan = Compile(definition, asked.table->fields(), Stockholm());
  FD_CHECK(plan.ok());
  asked.plan = *std::move(plan);
  if (asked.plan.below != nullptr) {
    asked.below = &tables.table(asked.plan.below->fields->subject());
  }
  asked.question.as_of = EndOf(LastDayOfLoad());
  asked.question.windows = PeriodsOf(asked.plan.period, range);
  return asked;
}

Answer AnswerTo(const Asked& asked, Selections* selections = nullptr) {
  const auto answer =
      Evaluate(asked.plan, {*asked.table, asked.below}, asked.question, WorkingDays(), selections);
  FD_CHECK(answer.ok());
  return *answer;
}

Asked MonthsByUnit(const FactTables& tables) {
  Definition definition;
  FD_CHECK(google::protobuf::TextFormat::ParseFromString(kQuestion, &definition));
  const DayNumber last = LastDayOfLoad() + 1;
  Asked asked = Ask(definition, tables, {AddMonths(last, -kMonths), last});
  FD_CHECK(asked.question.windows.size() == kMonths);
  asked.question.breakdown = 0;
  return asked;
}

// Reads every element of the question's columns once.
uint64_t Scan(const FactTable& table) {
  uint64_t sum = 0;
  for (const Moment exited : table.moments(episode::kExited)) sum += static_cast<uint64_t>(exited);
  const PackedColumn& letters = table.values(episode::kExitLetter);
  for (RowId row = 0; row < table.size(); ++row) sum += letters[row];
  const ChangeLists& units = table.changes(episode::kUnit);
  for (RowId row = 0; row < table.size(); ++row) {
    for (const Change& change : units.Get(row)) sum += change.value;
  }
  return sum;
}

// The question as one would write it by hand for these columns alone: below and above, by month and
// unit.
std::vector<std::pair<uint64_t, uint64_t>> ByHand(const Asked& asked) {
  const FactTable& table = *asked.table;
  const std::vector<Window>& windows = asked.question.windows;
  const DayNumber first = windows.front().first;
  std::vector<uint32_t> window_of(static_cast<size_t>(windows.back().end - first));
  for (uint32_t i = 0; i < windows.size(); ++i) {
    std::fill(window_of.begin() + (windows[i].first - first),
              window_of.begin() + (windows[i].end - first),
              i);
  }
  const uint32_t units = table.names_end(episode::kUnit);
  std::vector<std::pair<uint64_t, uint64_t>> cells(windows.size() * units);
  const auto exits = table.moments(episode::kExited);
  const PackedColumn& letters = table.values(episode::kExitLetter);
  for (RowId row = 0; row < table.size(); ++row) {
    const DayNumber day = DayOf(exits[row]);
    if (day < first || day >= windows.back().end) continue;
    auto& cell = cells[window_of[static_cast<size_t>(day - first)] * units +
                       table.ValueOn(episode::kUnit, row, day)];
    ++cell.first;
    cell.second +=
        letters[row] == codes::v1::NATIONAL_LETTER_A || letters[row] == codes::v1::NATIONAL_LETTER_B
            ? 1
            : 0;
  }
  return cells;
}

void MeasureOne(const FactTables& tables) {
  const Asked asked = MonthsByUnit(tables);
  const Answer answer = AnswerTo(asked);
  const auto by_hand = ByHand(asked);
  size_t counted = 0;
  for (const auto& cell : by_hand) counted += cell.first;
  size_t told = 0;
  for (size_t window = 0; window < answer.windows.size(); ++window) {
    told += answer.at(window, 0).below;
  }
  FD_CHECK(told == counted && told > 0);
  uint64_t sum = 0;
  const double scan = Milliseconds([&] { sum += Scan(*asked.table); });
  const double loop = Milliseconds([&] { sum += ByHand(asked).size(); });
  const double figure = Milliseconds([&] { sum += AnswerTo(asked).figures.size(); });
  FD_CHECK(sum > 0);
  std::printf(
      "  one indicator, %d months by %zu groups  %8.2f ms, %.1f ns a row (goal 20 ms of a "
      "million)\n",
      kMonths,
      answer.groups.size() - 1,
      figure,
      figure * 1e6 / static_cast<double>(asked.table->size()));
  std::printf("    a scan of the same bytes             %8.2f ms, ratio %.1f (goal 5)\n",
              scan,
              figure / scan);
  std::printf(
      "    the same by a loop for it alone      %8.2f ms, ratio %.1f\n", loop, figure / loop);
}

// Each by its first breakdown, where it has one.
std::vector<Asked> BrokenDown(std::vector<Asked> all) {
  for (Asked& asked : all) {
    if (!asked.plan.breakdowns.empty()) asked.question.breakdown = 0;
  }
  return all;
}

// All as a dashboard asks for them, in one go.
double Together(const std::vector<Asked>& all) {
  return Milliseconds([&] {
    Selections selections;
    for (const Asked& asked : all) AnswerTo(asked, &selections);
  });
}

void PrintSlowest(const char* what, const std::vector<Asked>& all) {
  std::vector<std::pair<double, std::string>> each;
  double sum = 0;
  for (const Asked& asked : all) {
    each.emplace_back(Milliseconds([&] { AnswerTo(asked); }), asked.code);
    sum += each.back().first;
  }
  std::sort(each.rbegin(), each.rend());
  std::printf("    %s %6.2f ms; the slowest", what, sum);
  for (size_t i = 0; i < std::min(kSlowest, each.size()); ++i) {
    std::printf(" %s %.3f", each[i].second.c_str(), each[i].first);
  }
  std::printf("\n");
}

// Every built-in indicator, once for the last month, quarter or year that is over.
void MeasureAll(const FactTables& tables) {
  const DayNumber day = LastDayOfLoad();
  std::vector<Asked> all;
  for (const Definition& definition : BuiltInDefinitions()) {
    all.push_back(Ask(definition, tables, {day, day + 1}));
  }
  const std::vector<Asked> by_group = BrokenDown(all);
  std::printf("  all %zu built-in indicators           %8.2f ms (goal 10 ms of 20 000 episodes)\n",
              all.size(),
              Together(all));
  PrintSlowest("each by itself, all told           ", all);
  std::printf("  the same by their first breakdowns   %8.2f ms\n", Together(by_group));
  PrintSlowest("each by itself, all told           ", by_group);
}

void PrintTable(const char* name, const FactTable& table, size_t episodes) {
  std::printf(
      "    %-14s %9zu rows, %6.1f bytes a row, %6.1f an episode\n",
      name,
      table.size(),
      static_cast<double>(table.bytes()) / static_cast<double>(std::max<size_t>(table.size(), 1)),
      static_cast<double>(table.bytes()) / static_cast<double>(episodes));
}

void Measure(int episodes) {
  const LoadedFacts loaded = LoadFacts(episodes);
  const FactTables& tables = *loaded.tables;
  const size_t count = tables.table(Subject::kEpisode).size();
  const auto of = static_cast<double>(count);
  std::printf("%zu episodes: rows made at %.0f a second, %.0f bytes each; tables filled at %.0f\n",
              count,
              of / loaded.folding_seconds,
              static_cast<double>(loaded.row_bytes) / of,
              of / loaded.filling_seconds);
  std::printf("  memory of an episode %.0f bytes, of all its rows %.0f (goal 200)\n",
              static_cast<double>(tables.table(Subject::kEpisode).bytes()) / of,
              static_cast<double>(tables.bytes()) / of);
  for (const Subject subject : kSubjects) {
    PrintTable(std::string(NameOf(subject)).c_str(), tables.table(subject), count);
  }
  MeasureOne(tables);
  MeasureAll(tables);
  std::fflush(stdout);
}

std::string DayText(DayNumber day) {
  return day == kNoDay ? "" : absl::FormatCivilTime(CivilDayOf(day));
}

// Month, unit's number, exits, and those to work or study; units in order.
void Tell(const Asked& asked) {
  const auto cells = ByHand(asked);
  const size_t units = cells.size() / asked.question.windows.size();
  for (size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].first == 0) continue;
    std::printf("%.7s,%zu,%llu,%llu\n",
                DayText(asked.question.windows[i / units].first).c_str(),
                i % units,
                static_cast<unsigned long long>(cells[i].first),
                static_cast<unsigned long long>(cells[i].second));
  }
}

// A line an episode: person, number, opened, planned, activated, exited, letter, reason, sex, birth
// date, target group, flow when it began and unit when it ended.
void WriteCsv(int episodes, const char* path) {
  const LoadedFacts loaded = LoadFacts(episodes);
  const FactTable& table = loaded.tables->table(Subject::kEpisode);
  std::ofstream out(path);
  for (RowId row = 0; row < table.size(); ++row) {
    const DayNumber opened = table.DayOfField(episode::kOpened, row);
    const DayNumber exited = table.DayOfField(episode::kExited, row);
    out << absl::StrCat(FormatUuid(table.key(row).case_id), ",", table.key(row).ordinal, ",");
    for (const FieldId milestone : {episode::kOpened,
                                    episode::kPlanned,
                                    episode::kActivated,
                                    episode::kExited,
                                    episode::kBirthDate}) {
      out << DayText(table.DayOfField(milestone, row)) << ",";
    }
    for (const FieldId code : {episode::kExitLetter,
                               episode::kExitReason,
                               episode::kSex,
                               episode::kTargetGroup,
                               episode::kFlow}) {
      out << table.ValueOn(code, row, opened) << ",";
    }
    out << table.ValueOn(episode::kUnit, row, exited == kNoDay ? opened : exited) << "\n";
  }
  FD_CHECK(out.good());
  const Asked asked = MonthsByUnit(*loaded.tables);
  Tell(asked);
  std::fprintf(stderr, "%.3f\n", Milliseconds([&] { AnswerTo(asked); }));
}

int Run(int argc, char** argv) {
  if (argc == 4 && std::strcmp(argv[2], "csv") == 0) {
    WriteCsv(std::atoi(argv[1]), argv[3]);
    return 0;
  }
  if (argc == 1) {
    for (const int episodes : {20'000, 100'000, 300'000, 1'000'000}) Measure(episodes);
  }
  for (int i = 1; i < argc; ++i) Measure(std::atoi(argv[i]));
  return 0;
}

}  // namespace
}  // namespace framdrift::indicators

int main(int argc, char** argv) { return framdrift::indicators::Run(argc, argv); }
