//! Coverage as data: counts by kind, every element with what came of it, every gap.

use serde_json::{Value as Json, json};

use super::sheet::{Sheet, share};
use super::words::Say;
use crate::analysis::coverage::{Element, Gap, Kind};

/// The whole as data.
pub fn json(sheet: &Sheet<'_>) -> Json {
    let say = Say::new(sheet);
    let kinds = Kind::ALL.iter().map(|&kind| {
        let count = sheet.count(kind);
        json!({
            "kind": kind.word(),
            "seen": count.seen,
            "all": count.all,
            "excused": count.excused,
            "percent": share(count.share()),
        })
    });
    let all = sheet.covered.elements.all.iter().enumerate();
    let elements = all.filter(|(at, _)| sheet.wants(*at)).map(|(at, element)| {
        let seen = element.outcomes.iter().map(|outcome| {
            let stories = sheet.covered.seen.get(at).and_then(|seen| seen.get(outcome));
            (outcome.word().to_owned(), Json::from(stories.map_or(0, |stories| stories.len())))
        });
        let mut told = element_json(sheet, &say, element);
        if let Some(fields) = told.as_object_mut() {
            fields.insert("outcomes".into(), Json::Object(seen.collect()));
        }
        told
    });
    let total = sheet.total();
    json!({
        "format": "banfa-coverage",
        "version": 1,
        "bundle": sheet.program.id,
        "changed_by": sheet.changed_by,
        "scenarios": sheet.covered.stories,
        "percent": share(total.share()),
        "kinds": kinds.collect::<Vec<_>>(),
        "elements": elements.collect::<Vec<_>>(),
        "gaps": sheet.gaps().into_iter().map(|gap| gap_json(sheet, &say, gap)).collect::<Vec<_>>(),
    })
}

fn element_json(sheet: &Sheet<'_>, say: &Say<'_>, element: &Element) -> Json {
    let at = element.at.map(|at| {
        let file = sheet.bundle.sources.file(at.file);
        let place = file.line_column(at.start as usize);
        json!({ "file": file.path, "line": place.line, "column": place.column })
    });
    json!({
        "kind": element.kind().word(),
        "of": element.name,
        "title": say.element(element),
        "articles": element.cited.articles.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "readings": element.cited.readings,
        "at": at,
    })
}

fn gap_json(sheet: &Sheet<'_>, say: &Say<'_>, gap: &Gap) -> Json {
    let Some(element) = sheet.covered.elements.all.get(gap.element) else { return Json::Null };
    let near = gap.near.as_ref().map(|near| {
        json!({
            "path": sheet.path(near.story),
            "date": near.day.map(|day| day.to_string()),
            "instance": near.instance,
            "change": say.change(element, near),
        })
    });
    let mut told = element_json(sheet, say, element);
    if let Some(fields) = told.as_object_mut() {
        fields.insert("outcome".into(), gap.outcome.word().into());
        fields.insert("why".into(), gap.why.word().into());
        fields.insert("words".into(), say.never(element, gap.outcome).into());
        fields.insert("reason".into(), say.why(gap).into());
        fields.insert("nearest".into(), near.unwrap_or(Json::Null));
        fields.insert("excused".into(), gap.is_excused().into());
        let declared = gap.declared.as_ref().map(|why| why.get(sheet.lang));
        fields.insert("declared".into(), declared.into());
    }
    told
}
