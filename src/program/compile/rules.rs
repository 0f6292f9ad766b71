//! Rules: each is compiled once for each machine that uses it, since names mean what they mean in
//! a machine.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::anchor::{anchor, anchored};
use super::environment::Environment;
use super::scope::{Scope, UNDER};
use crate::diagnostic::{Diagnostic, Problems};
use crate::ident::IdVec;
use crate::lang::{Phrase, Problem, Text, Word};
use crate::policy::check::no_such_reading;
use crate::policy::read::SHARED;
use crate::policy::{ArticleRef, Bundle, Cited, Concern, Expression, Name, ReadingOption};
use crate::program::element::{CompiledRule, Tree};
use crate::program::ids::RuleId;
use crate::rule::{
    self, ChoiceId, Definition, Header, Library, MachineId, Pool, ProblemKind, Snippet, Type,
    parse_rules,
};
use crate::source::{FileId, Span};

/// The functions of all rule files, and what is wrong with the files already.
pub struct Parsed {
    library: Library,
    /// Whether a file could not be parsed, so that its functions are missing.
    incomplete: bool,
    /// The places of what is wrong.
    wrong: Vec<Span>,
}

/// Parses all rule files.
pub fn parse(bundle: &Bundle, problems: &mut Problems) -> Parsed {
    let mut definitions = Vec::new();
    let nobody = Environment::empty();
    let mut all: Vec<rule::Problem> = Vec::new();
    for file in &bundle.rule_files {
        let source = bundle.sources.file(file.file);
        let parsed = source.made(|source| ParsedFile(file.file, parse_rules(file.file, source)));
        // Places name the file: under another number the same text is another.
        let again = (parsed.0 != file.file).then(|| parse_rules(file.file, source));
        let (found, wrong) = again.as_ref().unwrap_or(&parsed.1);
        definitions.extend(found.iter().cloned());
        all.extend(wrong.iter().cloned());
    }
    let (library, wrong) = Library::new(definitions);
    all.extend(wrong);
    let incomplete = all.iter().any(|problem| {
        matches!(problem.kind, ProblemKind::Syntax(_) | ProblemKind::FileTooLarge(_))
    });
    for problem in &all {
        problems.push(nobody.tell(problem));
    }
    let wrong = all.iter().map(|problem| problem.span).collect();
    Parsed { library, incomplete, wrong }
}

/// The functions of a file, and what is wrong with it; the places in it name that file.
struct ParsedFile(FileId, (Vec<Arc<Definition>>, Vec<rule::Problem>));

type Key = (String, Option<MachineId>, Option<ChoiceId>);

/// The rules compiled so far.
pub struct Rules<'b> {
    pub(super) bundle: &'b Bundle,
    library: Library,
    incomplete: bool,
    wrong: Vec<Span>,
    pub(super) known: BTreeMap<Key, Option<RuleId>>,
    /// The functions that compiled trees call.
    called: BTreeSet<String>,
    /// Texts and lists of the bundle's values.
    pub pool: Pool,
    /// The compiled rules.
    pub compiled: IdVec<RuleId, CompiledRule>,
}

impl<'b> Rules<'b> {
    /// No rule compiled yet.
    pub fn new(bundle: &'b Bundle, parsed: Parsed, pool: Pool) -> Self {
        let Parsed { mut library, incomplete, wrong } = parsed;
        let pairs = bundle.rule_swaps.iter();
        library
            .ask_instead(pairs.map(|(name, by)| (name.value.clone(), by.value.clone())).collect());
        let under = bundle.rule_swaps_under.iter();
        let under = under.map(|(name, by, under)| rule::Otherwise {
            asked: name.value.clone(),
            by: by.value.clone(),
            path: [UNDER.to_owned(), under.word()],
        });
        library.ask_otherwise(under.collect());
        Self {
            bundle,
            library,
            incomplete,
            wrong,
            known: BTreeMap::new(),
            called: BTreeSet::new(),
            pool,
            compiled: IdVec::new(),
        }
    }

    /// The rule of that name for a machine.
    pub fn rule(
        &mut self,
        name: &Name,
        machine: Option<MachineId>,
        place: Option<ChoiceId>,
        env: &Environment,
        problems: &mut Problems,
    ) -> Option<RuleId> {
        // A reading may ask another rule in its place.
        let swap = self.bundle.rule_swaps.iter().find(|(from, _)| from.value == name.value);
        let name = swap.map_or(name, |(_, by)| by);
        let key = (name.value.clone(), machine, place);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let found = self.compile(name, machine, place, env, problems);
        self.known.insert(key, found);
        self.otherwise(name, found, (machine, place), env, problems);
        found
    }

    /// Under some versions another rule is asked in its place.
    fn otherwise(
        &mut self,
        name: &Name,
        found: Option<RuleId>,
        (machine, place): (Option<MachineId>, Option<ChoiceId>),
        env: &Environment,
        problems: &mut Problems,
    ) {
        let bundle = self.bundle;
        for (asked, by, under) in &bundle.rule_swaps_under {
            if asked.value != name.value {
                continue;
            }
            let by = self.rule(by, machine, place, env, problems);
            if let Some((found, by)) = found.zip(by) {
                self.compiled[found].instead.push((*under, by));
            }
        }
    }

    fn compile(
        &mut self,
        name: &Name,
        machine: Option<MachineId>,
        place: Option<ChoiceId>,
        env: &Environment,
        problems: &mut Problems,
    ) -> Option<RuleId> {
        let Some(definition) = self.library.get(&name.value) else {
            if !self.incomplete {
                let groups = self.bundle.groups.iter().map(|(name, _)| name.value.as_str());
                problems.push(self.unknown(name, Phrase::RuleOrGroup, groups));
            }
            return None;
        };
        let scope = Scope::new(env, machine, place);
        let told = definition.header.as_ref().is_some_and(|header| self.is_wrong(header.span));
        let (title, cited) =
            heading(self.bundle, definition, self.bundle.manifest.legal_text && !told, problems);
        if let Some(header) = &definition.header {
            let cites = header.cites.iter().filter(|cite| is_reading(&cite.value));
            for cite in cites.chain(&header.readings) {
                let wrong = no_such_reading(self.bundle, cite);
                wrong.into_iter().for_each(|wrong| problems.push(wrong));
            }
        }
        let concerns = definition.header.as_ref().map(|header| concerns(header, problems));
        let as_of = definition.header.as_ref().and_then(|header| header.as_of.as_ref());
        let as_of = match as_of {
            Some(path) => Some(anchor(path, &scope, problems)?),
            None => None,
        };
        let expected = Some(&Type::Bool);
        let compiled =
            rule::compile_rule(&self.library, definition, &scope, &mut self.pool, expected);
        let tree = match compiled {
            Ok(tree) => tree,
            Err(wrong) => {
                self.tell(&wrong, env, problems);
                return None;
            }
        };
        if tree.ty != Type::Bool {
            let args =
                vec![("expected", env.tell_type(&Type::Bool)), ("found", env.tell_type(&tree.ty))];
            problems.add(Problem::TypeMismatch, definition.name.span, args);
            return None;
        }
        let at = definition.name.span;
        let name = name.value.clone();
        let own = definition.header.as_ref().and_then(|header| header.as_of.as_ref());
        anchored(&self.library, &tree, own, at, problems);
        self.called.extend(tree.functions.iter().map(|function| function.name.value.clone()));
        Some(self.compiled.push(CompiledRule {
            name,
            title,
            cited,
            tree,
            as_of,
            concerns: concerns.unwrap_or_default(),
            at,
            instead: Vec::new(),
        }))
    }

    fn unknown<'a>(
        &'a self,
        name: &Name,
        kind: Phrase,
        others: impl Iterator<Item = &'a str>,
    ) -> Diagnostic {
        let rules = self.library.iter().map(|definition| definition.name.value.as_str());
        let known: Vec<&str> = rules.chain(others).collect();
        let args = vec![("name", name.value.as_str().into()), ("kind", kind.into())];
        Diagnostic::new(Problem::UnknownName, name.span, args)
            .with_nearest(name, known.iter().copied())
    }

    /// What is asked otherwise is a rule.
    pub fn check_swaps(&self, problems: &mut Problems) {
        let under = self.bundle.rule_swaps_under.iter().map(|(name, by, _)| (name, by));
        let all = self.bundle.rule_swaps.iter().map(|(name, by)| (name, by)).chain(under);
        for (name, by) in all.filter(|_| !self.incomplete) {
            for name in [name, by] {
                if self.library.get(&name.value).is_none() {
                    problems.push(self.unknown(name, Phrase::Rule, std::iter::empty()));
                }
            }
        }
    }

    /// Compiles an expression of a RON file.
    pub fn expression(
        &mut self,
        text: &Expression,
        expected: Option<&Type>,
        scope: &Scope<'_>,
        env: &Environment,
        problems: &mut Problems,
    ) -> Option<Tree> {
        let found = self.compiled_expression(text, expected, scope);
        let tree = found.map_err(|wrong| self.tell(&wrong, env, problems)).ok()?;
        anchored(&self.library, &tree, None, text.span, problems);
        Some(tree)
    }

    /// The same where nobody is told why it makes no sense.
    pub fn tried(
        &mut self,
        text: &Expression,
        expected: Option<&Type>,
        scope: &Scope<'_>,
    ) -> Option<Tree> {
        self.compiled_expression(text, expected, scope).ok()
    }

    fn compiled_expression(
        &mut self,
        text: &Expression,
        expected: Option<&Type>,
        scope: &Scope<'_>,
    ) -> Result<Tree, Vec<rule::Problem>> {
        // The place of a text without escapes is that of its letters; one byte before is the quote.
        let letters = (text.span.end - text.span.start) as usize == text.value.len();
        let span = if letters {
            Span { start: text.span.start.saturating_sub(1), end: text.span.end + 1, ..text.span }
        } else {
            text.span
        };
        let file = Some(self.bundle.sources.file(span.file));
        let snippet = Snippet { text: &text.value, span, verbatim: letters, file };
        let tree =
            rule::compile_expression(&self.library, &snippet, scope, &mut self.pool, expected)?;
        self.called.extend(tree.functions.iter().map(|function| function.name.value.clone()));
        Ok(tree)
    }

    /// Whether something inside that place is wrong already.
    fn is_wrong(&self, at: Span) -> bool {
        self.wrong
            .iter()
            .any(|wrong| wrong.file == at.file && at.start <= wrong.start && wrong.end <= at.end)
    }

    /// Tells what is wrong with a tree, without what only follows from what was told before: a
    /// function that holds what rules may not use, a file that could not be parsed, a declaration
    /// that could not be understood.
    fn tell(&self, wrong: &[rule::Problem], env: &Environment, problems: &mut Problems) {
        for problem in wrong {
            let inside = |definition: &Definition| {
                let Span { file, start, end } = definition.span;
                file == problem.span.file && start <= problem.span.start && problem.span.end <= end
            };
            let function = self.library.iter().find(|definition| inside(definition));
            let refused = function.is_some_and(|function| self.is_wrong(function.span));
            let follows = match &problem.kind {
                ProblemKind::UnknownFunction { .. } => self.incomplete,
                ProblemKind::UnknownName { path, .. } => {
                    path.iter().any(|part| env.is_broken(part))
                }
                ProblemKind::Query { given, .. } => env.is_broken(given),
                _ => false,
            };
            if !refused && !follows {
                problems.push(env.tell(problem));
            }
        }
    }

    /// Tells of functions that nothing uses, as a guard, in an expression or in another rule.
    pub fn check_unused(&self, problems: &mut Problems) {
        let shared = |definition: &Definition| {
            let file = definition.name.span.file;
            let mut files = self.bundle.rule_files.iter();
            files.any(|known| known.file == file && known.listed.starts_with(SHARED))
        };
        let words = LazyCell::new(|| self.bundle.rule_words());
        // What bundles share need not be used by each.
        for definition in self.library.iter().filter(|definition| !shared(definition)) {
            let name = &definition.name.value;
            let first = (name.clone(), None, None);
            let is_asked = self.known.range(first..).next().is_some_and(|((it, ..), _)| it == name);
            // A reading may ask it in the place of another.
            let may_be_asked = || {
                self.bundle.readings.iter().any(|(_, reading)| {
                    let options = reading.options.iter().map(|(_, option)| option);
                    options.flat_map(ReadingOption::all_changes).any(|change| change.asks(name))
                })
            };
            let used = is_asked
                || self.called.contains(name)
                || words.mention(name, Some(definition.name.span))
                || may_be_asked();
            if !used {
                let args = vec![("name", name.as_str().into())];
                problems.add(Problem::UnusedRule, definition.name.span, args);
            }
        }
    }
}

/// The title and the sources in a function's header.
fn heading(
    bundle: &Bundle,
    definition: &Definition,
    legal: bool,
    problems: &mut Problems,
) -> (Text, Cited) {
    let name = &definition.name;
    let Some(header) = &definition.header else {
        if legal {
            problems.add(Problem::NoSource, name.span, vec![("what", named(name))]);
        }
        return (Text { zh: name.value.clone(), en: name.value.clone() }, Cited::default());
    };
    let en = header.en.as_ref().map_or(String::new(), |en| en.value.clone());
    let title = Text { zh: header.zh.value.clone(), en };
    (title, cited(bundle, header, legal, name, problems))
}

/// What must be reviewed where the rule is changed.
fn concerns(header: &Header, problems: &mut Problems) -> Vec<Concern> {
    let known = Concern::ALL.iter().map(|concern| concern.name());
    let mut found = Vec::new();
    for name in &header.concerns {
        match Concern::named(&name.value) {
            Some(concern) => found.push(concern),
            None => {
                let args =
                    vec![("name", name.value.as_str().into()), ("kind", Phrase::Concern.into())];
                let wrong = Diagnostic::new(Problem::UnknownName, name.span, args);
                problems.push(wrong.with_nearest(&name.value, known.clone()));
            }
        }
    }
    found
}

fn named(name: &Name) -> Word {
    let args = vec![("kind", Phrase::Rule.into()), ("name", name.value.as_str().into())];
    Word::Phrase(Phrase::Named, args)
}

fn cited(
    bundle: &Bundle,
    header: &Header,
    legal: bool,
    name: &Name,
    problems: &mut Problems,
) -> Cited {
    let mut cited = Cited::default();
    for cite in &header.cites {
        if is_reading(&cite.value) {
            cited.readings.push(cite.value.clone());
            continue;
        }
        match ArticleRef::parse(&cite.value) {
            Some(article) => cited.articles.push(bundle.meant_by(article, cite.span.file)),
            None => {
                let args = vec![("name", cite.value.as_str().into())];
                problems.add(Problem::BadArticle, cite.span, args);
            }
        }
    }
    for reading in &header.readings {
        if !cited.readings.contains(&reading.value) {
            cited.readings.push(reading.value.clone());
        }
    }
    cited.silence = header.silence.as_ref().map(|reason| Text {
        zh: reason.zh.value.clone(),
        en: reason.en.as_ref().map_or(String::new(), |en| en.value.clone()),
    });
    let sourced = !cited.is_empty() || cited.silence.is_some() || header.technical.is_some();
    if legal && !sourced {
        problems.add(Problem::NoSource, name.span, vec![("what", named(name))]);
    }
    cited
}

/// Readings are numbered A1, A2, …
fn is_reading(text: &str) -> bool {
    text.strip_prefix('A')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
}
