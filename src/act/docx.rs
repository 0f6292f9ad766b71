//! The text of a Word document, as it reads with all tracked changes accepted: what was inserted stands,
//! what was deleted or moved away does not. One line a paragraph, one line a row of a table.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::numbering::{Lists, Numbered, styles};
use super::xml::{Element, Event, Reader, local, value};

/// Why a document cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DocxError {
    /// It is no such file.
    NotZip,
    /// It is of the older kind.
    Old,
    /// It holds no document.
    NoDocument,
    /// It unpacks to more than the limit, in bytes.
    TooLarge {
        /// The limit.
        limit: u64,
    },
    /// What it holds is not the XML that is read here.
    Broken {
        /// The byte, from 0.
        at: usize,
    },
    /// A paragraph has a number that Word makes in a way not known here.
    Numbered {
        /// The paragraph, from 1.
        paragraph: usize,
        /// Its words.
        text: String,
    },
    /// A paragraph has a note at its foot or at the end, whose words would be lost.
    Note {
        /// The paragraph, from 1.
        paragraph: usize,
    },
}

/// The most bytes that a part may unpack to: a text, far above any measure.
const LARGEST_PART: u64 = 32 * 1024 * 1024;
/// The most files that a document may hold.
const MOST_PARTS: usize = 10_000;
/// How a file of the older kind begins.
const OLD: [u8; 4] = [0xd0, 0xcf, 0x11, 0xe0];

/// The words of a document.
pub(super) fn text(bytes: &[u8]) -> Result<String, DocxError> {
    if bytes.starts_with(&OLD) {
        return Err(DocxError::Old);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DocxError::NotZip)?;
    if archive.len() > MOST_PARTS {
        return Err(DocxError::TooLarge { limit: MOST_PARTS as u64 });
    }
    let document = part(&mut archive, "word/document.xml")?.ok_or(DocxError::NoDocument)?;
    let lists = part(&mut archive, "word/numbering.xml")?.unwrap_or_default();
    let named = part(&mut archive, "word/styles.xml")?.unwrap_or_default();
    let broken = |at| DocxError::Broken { at };
    let lists = Lists::read(&lists, &styles(&named).map_err(broken)?).map_err(broken)?;
    let mut writer = Writer::new(lists);
    let mut reader = Reader::new(&document);
    while let Some(event) = reader.next().map_err(broken)? {
        match event {
            Event::Start(element) => writer.start(&element),
            Event::End(name) => writer.end(local(name))?,
            Event::Words(words) => writer.words(&words),
        }
    }
    match writer.note {
        Some(paragraph) => Err(DocxError::Note { paragraph }),
        None => Ok(writer.text),
    }
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, DocxError> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(_) => return Err(DocxError::NotZip),
    };
    let mut bytes = Vec::new();
    // What it says of its own size is not believed.
    let read = file.take(LARGEST_PART + 1).read_to_end(&mut bytes);
    let size = read.map_err(|_| DocxError::NotZip)?;
    if size as u64 > LARGEST_PART {
        return Err(DocxError::TooLarge { limit: LARGEST_PART });
    }
    let text = String::from_utf8(bytes);
    text.map(Some).map_err(|error| DocxError::Broken { at: error.utf8_error().valid_up_to() })
}

/// What is written while a document is read.
struct Writer {
    text: String,
    lists: Lists,
    /// How many elements are open whose words are not in the text.
    hidden: usize,
    /// How many elements are open of the properties of a paragraph.
    properties: usize,
    /// Whether the words of a text are read.
    is_words: bool,
    paragraph: Paragraph,
    /// How many paragraphs were begun.
    count: usize,
    /// The first paragraph that has a note.
    note: Option<usize>,
    /// How many tables are open, and how many cells the rows of the innermost one had so far.
    rows: Vec<usize>,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    style: String,
    list: Option<String>,
    level: usize,
    /// Whether its end was deleted, so that the next one goes on with it.
    goes_on: bool,
}

/// Elements whose words are not in the text: deleted, moved away, said twice, or instructions.
const HIDDEN: [&str; 6] = ["del", "moveFrom", "instrText", "delText", "Fallback", "pPrChange"];

impl Writer {
    fn new(lists: Lists) -> Self {
        Self {
            text: String::new(),
            lists,
            hidden: 0,
            properties: 0,
            is_words: false,
            paragraph: Paragraph::default(),
            count: 0,
            note: None,
            rows: Vec::new(),
        }
    }

    fn start(&mut self, element: &Element<'_>) {
        let name = local(element.name);
        if HIDDEN.contains(&name) {
            // In the properties of a paragraph it says what became of the end of the paragraph.
            if self.properties > 0 && name == "del" {
                self.paragraph.goes_on = true;
            }
            self.hidden += 1;
            return;
        }
        match name {
            "p" => self.count += 1,
            "pPr" => self.properties += 1,
            "tbl" => self.rows.push(0),
            "tr" => {
                if let Some(cells) = self.rows.last_mut() {
                    *cells = 0;
                }
            }
            "t" => self.is_words = true,
            _ if self.hidden > 0 => {}
            "pStyle" => self.paragraph.style = value(element, "val").unwrap_or_default(),
            "numId" => self.paragraph.list = value(element, "val"),
            "ilvl" => {
                let level = value(element, "val").and_then(|level| level.parse().ok());
                self.paragraph.level = level.unwrap_or(0);
            }
            "tab" if self.properties == 0 => self.paragraph.text.push('\t'),
            "br" | "cr" => self.paragraph.text.push('\n'),
            "footnoteReference" | "endnoteReference" => {
                self.note = self.note.or(Some(self.count));
            }
            "noBreakHyphen" => self.paragraph.text.push('-'),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.is_words && self.hidden == 0 {
            self.paragraph.text.push_str(words);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), DocxError> {
        match name {
            _ if HIDDEN.contains(&name) => self.hidden = self.hidden.saturating_sub(1),
            "t" => self.is_words = false,
            "pPr" => self.properties = self.properties.saturating_sub(1),
            "p" => self.close_paragraph()?,
            "tc" => {
                if let Some(cells) = self.rows.last_mut() {
                    *cells += 1;
                }
                self.text.push('\t');
            }
            "tr" => {
                while self.text.ends_with('\t') {
                    self.text.pop();
                }
                self.text.push('\n');
            }
            "tbl" => {
                self.rows.pop();
            }
            _ => {}
        }
        Ok(())
    }

    fn close_paragraph(&mut self) -> Result<(), DocxError> {
        let paragraph = std::mem::take(&mut self.paragraph);
        if paragraph.goes_on {
            // What is left of it stands at the beginning of the next.
            self.paragraph = Paragraph { goes_on: false, ..paragraph };
            return Ok(());
        }
        let list = paragraph.list.as_deref().map(|list| (list, paragraph.level));
        let has_words = !paragraph.text.trim().is_empty();
        match self.lists.number(list, &paragraph.style).filter(|_| has_words) {
            None => {}
            Some(Numbered::As(number)) => self.text.push_str(&number),
            Some(Numbered::Unknown) => {
                let text = paragraph.text.trim().chars().take(20).collect();
                return Err(DocxError::Numbered { paragraph: self.count, text });
            }
        }
        let words = match self.rows.is_empty() {
            true => paragraph.text,
            // A row is one line.
            false => paragraph.text.replace(['\n', '\t'], " "),
        };
        self.text.push_str(&words);
        self.text.push(if self.rows.is_empty() { '\n' } else { ' ' });
        Ok(())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    /// A document of these parts.
    pub(in super::super) fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    pub(in super::super) fn document(body: &str) -> String {
        format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")
    }

    fn read(body: &str) -> String {
        text(&packed(&[("word/document.xml", &document(body))])).unwrap()
    }

    #[test]
    fn tracked_changes_are_accepted() {
        let found = read(
            "<w:p><w:r><w:t>第一条 每</w:t></w:r><w:del><w:r><w:delText>两</w:delText></w:r></w:del>\
             <w:ins><w:r><w:t>五</w:t></w:r></w:ins><w:r><w:t>年</w:t><w:instrText>X</w:instrText></w:r></w:p>\
             <w:moveFrom><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:moveFrom>\
             <w:p><w:moveFrom><w:r><w:t>乙</w:t></w:r></w:moveFrom><w:r><w:t>丙</w:t></w:r></w:p>\
             <w:p><w:moveTo><w:r><w:t xml:space=\"preserve\"> 乙</w:t></w:r></w:moveTo></w:p>\
             <w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p>\
             <w:p><w:r><w:t>后</w:t><w:br/><w:t>末</w:t><w:tab/></w:r></w:p>",
        );
        assert_eq!(found.replace("\n\n", "\n"), "第一条 每五年\n丙\n 乙\n前后\n末\t\n");
    }

    #[test]
    fn a_row_is_a_line() {
        let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
        let row = |one: &str, two: &str| format!("<w:tr>{}{}</w:tr>", cell(one), cell(two));
        let found = read(&format!("<w:tbl>{}{}</w:tbl>", row("甲", "1"), row("乙", "2")));
        assert_eq!(found, "甲 \t1 \n乙 \t2 \n");
    }

    #[test]
    fn what_is_no_document_is_refused() {
        assert_eq!(text(b"\xd0\xcf\x11\xe0\xa1\xb1"), Err(DocxError::Old));
        assert_eq!(text(b"PK nothing"), Err(DocxError::NotZip));
        assert_eq!(text(&packed(&[("a", "b")])), Err(DocxError::NoDocument));
        // The words of a note would be lost; of a note that was deleted nothing is.
        let noted = "<w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>";
        let noted = packed(&[("word/document.xml", &document(noted))]);
        assert_eq!(text(&noted), Err(DocxError::Note { paragraph: 2 }));
        let gone = "<w:p><w:del><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:del><w:r><w:t>a</w:t></w:r></w:p>";
        let gone = packed(&[("word/document.xml", &document(gone))]);
        assert_eq!(text(&gone), Ok("a\n".to_owned()));
        let broken = packed(&[("word/document.xml", "<w:document><w:p></w:document>")]);
        assert_eq!(text(&broken), Err(DocxError::Broken { at: 17 }));
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        let large = " ".repeat(usize::try_from(LARGEST_PART).unwrap() + 1);
        let bomb = packed(&[("word/document.xml", &document(&large))]);
        assert!(bomb.len() < 100_000, "it is small as a file");
        assert_eq!(text(&bomb), Err(DocxError::TooLarge { limit: LARGEST_PART }));
    }
}
