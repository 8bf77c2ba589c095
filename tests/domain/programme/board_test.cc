// The board as of any date, against a plain fold of the whole history.
#include "domain/programme/board.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/domain/programme/programme_fixture.h"

namespace framdrift::programme {
namespace {

using testing::Instant;
using Event = v1::ProgrammeEvent;

// As the board is defined: the state of then, read member by member.
Board PlainBoard(const Line& line, const history::AsOf& as_of) {
  const Programme then = line.At(as_of);
  Board board;
  if (const v1::Template* content = then.template_in_force()) board.content = *content;
  for (const Member& member : then.members) {
    if (!member.takes_part()) continue;
    BoardRow& row = board.rows.emplace_back();
    row.member = member.id;
    row.name = member.joined->content.display_name();
    row.municipality_code = member.joined->content.municipality_code();
    for (const v1::BuildingBlock& block : board.content.blocks()) {
      row.statuses.push_back(StatusOf(member, block.code()));
    }
    row.progress = ProgressOf(board.content, row.statuses);
  }
  std::sort(board.rows.begin(), board.rows.end(), [](const BoardRow& a, const BoardRow& b) {
    return std::tie(a.name, a.municipality_code, a.member) <
           std::tie(b.name, b.municipality_code, b.member);
  });
  return board;
}

TEST(BoardTest, ShowsHowFarEachMemberHadCome) {
  const auto given = GivenProgramme({Joined("2023-01-12", kB, "9902"),
                                     Set("2023-03-01", "plan", "TESTED"),
                                     Set("2023-04-01", "measure", "DESIGNED"),
                                     Set("2023-05-01", "plan", "DESIGNED", kA, "Ny chef"),
                                     Left("2023-06-01", kB)});
  const Board april = BoardOf(given.timeline(), {.valid = Instant("2023-04-15")});
  ASSERT_EQ(april.rows.size(), 2);
  EXPECT_EQ(april.rows[0].name, "Kommun 9901");
  EXPECT_EQ(april.rows[0].statuses,
            (std::vector<v1::BuildingBlockStatus>{v1::BUILDING_BLOCK_STATUS_TESTED,
                                                  v1::BUILDING_BLOCK_STATUS_DESIGNED}));
  EXPECT_DOUBLE_EQ(april.rows[0].progress, 5.0 / 9) << "two thirds of 2 and a third of 1, of 3";
  EXPECT_DOUBLE_EQ(april.rows[1].progress, 0);
  const Board now = BoardOf(given.timeline(), {});
  ASSERT_EQ(now.rows.size(), 1) << "the other has left";
  EXPECT_DOUBLE_EQ(now.rows[0].progress, 1.0 / 3);
  EXPECT_TRUE(BoardOf(given.timeline(), {.valid = Instant("2022-01-01")}).rows.empty());
}

// A history of any events in any order: legal or not, known to the day or the second, corrected and
// struck through.
Line RandomLine(int count) {
  Line line(testing::Stockholm());
  const std::vector<std::string> members = {kA, kB, kPart};
  for (int i = 1; i <= count; ++i) {
    history::Recorded<Event> entry;
    entry.envelope.position = 3 * i;
    entry.envelope.revision = i;
    const int day = *rc::gen::inRange(0, 12);
    const bool whole = *rc::gen::arbitrary<bool>();
    const absl::Time begins =
        absl::FromCivil(absl::CivilDay(2023, 1, 1) + day, testing::Stockholm());
    entry.envelope.occurred = {whole ? begins : begins + absl::Hours(*rc::gen::inRange(0, 24)),
                               whole ? history::Precision::kDay : history::Precision::kSecond};
    entry.envelope.recorded_at = Instant("2023-01-20") + absl::Hours(i);
    const std::string& member = members[*rc::gen::inRange<size_t>(0, members.size())];
    const int kind = i == 1 ? 0 : *rc::gen::inRange(0, 12);
    if (kind == 0) {
      entry.event = testing::Proto<Event>(Started().event);
    } else if (kind == 1) {
      entry.event = testing::Proto<Event>(Joined("", member, absl::StrCat(9900 + i)).event);
    } else if (kind == 2) {
      entry.event = testing::Proto<Event>(Left("", member).event);
    } else if (kind == 3) {
      entry.event = testing::Proto<Event>(absl::StrCat(
          "template_published { template { version: 2 blocks { code: 'measure' title: 'M' weight: ",
          *rc::gen::inRange(1, 4),
          " } blocks { code: 'more' title: 'N' weight: 1 } } }"));
    } else if (kind == 4 && i > 1) {
      entry.event.mutable_event_voided()->set_position(3 * *rc::gen::inRange(1, i));
    } else if (kind == 5 && i > 1) {
      const auto& old = line.entries()[*rc::gen::inRange<size_t>(0, line.entries().size())];
      auto& correction = *entry.event.mutable_event_corrected();
      correction.set_position(old.envelope.position);
      Event replacement = old.event;
      if (replacement.has_building_block_status_set()) {
        replacement.mutable_building_block_status_set()->set_status(
            v1::BUILDING_BLOCK_STATUS_IN_OPERATION);
      }
      correction.mutable_replacement()->PackFrom(replacement);
      if (*rc::gen::arbitrary<bool>()) {
        auto& date = *correction.mutable_occurred()->mutable_date();
        date.set_year(2023);
        date.set_month(1);
        date.set_day(*rc::gen::inRange(1, 13));
      }
    } else if (kind == 6) {
      entry.event = testing::Proto<Event>("research_note_added { text: 'N' }");
    } else {
      const std::vector<std::string> blocks = {"plan", "measure", "more"};
      const std::vector<std::string> statuses = {"NOT_BEGUN", "DESIGNED", "TESTED", "IN_OPERATION"};
      entry.event = testing::Proto<Event>(Set("",
                                              blocks[*rc::gen::inRange<size_t>(0, 3)],
                                              statuses[*rc::gen::inRange<size_t>(0, 4)],
                                              member)
                                              .event);
    }
    line.Add(std::move(entry));
  }
  return line;
}

RC_GTEST_PROP(BoardTest, IsThatOfAPlainFoldForAnyHistoryDateAndKnowledge, ()) {
  const int count = *rc::gen::inRange(1, 60);
  const Line line = RandomLine(count);
  for (int asked = 0; asked < 8; ++asked) {
    history::AsOf as_of;
    as_of.valid = Instant("2023-01-01") + absl::Hours(*rc::gen::inRange(-1, 24 * 13));
    as_of.known = Instant("2023-01-20") + absl::Hours(*rc::gen::inRange(0, count + 2));
    if (*rc::gen::arbitrary<bool>()) as_of.position = *rc::gen::inRange(0, 3 * count + 1);
    const Board fast = BoardOf(line, as_of);
    const Board plain = PlainBoard(line, as_of);
    RC_ASSERT(fast.content.SerializeAsString() == plain.content.SerializeAsString());
    RC_ASSERT(fast.rows == plain.rows);
  }
}

}  // namespace
}  // namespace framdrift::programme
