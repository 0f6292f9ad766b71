//! The numbers that Word writes before paragraphs: 第一条, （一）, 1. They stand in no paragraph and are made
//! here as Word makes them.

use std::collections::BTreeMap;

use super::xml::{Event, Reader, local, value};
use crate::lang::{chinese_number, circled_number};

/// How the paragraphs of a style are numbered: the list, and the level in it.
pub(super) type Styles = BTreeMap<String, (Option<String>, usize)>;

/// A number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Numbered {
    /// As it is written.
    As(String),
    /// It is made in a way not known here.
    Unknown,
}

/// The lists of a document, with the numbers that were given so far.
#[derive(Default)]
pub(super) struct Lists {
    /// The levels of each definition.
    levels: BTreeMap<String, BTreeMap<usize, Level>>,
    /// The definition of each list.
    lists: BTreeMap<String, String>,
    /// The list and level of each style.
    styles: Styles,
    /// The last number of each level of a definition.
    given: BTreeMap<String, BTreeMap<usize, u32>>,
}

#[derive(Clone, Default)]
struct Level {
    start: u32,
    format: String,
    text: String,
}

/// The styles whose paragraphs are numbered.
pub(super) fn styles(text: &str) -> Result<Styles, usize> {
    let (mut found, mut parents) = (Styles::new(), BTreeMap::new());
    let mut style = String::new();
    let mut reader = Reader::new(text);
    while let Some(event) = reader.next()? {
        let Event::Start(element) = event else { continue };
        let own = || value(&element, "val").unwrap_or_default();
        match local(element.name) {
            "style" => style = value(&element, "styleId").unwrap_or_default(),
            "basedOn" => {
                parents.insert(style.clone(), own());
            }
            "numId" => found.entry(style.clone()).or_default().0 = Some(own()),
            "ilvl" => {
                found.entry(style.clone()).or_default().1 = own().parse().unwrap_or(0);
            }
            _ => {}
        }
    }
    // What a style is based on numbers it too.
    for (style, parent) in &parents {
        let mut above = Some(parent);
        for _ in 0..parents.len() {
            let Some(name) = above.filter(|_| !found.contains_key(style)) else { break };
            if let Some(known) = found.get(name).cloned() {
                found.insert(style.clone(), known);
            }
            above = parents.get(name);
        }
    }
    Ok(found)
}

impl Lists {
    /// The lists that a document defines.
    pub(super) fn read(text: &str, styles: &Styles) -> Result<Self, usize> {
        let mut found = Self { styles: styles.clone(), ..Self::default() };
        let (mut definition, mut list, mut at) = (String::new(), String::new(), 0);
        let mut reader = Reader::new(text);
        while let Some(event) = reader.next()? {
            let Event::Start(element) = event else { continue };
            let own = |name| value(&element, name).unwrap_or_default();
            let level = found.levels.entry(definition.clone()).or_default().entry(at);
            match local(element.name) {
                "abstractNum" => definition = own("abstractNumId"),
                "lvl" => at = own("ilvl").parse().unwrap_or(0),
                "start" => level.or_default().start = own("val").parse().unwrap_or(1),
                "numFmt" => level.or_default().format = own("val"),
                "lvlText" => level.or_default().text = own("val"),
                "num" => list = own("numId"),
                "abstractNumId" => {
                    found.lists.insert(list.clone(), own("val"));
                }
                _ => {}
            }
        }
        Ok(found)
    }

    /// The number of the next paragraph of a list, or of a style.
    pub(super) fn number(&mut self, list: Option<(&str, usize)>, style: &str) -> Option<Numbered> {
        let (list, level) = match (list, self.styles.get(style)) {
            (Some((list, level)), _) => (list.to_owned(), level),
            (None, Some((Some(list), level))) => (list.clone(), *level),
            _ => return None,
        };
        // 0 takes a paragraph out of the list of its style.
        if list == "0" {
            return None;
        }
        let Some(definition) = self.lists.get(&list) else { return Some(Numbered::Unknown) };
        let levels = self.levels.get(definition)?;
        let Some(own) = levels.get(&level) else { return Some(Numbered::Unknown) };
        let given = self.given.entry(definition.clone()).or_default();
        let number = given.get(&level).map_or(own.start, |last| last.saturating_add(1));
        given.retain(|known, _| *known < level);
        given.insert(level, number);
        if matches!(own.format.as_str(), "bullet" | "none") {
            return None;
        }
        let mut text = own.text.clone();
        for (at, shape) in levels {
            let place = format!("%{}", at + 1);
            if text.contains(&place) {
                let number = given.get(at).copied().unwrap_or(shape.start);
                let Some(number) = written(number, &shape.format) else {
                    return Some(Numbered::Unknown);
                };
                text = text.replace(&place, &number);
            }
        }
        // What follows the number of an article keeps apart from it.
        if text.ends_with(char::is_alphanumeric) {
            text.push(' ');
        }
        Some(Numbered::As(text))
    }
}

fn written(number: u32, format: &str) -> Option<String> {
    Some(match format {
        "decimal" => number.to_string(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting" => chinese_number(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled_number(number)?,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::docx::tests::{document, packed};
    use super::super::docx::{DocxError, text};

    const LISTS: &str = "<w:numbering><w:abstractNum w:abstractNumId=\"7\">\
        <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCountingThousand\"/><w:lvlText w:val=\"第%1条\"/></w:lvl>\
        <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>\
        <w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%3.\"/></w:lvl>\
        </w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num></w:numbering>";
    const STYLES: &str = "<w:styles><w:style w:styleId=\"a\"><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:style>\
        <w:style w:styleId=\"b\"><w:basedOn w:val=\"a\"/></w:style></w:styles>";

    fn read(body: &str) -> Result<String, DocxError> {
        text(&packed(&[
            ("word/document.xml", &document(body)),
            ("word/numbering.xml", LISTS),
            ("word/styles.xml", STYLES),
        ]))
    }

    fn in_list(level: usize, words: &str) -> String {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>\
             <w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    }

    fn styled(style: &str, words: &str) -> String {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    }

    #[test]
    fn word_numbers_as_it_prints() {
        let body = [
            styled("b", "甲："),
            in_list(1, "乙；"),
            in_list(1, "丙。"),
            styled("a", "丁："),
            in_list(1, "戊。"),
        ];
        let found = read(&body.concat()).unwrap();
        assert_eq!(found, "第一条 甲：\n（一）乙；\n（二）丙。\n第二条 丁：\n（一）戊。\n");
    }

    #[test]
    fn a_number_made_otherwise_is_refused_at_its_paragraph() {
        let body = [styled("b", "甲："), in_list(2, "乙；")].concat();
        assert_eq!(read(&body), Err(DocxError::Numbered { paragraph: 2, text: "乙；".into() }));
    }
}
