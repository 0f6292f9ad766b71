//! What is asked of `banfa test`.

use clap::ArgMatches;

use crate::cli::exit::Exit;
use crate::cli::terminal::Terminal;
use crate::lang::Phrase;

/// What is asked.
pub(super) struct Asked {
    pub(super) accept: bool,
    pub(super) review: bool,
    pub(super) changed: bool,
    pub(super) watch: bool,
    pub(super) fail_fast: bool,
    pub(super) all: bool,
    pub(super) diff: bool,
    pub(super) filter: Option<String>,
    /// The seed of the order, where it is to be another than that of the names; none in it where any
    /// will do.
    pub(super) shuffle: Option<Option<u64>>,
    /// How many seconds a story may take.
    pub(super) timeout: u64,
    pub(super) format: String,
    pub(super) out: Option<String>,
    /// Whether nothing is to be written.
    pub(super) is_ci: bool,
}

impl Asked {
    /// What the arguments ask.
    ///
    /// # Errors
    /// How the command ends where they ask what cannot be; it has been told why.
    pub(super) fn of(matches: &ArgMatches, out: &mut Terminal) -> Result<Self, Exit> {
        let text = |name: &str| matches.get_one::<String>(name).cloned();
        let asked = Self {
            accept: matches.get_flag("accept"),
            review: matches.get_flag("review"),
            changed: matches.get_flag("changed"),
            watch: matches.get_flag("watch"),
            fail_fast: matches.get_flag("fail-fast"),
            all: matches.get_flag("all"),
            diff: matches.get_flag("diff"),
            filter: text("filter"),
            shuffle: matches
                .contains_id("shuffle")
                .then(|| matches.get_one::<u64>("shuffle").copied()),
            timeout: matches.get_one::<u64>("timeout").copied().unwrap_or(60),
            format: text("format").unwrap_or_default(),
            out: text("out"),
            is_ci: out.surroundings.is_ci,
        };
        if asked.is_ci && (asked.accept || asked.review) {
            out.complain(Phrase::NothingWrittenInCi, Vec::new());
            return Err(Exit::CannotRun);
        }
        Ok(asked)
    }

    /// Whether all stories of the folders are told, so that what belongs to none is left over.
    pub(super) const fn whole(&self) -> bool {
        self.filter.is_none() && !self.changed
    }
}
