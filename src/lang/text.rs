//! The two languages, and a text in both.

/// A language in which the product speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// `zh` or `en`, also as a locale such as `en_US.UTF-8`; nothing for others.
    pub fn from_locale(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        if lower.starts_with("zh") {
            Some(Self::Zh)
        } else if lower.starts_with("en") {
            Some(Self::En)
        } else {
            None
        }
    }
    /// The sign that joins the items of a list.
    pub const fn list_separator(self) -> &'static str {
        match self {
            Self::Zh => "、",
            Self::En => ", ",
        }
    }
    /// The sign between clauses.
    pub const fn clause_separator(self) -> &'static str {
        match self {
            Self::Zh => "；",
            Self::En => "; ",
        }
    }
}

/// A title inside another's marks: 《关于修改〈…〉的决定》.
pub fn inner_title(title: &str) -> String {
    title.replace('《', "〈").replace('》', "〉")
}

/// A text in both languages. A missing one is shown in the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Text {
    /// The text in `lang`, or in the other language where it is missing.
    pub fn get(&self, lang: Lang) -> &str {
        let (wanted, other) = match lang {
            Lang::Zh => (&self.zh, &self.en),
            Lang::En => (&self.en, &self.zh),
        };
        if wanted.is_empty() { other } else { wanted }
    }
    /// Itself, or the name where it says nothing: a plain chart need not have titles.
    #[must_use]
    pub fn or_name(&self, name: &str) -> Self {
        match self.is_empty() {
            true => Self { zh: name.to_owned(), en: name.to_owned() },
            false => self.clone(),
        }
    }
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_choose_a_language() {
        assert_eq!(Lang::from_locale("zh_CN.UTF-8"), Some(Lang::Zh));
        assert_eq!(Lang::from_locale("en_US.UTF-8"), Some(Lang::En));
        assert_eq!(Lang::from_locale("C"), None);
    }

    #[test]
    fn a_missing_language_is_shown_in_the_other() {
        let text = Text { zh: "甲".into(), en: String::new() };
        assert_eq!(text.get(Lang::En), "甲");
    }
}
