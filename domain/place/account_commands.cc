#include "domain/place/commands.h"

#include <utility>

#include "domain/place/exact.h"
#include "domain/place/start.h"

namespace framdrift::place {

PlaceEvents Decide(const Place& state, const v1::BookAccountEntryRequest& command,
                   const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command, context));
  v1::AccountEntryBooked& booked = *events[0].event.mutable_account_entry_booked();
  booked.set_department(command.department());
  booked.set_account(command.account());
  booked.set_amount_ore(command.amount_ore());
  booked.set_year(command.year());
  booked.set_month(command.month());
  *booked.mutable_shares() = command.shares();
  booked.set_reference(command.reference());
  if (command.shares().empty() && !command.service().empty()) {
    v1::AllocationShare& all = *booked.add_shares();
    all.set_service(command.service());
    all.set_millionths(kMillionths);
  }
  return history::Accept<PlaceDecider>(state, std::move(events), {}, context);
}

PlaceEvents Decide(const Place& state, const v1::FixBaseYearRequest& command,
                   const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command, context));
  v1::BaseYearFixed& fixed = *events[0].event.mutable_base_year_fixed();
  FD_ASSIGN_OR_RETURN(fixed, BaseYearOf(state.account, command.year()));
  fixed.set_index_name(command.index_name());
  fixed.set_index_thousandths(command.index_thousandths());
  return history::Accept<PlaceDecider>(state, std::move(events), {}, context);
}

PlaceEvents Decide(const Place& state, const v1::SetPriceIndexRequest& command,
                   const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command, context));
  v1::PriceIndexSet& set = *events[0].event.mutable_price_index_set();
  set.set_year(command.year());
  set.set_index_thousandths(command.index_thousandths());
  set.set_source(command.source());
  return history::Accept<PlaceDecider>(state, std::move(events), {}, context);
}

}  // namespace framdrift::place
