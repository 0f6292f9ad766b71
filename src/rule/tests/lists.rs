//! Lists of rows, with what is missing in them.

use super::bench::{answer, answer_of};

/// The answer of an expression that may use predicates over rows.
fn asked(expression: &str) -> String {
    answer_of(&format!(
        "fn rule() {{ {expression} }}
         fn serious(a) {{ a.serious }}
         fn recent(a) {{ within(a.when, years(1), as_of) }}
         fn of_shop(a) {{ a.kind == \"shop\" }}
         fn of_farm(a) {{ a.kind == \"farm\" }}"
    ))
}

#[test]
fn quantifiers_over_known_rows() {
    assert_eq!(asked("any(visits, \"serious\")"), "true");
    assert_eq!(asked("every(visits, \"serious\")"), "false");
    assert_eq!(asked("none(visits, \"serious\")"), "false");
    assert_eq!(asked("count_of(visits, \"serious\")"), "1");
    assert_eq!(asked("visits.any(\"recent\") && any(visits, \"of_farm\")"), "true");
}

#[test]
fn an_empty_list_is_none_and_a_missing_one_is_unknown() {
    assert_eq!(asked("any(no_visits, \"serious\")"), "false");
    assert_eq!(asked("every(no_visits, \"serious\")"), "true");
    assert_eq!(asked("none(no_visits, \"serious\")"), "true");
    assert_eq!(asked("count_of(no_visits, \"serious\")"), "0");
    assert_eq!(asked("sum_of(no_visits, \"cost\")"), "0");
    assert_eq!(asked("is_empty(no_visits) && len(no_visits) == 0 && !visits.is_empty()"), "true");
    assert_eq!(asked("any(lost_visits, \"serious\")"), "?lost_visits");
    assert_eq!(asked("len(lost_visits)"), "?lost_visits");
    assert_eq!(asked("sum_of(lost_visits, \"cost\")"), "?lost_visits");
}

/// `gaps`: in row 0 the day and the gravity are missing, in row 1 the cost; row 1 is not serious.
#[test]
fn quantifiers_over_missing_columns_follow_kleene() {
    assert_eq!(asked("any(gaps, \"serious\")"), "?serious[0]");
    assert_eq!(asked("every(gaps, \"serious\")"), "false");
    assert_eq!(asked("none(gaps, \"serious\")"), "?serious[0]");
    assert_eq!(asked("count_of(gaps, \"serious\")"), "?serious[0]");
    assert_eq!(asked("any(gaps, \"recent\")"), "true");
    assert_eq!(asked("none(gaps, \"recent\")"), "false");
    assert_eq!(asked("every(gaps, \"recent\")"), "?when[0]");
    assert_eq!(asked("every(gaps, \"of_shop\") && v"), "?v");
    assert_eq!(asked("sum_of(gaps, \"cost\")"), "?cost[1]");
}

#[test]
fn sums_keep_their_type() {
    assert_eq!(asked("sum_of(visits, \"cost\") == money(\"150\")"), "true");
    assert_eq!(asked("sum_of(visits, \"cost\") * rate"), "37.50");
}

#[test]
fn rows_in_loops() {
    let text = "let count = 0; for a in visits { if a.kind == \"farm\" && a.serious { count += 1; } } count";
    assert_eq!(answer(text), "1");
    assert_eq!(answer("for a in gaps { if a.serious { return true; } } false"), "?serious[0]");
}

/// The names of a set are gone through like rows; each is a value of its choice.
#[test]
fn sets_are_gone_through() {
    // `param.kinds` are shop and school.
    let asked = |expression: &str| {
        answer_of(&format!(
            "fn rule() {{ {expression} }}
             fn is_shop(k) {{ k == \"shop\" }}
             fn is_ours(k) {{ k == kind }}
             fn is_wanted(k) {{ k in param.kinds }}
             fn perhaps(k) {{ k == kind_2 }}"
        ))
    };
    assert_eq!(asked("any(param.kinds, \"is_shop\") && !every(param.kinds, \"is_shop\")"), "true");
    assert_eq!(asked("every(param.kinds, \"is_wanted\")"), "true");
    assert_eq!(asked("count_of(param.kinds, \"is_ours\")"), "1");
    assert_eq!(asked("none(param.kinds, \"perhaps\")"), "?kind_2");
    assert_eq!(
        asked(
            "let sum = 0; for k in param.kinds { if k == \"school\" { sum += 10; } sum += 1; } sum"
        ),
        "12"
    );
    assert_eq!(asked("len(param.kinds)"), "2");
}
