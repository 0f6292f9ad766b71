//! Citations under amendments (DESIGN 9.3): what was published is cited by its number as published, what
//! an amendment inserts by `new` and its number in the text after all of them; only printing tells
//! the numbers of the day.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{Numbers, Rewritten};
use crate::policy::{Action, Amendment, Article, ArticleRef, Bundle, Origin, Renumbered, State};
use crate::source::FileId;

/// The text that each amendment makes, with the numbers that are others in it.
pub(super) fn texts(amendments: &[Amendment], rewritten: &[Rewritten]) -> Vec<Renumbered> {
    let chain = Chain { all: rewritten.iter().map(|after| &after.numbers).collect() };
    let each = amendments.iter().zip(rewritten).enumerate();
    let each = each.map(|(at, (amendment, after))| {
        let mut now = BTreeMap::new();
        for is in places(&after.articles) {
            let was = chain.meant(is, at + 1);
            if was.as_new(false) != is {
                now.insert(was, is);
            }
        }
        Renumbered { from: amendment.effective.value, now }
    });
    each.collect()
}

/// What the citations in an amendment's own files mean, file by file, where they mean another number
/// than they say: they speak of the text before it, and `new` of the text that it makes.
pub(super) fn meant(
    amendments: &[Amendment],
    rewritten: &[Rewritten],
) -> Vec<(FileId, BTreeMap<ArticleRef, ArticleRef>)> {
    let chain = Chain { all: rewritten.iter().map(|after| &after.numbers).collect() };
    let mut found = Vec::new();
    for (at, (amendment, after)) in amendments.iter().zip(rewritten).enumerate() {
        let mut meant = BTreeMap::new();
        if let Some(before) = at.checked_sub(1).and_then(|before| rewritten.get(before)) {
            meant.extend(places(&before.articles).map(|said| (said, chain.meant(said, at))));
        }
        let new =
            places(&after.articles).map(|said| (said.as_new(true), chain.meant(said, at + 1)));
        meant.extend(new.filter(|(_, meant)| meant.is_new));
        meant.retain(|said, meant| said != meant);
        if !meant.is_empty() {
            let rules = amendment.rule_files.iter().map(|rules| rules.file);
            let files = rules.chain([amendment.at.file]);
            found.extend(files.map(|file| (file, meant.clone())));
        }
    }
    found
}

/// What the last text has that no earlier one had: what is cited by `new`.
pub(super) fn inserted(rewritten: &[Rewritten]) -> BTreeSet<ArticleRef> {
    let chain = Chain { all: rewritten.iter().map(|after| &after.numbers).collect() };
    let last = rewritten.last().map(|after| places(&after.articles));
    let meant = last.into_iter().flatten().map(|place| chain.meant(place, rewritten.len()));
    meant.filter(|meant| meant.is_new).collect()
}

/// The numbers before and after each of several amendments.
struct Chain<'a> {
    all: Vec<&'a Numbers>,
}

impl Chain<'_> {
    /// What a place in the text after so many amendments is: as published, or new in the last text.
    fn meant(&self, place: ArticleRef, after: usize) -> ArticleRef {
        let mut at = place;
        for (step, numbers) in self.all.iter().enumerate().take(after).rev() {
            match numbers.before(at) {
                Some(was) => at = was,
                None => {
                    let mut later = self.all.iter().skip(step + 1);
                    let last = later.try_fold(at, |at, numbers| numbers.after(at));
                    return last.unwrap_or(at).as_new(true);
                }
            }
        }
        at
    }
}

/// All that can be cited of a text; of an item also without its paragraph.
fn places(articles: &[Article]) -> impl Iterator<Item = ArticleRef> {
    let nth = |index: usize| u16::try_from(index + 1).ok();
    articles.iter().flat_map(move |article| {
        let whole = ArticleRef::whole(article.number.value);
        let mut found = vec![whole];
        for (index, paragraph) in article.paragraphs.iter().enumerate() {
            let place = ArticleRef { paragraph: nth(index), ..whole };
            found.push(place);
            for (index, item) in paragraph.items.iter().enumerate() {
                let own = ArticleRef { item: nth(index), ..place };
                let points = (0..item.points.len()).map(|at| ArticleRef { point: nth(at), ..own });
                for full in std::iter::once(own).chain(points) {
                    found.push(full);
                    found.push(ArticleRef { paragraph: None, ..full });
                }
            }
        }
        found
    })
}

/// Lets each citation in an amendment's own files say the number that it means. What cites none of them
/// stays as it is, shared with the other versions.
pub(super) fn resolve(bundle: &mut Bundle) {
    if bundle.meant.is_empty() {
        return;
    }
    let table = bundle.clone();
    let means = |origin: &Origin| {
        let mut cited = origin.articles.iter();
        cited.any(|article| table.meant_by(article.value, article.span.file) != article.value)
    };
    let mut say = |origin: &mut Origin| {
        for article in &mut origin.articles {
            article.value = table.meant_by(article.value, article.span.file);
        }
    };
    macro_rules! declared {
        ($( $field:ident )*) => { $(
            if bundle.$field.iter().any(|(_, one)| means(&one.origin)) {
                bundle.$field.iter_mut().for_each(|(_, one)| say(&mut one.origin));
            }
        )* };
    }
    declared!(choices parameters facts findings events roles registers accounts obligations records groups);
    for at in 0..bundle.selections.len() {
        let Some((_, selection)) = bundle.selections.get(at) else { continue };
        let quotas = selection.quotas.iter().map(|quota| &quota.origin);
        if !std::iter::once(&selection.origin).chain(quotas).any(means) {
            continue;
        }
        if let Some((_, selection)) = bundle.selections.get_mut(at) {
            say(&mut selection.origin);
            selection.quotas.iter_mut().for_each(|quota| say(&mut quota.origin));
        }
    }
    for at in 0..bundle.machines.len() {
        let Some(machine) = bundle.machines.get(at) else { continue };
        if !means(&machine.origin) && !any(&machine.root, &means) {
            continue;
        }
        if let Some(machine) = bundle.machines.get_mut(at) {
            say(&mut machine.origin);
            state(&mut machine.root, &mut say);
        }
    }
}

/// Whether something in a state, or in those in it, comes from what is asked for.
fn any(of: &State, is: &impl Fn(&Origin) -> bool) -> bool {
    let actions = |all: &[Action]| all.iter().any(|action| is(&action.origin));
    is(&of.origin)
        || [&of.on_initial, &of.on_entry, &of.on_exit].into_iter().any(|all| actions(all))
        || of.transitions.iter().any(|one| is(&one.origin) || actions(&one.actions))
        || of.states.iter().any(|child| any(child, is))
}

fn state(of: &mut State, each: &mut impl FnMut(&mut Origin)) {
    each(&mut of.origin);
    let actions = of.on_initial.iter_mut().chain(&mut of.on_entry).chain(&mut of.on_exit);
    actions.for_each(|action: &mut Action| each(&mut action.origin));
    for transition in &mut of.transitions {
        each(&mut transition.origin);
        transition.actions.iter_mut().for_each(|action| each(&mut action.origin));
    }
    of.states.iter_mut().for_each(|child| state(child, each));
}
