use chrono::{DateTime, Datelike, IsoWeek, NaiveDate};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::*;
use crate::rules::Verdict;

fn at(text: &str) -> Time {
    text.parse().unwrap()
}

fn budget(limit: &str, period: Every) -> Budget {
    Budget { name: "Ads".to_owned(), agents: Scope::Everyone, effect: None, limit: limit.parse().unwrap(), period }
}

fn covering(limit: &str, used: i64) -> Covering {
    let budget = budget(limit, Every::Day);
    let balance = Balance { limit: budget.limit_minor(), spent: used, ..Balance::default() };
    let window = Every::Day.window(Zone::UTC, Time::UNIX_EPOCH);
    Covering { id: BudgetId::new(Time::UNIX_EPOCH, [0; 10]), budget, window, balance }
}

fn sums(currency: &str, minor: i64) -> Charge {
    Charge::Sums([(currency.to_owned(), minor)].into())
}

#[test]
fn a_window_begins_at_a_step_and_follows_the_zone() {
    let new_york = "America/New_York".parse().unwrap();
    let month = Every::Month.window(new_york, at("2026-11-15T00:00:00Z"));
    assert_eq!(month, Window { from: at("2026-11-01T04:00:00Z"), until: Some(at("2026-12-01T05:00:00Z")) });
    let rolling = Every::Hours { hours: 24 }.window(new_york, at("2026-11-02T12:07:31Z"));
    assert_eq!(rolling, Window { from: at("2026-11-01T12:00:00Z"), until: None });
}

#[test]
fn what_does_not_fit_waits_and_what_never_fits_is_blocked() {
    let verdicts =
        |charge: &Charge, covering: &[Covering]| -> Vec<_> { objections(charge, covering).iter().map(Reason::verdict).collect() };
    let one = [covering("1000 JPY", 400)];
    assert_eq!(verdicts(&sums("JPY", 600), &one), []);
    assert_eq!(verdicts(&sums("JPY", 601), &one), [Verdict::Hold]);
    assert_eq!(verdicts(&sums("JPY", 1_001), &one), [Verdict::Block]);
    assert_eq!(verdicts(&sums("USD", 1), &one), [Verdict::Hold], "in a currency without a budget");
    assert_eq!(verdicts(&sums("USD", 1), &[]), [], "where there is no budget at all");
    assert_eq!(verdicts(&Charge::Unclear(Unclear::NoAmount), &one), [Verdict::Hold]);
    assert_eq!(verdicts(&Charge::None, &one), []);
    let two = [covering("1000 JPY", 0), covering("5000 JPY", 4_900)];
    assert_eq!(verdicts(&sums("JPY", 600), &two), [Verdict::Hold], "every budget that covers it has a say");
}

#[test]
fn a_budget_covers_whom_and_what_it_names() {
    let (one, other) = (AgentId::new(Time::UNIX_EPOCH, [1; 10]), AgentId::new(Time::UNIX_EPOCH, [2; 10]));
    let of = |agents, effect| Budget { agents, effect, ..budget("1 JPY", Every::Day) };
    let groups = ["Sales".to_owned()];
    assert!(of(Scope::Everyone, None).covers(one, &[], Effect::Read));
    assert!(of(Scope::Agent { id: one }, None).covers(one, &[], Effect::Pay));
    assert!(!of(Scope::Agent { id: one }, None).covers(other, &[], Effect::Pay));
    assert!(of(Scope::Group { name: "Sales".to_owned() }, None).covers(other, &groups, Effect::Pay));
    assert!(!of(Scope::Group { name: "Sales".to_owned() }, None).covers(other, &[], Effect::Pay));
    assert!(!of(Scope::Everyone, Some(Effect::Pay)).covers(one, &[], Effect::Send));
}

#[test]
fn what_was_given_back_and_then_told_as_spent_is_over() {
    let booking = Booking::held(100, Time::UNIX_EPOCH).run();
    assert_eq!(booking.report(false).actual(80).parts(), Balance { over: 80, returned: 100, ..Balance::default() });
    assert_eq!(booking.actual(80).report(false).parts(), Balance { spent: 80, returned: 20, ..Balance::default() });
    assert_eq!(booking.report(true).actual(130).parts(), Balance { spent: 100, over: 30, ..Balance::default() });
    assert_eq!(booking.actual(130).since(&booking), [(Booked::Spent, 100), (Booked::Over, 30)]);
}

#[derive(Debug, Clone)]
enum Step {
    Approve(i64),
    Run(usize),
    Report(usize, bool),
    Actual(usize, i64),
    Wait(i64),
    Limit(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let which = 0_usize..24;
    prop_oneof![
        4 => (0_i64..700).prop_map(Step::Approve),
        4 => which.clone().prop_map(Step::Run),
        3 => (which.clone(), any::<bool>()).prop_map(|(one, worked)| Step::Report(one, worked)),
        1 => (which, 0_i64..900).prop_map(|(one, minor)| Step::Actual(one, minor)),
        // Seconds, hours, and enough to pass the ends of days, weeks and months. A clock that is set back stands still.
        2 => prop_oneof![Just(0_i64), 1_i64..600, 600_i64..90_000, 90_000_i64..3_000_000].prop_map(Step::Wait),
        1 => (0_i64..2_000).prop_map(Step::Limit),
    ]
}

/// One budget as it is kept: bookings, and sums by [`SLOT`] that each change adds to.
struct Kept {
    bookings: Vec<(Time, Booking)>,
    slots: BTreeMap<Time, Balance>,
}

impl Kept {
    fn put(&mut self, place: usize, booking: Booking) {
        let (time, before) = self.bookings[place];
        let sums = self.slots.entry(slot(time)).or_default();
        let (old, new) = (before.parts(), booking.parts());
        sums.held += new.held - old.held;
        sums.running += new.running - old.running;
        sums.spent += new.spent - old.spent;
        sums.over += new.over - old.over;
        self.bookings[place].1 = booking;
    }

    fn balance(&self, limit: i64, window: Window) -> Balance {
        let mut whole = Balance { limit, ..Balance::default() };
        for sums in self.slots.range(window.from..).map(|(_, sums)| sums) {
            whole.held += sums.held;
            whole.running += sums.running;
            whole.spent += sums.spent;
            whole.over += sums.over;
        }
        whole
    }
}

/// The same told naively: every action in a list, and the calendar asked for each of them.
#[derive(Clone, Copy)]
enum Fate {
    Open,
    Run,
    Done,
    Failed,
    Told(i64),
    FailedThenTold(i64),
}

struct Naive {
    zone: Tz,
    period: Every,
    actions: Vec<(Time, i64, Fate)>,
}

impl Naive {
    fn counts(&self, time: Time, now: Time) -> bool {
        let local = |time: Time| -> DateTime<Tz> { time.with_timezone(&self.zone) };
        let day = |time: Time| -> NaiveDate { local(time).date_naive() };
        let week = |time: Time| -> IsoWeek { day(time).iso_week() };
        match self.period {
            Every::Day => day(time) == day(now),
            Every::Week => week(time) == week(now),
            Every::Month => (day(time).year(), day(time).month()) == (day(now).year(), day(now).month()),
            Every::Hours { hours } => time.timestamp().div_euclid(900) >= (now.timestamp() - i64::from(hours) * 3_600).div_euclid(900),
        }
    }

    /// What is held and running, spent, and over.
    fn sums(&self, now: Time) -> (i64, i64, i64) {
        let mut sums = (0, 0, 0);
        for (time, amount, fate) in self.actions.iter().copied().filter(|(time, ..)| self.counts(*time, now)) {
            match fate {
                Fate::Open if time + crate::time::APPROVAL_VALID > now => sums.0 += amount,
                Fate::Open | Fate::Failed => {}
                Fate::Run => sums.0 += amount,
                Fate::Done => sums.1 += amount,
                Fate::Told(told) => (sums.1, sums.2) = (sums.1 + told.min(amount), sums.2 + (told - amount).max(0)),
                Fate::FailedThenTold(told) => sums.2 += told,
            }
        }
        sums
    }
}

fn period() -> impl Strategy<Value = Every> {
    prop_oneof![Just(Every::Day), Just(Every::Week), Just(Every::Month), (1_u16..72).prop_map(|hours| Every::Hours { hours })]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Whatever happens in whatever order: what is held and spent is within the limit, and as a naive count has it.
    #[test]
    fn held_and_spent_never_exceed_the_limit(
        zone in prop::sample::select(vec!["Asia/Tokyo", "America/New_York", "America/Santiago", "Asia/Kathmandu"]),
        // Around the nights in which New York's clocks change, and the ends of months and of a year.
        start in prop::sample::select(vec!["2026-03-08T04:00:00Z", "2026-10-31T14:50:00Z", "2026-11-01T03:50:00Z", "2026-12-31T14:59:00Z"]),
        period in period(),
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let known: Zone = zone.parse().unwrap();
        let (mut now, mut limit, mut lowered) = (at(start), 1_000, false);
        let mut kept = Kept { bookings: Vec::new(), slots: BTreeMap::new() };
        let mut naive = Naive { zone: zone.parse().unwrap(), period, actions: Vec::new() };
        for step in steps {
            for place in 0..kept.bookings.len() {
                kept.put(place, kept.bookings[place].1.tick(now));
            }
            let balance = kept.balance(limit, period.window(known, now));
            match step {
                Step::Approve(amount) => {
                    let (held, spent, over) = naive.sums(now);
                    prop_assert_eq!(balance.fits(amount), held + spent + over + amount <= limit);
                    if balance.fits(amount) {
                        let booking = Booking::held(amount, now + crate::time::APPROVAL_VALID);
                        kept.bookings.push((now, Booking { amount: 0, ..booking }));
                        kept.put(kept.bookings.len() - 1, booking);
                        naive.actions.push((now, amount, Fate::Open));
                    }
                }
                Step::Run(one) => {
                    let Some((time, booking)) = kept.bookings.get(one).copied() else { continue };
                    let open = matches!(naive.actions[one].2, Fate::Open) && time + crate::time::APPROVAL_VALID > now;
                    prop_assert_eq!(booking.stage == Stage::Held, open);
                    if open && (time < period.window(known, now).from || balance.may_run(booking.amount)) {
                        kept.put(one, booking.run());
                        naive.actions[one].2 = Fate::Run;
                    }
                }
                Step::Report(one, worked) => {
                    let Some((_, booking)) = kept.bookings.get(one).copied() else { continue };
                    kept.put(one, booking.report(worked));
                    if matches!(naive.actions[one].2, Fate::Run) {
                        naive.actions[one].2 = if worked { Fate::Done } else { Fate::Failed };
                    }
                }
                Step::Actual(one, minor) => {
                    let Some((_, booking)) = kept.bookings.get(one).copied() else { continue };
                    let fate = match naive.actions[one].2 {
                        Fate::Run | Fate::Done => Fate::Told(minor),
                        Fate::Failed => Fate::FailedThenTold(minor),
                        // Told once, and only of what was let run.
                        Fate::Open | Fate::Told(_) | Fate::FailedThenTold(_) => continue,
                    };
                    kept.put(one, booking.actual(minor));
                    naive.actions[one].2 = fate;
                }
                Step::Wait(seconds) => now += TimeDelta::seconds(seconds),
                Step::Limit(new) => {
                    lowered |= new < limit;
                    limit = new;
                }
            }
            for place in 0..kept.bookings.len() {
                kept.put(place, kept.bookings[place].1.tick(now));
            }
            let balance = kept.balance(limit, period.window(known, now));
            let (held, spent, over) = naive.sums(now);
            prop_assert_eq!((balance.held + balance.running, balance.spent, balance.over), (held, spent, over));
            prop_assert!(lowered || held + spent <= limit, "{held} held and {spent} spent of {limit}");
            let told = balance.told();
            prop_assert!(told.held + told.running + told.spent <= limit);
            prop_assert_eq!(told.used(), balance.used(), "nothing is left out");
            prop_assert!(told.held >= 0 && told.running >= 0 && told.spent >= 0);
        }
    }
}
