//! What a step has changed and takes back leaves its room as if nothing had been: nothing in the data,
//! nothing in the index, no empty place where something was.

use rust_decimal::Decimal;
use smallvec::smallvec;

use super::ledger::LedgerKind;
use super::*;
use crate::calendar::Day;
use crate::ident::Id;
use crate::world::refusal::Why;

fn day(day: u32) -> Day {
    Day::ymd(2024, 5, day).unwrap()
}

/// Does something in a room in which something stands already, and takes it back.
macro_rules! taken_back {
    ($room:expr, $first:expr, $then:expr) => {{
        let mut room = $room;
        for standing in [false, true] {
            if standing {
                $first(&mut room);
            }
            let before = room.clone();
            room.begin();
            $then(&mut room);
            assert_ne!(room, before);
            room.rollback();
            assert_eq!(room, before);
        }
    }};
}

#[test]
fn a_line_that_was_entered_and_one_that_was_ended() {
    let line = |subject: usize| RegisterEntry {
        register: Id::new(0),
        subject: Id::new(subject),
        columns: smallvec![],
        cause: None,
        from: day(1),
        to: None,
        entered: day(1),
    };
    let enter = |subject| {
        move |room: &mut Registers| {
            room.enter(line(subject));
        }
    };
    taken_back!(Registers::default(), enter(1), enter(1));
    taken_back!(Registers::default(), enter(1), enter(2));
    taken_back!(Registers::default(), enter(1), |room: &mut Registers| {
        let at = room.enter(line(2));
        room.end(at, day(2));
        room.end(0, day(3));
    });
}

#[test]
fn a_sum_that_was_booked() {
    let book = |instance: usize, amount: i64| {
        move |room: &mut Ledger| {
            let booked = room.book(LedgerEntry {
                account: Id::new(0),
                kind: LedgerKind::Owed,
                subject: Id::new(0),
                instance: Id::new(instance),
                amount: Decimal::from(amount),
                columns: smallvec![],
                day: day(1),
            });
            assert!(booked.is_some());
        }
    };
    taken_back!(Ledger::default(), book(1, 5), book(1, 7));
    taken_back!(Ledger::default(), book(1, 5), book(2, 7));
}

#[test]
fn a_finding_that_was_made() {
    let add = |instance: usize, answer| {
        move |room: &mut Findings| {
            let (instance, finding) = (Id::new(instance), Id::new(0));
            room.add(FindingMade {
                instance,
                finding,
                answer,
                day: day(1),
                by: None,
                reason: None,
            });
        }
    };
    taken_back!(Findings::default(), add(1, true), add(1, false));
    taken_back!(Findings::default(), add(1, true), add(2, false));
}

#[test]
fn a_duty_that_was_laid_and_one_that_was_done() {
    let duty = |instance: usize| Obliged {
        obligation: Id::new(0),
        instance: Id::new(instance),
        subject: None,
        since: day(1),
        due: None,
        status: DutyStatus::Open,
    };
    let lay = |instance| {
        move |room: &mut Duties| {
            room.lay(duty(instance));
        }
    };
    taken_back!(Duties::default(), lay(1), lay(1));
    taken_back!(Duties::default(), lay(1), lay(2));
    taken_back!(Duties::default(), lay(1), |room: &mut Duties| {
        let at = room.lay(duty(2));
        room.set_status(at, DutyStatus::Fulfilled);
        room.set_status(0, DutyStatus::Breached);
    });
}

#[test]
fn a_record_that_is_kept_and_a_selection_that_was_opened() {
    let keep = |instance: usize| {
        move |room: &mut Records| {
            let (record, instance) = (Id::new(0), Id::new(instance));
            room.keep(Kept { record, instance, since: day(1), until: day(2) });
        }
    };
    taken_back!(Records::default(), keep(1), keep(2));
    let open = |of: usize, who: usize| {
        move |room: &mut Opened| room.open(Id::new(of), Id::new(0), vec![Id::new(who)])
    };
    taken_back!(Opened::default(), open(1, 1), open(1, 2));
    taken_back!(Opened::default(), open(1, 1), open(2, 1));
}

#[test]
fn a_timer_that_was_set_and_taken_and_one_that_was_stopped_and_started() {
    let key = |transition: usize| TimerKey {
        morning: day(9),
        instance: Id::new(0),
        rank: TimerRank::State(Id::new(transition)),
    };
    let stopped = |transition: usize| Stopped {
        instance: Id::new(0),
        transition: Id::new(transition),
        state: Id::new(0),
        left: 3,
        workdays: false,
        suspended: true,
    };
    let first = |room: &mut Timers| {
        room.set(key(1), Timer::Mark);
        room.stop(stopped(2));
    };
    taken_back!(Timers::default(), first, |room: &mut Timers| {
        room.take(key(1));
        room.set(key(3), Timer::Mark);
        room.start(Id::new(0), Id::new(2));
        room.stop(stopped(4));
        room.next_sequence();
    });
    // Set anew, the one before it is what was there.
    taken_back!(Timers::default(), first, |room: &mut Timers| {
        room.set(key(1), Timer::Mark);
        room.set(key(5), Timer::Mark);
    });
    let mut room = Timers::default();
    first(&mut room);
    room.begin();
    room.take(key(1));
    room.rollback();
    assert_eq!(room.of(Id::new(0), Id::new(1)), Some(key(1)));
    assert_eq!(room.of_instance(Id::new(0)).collect::<Vec<_>>(), [key(1)]);
}

#[test]
fn what_is_waited_for() {
    let put = |id: usize, day: bool| {
        move |room: &mut Waiting| {
            let watched = if day { Watched::Day } else { Watched::Anyone };
            room.put(Id::new(id), Some(smallvec![watched]));
        }
    };
    taken_back!(Waiting::default(), put(1, true), put(1, false));
    taken_back!(Waiting::default(), put(1, true), put(2, true));
    taken_back!(Waiting::default(), put(1, true), |room: &mut Waiting| {
        room.put(Id::new(1), None);
        room.put(Id::new(3), Some(smallvec![Watched::Anyone]));
    });
    // What the journal has said it has said once, whatever is taken back.
    let mut room = Waiting::default();
    assert!(room.tell(Id::new(1), Id::new(0), Why::Unknown));
    assert!(!room.tell(Id::new(1), Id::new(0), Why::Unknown));
    assert!(room.tell(Id::new(1), Id::new(0), Why::ComesToNothing));
}
