//! What came of mutants, in words: counts first, then each that no story notices.

use super::terminal::fold;
use crate::lang::{Lang, Phrase, Word};
use crate::mutate::{Count, Fate, Operator, Report, Standing, Verdict};
use crate::report::{markdown_text, table};

/// Operators that are counted together on the first screen.
const FAMILIES: [(Phrase, &[Operator]); 11] = [
    (Phrase::MutateFamilyArticle, &[Operator::Article]),
    (
        Phrase::MutateFamilyNumber,
        &[Operator::Quota, Operator::Threshold, Operator::Term, Operator::Comparison],
    ),
    (Phrase::MutateFamilyGuard, &[Operator::GuardDropped, Operator::GuardNegated]),
    (Phrase::MutateFamilyClause, &[Operator::ClauseDropped, Operator::ClauseNegated]),
    (Phrase::MutateFamilyTarget, &[Operator::Target]),
    (Phrase::MutateFamilyRole, &[Operator::RoleDropped, Operator::RoleSwapped]),
    (Phrase::MutateFamilyRegister, &[Operator::Register, Operator::Subject]),
    (Phrase::MutateFamilyMoney, &[Operator::Doubled, Operator::Rounded]),
    (Phrase::MutateFamilyDays, &[Operator::Unit, Operator::FirstDay, Operator::AsOf]),
    (Phrase::MutateFamilyTransition, &[Operator::Transition]),
    (Phrase::MutateFamilyDeed, &[Operator::Undone]),
];

/// How many are shown where not all are asked for.
const SHOWN: usize = 10;

/// The report as lines.
pub fn tell(report: &Report<'_>, all: bool, (lang, width): (Lang, usize)) -> Vec<String> {
    let mut lines = Vec::new();
    for line in summary(report, lang) {
        lines.extend(fold(&line, width));
    }
    let heads = heads(lang);
    lines.extend(table(&heads, &rows(report, lang), width));
    for (standing, phrase) in [
        (Standing::Refuted, Phrase::MutateRefutedHead),
        (Standing::New, Phrase::MutateSurvivorsHead),
    ] {
        let open = report.standing(standing);
        if open.is_empty() {
            continue;
        }
        let count = open.len().to_string();
        lines.push(phrase.with(lang, &[("count", count.into())]));
        let most = if all { open.len() } else { SHOWN };
        for verdict in open.iter().take(most) {
            lines.extend(fold(&format!("- {}", sentence(report, verdict, lang)), width));
            for line in beside(report, verdict, lang) {
                lines.extend(fold(&format!("    {line}"), width));
            }
        }
        if open.len() > most {
            let rest = (open.len() - most).to_string();
            lines.push(Phrase::MutateMore.with(lang, &[("count", rest.into())]));
        }
    }
    lines
}

/// The report as Markdown: all that no story notices.
pub fn tell_markdown(report: &Report<'_>, lang: Lang) -> String {
    let mut lines = vec![format!("# {}", Phrase::MutateTitle.plain(lang)), String::new()];
    let summary = summary(report, lang);
    lines.extend(summary.iter().map(|line| format!("{}\n", markdown_text(line))));
    let row = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let heads = heads(lang);
    lines.push(row(&heads));
    lines.push(format!("|{}", "---|".repeat(heads.len())));
    lines.extend(rows(report, lang).iter().map(|cells| row(cells)));
    for (standing, phrase) in [
        (Standing::Refuted, Phrase::MutateRefutedHead),
        (Standing::New, Phrase::MutateSurvivorsHead),
        (Standing::Known, Phrase::MutateKnownHead),
        (Standing::Equivalent, Phrase::MutateEquivalentHead),
    ] {
        let open = report.standing(standing);
        if open.is_empty() {
            continue;
        }
        let count = open.len().to_string();
        lines.push(format!("\n## {}\n", phrase.with(lang, &[("count", count.into())])));
        for verdict in open {
            lines.push(format!("- {}", markdown_text(&sentence(report, verdict, lang))));
            let beside = beside(report, verdict, lang);
            lines.extend(beside.iter().map(|line| format!("  - {}", markdown_text(line))));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Tenths of a hundred, rounded down: what is not reached is not told as reached.
fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let tenths = part * 1000 / whole;
    format!("{}.{}%", tenths / 10, tenths % 10)
}

fn summary(report: &Report<'_>, lang: Lang) -> Vec<String> {
    let (stage, whole) = (report.stage, report.whole());
    let number = |count: usize| Word::Plain(count.to_string());
    let mut lines = vec![
        Phrase::MutateSummary.with(
            lang,
            &[
                ("mutants", number(whole.all)),
                ("killed", number(whole.killed())),
                ("expected", number(whole.expected)),
                ("shown", number(whole.shown)),
                ("survived", number(whole.survived)),
                ("unreached", number(whole.unreached)),
            ],
        ),
        Phrase::MutateScore.with(
            lang,
            &[
                ("score", percent(whole.killed(), whole.all).into()),
                ("expected", percent(whole.expected, whole.all).into()),
                ("equivalent", number(whole.equivalent)),
                ("scenarios", number(stage.stories())),
            ],
        ),
    ];
    let known = report.standing(Standing::Known).len();
    let counted = [
        (known, Phrase::MutateKnownCount),
        (stage.left_out.len(), Phrase::MutateLeftOut),
        (stage.stale.len(), Phrase::MutateStale),
    ];
    for (count, phrase) in counted.into_iter().filter(|(count, _)| *count > 0) {
        lines.push(phrase.with(lang, &[("count", number(count))]));
    }
    let named =
        [(&report.unknown, Phrase::MutateUnknownName), (&report.outlived, Phrase::MutateOutlived)];
    for (names, phrase) in named {
        for name in names {
            lines.push(phrase.with(lang, &[("name", name.value.as_str().into())]));
        }
    }
    lines
}

fn heads(lang: Lang) -> Vec<String> {
    let heads = [
        Phrase::MutateHeadWhat,
        Phrase::MutateHeadAll,
        Phrase::MutateHeadExpected,
        Phrase::MutateHeadShown,
        Phrase::MutateHeadSurvived,
        Phrase::MutateHeadUnreached,
        Phrase::MutateHeadScore,
    ];
    heads.iter().map(|head| head.plain(lang).to_owned()).collect()
}

fn rows(report: &Report<'_>, lang: Lang) -> Vec<Vec<String>> {
    let counts = report.by_operator();
    let mut rows = Vec::new();
    for (title, operators) in FAMILIES {
        let own = operators.iter().filter_map(|operator| counts.get(operator));
        let count = own.fold(Count::default(), |sum, one| sum.plus(*one));
        if count == Count::default() {
            continue;
        }
        let cells = [count.all, count.expected, count.shown, count.survived, count.unreached];
        let cells = cells.iter().map(ToString::to_string);
        let score = percent(count.killed(), count.all);
        let title = title.plain(lang).to_owned();
        rows.push(std::iter::once(title).chain(cells).chain([score]).collect());
    }
    rows
}

/// What was changed, and that no story noticed.
fn sentence(report: &Report<'_>, verdict: &Verdict, lang: Lang) -> String {
    let mutant = report.stage.mutants.get(verdict.mutant);
    let said = mutant.map_or(Word::Plain(String::new()), |mutant| mutant.said.clone());
    let phrase = match (verdict.standing, verdict.judged.fate) {
        (Standing::Refuted, _) => Phrase::MutateRefuted,
        (_, Fate::Unreached) => Phrase::MutateUnreached,
        _ => Phrase::MutateSurvived,
    };
    phrase.with(lang, &[("said", said)])
}

/// The name, the stories that came nearest, the reason.
fn beside(report: &Report<'_>, verdict: &Verdict, lang: Lang) -> Vec<String> {
    let stage = report.stage;
    let title = |at: &usize| {
        let tale = stage.tales.get(*at)?;
        let file = tale.file.file_stem()?.to_string_lossy().into_owned();
        let folder = tale.file.parent()?.file_name()?.to_string_lossy().into_owned();
        Some(Word::Plain(format!("{folder}/{file}")))
    };
    let mut lines = Vec::new();
    if let Some(mutant) = stage.mutants.get(verdict.mutant) {
        lines.push(mutant.name.clone());
    }
    let nearest: Vec<Word> = verdict.judged.nearest.iter().filter_map(title).collect();
    if !nearest.is_empty() {
        let args = [("stories", Word::List(nearest))];
        lines.push(Phrase::MutateNearest.with(lang, &args));
    }
    if let Some(by) = verdict.judged.fate.by().as_ref().and_then(title) {
        lines.push(Phrase::MutateNoticedBy.with(lang, &[("story", by)]));
    }
    if let Some(reason) = &verdict.reason {
        lines.push(reason.get(lang).to_owned());
    }
    lines
}
