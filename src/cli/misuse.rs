//! What is wrong with the arguments, told in the language.

use crate::diagnostic::nearest;
use crate::lang::{Lang, Phrase};

/// What is wrong with the arguments, in the language.
pub fn tell_error(error: &clap::Error, lang: Lang) -> String {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let subcommand = context(ContextKind::InvalidSubcommand);
    let near = [
        context(ContextKind::SuggestedSubcommand),
        context(ContextKind::SuggestedArg),
        context(ContextKind::SuggestedValue),
    ]
    .into_iter()
    .find(|near| !near.is_empty());
    let near = near.or_else(|| {
        const COMMANDS: [&str; 15] = [
            "run", "explain", "check", "graph", "articles", "may", "plan", "new", "test", "text",
            "readings", "compare", "date", "unasked", "mutate",
        ];
        nearest(&subcommand, COMMANDS).map(str::to_owned)
    });
    let mut text = match error.kind() {
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            Phrase::ArgUnknown.with(lang, &[("name", argument.into())])
        }
        ErrorKind::UnknownArgument => Phrase::ArgExtra.with(lang, &[("name", argument.into())]),
        ErrorKind::InvalidValue if value.is_empty() => {
            Phrase::ArgNoValue.with(lang, &[("name", argument.into())])
        }
        ErrorKind::ArgumentConflict => Phrase::ArgTwice.with(lang, &[("name", argument.into())]),
        ErrorKind::InvalidUtf8 => Phrase::ArgNotUtf8.plain(lang).to_owned(),
        ErrorKind::InvalidSubcommand => {
            Phrase::ArgCommand.with(lang, &[("name", subcommand.into())])
        }
        ErrorKind::InvalidValue => {
            let known = context(ContextKind::ValidValue);
            Phrase::ArgValue.with(
                lang,
                &[("name", argument.into()), ("value", value.into()), ("known", known.into())],
            )
        }
        ErrorKind::MissingRequiredArgument => {
            Phrase::ArgMissing.with(lang, &[("name", argument.into())])
        }
        _ => Phrase::ArgWrong.plain(lang).to_owned(),
    };
    if let Some(near) = near {
        text.push('\n');
        text += &Phrase::Nearest.with(lang, &[("name", near.into())]);
    }
    text.push('\n');
    text += Phrase::ArgHelp.plain(lang);
    text.push('\n');
    text
}
