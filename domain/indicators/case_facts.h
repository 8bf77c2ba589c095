// The facts of a case that figures are computed from, made of its history.
#pragma once

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "domain/deadlines/policy_terms.h"
#include "domain/indicators/case_history.h"
#include "domain/indicators/moment.h"
#include "framdrift/facts/v1/fact_rows.pb.h"

namespace framdrift::indicators {

// Months since January 1970, as rows count them.
int32_t MonthNumberOf(absl::CivilMonth month);
DayNumber FirstDayOf(int32_t month);
// Whether it is a month with support: paid more than was taken back, here or elsewhere.
bool HasSupport(const facts::v1::FactSupportMonth& month);
facts::v1::FactMoment MomentFrom(const cases::Stamp& stamp, absl::TimeZone zone);

// Everything that figures need of the case; says nothing that depends on when one asks. Placements,
// jobs and studies are of the last episode that was not opened after them, else of the first. Total
// over any subset of a history. Says nothing of who the person is.
facts::v1::FactCase FactsOf(const CaseHistory& history, const deadlines::PolicyTerms& terms);

}  // namespace framdrift::indicators
