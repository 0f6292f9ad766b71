//! An amendment: words first, then what runs otherwise, for whom, and where what is under way stands.
//! All its edits speak of the text before it.

use super::applies::Applies;
use super::article::{ArticleNumber, ArticleRef, Paragraph};
use super::assume::Assume;
use super::bundle::RuleFile;
use super::change::Change;
use super::chapter::ChapterRef;
use super::instrument::Instrument;
use super::milder::Milder;
use super::origin::Origin;
use super::version::Running;
use super::{Declared, Name};
use crate::calendar::Day;
use crate::lang::{Division, Text};
use crate::source::{FileId, Span, Spanned};

/// A draft of change, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Amendment {
    /// The name of its file, without its ending.
    pub name: String,
    /// Its place.
    pub at: Span,
    /// Its title.
    pub title: Text,
    /// By what kind of document it is made.
    pub instrument: Spanned<Instrument>,
    /// The day on which it is issued.
    pub issued: Spanned<Day>,
    /// The first day on which it has effect.
    pub effective: Spanned<Day>,
    /// Its number, where it has one: 长府规〔2026〕1号.
    pub number: Option<Text>,
    /// Who issues it.
    pub issuer: Option<Text>,
    /// For whom it has effect, where an edit does not say otherwise.
    pub applies: Whom,
    /// Why it reaches back before it was issued; none where it does not.
    pub reaches_back: Option<Text>,
    /// What holds in stories that do not tell it.
    pub assume: Assume,
    /// Files of rules of its own.
    pub rule_files: Vec<RuleFile>,
    /// The edits in order.
    pub edits: Vec<Edit>,
    /// The file of each piece with the place of each of its uses.
    pub uses: Vec<(FileId, Span)>,
}

impl Amendment {
    /// For whom an edit of it has effect.
    pub fn whom<'a>(&'a self, edit: &'a Edit) -> &'a Whom {
        edit.applies.as_ref().unwrap_or(&self.applies)
    }
    /// Whether a place lies in its files.
    pub fn holds(&self, at: Span) -> bool {
        self.at.file == at.file || self.rule_files.iter().any(|own| own.file == at.file)
    }
}

/// For whom an amendment has effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// For all from the day of effect on, what is under way included.
    All,
    /// For those whose deciding day is not before it.
    By(Applies),
    /// For conduct not before it; of conduct before it, where somebody decides later, whichever version
    /// is the milder.
    Milder(Milder),
}

impl Whom {
    /// Which day is compared with the day of effect.
    pub const fn day(&self) -> &Applies {
        match self {
            Self::All => &Applies::Act,
            Self::By(applies) => applies,
            Self::Milder(milder) => &milder.conduct,
        }
    }
}

/// One edit.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Its place.
    pub at: Span,
    /// What becomes of the words.
    pub words: Wording,
    /// What runs otherwise.
    pub runs: Runs,
    /// For whom, where that is another than the amendment's.
    pub applies: Option<Whom>,
    /// What becomes of terms that are running.
    pub running: Option<Spanned<Running>>,
    /// Where cases stand that are in a state that is gone or new.
    pub cases_in: Declared<Answer>,
    /// Why it reaches back before the day of effect; none where it does not.
    pub reaches_back: Option<Text>,
    /// The articles that grant a value without a change of words.
    pub by: Vec<Spanned<ArticleRef>>,
    /// Why it is proposed.
    pub why: Option<Text>,
    /// Where behaviour without words comes from.
    pub origin: Origin,
}

/// What becomes of words. Addresses are those of the text before the amendment.
#[derive(Clone, Debug, PartialEq)]
pub enum Wording {
    /// Words stand instead of others.
    Substitute {
        /// Where.
        at: Vec<Spanned<Address>>,
        /// The words that go.
        old: Spanned<String>,
        /// Those that come; none where words are taken out.
        new: Spanned<String>,
        /// Whether they go wherever they stand there.
        all: bool,
    },
    /// An article, a paragraph, an item or a point reads otherwise.
    Replace {
        /// Which.
        at: Spanned<ArticleRef>,
        /// Its text.
        text: Vec<Paragraph>,
        /// Its heading, where that is another.
        heading: Option<Text>,
    },
    /// Something comes in.
    Insert {
        /// Beside what.
        beside: Spanned<ArticleRef>,
        /// On which side of it.
        side: Side,
        /// Its number in the text after, where one is given.
        number: Option<Spanned<ArticleNumber>>,
        /// The heading of an article.
        heading: Option<Text>,
        /// Its text.
        text: Vec<Paragraph>,
    },
    /// Something goes; what follows moves up.
    Delete(Spanned<ArticleRef>),
    /// An article is repealed and keeps its number.
    Repeal(Spanned<ArticleRef>),
    /// An article has another number in the text after.
    Renumber {
        /// Its number before.
        at: Spanned<ArticleRef>,
        /// Its number after.
        to: Spanned<ArticleNumber>,
    },
    /// Something stands elsewhere.
    Move {
        /// What.
        at: Spanned<ArticleRef>,
        /// Beside what it stands then.
        beside: Spanned<ArticleRef>,
        /// On which side of it.
        side: Side,
        /// The heading of a paragraph that becomes an article.
        heading: Option<Text>,
    },
    /// An article becomes several.
    Split {
        /// Which.
        at: Spanned<ArticleRef>,
        /// What it becomes, in order.
        into: Vec<NewArticle>,
    },
    /// Several articles become one, where the first of them stands.
    Join {
        /// Which.
        at: Vec<Spanned<ArticleRef>>,
        /// The heading, where that is another than the first one's.
        heading: Option<Text>,
        /// Its text.
        text: Vec<Paragraph>,
    },
    /// The act is in force until another day.
    Extend(Spanned<Day>),
    /// The act has another title.
    Rename(Text),
    /// An article has another heading.
    Heading {
        /// Which.
        of: Spanned<ArticleRef>,
        /// Its heading.
        heading: Text,
    },
    /// A chapter or a section comes, goes, or is headed otherwise.
    Chapter(ChapterEdit),
    /// None: behaviour whose source is a silence, a technical need or a grant of the text.
    Nothing,
}

/// What becomes of chapters and sections.
#[derive(Clone, Debug, PartialEq)]
pub enum ChapterEdit {
    /// It has another title.
    Rename {
        /// Which.
        of: Spanned<ChapterRef>,
        /// Its title.
        title: Text,
    },
    /// It goes with all its articles.
    Delete(Spanned<ChapterRef>),
    /// Its heading goes; its articles stand in the one before.
    DeleteHeading(Spanned<ChapterRef>),
    /// One comes with articles of its own.
    Insert {
        /// Beside which article.
        beside: Spanned<ArticleRef>,
        /// On which side of it.
        side: Side,
        /// Whether it is a chapter or a section.
        division: Division,
        /// Its title.
        title: Text,
        /// Its articles in order.
        articles: Vec<NewArticle>,
    },
    /// A heading comes before an article: what follows, up to the next heading, stands in a new one.
    Head {
        /// Before which article.
        before: Spanned<ArticleRef>,
        /// Whether it is a chapter or a section.
        division: Division,
        /// Its title.
        title: Text,
    },
}

/// One of the articles into which another is split, or of those of a chapter that comes.
#[derive(Clone, Debug, PartialEq)]
pub struct NewArticle {
    /// Its place.
    pub at: Span,
    /// The title of the section that begins with it, in a chapter that comes.
    pub section: Option<Text>,
    /// Its heading.
    pub heading: Option<Text>,
    /// Its text.
    pub text: Vec<Paragraph>,
}

/// Where words are replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address {
    /// Everywhere in the articles.
    Everywhere,
    /// In the title of the act.
    Title,
    /// In an article, a paragraph, an item, a point.
    Part(ArticleRef),
    /// In an article's heading.
    Heading(ArticleNumber),
}

/// On which side of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Right before it.
    Before,
    /// Right after it.
    After,
}

/// What runs otherwise by an edit.
#[derive(Clone, Debug, PartialEq)]
pub enum Runs {
    /// What the words say: the values that stand in them.
    AsWritten,
    /// This, besides the values that stand in the words.
    Changes(Vec<Change>),
    /// Nothing, for this reason.
    Nothing(Text),
}

impl Runs {
    /// The changes that are written.
    pub fn changes(&self) -> &[Change] {
        match self {
            Self::Changes(changes) => changes,
            Self::AsWritten | Self::Nothing(_) => &[],
        }
    }
}

/// Where a case stands after the amendment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Where it stood.
    Stay,
    /// In this state.
    To(Name),
}
