//! A page, complete in itself: the measure's text and its drawings coloured by what stories cover,
//! and all gaps. It can be read without colours too: signs stand beside them.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::sheet::{Sheet, kind_words, share};
use super::words::Say;
use crate::analysis::coverage::{Gap, Kind, Of};
use crate::lang::{Lang, Phrase, Word};
use crate::policy::{Article, ArticleRef, Status};
use crate::report::graph::{MOST_LAID_OUT, Mark, Picture, PictureState, picture, svg};
use crate::report::markup::html_text;
use crate::report::measure::rendered_text;
use crate::rule::MachineId;

const STYLE: &str = "\
:root{color-scheme:light}\
body{font:15px/1.65 'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',sans-serif;\
color:#1f2933;max-width:1000px;margin:2rem auto;padding:0 1rem;\
-webkit-print-color-adjust:exact;print-color-adjust:exact}\
h1{font-size:1.4rem;margin:0 0 .4rem}h2{font-size:1.15rem;margin:2rem 0 .4rem}\
h3{font-size:1rem;margin:1rem 0 .2rem}\
table{border-collapse:collapse;margin:.6rem 0;font-variant-numeric:tabular-nums}\
td,th{border-bottom:1px solid #e1e7ed;padding:.15rem 1.1rem .15rem 0;text-align:left;font-weight:400}\
th{color:#6b7785}td.n{text-align:right}\
.bar{display:inline-block;width:120px;height:.6em;background:#fbd5cf;border-radius:3px;overflow:hidden}\
.bar i{display:block;height:100%;background:#3c8d5a}\
.legend span{margin-right:1.2rem}\
article{margin:.7rem 0}p{margin:.1rem 0;padding:.05rem .6rem;border-left:4px solid transparent}\
p.item{margin-left:1.4rem}p.point{margin-left:2.8rem}\
.all{background:#e7f4ec;border-color:#3c8d5a}.part{background:#fdf3d8;border-color:#d19a1c}\
.none{background:#fde8e5;border-color:#c2402d}.out{background:#f1f3f5;border-color:#a7b0b9;color:#52606d}\
.sign{float:right;color:#52606d;font-size:.85rem;padding-left:.6rem}\
.gap{margin:.45rem 0 .45rem .2rem}.gap b{font-weight:600}.gap div{color:#52606d;padding-left:1rem}\
.chart{overflow-x:auto}.chart svg{max-width:100%;height:auto}\
@media print{body{max-width:none;margin:0;font-size:11px}article,.gap,tr{break-inside:avoid}\
.chart{break-inside:avoid;overflow:visible}.chart svg{max-height:24cm;width:auto}}";

/// The page.
pub fn html(sheet: &Sheet<'_>) -> String {
    let say = Say::new(sheet);
    let tag = match sheet.lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    let title = html_text(&say.head(sheet));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    if !sheet.changed_by.is_empty() {
        let names = sheet.changed_by.join(sheet.lang.list_separator());
        let said = say.with(Phrase::CoverageChanged, &[("names", names.into())]);
        let _ = writeln!(out, "<p>{}</p>", html_text(&said));
    }
    counts(sheet, &say, &mut out);
    text(sheet, &say, &mut out);
    drawings(sheet, &say, &mut out);
    gaps(sheet, &say, &mut out);
    out.push_str("</body>\n</html>\n");
    out
}

fn counts(sheet: &Sheet<'_>, say: &Say<'_>, out: &mut String) {
    out.push_str("<table>\n<tr>");
    let heads = [Phrase::CellKind, Phrase::CellCovered, Phrase::CellShare, Phrase::CellExcused];
    for head in heads {
        let _ = write!(out, "<th>{}</th>", html_text(say.plain(head)));
    }
    out.push_str("<th></th></tr>\n");
    for &kind in Kind::ALL {
        let count = sheet.count(kind);
        if count.all + count.excused == 0 {
            continue;
        }
        let excused = if count.excused == 0 { String::new() } else { count.excused.to_string() };
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td class=\"n\">{}/{}</td><td class=\"n\">{}%</td><td class=\"n\">{excused}</td>\
             <td><span class=\"bar\"><i style=\"width:{}%\"></i></span></td></tr>",
            html_text(say.plain(kind_words(kind))),
            count.seen,
            count.all,
            share(count.share()),
            count.share() / 100
        );
    }
    out.push_str("</table>\n<p class=\"legend\">");
    for (look, phrase) in [
        (Look::All, Phrase::CoverLegendAll),
        (Look::Part, Phrase::CoverLegendPart),
        (Look::None, Phrase::CoverLegendNone),
        (Look::Out, Phrase::CoverLegendOut),
    ] {
        let words = html_text(say.plain(phrase));
        let _ = write!(out, "<span class=\"{}\">{} {words}</span>", look.class(), look.sign());
    }
    out.push_str("</p>\n");
}

/// How much of a piece of the text is covered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    All,
    Part,
    None,
    Out,
}

impl Look {
    const fn class(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Part => "part",
            Self::None => "none",
            Self::Out => "out",
        }
    }
    const fn sign(self) -> &'static str {
        match self {
            Self::All => "●",
            Self::Part => "◐",
            Self::None => "○",
            Self::Out => "–",
        }
    }
}

/// What stories show of all that cites a piece of the text.
struct Shown {
    look: Look,
    seen: usize,
    all: usize,
    stories: usize,
    gaps: Vec<String>,
}

/// How many gaps a tooltip names.
const NAMED: usize = 6;

fn shown(sheet: &Sheet<'_>, say: &Say<'_>, cites: impl Fn(ArticleRef) -> bool) -> Shown {
    let (mut seen, mut all, mut stories) = (0, 0, BTreeSet::<usize>::new());
    let mut gaps = Vec::new();
    let excused = sheet.covered.excused();
    for (at, element) in sheet.covered.elements.all.iter().enumerate() {
        if !sheet.wants(at) || !element.cited.articles.iter().any(|one| !one.is_new && cites(*one))
        {
            continue;
        }
        for outcome in element.outcomes.iter().filter(|one| !excused.contains(&(at, **one))) {
            all += 1;
            match sheet.covered.seen.get(at).and_then(|seen| seen.get(outcome)) {
                Some(own) => {
                    seen += 1;
                    stories.extend(own);
                }
                None => gaps.push(say.gap(element, *outcome)),
            }
        }
    }
    let look = match (seen, all) {
        (_, 0) => Look::Out,
        (0, _) => Look::None,
        (seen, all) if seen == all => Look::All,
        _ => Look::Part,
    };
    Shown { look, seen, all, stories: stories.len(), gaps }
}

impl Shown {
    fn tip(&self, say: &Say<'_>) -> String {
        let args = [
            ("seen", Word::from(self.seen.to_string())),
            ("all", self.all.to_string().into()),
            ("stories", self.stories.to_string().into()),
        ];
        let mut lines = vec![say.with(Phrase::CoverTip, &args)];
        lines.extend(self.gaps.iter().take(NAMED).map(|gap| format!("○ {gap}")));
        if self.gaps.len() > NAMED {
            lines.push("…".to_owned());
        }
        let lines: Vec<String> = lines.iter().map(|line| html_text(line)).collect();
        lines.join("&#10;")
    }
}

fn text(sheet: &Sheet<'_>, say: &Say<'_>, out: &mut String) {
    if sheet.program.articles.is_empty() {
        return;
    }
    let _ = writeln!(out, "<h2>{}</h2>", html_text(say.plain(Phrase::CoverText)));
    for article in sheet.program.articles.iter() {
        one(sheet, say, article, out);
    }
}

fn one(sheet: &Sheet<'_>, say: &Say<'_>, article: &Article, out: &mut String) {
    let number = article.number.value;
    let whole = shown(sheet, say, |cited| cited.article == number);
    let declared = match &article.status {
        Status::Declaratory(reason) | Status::Repealed(reason) => reason.get(sheet.lang),
        Status::Carried | Status::Pending => "",
    };
    let counted = match whole.all {
        0 => String::new(),
        _ => format!("{}/{}", whole.seen, whole.all),
    };
    let _ = writeln!(
        out,
        "<article><h3 title=\"{}\">{} {}<span class=\"sign\">{counted}</span></h3>",
        whole.tip(say),
        whole.look.sign(),
        html_text(&article.head(sheet.lang))
    );
    if !declared.is_empty() {
        let _ = writeln!(out, "<p class=\"out\">{}</p>", html_text(declared));
    }
    let several = article.paragraphs.len() > 1;
    for (at, paragraph) in article.paragraphs.iter().enumerate() {
        let nth = u16::try_from(at + 1).unwrap_or(u16::MAX);
        // What cites the whole article, or the paragraph, speaks of its opening words.
        let own = shown(sheet, say, |cited| {
            let here = cited.paragraph.is_none_or(|one| one == nth);
            cited.article == number
                && here
                && (cited.item.is_none() || paragraph.items.is_empty())
                && (!several || cited.paragraph.is_some() || article.paragraphs.len() == 1)
        });
        let own = if own.all == 0 && !several && paragraph.items.is_empty() {
            shown(sheet, say, |cited| cited.article == number)
        } else {
            own
        };
        written(sheet, say, ("", &own), &paragraph.text.value, out);
        for (at, item) in paragraph.items.iter().enumerate() {
            let wanted = u16::try_from(at + 1).unwrap_or(u16::MAX);
            let own = shown(sheet, say, |cited| {
                let here = cited.paragraph.is_none_or(|one| one == nth);
                cited.article == number && here && cited.item == Some(wanted)
            });
            written(sheet, say, ("item ", &own), &item.text.value, out);
            for point in &item.points {
                written(sheet, say, ("point ", &own), &point.value, out);
            }
        }
    }
    out.push_str("</article>\n");
}

fn written(
    sheet: &Sheet<'_>,
    say: &Say<'_>,
    (class, own): (&str, &Shown),
    text: &str,
    out: &mut String,
) {
    let words = rendered_text(text, sheet.program, None);
    let counted = match own.all {
        0 => String::new(),
        _ => format!("<span class=\"sign\">{} {}/{}</span>", own.look.sign(), own.seen, own.all),
    };
    let tip = if own.all == 0 { String::new() } else { format!(" title=\"{}\"", own.tip(say)) };
    let _ = writeln!(
        out,
        "<p class=\"{class}{}\"{tip}>{counted}{}</p>",
        own.look.class(),
        html_text(&words)
    );
}

fn drawings(sheet: &Sheet<'_>, say: &Say<'_>, out: &mut String) {
    let _ = writeln!(out, "<h2>{}</h2>", html_text(say.plain(Phrase::CoverDrawings)));
    for (id, machine) in sheet.program.machines.enumerated() {
        let chart = &machine.chart;
        let count = chart.states().count() + chart.transitions().count();
        if count > MOST_LAID_OUT + 1 {
            let title = machine.title.get(sheet.lang);
            let said = say.with(Phrase::CoverTooLarge, &[("machine", title.into())]);
            let _ = writeln!(out, "<p>{}</p>", html_text(&said));
            continue;
        }
        let mut drawn = picture(sheet.program, id, sheet.lang);
        colour(sheet, id, &mut drawn);
        let _ = writeln!(out, "<div class=\"chart\">\n{}</div>", svg(&drawn));
    }
}

/// Marks what is covered of a machine.
fn colour(sheet: &Sheet<'_>, id: MachineId, drawn: &mut Picture) {
    state(sheet, id, &mut drawn.root);
    for edge in &mut drawn.edges {
        edge.mark = mark(
            sheet,
            &Of::Transition(id, edge.id),
            |of| matches!(of, Of::Guard(Some((machine, asker)), _) if *machine == id && *asker == edge.id),
        );
    }
}

fn state(sheet: &Sheet<'_>, id: MachineId, drawn: &mut PictureState) {
    drawn.mark = mark(sheet, &Of::State(id, drawn.id), |_| false);
    drawn.children.iter_mut().for_each(|child| state(sheet, id, child));
}

/// How an element stands out, by what came of it and of what hangs on it.
fn mark(sheet: &Sheet<'_>, of: &Of, hangs: impl Fn(&Of) -> bool) -> Mark {
    let Some(at) = sheet.covered.elements.position(of) else { return Mark::Plain };
    if !sheet.wants(at) {
        return Mark::Plain;
    }
    let own = sheet.covered.gaps.iter().filter(|gap| gap.element == at).collect::<Vec<_>>();
    if own.iter().any(|gap| !gap.is_excused()) {
        return Mark::NeverCovered;
    }
    if !own.is_empty() {
        return Mark::Plain;
    }
    let lacks = |gap: &&Gap| {
        let of = sheet.covered.elements.all.get(gap.element).map(|one| &one.of);
        !gap.is_excused() && of.is_some_and(&hangs)
    };
    if sheet.covered.gaps.iter().any(|gap| lacks(&gap)) { Mark::Partly } else { Mark::Covered }
}

fn gaps(sheet: &Sheet<'_>, say: &Say<'_>, out: &mut String) {
    let all = sheet.gaps();
    let _ = writeln!(out, "<h2>{}</h2>", html_text(say.plain(Phrase::CoverGapsTitle)));
    for &kind in Kind::ALL {
        let own: Vec<&&Gap> = all.iter().filter(|gap| sheet.kind(gap) == kind).collect();
        if own.is_empty() {
            continue;
        }
        let heading = html_text(say.plain(kind_words(kind)));
        let _ = writeln!(out, "<h3>{heading} ({})</h3>", own.len());
        for gap in own {
            let Some(element) = sheet.covered.elements.all.get(gap.element) else { continue };
            let cited = element.cited.cite(sheet.lang);
            let _ = writeln!(
                out,
                "<div class=\"gap\"><span class=\"sign\">{}</span><b>{}</b><div>{}</div>",
                html_text(&cited),
                html_text(&say.gap(element, gap.outcome)),
                html_text(&say.why(gap))
            );
            if let Some(near) = gap.near.as_ref().filter(|_| !gap.is_excused()) {
                let change =
                    say.with(Phrase::NearChange, &[("change", say.change(element, near).into())]);
                let nearest = say.nearest(sheet, near);
                let _ = writeln!(
                    out,
                    "<div>{}</div><div>{}</div>",
                    html_text(&nearest),
                    html_text(&change)
                );
            }
            out.push_str("</div>\n");
        }
    }
}
