//! A published text as the files of a bundle to begin with: the articles letter for letter, each number in a
//! slot with a parameter, and what is no article kept in comments.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use super::{Act, ActArticle, ActDivision, Passage};
use crate::calendar::{Day, Period, Unit};
use crate::lang::{
    Division, Lang, Phrase, Share, clause_around, ends_validity, full_date, is_calendar_number,
    is_single, letters, money_of, share_of, takes_effect, whole_quantities,
};
use crate::policy::{ArticleNumber, ArticleRef, ParameterValue, Series, read_like, written_like};
use crate::source::quoted;

/// A bundle to begin with.
pub struct ActDraft {
    /// Its files.
    pub files: Vec<(PathBuf, String)>,
    /// How many articles it has.
    pub articles: usize,
    /// How many parameters were proposed.
    pub parameters: usize,
    /// How many numbers were taken for none of the bundle's.
    pub unbound: usize,
}

impl Act {
    /// The files of a bundle with this text; `calendar` where there is one of that name beside it.
    pub fn draft(&self, from: &str, calendar: Option<&str>) -> ActDraft {
        let mut draft = Draft::default();
        let mut text = Phrase::FromTextArticles.with(Lang::Zh, &[("from", from.into())]);
        let aside = [&self.before, &self.notes, &self.contents, &self.preamble];
        for passage in aside.into_iter().flatten() {
            let _ = writeln!(text, "// {}", one_line(&passage.text));
        }
        text += "(\n";
        let chapters = self.chapters();
        chaptered(chapters.as_deref().unwrap_or_default(), &mut text);
        text += "  articles: {\n";
        for (at, article) in self.articles.iter().enumerate() {
            for division in self.divisions.iter().filter(|one| one.before == at) {
                let name = division.division.name(division.number, Lang::Zh);
                let _ = writeln!(text, "    // {name} {}", one_line(&division.heading.text));
            }
            draft.article(article, &mut text);
        }
        text += "  },\n)\n";
        for passage in &self.closing {
            let _ = writeln!(text, "// {}", one_line(&passage.text));
        }
        let mut parameters = Phrase::FromTextParameters.plain(Lang::Zh).to_owned();
        let _ = write!(parameters, "(\n  parameters: {{\n{}  }},\n)\n", draft.parameters);
        let mut listed = vec![("text.ron", text)];
        if draft.names.is_empty() {
            listed.truncate(1);
        } else {
            listed.push(("parameters.ron", parameters));
        }
        let names: Vec<&str> = listed.iter().map(|(name, _)| *name).collect();
        let manifest = self.manifest((from, calendar), &draft, &names);
        listed.push(("policy.ron", manifest));
        ActDraft {
            files: listed.into_iter().map(|(name, text)| (PathBuf::from(name), text)).collect(),
            articles: self.articles.len(),
            parameters: draft.names.len(),
            unbound: draft.unbound,
        }
    }

    fn manifest(
        &self,
        (from, calendar): (&str, Option<&str>),
        draft: &Draft,
        files: &[&str],
    ) -> String {
        let mut text = Phrase::CopiedFrom.with(Lang::Zh, &[("from", from.into())]) + "\n(\n";
        let _ = writeln!(text, "  title: {},", quoted(&self.title.text));
        if let Some((day, at)) = &draft.from {
            let to = draft.to.map_or(String::new(), |day| format!(", to: \"{day}\""));
            let _ = writeln!(text, "  validity: (from: \"{day}\"{to}, article: \"{at}\"),");
        }
        if let Some(calendar) = calendar {
            let _ = writeln!(text, "  calendar: \"{calendar}\",");
        }
        let names: Vec<String> = files.iter().map(|name| format!("\"{name}\"")).collect();
        let _ = writeln!(text, "  files: [{}],\n)", names.join(", "));
        text
    }
}

/// The chapters with their sections, as a file lists them.
fn chaptered(chapters: &[(&ActDivision, ArticleNumber)], text: &mut String) {
    if chapters.is_empty() {
        return;
    }
    let is_section =
        |at: usize| chapters.get(at).is_some_and(|(one, _)| one.division == Division::Section);
    *text += "  chapters: [\n";
    for (at, (division, from)) in chapters.iter().enumerate() {
        let own = format!("title: {}, from: \"{from}\"", quoted(&one_line(&division.heading.text)));
        let _ = match (is_section(at), is_section(at + 1)) {
            (false, false) => writeln!(text, "    ({own}),"),
            (false, true) => writeln!(text, "    ({own}, sections: ["),
            (true, true) => writeln!(text, "      ({own}),"),
            (true, false) => writeln!(text, "      ({own}),\n    ]),"),
        };
    }
    *text += "  ],\n";
}

/// Words for a comment: on one line.
fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

#[derive(Default)]
struct Draft {
    names: BTreeSet<String>,
    parameters: String,
    unbound: usize,
    /// The first day, and where it stands.
    from: Option<(Day, ArticleRef)>,
    to: Option<Day>,
}

impl Draft {
    fn article(&mut self, article: &ActArticle, text: &mut String) {
        let _ = writeln!(text, "    \"{}\": (", article.number);
        let heading = quoted(&article.heading.text);
        let _ = writeln!(text, "      heading: {heading}, status: pending,\n      text: [");
        let several = article.paragraphs.len() > 1;
        let nth = |at: usize| u16::try_from(at + 1).unwrap_or(u16::MAX);
        for (at, paragraph) in article.paragraphs.iter().enumerate() {
            let paragraph_number = Some(nth(at)).filter(|_| several);
            let own =
                ArticleRef { paragraph: paragraph_number, ..ArticleRef::whole(article.number) };
            let words = self.words(&paragraph.text, own);
            if paragraph.items.is_empty() {
                let _ = writeln!(text, "        {words},");
                continue;
            }
            let _ = writeln!(text, "        (\n          text: {words},\n          items: [");
            for (at, item) in paragraph.items.iter().enumerate() {
                let own = ArticleRef { item: Some(nth(at)), ..own };
                let words = self.words(&item.text, own);
                if item.points.is_empty() {
                    let _ = writeln!(text, "            {words},");
                    continue;
                }
                let _ = writeln!(text, "            (text: {words}, points: [");
                for (at, point) in item.points.iter().enumerate() {
                    let own = ArticleRef { point: Some(nth(at)), ..own };
                    let words = self.words(point, own);
                    let _ = writeln!(text, "              {words},");
                }
                let _ = writeln!(text, "            ]),");
            }
            let _ = writeln!(text, "          ],\n        ),");
        }
        let _ = writeln!(text, "      ],\n    ),");
    }

    /// Words with their numbers in slots, as RON writes them.
    fn words(&mut self, passage: &Passage, place: ArticleRef) -> String {
        let text = passage.text.as_str();
        // What is attached is kept as it stands.
        if place.article.series == Series::Attachment {
            return quoted(text);
        }
        let (mut out, mut end) = (String::new(), 0);
        for range in whole_quantities(text) {
            let (Some(before), Some(sample), Some(behind)) =
                (text.get(..range.start), text.get(range.clone()), text.get(range.end..))
            else {
                continue;
            };
            let bound = self.bound((before, sample, behind), text, range.start, place);
            self.unbound += usize::from(bound.is_none());
            let _ = write!(
                out,
                "{}{{{}:{sample}}}",
                text.get(end..range.start).unwrap_or(""),
                bound.unwrap_or_default()
            );
            end = range.end;
        }
        quoted(&(out + text.get(end..).unwrap_or("")))
    }

    /// What a number binds: a day of validity, or a parameter that is proposed for it.
    fn bound(
        &mut self,
        (before, sample, behind): (&str, &str, &str),
        text: &str,
        at: usize,
        place: ArticleRef,
    ) -> Option<String> {
        if let Some((year, month, day)) = full_date(sample) {
            let day = Day::ymd(year, month, day)?;
            let written = written_like(&ParameterValue::Date(day), sample)?;
            if written != sample {
                return None;
            }
            if takes_effect(behind) && self.from.is_none() {
                self.from = Some((day, place));
                return Some("validity.from".to_owned());
            }
            if ends_validity(before) && self.from.is_some() && self.to.is_none() {
                self.to = Some(day);
                return Some("validity.to".to_owned());
            }
            return None;
        }
        let value = value_of(sample)?;
        let name = self.name(place);
        let clause = quoted(clause_around(text, at));
        let _ = writeln!(
            self.parameters,
            "    \"{name}\": (title: {clause}, article: \"{place}\", value: {}),",
            written(&value, sample)
        );
        Some(name)
    }

    /// A name that is free: `a3_1`, then `a3_1_b`.
    fn name(&mut self, place: ArticleRef) -> String {
        let ArticleNumber { series, number, inserted } = place.article;
        let mut base = match series {
            Series::Part => format!("part{number}"),
            _ => format!("a{number}"),
        };
        if inserted > 0 {
            let _ = write!(base, "i{inserted}");
        }
        let parts = [("", place.paragraph), ("item", place.item), ("point", place.point)];
        for (word, number) in parts {
            if let Some(number) = number {
                let _ = write!(base, "_{word}{number}");
            }
        }
        let letters = ('b'..='z').map(|letter| format!("{base}_{letter}"));
        let numbers = (27..).map(|number| format!("{base}_n{number}"));
        let mut all = std::iter::once(base.clone()).chain(letters).chain(numbers);
        let free = all.find(|name| !self.names.contains(name)).unwrap_or(base.clone());
        self.names.insert(free.clone());
        free
    }
}

/// The value that a number writes; none where it is no value of a measure: one of something, a day of the
/// calendar.
fn value_of(sample: &str) -> Option<ParameterValue> {
    if is_single(sample) || is_calendar_number(sample) {
        return None;
    }
    let kinds = [
        ParameterValue::Period(Period { count: 1, unit: Unit::Years }),
        ParameterValue::Money(rust_decimal::Decimal::ONE),
        ParameterValue::Share(Share::Decimal(rust_decimal::Decimal::ONE)),
        ParameterValue::Count(1),
    ];
    let money = kinds.iter().filter_map(|kind| {
        // What has no unit of money is no sum.
        let found = read_like(kind, sample)?;
        (written_like(&found, sample).as_deref() == Some(sample)).then_some(found)
    });
    money.into_iter().next()
}

fn written(value: &ParameterValue, sample: &str) -> String {
    let plain: String = letters(sample).into_iter().map(|one| one.letter).collect();
    match value {
        ParameterValue::Period(Period { count, unit }) => {
            let unit = match unit {
                Unit::Workdays => "workdays",
                Unit::Days => "days",
                Unit::Weeks => "weeks",
                Unit::Months => "months",
                Unit::Years => "years",
            };
            format!("{unit}({count})")
        }
        ParameterValue::Money(sum) => match money_of(&plain) {
            Some(same) if same == *sum => format!("money(\"{plain}\")"),
            _ => format!("money(\"{sum}\")"),
        },
        ParameterValue::Share(share) => match (share_of(&plain), share) {
            (Some(same), _) if same == *share => format!("share(\"{plain}\")"),
            (_, Share::Decimal(share)) => format!("share(\"{share}\")"),
            (_, Share::Fraction(ratio)) => {
                format!("share(\"{}/{}\")", ratio.numer(), ratio.denom())
            }
        },
        ParameterValue::Count(count) => format!("count({count})"),
        _ => String::new(),
    }
}
