//! A list that people made: candidates only, and each at most once.

/// What is wrong with a row of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong<I> {
    /// It is no candidate.
    NoCandidate(I),
    /// It stands in the list already.
    Twice(I),
}

/// Candidates, each with its place or without one.
pub type Entries<I> = Vec<(I, Option<u16>)>;

/// Everyone who is a candidate: those listed with their places, in the order of the list, then the
/// others without a place.
///
/// # Errors
/// Every row that is wrong.
pub fn entries<I: Copy + Eq>(
    candidates: &[I],
    list: &[(I, u16)],
) -> Result<Entries<I>, Vec<Wrong<I>>> {
    let mut found: Entries<I> = Vec::with_capacity(candidates.len());
    let mut wrong = Vec::new();
    for &(who, place) in list {
        if !candidates.contains(&who) {
            wrong.push(Wrong::NoCandidate(who));
        } else if found.iter().any(|(known, _)| *known == who) {
            wrong.push(Wrong::Twice(who));
        } else {
            found.push((who, Some(place)));
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let listed = found.len();
    for &who in candidates {
        if !found.iter().take(listed).any(|(known, _)| *known == who) {
            found.push((who, None));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_not_listed_follow_without_a_place() {
        let all = entries(&[1, 2, 3], &[(3, 1), (1, 0)]).unwrap();
        assert_eq!(all, [(3, Some(1)), (1, Some(0)), (2, None)]);
        assert_eq!(entries(&[1, 2], &[]).unwrap(), [(1, None), (2, None)]);
    }

    #[test]
    fn nobody_stands_twice_and_every_wrong_row_is_told() {
        // A second row for 1, in the same place or another, would give it two honours or one of
        // two; 9 is no candidate.
        assert_eq!(entries(&[1, 2], &[(1, 0), (2, 0), (1, 0)]), Err(vec![Wrong::Twice(1)]));
        let wrong = entries(&[1, 2], &[(1, 0), (1, 1), (9, 0), (9, 0)]);
        let told = vec![Wrong::Twice(1), Wrong::NoCandidate(9), Wrong::NoCandidate(9)];
        assert_eq!(wrong, Err(told));
    }
}
