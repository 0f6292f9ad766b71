//! What the edits of chapters and sections do to the headings, and to the order of the articles.

use super::headings::Headings;
use super::plan::{Beside, Plan, status, whole};
use super::tree::{Head, Node, paragraph};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Division, Lang, Phrase, Problem, Text, Word};
use crate::policy::check::{chapter_name, cite, no_such_chapter};
use crate::policy::{
    Amendment, Article, ArticleRef, Bundle, ChapterEdit, ChapterRef, Edit, NewArticle, Series,
    Side, Wording, articles_within, chapter_of_section, innermost,
};
use crate::source::{Span, Spanned};

/// A chapter or a section that comes: which, with its title.
type Comes<'a> = (Division, &'a Text);

impl Plan {
    /// Takes what an edit does to chapters and sections.
    pub(super) fn chapter(
        &mut self,
        at: usize,
        edit: &Edit,
        what: &ChapterEdit,
        bundle: &Bundle,
        problems: &mut Problems,
    ) -> Option<()> {
        match what {
            ChapterEdit::Rename { of, title } => {
                let heading = self.heading(of, bundle, problems)?;
                titled(title, cited(of.value), edit, problems)?;
                let own = self.chapters.all.get_mut(heading)?;
                own.chapter.title = title.clone();
                own.by = Some(at);
            }
            ChapterEdit::Delete(of) => {
                let heading = self.heading(of, bundle, problems)?;
                self.take_out(at, heading, true, bundle);
                for article in articles_of(bundle, heading) {
                    self.gone.insert(article, at);
                }
            }
            ChapterEdit::DeleteHeading(of) => {
                let heading = self.heading(of, bundle, problems)?;
                self.take_out(at, heading, false, bundle);
            }
            ChapterEdit::Insert { beside, side, division, title, articles } => {
                let comes = (*division, title);
                let beside = Spanned::new(whole(&bundle.articles, beside, problems)?, beside.span);
                titled(title, comes_as(*division), edit, problems)?;
                may_stand(bundle, &beside, (comes, *side), problems)?;
                self.insert_chapter(at, edit, (beside.value, *side), comes, articles);
            }
            ChapterEdit::Head { before, division, title } => {
                let comes = (*division, title);
                let before = Spanned::new(whole(&bundle.articles, before, problems)?, before.span);
                titled(title, comes_as(*division), edit, problems)?;
                may_begin(bundle, &before, *division, problems)?;
                let place = (before.article, edit.at.part(0, 1));
                let heading = self.chapters.add(comes, place, at);
                self.chapters.put(heading, before.article);
            }
        }
        Some(())
    }

    /// The heading that an address names.
    fn heading(
        &self,
        of: &Spanned<ChapterRef>,
        bundle: &Bundle,
        problems: &mut Problems,
    ) -> Option<usize> {
        let found = of.value.find(&bundle.chapters);
        if found.is_none() {
            problems.push(no_such_chapter(&bundle.chapters, of));
        }
        found
    }

    /// Takes a heading out, and those of its sections where all of it goes.
    fn take_out(&mut self, edit: usize, heading: usize, whole: bool, bundle: &Bundle) {
        for (at, own) in self.chapters.all.iter_mut().enumerate() {
            let inner = whole && chapter_of_section(&bundle.chapters, at) == Some(heading);
            if at == heading || inner && own.was.is_some() {
                own.gone = true;
                own.by = Some(edit);
            }
        }
    }

    fn insert_chapter(
        &mut self,
        at: usize,
        edit: &Edit,
        (beside, side): (ArticleRef, Side),
        comes: Comes<'_>,
        articles: &[NewArticle],
    ) {
        let place = (beside.article, edit.at.part(0, 1));
        let mut above = vec![self.chapters.add(comes, place, at)];
        let mut nodes = Vec::with_capacity(articles.len());
        for one in articles {
            let section = one.section.as_ref().map(|title| (Division::Section, title));
            above.extend(section.map(|section| self.chapters.add(section, place, at)));
            let head = Head {
                number: Spanned::new(beside.article, one.at.part(0, 1)),
                wanted: None,
                heading: one.heading.clone().unwrap_or_default(),
                heading_was: None,
                status: status(&edit.runs),
                above: std::mem::take(&mut above),
            };
            let text = one.text.iter().map(|one| paragraph(one, None)).collect();
            let mut node = Node::article(head, one.at, text);
            node.each_mut(&mut |node| node.by = Some(at));
            nodes.push(node);
        }
        self.beside(beside, side, Beside::Chapter(comes.0, nodes));
    }
}

/// Tells of a chapter whose heading goes while its sections stay, and lets it stay.
pub(super) fn sections_stay(
    headings: &mut Headings,
    amendment: &Amendment,
    bundle: &Bundle,
    problems: &mut Problems,
) {
    for edit in &amendment.edits {
        let Wording::Chapter(ChapterEdit::DeleteHeading(of)) = &edit.words else { continue };
        let Some(own) = of.value.find(&bundle.chapters).filter(|_| of.value.section.is_none())
        else {
            continue;
        };
        let stays = |at: usize| headings.all.get(at).is_some_and(|one| !one.gone);
        let mut sections = (0..bundle.chapters.len())
            .filter(|at| chapter_of_section(&bundle.chapters, *at) == Some(own));
        if sections.any(stays) && !stays(own) {
            let name = bundle.chapters.get(own).map(chapter_name);
            let args = name.into_iter().map(|name| ("name", name)).collect();
            problems.add(Problem::ChapterHasSections, of.span, args);
            if let Some(heading) = headings.all.get_mut(own) {
                heading.gone = false;
            }
        }
    }
}

/// The articles that stand in a chapter or a section, by the position of it.
pub(super) fn articles_of(bundle: &Bundle, of: usize) -> Vec<ArticleRef> {
    let all = articles_within(&bundle.chapters, &bundle.articles, of);
    all.into_iter().map(ArticleRef::whole).collect()
}

/// What comes, where it has no number yet.
fn comes_as(division: Division) -> Word {
    match division {
        Division::Section => Phrase::NewSection.into(),
        Division::Part | Division::Chapter => Phrase::NewChapter.into(),
    }
}

/// A heading has a title.
fn titled(title: &Text, name: Word, edit: &Edit, problems: &mut Problems) -> Option<()> {
    if !title.zh.trim().is_empty() {
        return Some(());
    }
    let place = Word::Phrase(Phrase::HeadingOf, vec![("name", name)]);
    problems.add(Problem::NothingLeft, edit.at.part(0, 1), vec![("place", place)]);
    None
}

/// A chapter or a section as people cite it.
fn cited(of: ChapterRef) -> Word {
    Word::Text(Text { zh: of.cite(Lang::Zh), en: of.cite(Lang::En) })
}

/// Whether a heading of the text stands right above an article.
fn begins(bundle: &Bundle, article: &Article, division: Division) -> Option<usize> {
    let number = article.number.value;
    let own = |one: &crate::policy::Chapter| {
        one.from.value == number
            && (one.division == Division::Section) == (division == Division::Section)
    };
    bundle.chapters.iter().position(own)
}

/// An attachment stands in no chapter.
fn is_attached(place: &Spanned<ArticleRef>, division: Division, problems: &mut Problems) -> bool {
    let is = place.article.series == Series::Attachment;
    if is {
        let args = vec![("name", comes_as(division)), ("article", cite(place.value))];
        problems.add(Problem::ChapterAttached, place.span, args);
    }
    is
}

/// A chapter comes in between two others: in the middle of one, what follows would fall into it unsaid.
fn may_stand(
    bundle: &Bundle,
    beside: &Spanned<ArticleRef>,
    ((division, _), side): (Comes<'_>, Side),
    problems: &mut Problems,
) -> Option<()> {
    if is_attached(beside, division, problems) {
        return None;
    }
    let articles = &bundle.articles;
    let at = articles.iter().position(|one| one.number.value == beside.article)?;
    let ends = |next: &Article| {
        next.number.value.series == Series::Attachment
            || begins(bundle, next, Division::Chapter).is_some()
            || division == Division::Section && begins(bundle, next, division).is_some()
    };
    let stands = match side {
        Side::After => articles.get(at + 1).is_none_or(ends),
        Side::Before => articles.get(at).is_some_and(|own| begins(bundle, own, division).is_some()),
    };
    if stands {
        return Some(());
    }
    let inner = innermost(&bundle.chapters, articles).get(at).copied().flatten();
    let of = match division {
        Division::Section => inner,
        _ => inner.map(|at| chapter_of_section(&bundle.chapters, at).unwrap_or(at)),
    };
    let of = of.and_then(|at| ChapterRef::of(&bundle.chapters, at));
    let of = of.map_or_else(|| Phrase::WholeText.into(), cited);
    let args = vec![("name", comes_as(division)), ("article", cite(beside.value)), ("chapter", of)];
    let wrong = Diagnostic::new(Problem::ChapterInside, beside.span, args);
    problems.push(wrong.with_help(Phrase::HeadBeforeInstead, Vec::new()));
    None
}

/// A heading comes before an article that begins nothing of its kind.
fn may_begin(
    bundle: &Bundle,
    before: &Spanned<ArticleRef>,
    division: Division,
    problems: &mut Problems,
) -> Option<()> {
    if is_attached(before, division, problems) {
        return None;
    }
    let own = bundle.articles.iter().find(|one| one.number.value == before.article)?;
    let Some(known) = begins(bundle, own, division) else { return Some(()) };
    let of = ChapterRef::of(&bundle.chapters, known)?;
    let args = vec![("article", cite(before.value)), ("name", cited(of))];
    let wrong = Diagnostic::new(Problem::ChapterBegins, before.span, args);
    let there: Option<Span> = bundle.chapters.get(known).map(|one| one.at);
    problems.push(match there {
        Some(there) => wrong.with_related(there, Phrase::FirstGivenHere),
        None => wrong,
    });
    None
}
