//! When time acts on what waits, and whose time it is to be told.

use chrono::TimeDelta;
use sekisho_core::{
    calendar::Working,
    chart::Bound,
    id::ReviewerId,
    review::{Actor, Alert, Assignee, Clock, Held, Pace, Way},
    time::Time,
};

use crate::Gate;

impl Gate {
    /// When time acts on what begins to wait, and ends it: by the clock of its route.
    pub(crate) fn paced(&self, bound: &Bound, way: Option<&Way>, given: Option<TimeDelta>, now: Time, end: Time) -> (Pace, Time) {
        let settings = self.settings().get();
        let working = Working { zone: settings.time_zone, hours: settings.working_hours.as_ref(), days: bound.chart.days() };
        let clock = way.and_then(|way| bound.chart.route(&way.route)).map_or(Clock::Wall, |route| route.clock);
        Pace::new(now, end, given, (clock == Clock::Working).then_some(&working))
    }

    /// Whether it is somebody's time to be told of what waits for them. Whatever was passed on or raised is told at any time.
    pub(crate) fn is_their_time(&self, me: &Actor, held: &Held, now: Time) -> bool {
        if held.alert == Alert::Raised || held.escalations > 0 {
            return true;
        }
        let (settings, current) = (self.settings().get(), self.charts().get());
        let (bound, today) = (&current.bound, settings.time_zone.date(now));
        let is_me = |id: &ReviewerId| *id == me.id || me.stands_for.iter().any(|absent| absent.id == *id);
        let on_call = match &held.with {
            // Somebody who could not answer must keep nobody else from hearing of it.
            Assignee::Group(group) => bound.on_call(group, today).into_iter().filter(|id| self.could_answer(*id, held)).collect(),
            Assignee::Anyone | Assignee::Reviewer(_) | Assignee::Administrators => Vec::new(),
        };
        if !on_call.is_empty() {
            return on_call.iter().any(is_me);
        }
        bound.is_on_call(me.id, today) || bound.is_at_work(me.id, settings.time_zone, settings.working_hours.as_ref(), now)
    }

    fn could_answer(&self, id: ReviewerId, held: &Held) -> bool {
        self.registry().active_reviewer(id).is_some_and(|reviewer| self.actor(&reviewer, None).is_some_and(|actor| held.is_with(&actor)))
    }
}
