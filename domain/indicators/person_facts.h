// The facts of a person and of a unit that figures are broken down by.
#pragma once

#include "domain/organisation/unit.h"
#include "domain/person/person.h"
#include "framdrift/facts/v1/fact_rows.pb.h"

namespace framdrift::indicators {

// Birth date, sex, country of birth and education are the person's whenever they were recorded.
facts::v1::FactPerson FactsOf(const person::Person& state);
facts::v1::FactUnit FactsOf(const organisation::Unit& state);

}  // namespace framdrift::indicators
