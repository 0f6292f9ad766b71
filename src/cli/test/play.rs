//! The stories, played on all cores.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::asked::Asked;
use super::limit::Counter;
use super::order::{any_seed, shuffled};
use crate::cli::progress::Progress;
use crate::cli::run::Chosen;
use crate::cli::terminal::Terminal;
use crate::snapshot::approved_path;
use crate::source::{Disk, tracked};
use crate::suite::{Suite, Tested, tested};
use crate::workbench::in_order;

/// Plays the stories, and answers what became of them in the order of their files.
pub(super) fn play(asked: &Asked, chosen: &Chosen, out: &Terminal) -> Suite {
    let (files, lang) = (&chosen.files, out.lang);
    let seed = asked.shuffle.map(|seed| seed.unwrap_or_else(any_seed));
    let order = match seed {
        Some(seed) => shuffled(files.len(), seed),
        None => (0..files.len()).collect(),
    };
    let approved_once = approved_once(files);
    let had = |story: &Path| approved_once.contains(&Disk::absolute(&approved_path(story)));
    let (progress, counter) = (Progress::new(files.len(), lang), Counter::default());
    let one = |at: &usize| -> Option<Tested> {
        let (file, bundle) = (files.get(*at)?, chosen.bundles.get(*at)?);
        let loaded = bundle.as_ref().and_then(|bundle| chosen.loaded.get(bundle));
        let going = counter.within(asked.timeout);
        Some(tested(file, (bundle.as_deref(), loaded), &had, &going, lang))
    };
    let mut found: Vec<(usize, Tested)> = Vec::new();
    let told = std::thread::scope(|scope| {
        scope.spawn(|| counter.run());
        let told = in_order(&order, one, |at, tested| {
            progress.step();
            let is_well = tested.as_ref().is_none_or(|tested| tested.fate.is_well());
            found.extend(tested.map(|tested| (*at, tested)));
            match asked.fail_fast && !is_well {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        });
        counter.end();
        told
    });
    progress.end();
    found.sort_by_key(|(at, _)| *at);
    let stopped = told.is_break() && found.len() < files.len();
    let stories = found.into_iter().map(|(_, tested)| tested).collect();
    Suite { stories, seed, stopped, ..Suite::default() }
}

/// The outcomes that the last revision has, where the stories lie in one.
fn approved_once(files: &[PathBuf]) -> BTreeSet<PathBuf> {
    let lacking = files.iter().filter(|file| !crate::snapshot::is_approved(file));
    let folders: BTreeSet<&Path> = lacking.filter_map(|file| file.parent()).collect();
    let known = folders.into_iter().filter_map(|folder| tracked(folder, "HEAD").ok());
    known.flatten().map(|path| Disk::absolute(&path)).collect()
}
