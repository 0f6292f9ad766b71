//! Phrases whose slots are named, each a type with a field for each slot: such a sentence can
//! neither lack an argument nor be given one that it has no place for.

use super::phrase::{Phrase, every_phrase};
use super::template::Word;
use super::text::Lang;

macro_rules! sentences {
    ($( $name:ident $( { $($slot:ident)* } )? $zh:literal $en:literal )*) => { $( $(
        #[doc = $en]
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[allow(rustdoc::broken_intra_doc_links, reason = "a sentence in brackets is no link")]
        pub struct $name { $(
            #[doc = concat!("What stands in `", stringify!($slot), "`.")]
            pub $slot: Word,
        )* }
        impl From<$name> for Word {
            fn from(said: $name) -> Self {
                Self::Phrase(Phrase::$name, vec![ $( (stringify!($slot), said.$slot), )* ])
            }
        }
        impl $name {
            /// The sentence in `lang`.
            pub fn say(self, lang: Lang) -> String {
                Word::from(self).say(lang)
            }
        }
    )? )* };
}

every_phrase!(sentences);
