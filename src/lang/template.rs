//! Sentences with slots: `{name}` stands for the argument of that name.

use super::phrase::Phrase;
use super::text::{Lang, Text};

/// What can stand in a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// The same in every language: a name, a number, a date.
    Plain(String),
    /// A text of the bundle.
    Text(Text),
    /// A phrase with arguments of its own.
    Phrase(Phrase, Args),
    /// Several, joined as a list.
    List(Vec<Word>),
    /// Several clauses of one sentence.
    Clauses(Vec<Word>),
}

/// One argument of a sentence.
pub type Arg = (&'static str, Word);
/// The arguments of a sentence.
pub type Args = Vec<Arg>;

impl Word {
    /// The word in `lang`.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Plain(text) => text.clone(),
            Self::Text(text) => text.get(lang).to_owned(),
            Self::Phrase(phrase, args) => phrase.with(lang, args),
            Self::List(words) => said(words, lang).join(lang.list_separator()),
            Self::Clauses(words) => said(words, lang).join(lang.clause_separator()),
        }
    }
}

fn said(words: &[Word], lang: Lang) -> Vec<String> {
    words.iter().map(|word| word.say(lang)).collect()
}

impl From<String> for Word {
    fn from(text: String) -> Self {
        Self::Plain(text)
    }
}
impl From<&str> for Word {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}
impl From<&String> for Word {
    fn from(text: &String) -> Self {
        Self::Plain(text.clone())
    }
}
impl From<Phrase> for Word {
    fn from(phrase: Phrase) -> Self {
        Self::Phrase(phrase, Vec::new())
    }
}
impl From<Text> for Word {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}
impl From<&Text> for Word {
    fn from(text: &Text) -> Self {
        Self::Text(text.clone())
    }
}

impl Phrase {
    /// The phrase without arguments.
    pub fn plain(self, lang: Lang) -> &'static str {
        self.template(lang)
    }
    /// The phrase with its arguments.
    pub fn with(self, lang: Lang, args: &[Arg]) -> String {
        fill(self.template(lang), args, lang)
    }
}

/// `template` in `lang` with each `{name}` replaced by its argument; a slot without one stays.
/// `{name|day|days}` is the first word where the argument is one, the second otherwise.
pub fn fill(template: &str, args: &[Arg], lang: Lang) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let slot = after.split_once('}');
        match slot.and_then(|(slot, tail)| {
            let name = slot.split_once('|').map_or(slot, |(name, _)| name);
            let found = args.iter().find(|(known, _)| *known == name);
            found.map(|(_, word)| (word.say(lang), slot, tail))
        }) {
            Some((said, slot, tail)) => {
                let forms = slot.split_once('|').and_then(|(_, forms)| forms.split_once('|'));
                out.push_str(match forms {
                    Some((one, _)) if said == "1" => one,
                    Some((_, several)) => several,
                    None => &said,
                });
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_filled_once_and_in_the_language() {
        let both = Text { zh: "甲".into(), en: "one".into() };
        let args = [("a", "{b}".into()), ("b", Word::List(vec![both.into(), "2".into()]))];
        assert_eq!(fill("x{a}y{b}z{c}", &args, Lang::Zh), "x{b}y甲、2z{c}");
        assert_eq!(fill("{b}", &args, Lang::En), "one, 2");
        let count = |count: &str| fill("{n} {n|day|days}", &[("n", count.into())], Lang::En);
        assert_eq!((count("1"), count("12")), ("1 day".into(), "12 days".into()));
    }
}
