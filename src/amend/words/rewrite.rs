//! An amendment's edits in order: where their words stand, what lies over what, the text in its new order
//! under new numbers, the words, and what follows from them.

use std::collections::BTreeSet;

use super::address::{holds, short, units};
use super::arrange::arrange;
use super::blank::blanks;
use super::change::{Context, Old, change};
use super::chapter_plan::sections_stay;
use super::chapters::{self, Standing};
use super::consequence::{cited, displaced};
use super::dates::dates;
use super::finish::{give_places, marked_text, number_items, show};
use super::headings::Headings;
use super::heads::heads;
use super::number::number;
use super::numbers::Numbers;
use super::overlap::overlaps;
use super::plan::{Plan, plan};
use super::printed::{printed, tokens};
use super::rewritten::{Consequence, Rewritten};
use super::settle::{Settling, given};
use super::substitute::{Substitution, substitutions};
use super::tree::{Node, articles, tree};
use super::unit::unit;
use super::value::{VALIDITY_FROM, VALIDITY_TO};
use super::whole::recast;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Lang, Phrase, Problem, meeting_marks, redline};
use crate::policy::check::cite;
use crate::policy::{
    Amendment, Article, ArticleNumber, ArticleRef, Bundle, Chapter, ChapterEdit, ChapterRef,
    ParameterValue, Validity, Wording,
};
use crate::source::Spanned;

/// The text under an amendment. Nothing but the bundle's text, its values and its days is asked.
pub fn rewrite(bundle: &Bundle, amendment: &Amendment, problems: &mut Problems) -> Rewritten {
    dates(bundle, amendment, problems);
    let mut words = substitutions(bundle, amendment, problems);
    let skipped = overlaps(bundle, amendment, &words, problems);
    words.retain(|one| !skipped.contains(&one.edit));
    let mut work = Work {
        bundle,
        amendment,
        given: given_by(amendment),
        settling: Settling::of(amendment),
        consequences: Vec::new(),
    };
    let mut plan = plan(bundle, amendment, &skipped, problems);
    sections_stay(&mut plan.chapters, amendment, bundle, problems);
    let title = heads(bundle, amendment, &mut plan, problems);
    work.written_anew(&mut plan, problems);
    let mut tree = work.arranged(&mut plan);
    let mut numbers = number(&mut tree, &plan, problems);
    let standing = chapters::after(&tree, &plan.chapters);
    let after = After { numbers: &numbers, headings: &plan.chapters, standing: &standing };
    // What is told of chapters is told of the texts before; those with words of their own tell theirs.
    let own: BTreeSet<ArticleRef> = words.iter().map(|one| one.unit).collect();
    let cited = (&plan.chapters, &standing);
    chapters::cited(&tree, bundle, cited, (amendment, &own), problems);
    work.put_words(&mut tree, &words, after, problems);
    work.extend(&mut tree, problems);
    number_items(&mut tree, &mut work.consequences);
    blanks(&tree, &title, (bundle, amendment), problems);
    work.settling.beside_words(bundle, problems);
    work.settling.first_day(bundle, problems);
    work.settling.said_in_braces(&tree, bundle, problems);
    work.settling.shown(&tree, bundle, problems);
    work.whole_words(&skipped, &tree, problems);
    work.places(&words, &numbers, &tree);
    work.headings(after);
    // What cannot stand so is told once.
    let standing = match chapters::wrong(&standing, &plan.chapters, amendment, problems) {
        true => Standing::default(),
        false => standing,
    };
    let marked = marked_text(&tree, bundle);
    let mut sources = bundle.sources.clone();
    let path = format!("{}#after", bundle.sources.file(amendment.at.file).path);
    give_places(&mut tree, path, &mut sources);
    let after = articles(&tree);
    numbers.note_single(single(&bundle.articles), single(&after));
    Rewritten {
        title,
        articles: after.into(),
        chapters_were: standing.were(&plan.chapters),
        chapters: standing.chapters.into(),
        chapters_before: bundle.chapters.clone(),
        validity: work.validity(),
        numbers,
        edits: work.settling.edits,
        consequential: work.consequences,
        marked,
        sources,
    }
}

/// The articles of one paragraph.
fn single(articles: &[Article]) -> impl Iterator<Item = ArticleNumber> {
    articles.iter().filter(|one| one.paragraphs.len() == 1).map(|one| one.number.value)
}

/// The values that each edit gives beside its words.
fn given_by(amendment: &Amendment) -> Vec<Vec<(String, ParameterValue)>> {
    let of_edit = |edit: &crate::policy::Edit| {
        let all = edit.runs.changes().iter().flat_map(given);
        all.map(|(path, value)| (path, value.value)).collect()
    };
    amendment.edits.iter().map(of_edit).collect()
}

/// The numbers after, of articles and of chapters.
#[derive(Clone, Copy)]
struct After<'a> {
    numbers: &'a Numbers,
    headings: &'a Headings,
    standing: &'a Standing,
}

struct Work<'a> {
    bundle: &'a Bundle,
    amendment: &'a Amendment,
    given: Vec<Vec<(String, ParameterValue)>>,
    settling: Settling<'a>,
    consequences: Vec<Consequence>,
}

impl Work<'_> {
    fn context(&self, edit: usize) -> Context<'_> {
        let given = self.given.get(edit).map_or(&[][..], Vec::as_slice);
        Context { bundle: self.bundle, given }
    }

    /// The text in its new order.
    fn arranged(&self, plan: &mut Plan) -> Vec<Node> {
        let bundle = self.bundle;
        let names = bundle.names();
        let marks = |old: &str, new: &str| {
            let all = tokens(old, Some(bundle));
            let context = Context { bundle, given: &[] };
            let changed = change(&Old { text: old, tokens: &all }, new, &context);
            if changed.uncovered.is_empty() {
                return changed.marks;
            }
            // Words that are others show by words, never by the letters that happen to be the same.
            redline(&printed(old, Some(bundle)), &printed(new, None), &names)
        };
        arrange(&tree(&bundle.articles, &plan.chapters.above), plan, &marks)
    }

    /// Finds in what is written anew the numbers that stood there.
    fn written_anew(&mut self, plan: &mut Plan, problems: &mut Problems) {
        let all = units(&self.bundle.articles);
        for anew in plan.anew.values_mut() {
            let inside = |unit: ArticleRef| anew.of.iter().any(|of| holds(*of, unit));
            let old: Vec<&str> = all
                .iter()
                .filter(|(unit, _)| inside(*unit))
                .map(|(_, text)| text.value.as_str())
                .collect();
            let rest = anew.rest.iter().flat_map(|(_, _, text)| text.iter().cloned());
            let new: Vec<_> = anew.text.iter().cloned().chain(rest).collect();
            let found = recast(&old, &new, &self.context(anew.edit));
            let edit = self.amendment.edits.get(anew.edit);
            let at = match (new.first(), edit) {
                (Some(first), _) => first.text.span,
                (None, Some(edit)) => edit.at.part(0, 1),
                (None, None) => continue,
            };
            let is_loose = !found.uncovered.is_empty();
            self.settling.values_of(anew.edit, &found.captures, &|_| at, is_loose, problems);
            if found.is_ambiguous {
                problems.add(Problem::SlotUnclear, at, vec![("words", "".into())]);
            }
            self.settling.covers(anew.edit, &found.uncovered, at, problems);
            if let Some(edited) = self.settling.edits.get_mut(anew.edit) {
                let shown = old.iter().map(|text| printed(text, Some(self.bundle)));
                edited.operation.old = shown.collect::<Vec<_>>().join("\n");
                let shown = found.paragraphs.iter().flat_map(|one| one.texts());
                let shown = shown.map(|text| printed(&text.value, None));
                edited.operation.new = shown.collect::<Vec<_>>().join("\n");
            }
            let mut paragraphs = found.paragraphs.into_iter();
            anew.text = paragraphs.by_ref().take(anew.text.len()).collect();
            for (_, _, text) in &mut anew.rest {
                *text = paragraphs.by_ref().take(text.len()).collect();
            }
        }
    }

    /// Puts the words of the substitutions in the text, and the numbers of what it cites.
    fn put_words(
        &mut self,
        tree: &mut [Node],
        words: &[Substitution],
        after: After<'_>,
        problems: &mut Problems,
    ) {
        for root in tree {
            root.each_mut(&mut |node| {
                let is_text = node.head.is_none() && !node.gone && node.by.is_none();
                if let Some(was) = node.was.filter(|_| is_text) {
                    self.put_in(node, was, words, after, problems);
                }
            });
        }
    }

    fn put_in(
        &mut self,
        node: &mut Node,
        was: ArticleRef,
        words: &[Substitution],
        after: After<'_>,
        problems: &mut Problems,
    ) {
        let After { numbers, headings, standing } = after;
        let own: Vec<&Substitution> = words.iter().filter(|one| one.unit == was).collect();
        let asked: Vec<_> = own.iter().map(|one| (*one, self.context(one.edit))).collect();
        let plain = Context { bundle: self.bundle, given: &[] };
        let mut cites = cited(&node.text.value, was, numbers);
        cites.extend(chapters::renamed(&node.text.value, was, self.bundle, headings, standing));
        let found = unit(&node.text.value, &asked, cites, &plain);
        self.relative(node, was, numbers, problems);
        for cited in &found.cited {
            let at = node.text.span.part(cited.at.start + 1, cited.at.len());
            let Some(new) = cited.new.clone() else {
                let place = cite(short(&self.bundle.articles, was));
                let args = vec![("article", cite(cited.cites)), ("place", place)];
                let wrong = Diagnostic::new(Problem::CitesWhatGoes, at, args);
                let by = self.amendment.at.part(0, 1);
                problems.push(wrong.with_related(by, Phrase::ByThisAmendment));
                continue;
            };
            let (old, becomes) = (cited.old.clone(), numbers.after(was));
            self.consequences.push(Consequence { was, becomes, old, new });
        }
        if own.is_empty() && found.cited.iter().all(|cited| cited.new.is_none()) {
            return;
        }
        for (at, changed) in &found.changed {
            let Some(one) = own.get(*at) else { continue };
            let edit = self.amendment.edits.get(one.edit);
            let Some(Wording::Substitute { new, .. }) = edit.map(|edit| &edit.words) else {
                continue;
            };
            self.settling.take(one.edit, changed, (new, one.begins), problems);
        }
        // Words that go may leave their comma behind.
        if let (Some(marks), None, Some(one)) =
            (meeting_marks(&found.text), meeting_marks(&node.text.value), own.first())
        {
            let place = cite(short(&self.bundle.articles, was));
            problems.add(
                Problem::MarksMeet,
                one.at,
                vec![("marks", marks.into()), ("place", place)],
            );
        }
        node.by = own.first().map(|one| one.edit);
        node.text = Spanned::new(found.text, node.text.span);
        node.marks = Some(found.marks);
    }

    /// Words such as 前款 behind which something else stands now.
    fn relative(&self, node: &Node, was: ArticleRef, numbers: &Numbers, problems: &mut Problems) {
        let articles = &self.bundle.articles;
        let before = |number: ArticleNumber| {
            articles.iter().position(|article| article.number.value == number)
        };
        let nth = |at: usize| articles.get(at).map(|article| article.number.value);
        for at in displaced(&node.text.value, was, numbers, &before, &nth) {
            let words = node.text.value.get(at.clone()).unwrap_or("").to_owned();
            let args =
                vec![("words", words.into()), ("place", cite(short(&self.bundle.articles, was)))];
            let at = node.text.span.part(at.start + 1, at.len());
            let wrong = Diagnostic::new(Problem::CitesOtherwise, at, args);
            problems
                .push(wrong.with_related(self.amendment.at.part(0, 1), Phrase::ByThisAmendment));
        }
    }

    /// The last day, where it is another without any words.
    fn extend(&mut self, tree: &mut [Node], problems: &mut Problems) {
        for edit in &self.amendment.edits {
            if let Wording::Extend(day) = &edit.words {
                let value = ParameterValue::Date(day.value);
                self.settling.settle(VALIDITY_TO, &value, day.span, problems);
                show(tree, VALIDITY_TO, &value);
            }
        }
    }

    /// Words that come or go as a whole: what they are, and whether what runs is said.
    fn whole_words(&mut self, skipped: &BTreeSet<usize>, tree: &[Node], problems: &mut Problems) {
        for (at, edit) in self.amendment.edits.iter().enumerate() {
            let comes = matches!(
                edit.words,
                Wording::Insert { .. } | Wording::Chapter(ChapterEdit::Insert { .. })
            );
            let goes = matches!(
                edit.words,
                Wording::Delete(_) | Wording::Repeal(_) | Wording::Chapter(ChapterEdit::Delete(_))
            );
            if skipped.contains(&at) || !(comes || goes) {
                continue;
            }
            let mut words: Vec<String> = Vec::new();
            for root in tree {
                root.each(&mut |node| {
                    let own = node.by == Some(at);
                    if own && node.gone == goes && node.head.is_none() {
                        let bundle = goes.then_some(self.bundle);
                        words.push(printed(&node.text.value, bundle));
                    }
                });
            }
            let words = words.join("\n");
            self.settling.needs_runs(at, &words, problems);
            if let Some(edited) = self.settling.edits.get_mut(at) {
                match comes {
                    true => edited.operation.new = words,
                    false => edited.operation.old = words,
                }
            }
        }
    }

    /// Where each edit changed the text.
    fn places(&mut self, words: &[Substitution], numbers: &Numbers, tree: &[Node]) {
        for (at, edited) in self.settling.edits.iter_mut().enumerate() {
            let mut places: Vec<(Option<ArticleRef>, Option<ArticleRef>)> = words
                .iter()
                .filter(|one| one.edit == at)
                .map(|one| (Some(one.unit), numbers.after(one.unit)))
                .collect();
            for root in tree {
                root.each(&mut |node| {
                    let own = node.by == Some(at) && (node.head.is_some() || root.by != Some(at));
                    let place = (node.was, node.becomes);
                    if own && !places.contains(&place) {
                        places.push(place);
                    }
                });
            }
            places.dedup();
            edited.operation.places = places;
        }
    }

    /// What the edits of chapters and sections are about.
    fn headings(&mut self, after: After<'_>) {
        let edits = self.amendment.edits.iter().zip(&mut self.settling.edits).enumerate();
        for (at, (edit, edited)) in edits {
            let Wording::Chapter(what) = &edit.words else { continue };
            let Some((heading, own)) = after.headings.of_edit(at) else { continue };
            let (chapters, standing) = (&self.bundle.chapters, after.standing);
            let operation = &mut edited.operation;
            let becomes = standing.position(heading);
            operation.chapter = (
                own.was.and_then(|was| ChapterRef::of(chapters, was)),
                becomes.and_then(|at| ChapterRef::of(&standing.chapters, at)),
            );
            let was = own.was.and_then(|was| chapters.get(was));
            let becomes = becomes.and_then(|at| standing.chapters.get(at));
            let title = |one: &Chapter| one.title.get(Lang::Zh).to_owned();
            let headed = |one: Option<&Chapter>, text: &str| {
                let head = one.map(|one| one.head(Lang::Zh)).into_iter();
                let all = head.chain(Some(text.to_owned()).filter(|text| !text.is_empty()));
                all.collect::<Vec<_>>().join("\n")
            };
            match what {
                ChapterEdit::Rename { .. } => {
                    operation.old = was.map(title).unwrap_or_default();
                    operation.new = becomes.map(title).unwrap_or_default();
                }
                ChapterEdit::Delete(_) | ChapterEdit::DeleteHeading(_) => {
                    operation.old = headed(was, &operation.old);
                }
                ChapterEdit::Insert { .. } | ChapterEdit::Head { .. } => {
                    operation.new = headed(becomes, &operation.new);
                }
            }
        }
    }

    /// The days of validity, where they are others.
    fn validity(&self) -> Option<Validity> {
        let day = |path: &str| match self.settling.values.get(path).map(|one| &one.value) {
            Some(ParameterValue::Date(day)) => Some(*day),
            _ => None,
        };
        let (from, to) = (day(VALIDITY_FROM), day(VALIDITY_TO));
        let old = self.bundle.manifest.validity.as_ref()?;
        (from.is_some() || to.is_some()).then(|| Validity {
            from: from.unwrap_or(old.from),
            to: to.or(old.to),
            origin: old.origin.clone(),
            at: old.at,
        })
    }
}
