//! The bundle format as data: for each element that a drafter writes its fields, what each is for,
//! and one example. The readers in [`read`](super::read) are the format; the tests here hold every
//! field, every requirement and every example against them.

mod action;
mod amendment;
mod bundle;
mod change;
mod declared;
mod form;
mod machine;
mod parameter;
mod reading;
mod selection;
#[cfg(test)]
mod tests;

use crate::lang::{Lang, Phrase};

/// A sentence in both languages.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    zh: &'static str,
    en: &'static str,
}

impl Said {
    /// The sentence in a language.
    pub const fn plain(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// Whether a field has to be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It has to.
    Must,
    /// It may be left out.
    May,
    /// One of the fields so marked has to.
    Either,
}

/// A field of a structure.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// How its value is written, in the words of the elements.
    pub form: &'static str,
    /// Whether it has to be given.
    pub need: Need,
    /// What it is for.
    pub about: Said,
}

/// Fields that many elements have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Common {
    /// None.
    Nothing,
    /// `article`, `reading`, `silence`, `technical`.
    Sources,
    /// `when` and the sources.
    Condition,
}

/// Something that a drafter writes.
#[derive(Clone, Copy, Debug)]
pub struct Element {
    /// The words by which it is called, divided by blanks.
    pub name: &'static str,
    /// What it is.
    pub kind: Phrase,
    /// Where it stands and how.
    pub written: &'static str,
    /// What it is for.
    pub about: Said,
    /// Its own fields.
    pub fields: &'static [Field],
    /// Those that it shares with others.
    pub common: Common,
    /// An example as it stands in a file.
    pub example: &'static str,
}

impl Element {
    /// The words by which it is called.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.name.split(' ')
    }
    /// The fields of which one has to be given; none where there is no such choice.
    pub fn either(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().filter(|field| field.need == Need::Either).map(|field| field.name)
    }
}

/// Elements that belong together.
#[derive(Clone, Copy, Debug)]
pub struct Chapter {
    /// What they are.
    pub title: Phrase,
    /// The elements in order.
    pub elements: &'static [Element],
}

/// The whole reference.
pub const CHAPTERS: &[Chapter] = &[
    Chapter { title: Phrase::ChapterForms, elements: form::ELEMENTS },
    Chapter { title: Phrase::ChapterBundle, elements: bundle::ELEMENTS },
    Chapter { title: Phrase::ChapterDeclared, elements: declared::ELEMENTS },
    Chapter { title: Phrase::ChapterParameters, elements: parameter::ELEMENTS },
    Chapter { title: Phrase::ChapterMachines, elements: machine::ELEMENTS },
    Chapter { title: Phrase::ChapterActions, elements: action::ELEMENTS },
    Chapter { title: Phrase::ChapterSelections, elements: selection::ELEMENTS },
    Chapter { title: Phrase::ChapterReadings, elements: reading::ELEMENTS },
    Chapter { title: Phrase::ChapterChanges, elements: change::ELEMENTS },
    Chapter { title: Phrase::ChapterAmendments, elements: amendment::ELEMENTS },
];

/// All elements in order.
pub fn elements() -> impl Iterator<Item = &'static Element> {
    CHAPTERS.iter().flat_map(|chapter| chapter.elements)
}

/// The elements that are called so: an element and a change of it share their name.
pub fn called(name: &str) -> impl Iterator<Item = &'static Element> {
    elements().filter(move |element| element.names().any(|known| known == name))
}

/// A list of elements. Each is `"name" Kind "where it stands" "zh" "en" + common { fields } "example"`,
/// each field `must|may|either "name" "form" "zh" "en"`.
macro_rules! written {
    ($( $name:literal $kind:ident $written:literal $zh:literal $en:literal + $common:ident {
        $( $need:ident $field:literal $form:literal $field_zh:literal $field_en:literal )*
    } $example:literal )*) => {
        use super::{Common, Element, Field, Need, Said};
        use crate::lang::Phrase;

        /// The elements of this chapter in order.
        pub(super) const ELEMENTS: &[Element] = &[ $( Element {
            name: $name,
            kind: Phrase::$kind,
            written: $written,
            about: Said { zh: $zh, en: $en },
            fields: &[ $( Field {
                name: $field,
                form: $form,
                need: Need::$need,
                about: Said { zh: $field_zh, en: $field_en },
            }, )* ],
            common: Common::$common,
            example: $example,
        }, )* ];
    };
}
use written;
