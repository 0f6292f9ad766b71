//! `policy.ron` of the new folder: the title and the days after, what it continues, and by what it was amended.

use super::draft::{Draft, Why, not_there};
use super::edit::{bilingual, cut, edited, field, put, quoted, range, set};
use crate::amend::words::Rewritten;
use crate::policy::read::MANIFEST;
use crate::policy::{Amendment, Bundle, Instrument};

impl Draft<'_> {
    /// The head after one amendment.
    pub(super) fn head(
        &self,
        bundle: &Bundle,
        amendment: &Amendment,
        after: &Rewritten,
    ) -> Result<(), Why> {
        let old = &bundle.manifest.title;
        if (&old.zh, &old.en) != (&after.title.zh, &after.title.en) {
            self.top("title", &bilingual(&after.title))?;
        }
        if let Some(validity) = &after.validity {
            let days = [("from", Some(validity.from)), ("to", validity.to)];
            for (name, day) in days {
                let page = self.page(MANIFEST)?;
                let (_, node) =
                    field(&page.tree, "validity").ok_or_else(|| not_there("validity"))?;
                if let Some(day) = day {
                    let day = quoted(&day.to_string());
                    if field(node, name).is_none_or(|(_, known)| page.of(known) != day) {
                        self.keep(&page, vec![set(&page.text, node, name, &day, 0)])?;
                    }
                }
            }
        }
        // An act that is issued anew takes the place of the one before it.
        if amendment.instrument.value == Instrument::Reissue {
            let named = crate::lang::Text { zh: format!("《{}》", old.zh), en: old.en.clone() };
            let page = self.page(MANIFEST)?;
            let edit = match field(&page.tree, "repeals") {
                Some((_, list)) => put(&page.text, list, usize::MAX, &bilingual(&named), 0),
                None => {
                    set(&page.text, &page.tree, "repeals", &format!("[{}]", bilingual(&named)), 0)
                }
            };
            self.keep(&page, vec![edit])?;
        }
        Ok(())
    }

    /// A field of `policy.ron` has that value.
    fn top(&self, name: &str, value: &str) -> Result<(), Why> {
        let page = self.page(MANIFEST)?;
        self.keep(&page, vec![set(&page.text, &page.tree, name, value, 0)])
    }

    /// What the folder continues, and by what.
    pub(super) fn continues(&self, of: &str, amendments: &[Amendment]) -> Result<(), Why> {
        // The commands mean the bundle that says so; the one that it continues says so still.
        for name in ["main", "continues", "amended_by"] {
            let page = self.page(MANIFEST)?;
            let Some((at, node)) = field(&page.tree, name) else { continue };
            let Some((mut place, _)) = cut(&page.text, &page.tree, at) else { continue };
            // What is said of it on its line goes with it.
            let rest =
                page.text.get(place.end..).and_then(|rest| rest.split('\n').next()).unwrap_or("");
            if name == "main" && rest.trim_start().starts_with("//") {
                let own = range(node.span).start;
                let line =
                    page.text.get(..own).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
                place = line..(place.end + rest.len() + 1).min(page.text.len());
            }
            self.write(MANIFEST, &edited(&page.text, vec![(place, String::new())]))?;
        }
        let entries: Vec<String> = amendments.iter().map(amended_by).collect();
        let list = match entries.is_empty() {
            true => None,
            false => Some(format!("[\n{}  ]", entries.concat())),
        };
        let page = self.page(MANIFEST)?;
        let title = field(&page.tree, "title").map_or(0, |(at, _)| at + 1);
        let edit = put(&page.text, &page.tree, title, &format!("continues: {}", quoted(of)), 0);
        self.keep(&page, vec![edit])?;
        if let Some(list) = list {
            let page = self.page(MANIFEST)?;
            let at = field(&page.tree, "continues").map_or(0, |(at, _)| at + 1);
            let edit = put(&page.text, &page.tree, at, &format!("amended_by: {list}"), 2);
            self.keep(&page, vec![edit])?;
        }
        Ok(())
    }
}

/// One amendment as the head names it.
fn amended_by(amendment: &Amendment) -> String {
    let instrument = match amendment.instrument.value {
        Instrument::Decision => "decision",
        Instrument::Reissue => "reissue",
        Instrument::Extension => "extension",
    };
    let mut text = format!(
        "    (\n      title: {},\n      instrument: {instrument}, issued: \"{}\", effective: \"{}\",",
        bilingual(&amendment.title),
        amendment.issued.value,
        amendment.effective.value,
    );
    if let Some(number) = &amendment.number {
        text += &format!("\n      number: {},", bilingual(number));
    }
    if let Some(issuer) = &amendment.issuer {
        text += &format!("\n      issuer: {},", bilingual(issuer));
    }
    text + "\n    ),\n"
}
