//! XML as text (XML 1.0, fifth edition), written element by element.

/// A document that is being written.
#[derive(Clone, Debug)]
pub struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// A document of its own.
    pub fn document() -> Self {
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
        Self { text: head.to_owned(), open: Vec::new() }
    }
    /// Opens an element.
    pub fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> &mut Self {
        self.begin(name, attributes);
        self.text.push('>');
        self.open.push(name);
        self
    }
    /// Closes the element that was opened last.
    pub fn close(&mut self) -> &mut Self {
        if let Some(name) = self.open.pop() {
            self.text.push_str("</");
            self.text.push_str(name);
            self.text.push('>');
        }
        self
    }
    /// An element without content.
    pub fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> &mut Self {
        self.begin(name, attributes);
        self.text.push_str("/>");
        self
    }
    /// Words.
    pub fn words(&mut self, words: &str) -> &mut Self {
        escape(words, &mut self.text);
        self
    }
    /// An element that holds words alone.
    pub fn holding(
        &mut self,
        name: &'static str,
        attributes: &[(&str, &str)],
        words: &str,
    ) -> &mut Self {
        self.open(name, attributes).words(words).close()
    }
    /// The document, with all that is open closed.
    pub fn done(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }
    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.text.push('<');
        self.text.push_str(name);
        for (attribute, value) in attributes {
            self.text.push(' ');
            self.text.push_str(attribute);
            self.text.push_str("=\"");
            escape(value, &mut self.text);
            self.text.push('"');
        }
    }
}

/// Words with what XML means otherwise written as it wants; a sign that XML cannot hold (section 2.2)
/// is told by U+FFFD.
fn escape(words: &str, out: &mut String) {
    for letter in words.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(letter),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            letter if letter.is_control() && u32::from(letter) < 0x20 => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_means_otherwise_is_escaped_and_what_it_cannot_hold_is_marked() {
        let mut xml = Xml::document();
        xml.open("a", &[("b", "\"<")]).words("1 < 2 & \u{1}\u{ffff}");
        let text = xml.done();
        assert!(
            text.ends_with("<a b=\"&quot;&lt;\">1 &lt; 2 &amp; \u{fffd}\u{fffd}</a>"),
            "{text}"
        );
    }
}
