#include "clients/demo/place_content.h"

namespace framdrift::demo {
namespace {

using place::v1::NEED_FREQUENCY_DAILY;
using place::v1::NEED_FREQUENCY_MONTHLY;
using place::v1::NEED_FREQUENCY_WEEKLY;
using place::v1::NEED_SOURCE_INTERVIEW;
using place::v1::NEED_SOURCE_MEETING;
using place::v1::NEED_SOURCE_STATISTIC;
using place::v1::NEED_URGENCY_HIGH;
using place::v1::NEED_URGENCY_LOW;
using place::v1::NEED_URGENCY_NORMAL;
using place::v1::SECTOR_PRIVATE;
using place::v1::SECTOR_VOLUNTARY;

constexpr PlaceNeed kNeeds[] = {{"Lagad mat på kvällar och helger",
                                 "boende över 80 år",
                                 "måltider",
                                 NEED_SOURCE_INTERVIEW,
                                 NEED_FREQUENCY_DAILY,
                                 NEED_URGENCY_HIGH,
                                 90,
                                 "skolköket lagar mat till alla",
                                 "Kost"},
                                {"Någonstans att träffas på dagarna",
                                 "pensionärer",
                                 "mötesplats",
                                 NEED_SOURCE_MEETING,
                                 NEED_FREQUENCY_WEEKLY,
                                 NEED_URGENCY_NORMAL,
                                 120,
                                 "biblioteket är öppet som mötesplats",
                                 "Byalaget i Ramsjö"},
                                {"Fler timmar i hemtjänsten på morgonen",
                                 "hemtjänstens kunder",
                                 "hemtjänst",
                                 NEED_SOURCE_STATISTIC,
                                 NEED_FREQUENCY_DAILY,
                                 NEED_URGENCY_HIGH,
                                 75,
                                 "skolans personal arbetar morgnar i omsorgen",
                                 "Skola"},
                                {"Hjälp med e-tjänster",
                                 "boende utan dator",
                                 "medborgarservice",
                                 NEED_SOURCE_INTERVIEW,
                                 NEED_FREQUENCY_WEEKLY,
                                 NEED_URGENCY_NORMAL,
                                 150,
                                 "servicekontoret har öppet",
                                 "Bibliotek"},
                                {"Snöröjning av gångvägar",
                                 "boende",
                                 "lokaler",
                                 NEED_SOURCE_MEETING,
                                 NEED_FREQUENCY_WEEKLY,
                                 NEED_URGENCY_HIGH,
                                 40,
                                 "idrottsföreningen röjer mot ersättning",
                                 "Idrottsföreningen"},
                                {"Plats för ungdomar på kvällar",
                                 "ungdomar",
                                 "mötesplats",
                                 NEED_SOURCE_INTERVIEW,
                                 NEED_FREQUENCY_WEEKLY,
                                 NEED_URGENCY_NORMAL,
                                 210,
                                 "idrottsföreningen håller fritidsgård",
                                 "Idrottsföreningen"},
                                {"Varor hem till den som inte kör bil",
                                 "boende över 80 år",
                                 "måltider",
                                 NEED_SOURCE_STATISTIC,
                                 NEED_FREQUENCY_WEEKLY,
                                 NEED_URGENCY_NORMAL,
                                 180,
                                 "lanthandeln kör ut på tisdagar",
                                 "Lanthandeln"},
                                {"Provtagning på orten",
                                 "boende med diabetes",
                                 "hälsa",
                                 NEED_SOURCE_INTERVIEW,
                                 NEED_FREQUENCY_MONTHLY,
                                 NEED_URGENCY_HIGH,
                                 0,
                                 "",
                                 ""},
                                {"Barnomsorg på obekväm tid",
                                 "skiftarbetande föräldrar",
                                 "skola",
                                 NEED_SOURCE_INTERVIEW,
                                 NEED_FREQUENCY_WEEKLY,
                                 NEED_URGENCY_LOW,
                                 0,
                                 "familjen har flyttat",
                                 "",
                                 true},
                                {"Buss som passar skolans tider",
                                 "elever",
                                 "resor",
                                 NEED_SOURCE_MEETING,
                                 NEED_FREQUENCY_DAILY,
                                 NEED_URGENCY_NORMAL,
                                 0,
                                 "",
                                 ""}};

constexpr PlaceMember kStaff[] = {{"Ledning", "Bibliotek", "processledning", 80, 100, 8},
                                  {"Skola", "Omsorg", "undersköterska", 60, 85, 10},
                                  {"Skola", "Bibliotek", "fritidsledare", 75, 90, 6},
                                  {"Omsorg", "Kost", "kock", 65, 90, 12},
                                  {"Kost", "Omsorg", "vårdbiträde", 70, 95, 9},
                                  {"Fastighet", "Skola", "vaktmästare", 50, 80, 14}};

constexpr absl::string_view kCourses[] = {
    "Livsmedelshygien", "Bemötande över förvaltningsgränser", "Att läsa ortens konto"};

constexpr LedgerLine kLedger[] = {
    {"Kost",
     "5010",
     "måltider",
     95'000,
     {1000, 1010, 975, 930},
     {{{"Skola", 600'000}, {"Omsorg", 400'000}}}},
    {"Kost", "3010", "måltider", -18'000, {1000, 1050, 1240, 1410}, {{{"Omsorg", 1'000'000}}}},
    {"Skola", "5020", "skola", 310'000, {1000, 1015, 1020, 1010}, {{{"Skola", 1'000'000}}}},
    {"Omsorg", "5030", "hemtjänst", 420'000, {1000, 1020, 1005, 985}, {{{"Omsorg", 1'000'000}}}},
    {"Fastighet",
     "6010",
     "lokaler",
     120'000,
     {1000, 1000, 940, 905},
     {{{"Skola", 500'000}, {"Omsorg", 333'333}, {"Bibliotek", 166'667}}}},
    {"Bibliotek",
     "5040",
     "bibliotek",
     22'000,
     {1000, 1010, 1390, 1480},
     {{{"Bibliotek", 1'000'000}}}}};

constexpr PlacePartner kPartners[] = {
    {"Byalaget i Ramsjö", SECTOR_VOLUNTARY, "håller mötesplatsen öppen på kvällar", 120, 0, 0},
    {"Idrottsföreningen", SECTOR_VOLUNTARY, "fritidsgård och snöröjning", 85, 3, 0},
    {"Lanthandeln", SECTOR_PRIVATE, "kör ut varor på tisdagar", 0, 4, 0},
    {"Hembygdsföreningen", SECTOR_VOLUNTARY, "visar bygden för skolan", 30, 6, 12},
    {"Skogsbolaget", SECTOR_PRIVATE, "lånar ut lokal för hälsodagar", 10, 15, 0}};

constexpr OpeningHours kOpenings[] = {
    {"bibliotek", 8, 25.5, "vardagar 10–15", 1},
    {"måltider", 30, 45, "alla dagar 11–18", 2},
    {"medborgarservice", 0, 20, "vardagar 9–13", 3},
    {"fritidsgård", 4, 12, "tisdag, torsdag och fredag 17–21", 5}};

constexpr AvoidedTask kTasks[] = {{"tillsyn av värmepump", "Fastighet", 3},
                                  {"matleverans från tätorten", "Kost", 8},
                                  {"vikarie till hemtjänsten", "Omsorg", 6}};

constexpr PlaceMeeting kPlaceMeetings[] = {
    {"Bymöte", -1, "fråga alla hushåll om mat och mötesplats", "Byalaget i Ramsjö"},
    {"Styrgruppen", 0, "dela personal mellan skola och omsorg", "Skola"},
    {"Måltider", 2, "pröva kvällsmat från skolköket", "Kost"},
    {"Referensgruppen", 1, "öppna biblioteket på eftermiddagar", "Bibliotek"},
    {"Bymöte", -1, "ta upp provtagning med regionen", "Omsorg"},
    {"Styrgruppen", 0, "redovisa kontot mot basåret", "Ledning"}};

}  // namespace

absl::Span<const PlaceNeed> PlaceNeeds() { return kNeeds; }
absl::Span<const PlaceMember> PlaceStaff() { return kStaff; }
absl::Span<const absl::string_view> PlaceCourses() { return kCourses; }
absl::Span<const LedgerLine> PlaceLedger() { return kLedger; }
absl::Span<const PlacePartner> PlacePartners() { return kPartners; }
absl::Span<const OpeningHours> PlaceOpenings() { return kOpenings; }
absl::Span<const AvoidedTask> PlaceTasks() { return kTasks; }
absl::Span<const PlaceMeeting> PlaceMeetings() { return kPlaceMeetings; }

}  // namespace framdrift::demo
