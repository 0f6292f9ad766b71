//! The article that a command is asked about: as it is cited, and it must be there.

use clap::ArgMatches;

use super::exit::Exit;
use super::terminal::Terminal;
use crate::lang::Phrase;
use crate::policy::ArticleRef;
use crate::policy::check::no_such_article;
use crate::program::Program;
use crate::source::Span;

/// The article, paragraph or item that the argument `article` cites; none where it is not given.
///
/// # Errors
/// How the command ends where there is no such thing; it has been told what there is.
pub fn cited(
    matches: &ArgMatches,
    program: &Program,
    out: &mut Terminal,
) -> Result<Option<ArticleRef>, Exit> {
    let Some(text) = matches.get_one::<String>("article") else { return Ok(None) };
    let Some(article) = ArticleRef::parse(text) else {
        out.complain(Phrase::NoSuchArticleArgument, vec![("name", text.into())]);
        return Err(Exit::CannotRun);
    };
    let mut sources = program.sources.clone();
    let file = sources.add(Phrase::ArgumentPlace.plain(out.lang).to_owned(), text.clone());
    match no_such_article(&program.articles, article, Span::new(file, 0, text.len())) {
        Some(wrong) => {
            out.problems(&[wrong], &sources);
            Err(Exit::CannotRun)
        }
        None => Ok(Some(article)),
    }
}
