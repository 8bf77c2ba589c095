// The questions about a case's state that many commands ask first, each stated once.
#pragma once

#include "absl/strings/string_view.h"
#include "base/refusal.h"
#include "domain/cases/case.h"
#include "domain/history/recorded.h"
#include "google/type/date.pb.h"

namespace framdrift::cases {

// Each answers for the moment of `at`, which may lie back in time. Those that return an episode
// return null when they have added to `out` why there is none.

// EPISODE_OPEN when an episode was open.
void NoOpenEpisode(const Case& state, const history::Envelope& at, Refusals& out);
// CASE_NOT_OPENED, or BEFORE_OPENING when the first episode began later. The episode may be exited.
const Episode* AnyEpisode(const Case& state, const history::Envelope& at, Refusals& out);
// As AnyEpisode, and CASE_NOT_OPEN when the episode had ended.
const Episode* OpenEpisode(const Case& state, const history::Envelope& at, Refusals& out);
// As OpenEpisode, and FIRST_CONTACT_MISSING when no first contact had been held.
const Episode* ContactedEpisode(const Case& state, const history::Envelope& at, Refusals& out);
// As OpenEpisode, and FIRST_CONTACT_HELD when one has been.
const Episode* UncontactedEpisode(const Case& state, const history::Envelope& at, Refusals& out);
// As ContactedEpisode, and PLAN_ADOPTED when the episode has a plan.
const Episode* UnplannedEpisode(const Case& state, const history::Envelope& at, Refusals& out);
// As OpenEpisode, and PLAN_MISSING when no work plan had been adopted.
const Episode* PlannedEpisode(const Case& state, const history::Envelope& at, Refusals& out);
// As OpenEpisode, and CASE_PAUSED when the case was paused; or CASE_NOT_PAUSED when it was not.
const Episode* UnpausedEpisode(const Case& state, const history::Envelope& at, Refusals& out);
const Episode* PausedEpisode(const Case& state, const history::Envelope& at, Refusals& out);

// ENROLMENT_OPEN when the person is enrolled, DATES_OUT_OF_ORDER when an earlier enrolment ended
// after that moment; or ENROLMENT_NOT_OPEN when the person is not, DATES_OUT_OF_ORDER when the
// enrolment began after that moment.
void NotEnrolled(const Case& state, const history::Envelope& at, Refusals& out);
void Enrolled(const Case& state, const history::Envelope& at, Refusals& out);

// DATES_OUT_OF_ORDER when both are set and `to`, the first day after, is not after `from`; the
// refusal names `field`.
void InOrder(const google::type::Date& from, const google::type::Date& to, absl::string_view field,
             Refusals& out);
// HOURS_OUT_OF_RANGE when `hours` a week are not from 0 to 168; the refusal names `field`.
void HoursInRange(double hours, absl::string_view field, Refusals& out);

}  // namespace framdrift::cases
