#include "clients/demo/texts.h"

namespace framdrift::demo {
namespace {

using absl::string_view;

constexpr string_view kMeetings[] = {
    "Vill arbeta och har tidigare erfarenhet från butik.",
    "Berättar om sin vardag. Vi går igenom vad som fungerar redan nu.",
    "Söker arbete på egen hand, men får sällan svar. Vi ser över ansökningarna.",
    "Har svårt att komma i tid på grund av bussen. Vi planerar om tiden.",
    "Trivs på platsen. Handledaren är nöjd.",
    "Vill läsa vidare. Vi tittar på vilka behörigheter som saknas.",
    "Har varit sjuk men är på väg tillbaka.",
    "Önskar fler timmar i veckan.",
};
constexpr string_view kNotes[] = {
    "Ringde, mår bra. Ny tid bokad.",
    "Meddelade att intyget är inlämnat.",
    "Handledaren hörde av sig: allt går enligt planen.",
    "Nådde inte personen, skickade meddelande.",
    "Har fått svar från utbildningen.",
    "Barnomsorgen är ordnad från nästa månad.",
};
constexpr string_view kGoals[] = {
    "Arbete på heltid",
    "Arbete på deltid som kan utökas",
    "Påbörja yrkesutbildning",
    "Klara SFI kurs C",
    "Praktik inom vård och omsorg",
    "Körkort och jobb som förare",
    "Egen hushållsekonomi",
    "Regelbundna tider i vardagen",
};
constexpr string_view kClosings[] = {
    "Avslutas enligt överenskommelse.",
    "Vi följer upp som planerat.",
    "Tackar för stödet och vet vart man vänder sig.",
};

}  // namespace

string_view MeetingText(Rng& rng) { return rng.Pick<string_view>(kMeetings); }
string_view NoteText(Rng& rng) { return rng.Pick<string_view>(kNotes); }
string_view GoalTitle(Rng& rng) { return rng.Pick<string_view>(kGoals); }
string_view ClosingText(Rng& rng) { return rng.Pick<string_view>(kClosings); }

}  // namespace framdrift::demo
