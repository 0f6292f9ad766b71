//! Texts in HTML and Markdown: the one door through which what a bundle or a story says comes into
//! a page. A page is put on a web site or into a review; nothing that is told may act there.

use crate::lang::{marked, marked_line};

/// Text in HTML, also in attributes.
pub fn html_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for character in marked(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Text in Markdown in which it sees no signs of its own, on one line: also in a cell of a table.
pub fn markdown_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for character in marked_line(text).chars() {
        let signs = ['\\', '`', '*', '_', '|', '<', '>', '[', ']', '#', '&', '~', '!'];
        if signs.contains(&character) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_told_acts_in_a_page() {
        let text = "h | <img src=x onerror='a(1)'> `<b>` *x*";
        assert_eq!(html_text(text), "h | &lt;img src=x onerror=&#39;a(1)&#39;&gt; `&lt;b&gt;` *x*");
        assert_eq!(
            markdown_text(text),
            "h \\| \\<img src=x onerror='a(1)'\\> \\`\\<b\\>\\` \\*x\\*"
        );
        // A back-quote without its second one quotes nothing.
        assert_eq!(markdown_text("a ` <b>"), "a \\` \\<b\\>");
        assert_eq!(markdown_text("a\n# b"), "a\\\\u{a}\\# b");
    }
}
