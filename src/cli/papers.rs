//! `banfa papers NAME --out DIR`: the documents of an amendment.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::chosen::chosen;
use super::exit::Exit;
use super::findings::{Room, findings};
use super::terminal::{Terminal, fold};
use crate::amend::amendments_in;
use crate::lang::{Lang, Phrase, Word};
use crate::papers::{
    Author, Dossier, Findings, Paper, act_xml, amending_xml, clean, comparison, docx, effects,
    html, impact, instrument, joining, leaves, markdown, note, plain, questions, redraft, schedule,
};
use crate::pipeline::{self, Loaded, Wishes};
use crate::policy::Instrument;
use crate::policy::read::read_error;
use crate::report::sheets::workbook;
use crate::source::{Disk, Door};
use crate::workbench::Workbench;

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
    for (names, into) in &stacks {
        let laid = match stacks.len() {
            1 => None,
            _ => base.variant(&Wishes { amendments: names.clone(), ..Wishes::default() }),
        };
        count += wanted.stack(&room, (laid.as_ref().unwrap_or(&read), names), into, out)?;
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

/// A file that is written: its name without its ending, and what is in it.
type Named = (String, Paper);

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

    /// Writes the papers of one stack of amendments; answers how many files it wrote.
    fn stack(
        &self,
        room: &Room<'_>,
        (loaded, names): (&Loaded, &[String]),
        into: &Path,
        out: &mut Terminal,
    ) -> Result<usize, Exit> {
        let lang = self.lang.unwrap_or_default();
        let amendments = crate::amend::chosen(&loaded.amendments, &loaded.wishes);
        // One that could not be read among others that could is not laid.
        if loaded.program.is_none() || amendments.len() != names.len() {
            let alone = Wishes { amendments: names.to_vec(), ..Wishes::default() };
            let alone = pipeline::load_with(room.folder, &alone);
            return Err(out.wish_fails(&alone.problems, &alone.sources));
        }
        out.problems(&loaded.of_wishes(), &loaded.sources);
        let (Some(before), Some(after)) = (&loaded.written, &loaded.bundle) else {
            return Err(Exit::FallsShort);
        };
        let dossier = Dossier::new(before, after, (&amendments, &loaded.rewritten), lang);
        let found = self.findings(room, loaded, (lang, out))?;
        let papers = self.made(&dossier, &found);
        let mut files = Vec::new();
        for paper in &papers {
            self.forms_of(paper, &dossier, &mut files, out)?;
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
        if files.is_empty() {
            return Ok(0);
        }
        save(into, &files, out)?;
        Ok(files.len())
    }

    /// What the tables and the note need.
    fn findings(
        &self,
        room: &Room<'_>,
        loaded: &Loaded,
        told: (Lang, &mut Terminal),
    ) -> Result<Findings, Exit> {
        let others = ["schedule", "transition"].iter().any(|name| self.paper(name));
        match self.stories() || others {
            true => findings(room, loaded, told),
            false => Ok(Findings::default()),
        }
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
        files: &mut Vec<(String, Vec<u8>)>,
        out: &mut Terminal,
    ) -> Result<(), Exit> {
        let lang = dossier.lang;
        let fails = |why: String, out: &mut Terminal| {
            out.complain(Phrase::CannotWriteTable, vec![("why", why.into())]);
            Exit::CannotRun
        };
        if self.form("docx") {
            let Some(author) = author(dossier) else { return Err(Exit::FallsShort) };
            let bytes = docx(paper, &author).map_err(|error| fails(error.to_string(), out))?;
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
            let bytes = book.map_err(|error| fails(error.to_string(), out))?;
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
fn save(into: &Path, files: &[(String, Vec<u8>)], out: &mut Terminal) -> Result<(), Exit> {
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
