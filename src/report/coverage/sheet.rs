//! What is told of the coverage of a measure: counts and gaps of what is wanted.

use crate::analysis::coverage::{Count, Covered, Gap, Kind};
use crate::lang::{Lang, Phrase};
use crate::policy::Bundle;
use crate::program::Program;

/// The coverage of a measure, to be told.
pub struct Sheet<'a> {
    /// The program.
    pub program: &'a Program,
    /// The bundle.
    pub bundle: &'a Bundle,
    /// What stories show.
    pub covered: &'a Covered,
    /// The stories' paths, by position.
    pub paths: &'a [String],
    /// Whether an element is wanted, by its position; all are where nothing is said.
    pub wanted: Option<Vec<bool>>,
    /// The titles of the amendments by which it is chosen what is wanted.
    pub changed_by: Vec<String>,
    /// The language.
    pub lang: Lang,
}

impl Sheet<'_> {
    /// Whether an element is wanted.
    pub fn wants(&self, at: usize) -> bool {
        self.wanted.as_ref().is_none_or(|wanted| wanted.get(at).copied().unwrap_or(false))
    }
    /// How much of a kind was seen.
    pub fn count(&self, kind: Kind) -> Count {
        self.covered.count(kind, |at| self.wants(at))
    }
    /// How much of all kinds together.
    pub fn total(&self) -> Count {
        let mut total = Count::default();
        for &kind in Kind::ALL {
            let own = self.count(kind);
            total.seen += own.seen;
            total.all += own.all;
            total.excused += own.excused;
        }
        total
    }
    /// The gaps that are wanted, those that are excused last, each part in the order of the kinds.
    pub fn gaps(&self) -> Vec<&Gap> {
        let wanted = self.covered.gaps.iter().filter(|gap| self.wants(gap.element));
        let mut gaps: Vec<&Gap> = wanted.collect();
        gaps.sort_by_key(|gap| (gap.is_excused(), self.kind(gap), gap.element));
        gaps
    }
    /// The kind of a gap's element.
    pub fn kind(&self, gap: &Gap) -> Kind {
        self.covered.elements.all.get(gap.element).map_or(Kind::Article, |one| one.kind())
    }
    /// The path of a story.
    pub fn path(&self, story: usize) -> &str {
        self.paths.get(story).map_or("", String::as_str)
    }
    /// The kinds that fall short of what is asked, each with how much it lacks.
    pub fn short(&self, least: &[Least]) -> Vec<(Kind, Count, usize)> {
        let mut found = Vec::new();
        for &kind in Kind::ALL {
            let count = self.count(kind);
            // What is asked of one kind goes before what is asked of all.
            let own = least.iter().rev().find(|one| one.kind == Some(kind));
            let asked = own.or_else(|| least.iter().rev().find(|one| one.kind.is_none()));
            if let Some(asked) = asked
                && count.share() < asked.share
            {
                found.push((kind, count, asked.share));
            }
        }
        found
    }
}

/// The least that is asked of a kind, or of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Least {
    /// The kind; none means each.
    pub kind: Option<Kind>,
    /// Hundredths of a percent.
    pub share: usize,
}

impl Least {
    /// Reads `90`, `99.5` or `clause=70`.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, number) = match text.split_once('=') {
            Some((kind, number)) => (Some(Kind::named(kind.trim())?), number.trim()),
            None => (None, text.trim()),
        };
        let number = number.strip_suffix('%').unwrap_or(number);
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || part.len() > 2 || !digits(whole) || !digits(part) {
            return None;
        }
        let hundredths = format!("{part:0<2}").parse::<usize>().ok()?;
        let share = whole.parse::<usize>().ok()?.checked_mul(100)?.checked_add(hundredths)?;
        (share <= 10_000).then_some(Self { kind, share })
    }
}

/// Hundredths of a percent with one place, rounded down: what is not whole is never told as whole.
pub fn share(share: usize) -> String {
    match share % 100 {
        0 => (share / 100).to_string(),
        _ => format!("{}.{}", share / 100, share % 100 / 10),
    }
}

/// What people call a kind.
pub const fn kind_words(kind: Kind) -> Phrase {
    match kind {
        Kind::Article => Phrase::KindArticle,
        Kind::Item => Phrase::KindItem,
        Kind::State => Phrase::KindState,
        Kind::Transition => Phrase::KindTransition,
        Kind::Guard => Phrase::KindGuard,
        Kind::Clause => Phrase::KindClause,
        Kind::Boundary => Phrase::KindBoundary,
        Kind::Timer => Phrase::KindTimer,
        Kind::Role => Phrase::KindRoleRefused,
        Kind::Quota => Phrase::KindQuotaUse,
        Kind::Duty => Phrase::KindDuty,
        Kind::Register => Phrase::KindRegister,
        Kind::Reading => Phrase::KindReading,
    }
}
