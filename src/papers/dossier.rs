//! What papers are written from: the measure before and after, and the amendments between.

use crate::amend::words::{MarkedArticle, MarkedChapters, Rewritten, composed};
use crate::calendar::Day;
use crate::lang::{Lang, Phrase};
use crate::policy::{Amendment, Bundle, Instrument, Validity};

/// Amendments one upon the other, with the text before the first and what each makes of the words.
#[derive(Clone, Debug)]
pub struct Dossier<'a> {
    /// The measure as published.
    pub before: &'a Bundle,
    /// The measure under all amendments.
    pub after: &'a Bundle,
    /// The amendments in order; at least one.
    pub amendments: &'a [Amendment],
    /// What each makes of the words of the text before it.
    pub rewritten: &'a [Rewritten],
    /// All that goes and comes since the first.
    pub marked: Vec<MarkedArticle>,
    /// The chapters before the first and after the last.
    pub chapters: MarkedChapters,
    /// The language of what is said beside the text.
    pub lang: Lang,
}

impl<'a> Dossier<'a> {
    /// The dossier of amendments that were laid.
    pub fn new(
        before: &'a Bundle,
        after: &'a Bundle,
        (amendments, rewritten): (&'a [Amendment], &'a [Rewritten]),
        lang: Lang,
    ) -> Self {
        let marked = rewritten.iter().map(|one| one.marked.clone());
        let marked = marked.reduce(|first, second| composed(&first, &second)).unwrap_or_default();
        let chapters = MarkedChapters::of(before, rewritten);
        Self { before, after, amendments, rewritten, marked, chapters, lang }
    }
    /// Each amendment with what it makes of the words.
    pub fn each(&self) -> impl Iterator<Item = (&'a Amendment, &'a Rewritten)> + use<'a> {
        self.amendments.iter().zip(self.rewritten)
    }
    /// The title of the act before.
    pub fn title_before(&self) -> &'a str {
        self.before.manifest.title.get(Lang::Zh)
    }
    /// The title of the act after.
    pub fn title_after(&self) -> &'a str {
        self.rewritten.last().map_or("", |last| last.title.get(Lang::Zh))
    }
    /// The title of the act before an amendment.
    pub fn title_under(&self, at: usize) -> &'a str {
        let earlier = at.checked_sub(1).and_then(|at| self.rewritten.get(at));
        earlier.map_or_else(|| self.title_before(), |one| one.title.get(Lang::Zh))
    }
    /// The title of the document by which an amendment is made: the amendment's own, where it names the
    /// act; a draft that is called by what it changes gets the customary one.
    pub fn document(&self, at: usize, lang: Lang) -> String {
        let Some(amendment) = self.amendments.get(at) else { return String::new() };
        let act = self.title_under(at);
        if amendment.title.get(Lang::Zh).contains(act) {
            return amendment.title.get(lang).to_owned();
        }
        let phrase = match amendment.instrument.value {
            Instrument::Decision => Phrase::DecideTitle,
            Instrument::Reissue => Phrase::ReissueTitle,
            Instrument::Extension => Phrase::ExtensionTitle,
        };
        phrase.with(lang, &[("title", act.into())])
    }
    /// When the act is in force before an amendment.
    pub fn validity_under(&self, at: usize) -> Option<&'a Validity> {
        let earlier = self.rewritten.iter().take(at).rev();
        let earlier = earlier.filter_map(|one| one.validity.as_ref()).next();
        earlier.or(self.before.manifest.validity.as_ref())
    }
    /// The first day on which anything of it has effect.
    pub fn effective(&self) -> Option<Day> {
        self.amendments.iter().map(|one| one.effective.value).min()
    }
}

/// A day as an official paper writes it: 2026年10月1日.
pub fn day(on: Day, lang: Lang) -> String {
    let args = [
        ("year", on.year().to_string().into()),
        ("month", on.month().to_string().into()),
        ("day", on.day().to_string().into()),
    ];
    Phrase::PaperDay.with(lang, &args)
}
