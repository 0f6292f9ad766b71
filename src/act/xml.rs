//! The little of XML that a Word document uses: elements, their attributes, the words between them. What
//! could make a small file large (declared entities) is refused.

use std::borrow::Cow;

/// A piece of XML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Event<'x> {
    /// An element begins; one that is empty ends at once, with an event of its own.
    Start(Element<'x>),
    /// An element ends.
    End(&'x str),
    /// Words.
    Words(Cow<'x, str>),
}

/// The beginning of an element.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Element<'x> {
    /// Its name, with its prefix.
    pub(super) name: &'x str,
    inner: &'x str,
}

impl<'x> Element<'x> {
    /// The value of an attribute, by its name with its prefix.
    pub(super) fn value(&self, name: &str) -> Option<Cow<'x, str>> {
        let mut rest = self.inner;
        loop {
            let (key, behind) = rest.split_once('=')?;
            let behind = behind.trim_start();
            let quote = behind.chars().next().filter(|one| matches!(one, '"' | '\''))?;
            let (value, behind) = behind.get(quote.len_utf8()..)?.split_once(quote)?;
            if key.trim() == name {
                return resolved(value);
            }
            rest = behind;
        }
    }
}

/// The name of one of Word's own elements without its prefix; nothing of others, such as those of drawings.
pub(super) fn local(name: &str) -> &str {
    let own = name.strip_prefix("w:").or_else(|| name.strip_prefix("mc:"));
    own.unwrap_or("")
}

/// The value of an attribute of a Word element.
pub(super) fn value(element: &Element<'_>, name: &str) -> Option<String> {
    element.value(&format!("w:{name}")).map(std::borrow::Cow::into_owned)
}

/// Reads XML piece by piece.
pub(super) struct Reader<'x> {
    text: &'x str,
    at: usize,
    /// The elements that are open.
    open: Vec<&'x str>,
    /// An empty element that ends next.
    empty: Option<&'x str>,
}

/// How deep elements may stand in one another.
const DEEPEST: usize = 256;

impl<'x> Reader<'x> {
    pub(super) fn new(text: &'x str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self { text, at: 0, open: Vec::new(), empty: None }
    }

    /// The next piece; nothing at the end.
    ///
    /// # Errors
    /// The byte at which it is not XML that is read here.
    pub(super) fn next(&mut self) -> Result<Option<Event<'x>>, usize> {
        if let Some(name) = self.empty.take() {
            return Ok(Some(Event::End(name)));
        }
        loop {
            let wrong = self.at;
            let rest = self.text.get(self.at..).unwrap_or("");
            if rest.is_empty() {
                return if self.open.is_empty() { Ok(None) } else { Err(wrong) };
            }
            let Some(tag) = rest.strip_prefix('<') else {
                let end = rest.find('<').unwrap_or(rest.len());
                self.at += end;
                let words = resolved(rest.get(..end).unwrap_or("")).ok_or(wrong)?;
                return Ok(Some(Event::Words(words)));
            };
            if let Some(cdata) = tag.strip_prefix("![CDATA[") {
                let (words, _) = cdata.split_once("]]>").ok_or(wrong)?;
                self.at += "<![CDATA[".len() + words.len() + "]]>".len();
                return Ok(Some(Event::Words(words.into())));
            }
            let skipped = [("!--", "-->"), ("?", "?>")];
            let skipped = skipped.iter().find(|(open, _)| tag.starts_with(open));
            if let Some((open, close)) = skipped {
                let end = tag.get(open.len()..).and_then(|rest| rest.find(close)).ok_or(wrong)?;
                self.at += 1 + open.len() + end + close.len();
                continue;
            }
            return self.tag(tag).map(Some);
        }
    }

    fn tag(&mut self, tag: &'x str) -> Result<Event<'x>, usize> {
        let wrong = self.at;
        // Declarations of entities are not read, so that none can be written out a thousandfold.
        let end = tag.starts_with(|one: char| one != '!').then(|| end_of(tag)).flatten();
        let end = end.ok_or(wrong)?;
        let inner = tag.get(..end).ok_or(wrong)?;
        self.at += 1 + end + 1;
        if let Some(name) = inner.strip_prefix('/') {
            let name = name.trim_end();
            return match self.open.pop() {
                Some(open) if open == name => Ok(Event::End(name)),
                _ => Err(wrong),
            };
        }
        let (inner, is_empty) = match inner.strip_suffix('/') {
            Some(inner) => (inner, true),
            None => (inner, false),
        };
        let length = inner.find(char::is_whitespace).unwrap_or(inner.len());
        let (name, inner) = inner.split_at(length);
        if name.is_empty() || self.open.len() >= DEEPEST {
            return Err(wrong);
        }
        match is_empty {
            true => self.empty = Some(name),
            false => self.open.push(name),
        }
        Ok(Event::Start(Element { name, inner }))
    }
}

/// Where a tag ends; a bracket in the value of an attribute does not end it.
fn end_of(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, letter) in tag.char_indices() {
        match (quote, letter) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            _ => {}
        }
    }
    None
}

/// Words with their references resolved; nothing where one is unknown.
fn resolved(words: &str) -> Option<Cow<'_, str>> {
    if !words.contains('&') {
        return Some(words.into());
    }
    let mut out = String::with_capacity(words.len());
    let mut parts = words.split('&');
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        let (name, rest) = part.split_once(';')?;
        let numbered = name.strip_prefix('#').map(|number| match number.strip_prefix('x') {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok(),
            None => number.parse().ok(),
        });
        out.push(match (name, numbered) {
            (_, Some(number)) => number.and_then(char::from_u32)?,
            ("amp", _) => '&',
            ("lt", _) => '<',
            ("gt", _) => '>',
            ("quot", _) => '"',
            ("apos", _) => '\'',
            _ => return None,
        });
        out.push_str(rest);
    }
    Some(out.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Result<Vec<String>, usize> {
        let mut reader = Reader::new(text);
        let mut found = Vec::new();
        while let Some(event) = reader.next()? {
            found.push(match event {
                Event::Start(element) => {
                    format!("<{} {}", element.name, element.value("w:v").unwrap_or_default())
                }
                Event::End(name) => format!("/{name}"),
                Event::Words(words) => words.into_owned(),
            });
        }
        Ok(found)
    }

    #[test]
    fn pieces_come_in_order() {
        let text = "<?xml version=\"1.0\"?><!-- <x> --><a w:u='1' w:v=\"a>b &amp; 甲\"><b/>乙&#x4e19;<![CDATA[<丁>]]></a>";
        let found = all(text).unwrap();
        assert_eq!(found, ["<a a>b & 甲", "<b ", "/b", "乙丙", "<丁>", "/a"]);
    }

    #[test]
    fn what_is_no_plain_xml_is_refused_at_its_place() {
        assert_eq!(all("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), Err(0));
        assert_eq!(all("<a>&b;</a>"), Err(3));
        assert_eq!(all("<a></b>"), Err(3));
        assert_eq!(all("<a>甲"), Err(6));
        assert_eq!(all("<a"), Err(0));
        assert_eq!(all(&"<a>".repeat(300)), Err(256 * 3));
    }
}
