//! Lists of names: members more and less. What takes a member away must find it, and a list that is
//! given anew must say what it leaves out, or an edit of the bundle would be lost in the copy.

use super::unknown;
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Problem, Word};
use crate::policy::Name;
use crate::source::Span;

/// Takes members away and adds others that are not there yet.
pub(super) fn change<T: Clone>(
    list: &mut Vec<T>,
    add: &[T],
    without: &[Name],
    name_of: impl Fn(&T) -> &str,
) {
    list.retain(|known| without.iter().all(|name| name.value != name_of(known)));
    for member in add {
        if list.iter().all(|known| name_of(known) != name_of(member)) {
            list.push(member.clone());
        }
    }
}

/// Every member that is taken away stands in the list as the bundle has it: another change may have
/// taken it away already, but there must have been one.
pub(super) fn known_members(
    without: &[Name],
    original: &[&str],
    kind: Phrase,
    problems: &mut Problems,
) {
    for name in without.iter().filter(|name| !original.contains(&name.value.as_str())) {
        unknown(name, kind, original.iter().copied(), problems);
    }
}

/// A list that is given anew says which members of the one before it leaves out.
pub(super) fn says_what_it_leaves_out(
    at: Span,
    what: Phrase,
    before: &[String],
    anew: &[String],
    without: &[Name],
    problems: &mut Problems,
) {
    let left_out = before.iter().filter(|&member| {
        !anew.contains(member) && without.iter().all(|name| name.value != *member)
    });
    let left_out: Vec<Word> = left_out.map(|member| Word::Plain(member.clone())).collect();
    if !left_out.is_empty() {
        let args = vec![("what", what.into()), ("names", Word::List(left_out))];
        problems.add(Problem::ListLeavesOut, at, args);
    }
}
