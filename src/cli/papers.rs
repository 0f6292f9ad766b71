//! `banfa papers NAME --out DIR`: the documents of an amendment.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::chosen::chosen;
use super::exit::Exit;
use super::findings::{Room, findings};
use super::terminal::{Terminal, fold};
use crate::amend::amendments_in;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Lang, Phrase, Word};
use crate::papers::{
    Author, Dossier, Findings, Paper, act_xml, amending_xml, clean, comparison, docx, effects,
    html, impact, instrument, joining, leaves, markdown, note, plain, questions, redraft, schedule,
};
use crate::pipeline::{self, Loaded, Wishes};
use crate::policy::read::read_error;
use crate::policy::{Amendment, Instrument};
use crate::report::sheets::workbook;
use crate::source::{Disk, Door, Sources};
use crate::workbench::{Workbench, in_order};

/// The papers by the names under which they are asked for, in order.
pub const PAPERS: [(&str, Phrase); 10] = [
    ("comparison", Phrase::PaperComparisonLeaf),
    ("redraft", Phrase::PaperRedraftLeaf),
    ("clean", Phrase::PaperCleanLeaf),
    ("instrument", Phrase::PaperDecisionLeaf),
    ("note", Phrase::PaperNoteLeaf),
    ("impact", Phrase::PaperImpactLeaf),
    ("schedule", Phrase::PaperScheduleLeaf),
    ("transition", Phrase::PaperTransitionLeaf),
    ("questions", Phrase::PaperQuestionsFile),
    ("effects", Phrase::PaperEffectsLeaf),
];

/// The forms in which they are written.
pub const FORMS: [&str; 6] = ["docx", "xlsx", "html", "md", "akn", "txt"];

/// Runs the command.
pub fn papers(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    match written(matches, out) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn written(matches: &ArgMatches, out: &mut Terminal) -> Result<Exit, Exit> {
    let folder = chosen(matches, "bundle", out)?;
    let list = |name: &str| -> Vec<String> {
        matches.get_many::<String>(name).map(|all| all.cloned().collect()).unwrap_or_default()
    };
    let names = list("names");
    let wanted = Wanted {
        papers: list("only"),
        forms: list("format"),
        whole: matches.get_flag("whole"),
        lang: matches.get_one::<String>("lang").and_then(|lang| Lang::from_locale(lang)),
    };
    let into = PathBuf::from(matches.get_one::<String>("out").cloned().unwrap_or_default());
    let stacks: Vec<(Vec<String>, PathBuf)> = match matches.get_flag("all") {
        false => vec![(names, into)],
        true => {
            let all = amendments_in(&Disk, &folder);
            let name = |path: &PathBuf| Some(path.file_stem()?.to_string_lossy().into_owned());
            let all = all.iter().filter_map(name);
            all.map(|name| (vec![name.clone()], into.join(&name))).collect()
        }
    };
    if stacks.is_empty() {
        out.complain(Phrase::PapersNoAmendment, Vec::new());
        return Err(Exit::CannotRun);
    }
    // The measure is read once with all of them; each stack is laid on what was read.
    let amendments = stacks.iter().flat_map(|(names, _)| names.iter().cloned()).collect();
    let read = pipeline::load_with(&folder, &Wishes { amendments, ..Wishes::default() });
    let base = read.variant(&Wishes::default()).filter(|base| base.program.is_some());
    let Some(base) = base else {
        let base = pipeline::load(&folder);
        return Err(match base.program {
            Some(_) => out.wish_fails(&read.problems, &read.sources),
            None => out.bundle_fails(&folder, &base.problems, &base.sources),
        });
    };
    let files = match wanted.stories() {
        true => pipeline::scenarios_of(&folder),
        false => Vec::new(),
    };
    let bench = Workbench::new(&base, &files);
    let room = Room::new(&folder, &files, &bench, wanted.stories());
    let mut count = 0;
    // Drafts do not know of each other: their papers are made side by side and written in order.
    let made = |(names, _): &(Vec<String>, PathBuf)| {
        let laid = match stacks.len() {
            1 => None,
            _ => base.variant(&Wishes { amendments: names.clone(), ..Wishes::default() }),
        };
        wanted.stack(&room, laid.as_ref().unwrap_or(&read), names)
    };
    let ended = in_order(&stacks, made, |(_, into), made| {
        let ended = made.tell(out).and_then(|files| {
            count += files.len();
            if files.is_empty() { Ok(()) } else { save(into, &files, out) }
        });
        match ended {
            Ok(()) => ControlFlow::Continue(()),
            Err(exit) => ControlFlow::Break(exit),
        }
    });
    if let ControlFlow::Break(exit) = ended {
        return Err(exit);
    }
    if count == 0 {
        out.complain(Phrase::PapersNothing, Vec::new());
        return Err(Exit::CannotRun);
    }
    let shown = matches.get_one::<String>("out").cloned().unwrap_or_default();
    let args = [("count", count.to_string().into()), ("path", shown.into())];
    out.lines(fold(&Phrase::PapersDone.with(out.lang, &args), out.width()));
    Ok(Exit::Well)
}

/// Which papers are wanted, in which forms.
struct Wanted {
    papers: Vec<String>,
    forms: Vec<String>,
    whole: bool,
    /// The language that was asked for; the act's where none was.
    lang: Option<Lang>,
}

/// A paper with its name, without an ending.
type Named = (String, Paper);

/// A file that is written: its name, and what is in it.
type File = (String, Vec<u8>);

/// Why papers cannot be made.
enum Fails {
    /// The amendments do not stand.
    Wish(Problems, Sources),
    /// A table cannot be made.
    Table(String),
    /// Nothing is known of what they need.
    Short,
}

/// What came of a stack of amendments.
struct Made {
    /// What is told of it.
    told: Option<(Vec<Diagnostic>, Sources)>,
    files: Result<Vec<File>, Fails>,
}

impl Made {
    const fn failed(why: Fails) -> Self {
        Self { told: None, files: Err(why) }
    }

    /// Tells what is to be told of it.
    fn tell(self, out: &mut Terminal) -> Result<Vec<File>, Exit> {
        if let Some((told, sources)) = &self.told {
            out.problems(told, sources);
        }
        self.files.map_err(|why| match why {
            Fails::Wish(problems, sources) => out.wish_fails(&problems, &sources),
            Fails::Table(why) => {
                out.complain(Phrase::CannotWriteTable, vec![("why", why.into())]);
                Exit::CannotRun
            }
            Fails::Short => Exit::FallsShort,
        })
    }
}

impl Wanted {
    fn paper(&self, name: &str) -> bool {
        self.papers.is_empty() || self.papers.iter().any(|one| one == name)
    }
    fn form(&self, name: &str) -> bool {
        self.forms.is_empty() || self.forms.iter().any(|one| one == name)
    }

    /// Whether the stories are played: for the tables of effect, and for the note.
    fn stories(&self) -> bool {
        ["impact", "note", "questions"].iter().any(|name| self.paper(name))
    }

    /// The papers of one stack of amendments, as files.
    fn stack(&self, room: &Room<'_>, loaded: &Loaded, names: &[String]) -> Made {
        let lang = self.lang.unwrap_or_default();
        let amendments = crate::amend::chosen(&loaded.amendments, &loaded.wishes);
        // One that could not be read among others that could is not laid.
        if loaded.program.is_none() || amendments.len() != names.len() {
            let alone = Wishes { amendments: names.to_vec(), ..Wishes::default() };
            let alone = pipeline::load_with(room.folder, &alone);
            return Made::failed(Fails::Wish(alone.problems, alone.sources));
        }
        let told = (loaded.of_wishes(), loaded.sources.clone());
        let files = self.files(room, loaded, (&amendments, lang));
        Made { told: Some(told), files }
    }

    /// The files of one stack that was laid.
    fn files(
        &self,
        room: &Room<'_>,
        loaded: &Loaded,
        (amendments, lang): (&[Amendment], Lang),
    ) -> Result<Vec<File>, Fails> {
        let (Some(before), Some(after)) = (&loaded.written, &loaded.bundle) else {
            return Err(Fails::Short);
        };
        let dossier = Dossier::new(before, after, (amendments, &loaded.rewritten), lang);
        let others = ["schedule", "transition"].iter().any(|name| self.paper(name));
        let found = match self.stories() || others {
            true => findings(room, loaded, lang).ok_or(Fails::Short)?,
            false => Findings::default(),
        };
        let papers = self.made(&dossier, &found);
        let mut files = Vec::new();
        for paper in &papers {
            self.forms_of(paper, &dossier, &mut files)?;
        }
        if self.form("akn") && self.paper("clean") {
            files.push(("act.akn.xml".to_owned(), act_xml(&dossier).into_bytes()));
        }
        if self.form("akn") && self.paper("instrument") {
            for (at, amendment) in amendments.iter().enumerate() {
                if let Some(text) = amending_xml(&dossier, at) {
                    let name = format!("{}.akn.xml", amendment.name);
                    files.push((name, text.into_bytes()));
                }
            }
        }
        Ok(files)
    }

    fn made(&self, dossier: &Dossier<'_>, found: &Findings) -> Vec<Named> {
        let lang = dossier.lang;
        let mut all = Vec::new();
        for (number, (name, title)) in (1..).zip(PAPERS) {
            if !self.paper(name) {
                continue;
            }
            let file = |title: &str| format!("{number:02}-{title}");
            let own = file(title.plain(lang));
            match name {
                "comparison" => all.push((own, comparison(dossier, self.whole))),
                "redraft" => all.push((own, redraft(dossier))),
                "clean" => all.push((own, clean(dossier))),
                "instrument" => {
                    for (at, amendment) in dossier.amendments.iter().enumerate() {
                        let title = match amendment.instrument.value {
                            Instrument::Decision => Phrase::PaperDecisionLeaf,
                            Instrument::Reissue => Phrase::PaperReissueLeaf,
                            Instrument::Extension => Phrase::PaperExtensionLeaf,
                        };
                        let mut own = file(title.plain(lang));
                        if dossier.amendments.len() > 1 {
                            own = format!("{own}-{}", amendment.name);
                        }
                        all.extend(instrument(dossier, at).map(|paper| (own, paper)));
                    }
                }
                "note" => all.push((own, note(dossier, found))),
                "impact" => all.push((own, impact(dossier, found))),
                "schedule" => all.push((own, schedule(dossier, found))),
                "transition" => all.push((own, joining(dossier, found))),
                "questions" => all.push((own, questions(dossier, found))),
                _ => all.push((own, effects(dossier))),
            }
        }
        all
    }

    fn forms_of(
        &self,
        (name, paper): &Named,
        dossier: &Dossier<'_>,
        files: &mut Vec<File>,
    ) -> Result<(), Fails> {
        let lang = dossier.lang;
        if self.form("docx") {
            let author = author(dossier).ok_or(Fails::Short)?;
            let bytes = docx(paper, &author).map_err(|error| Fails::Table(error.to_string()))?;
            files.push((format!("{name}.docx"), bytes));
        }
        if self.form("html") {
            files.push((format!("{name}.html"), html(paper, lang).into_bytes()));
        }
        if self.form("md") {
            files.push((format!("{name}.md"), markdown(paper).into_bytes()));
        }
        // Plain words are for who asks for them: what a program reads back.
        if self.forms.iter().any(|form| form == "txt") {
            files.push((format!("{name}.txt"), plain(paper).into_bytes()));
        }
        let leaves = leaves(paper);
        if self.form("xlsx") && !leaves.is_empty() {
            let book = workbook(&paper.title, &leaves, lang);
            let bytes = book.map_err(|error| Fails::Table(error.to_string()))?;
            files.push((format!("{name}.xlsx"), bytes));
        }
        Ok(())
    }
}

/// By whom changes are tracked: who issues the last amendment, on the day on which it is issued.
fn author(dossier: &Dossier<'_>) -> Option<Author> {
    let last = dossier.amendments.last()?;
    let name = match &last.issuer {
        Some(issuer) => issuer.get(dossier.lang).to_owned(),
        None => Phrase::PaperAuthor.plain(dossier.lang).to_owned(),
    };
    Some(Author { name, on: last.issued.value })
}

/// Writes the files into a folder, each whole or not at all.
fn save(into: &Path, files: &[File], out: &mut Terminal) -> Result<(), Exit> {
    let mut fails = |path: &Path, error: &crate::source::ReadError| {
        let shown = Word::from(path.to_string_lossy().into_owned());
        out.complain(Phrase::CannotWritePath, vec![("path", shown), ("why", read_error(error))]);
        Exit::CannotRun
    };
    Disk.make_folder(into).map_err(|error| fails(into, &error))?;
    for (name, bytes) in files {
        let path = into.join(name);
        Disk.write_bytes(&path, bytes).map_err(|error| fails(&path, &error))?;
    }
    Ok(())
}
