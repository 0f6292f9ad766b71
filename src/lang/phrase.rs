//! The phrases of reports, journals and the command line, in both languages.

use super::template::{Arg, fill};
use super::text::Lang;

macro_rules! phrases {
    ($( $name:ident $zh:literal $en:literal )*) => {
        /// A phrase with slots.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Phrase { $( #[doc = $en] $name, )* }

        impl Phrase {
            /// All phrases.
            pub const ALL: &'static [Self] = &[ $( Self::$name, )* ];
            /// The phrase with its slots.
            pub const fn template(self, lang: Lang) -> &'static str {
                match (self, lang) { $( (Self::$name, Lang::Zh) => $zh, (Self::$name, Lang::En) => $en, )* }
            }
        }
    };
}

impl Phrase {
    /// The phrase without arguments.
    pub fn plain(self, lang: Lang) -> &'static str {
        self.template(lang)
    }
    /// The phrase with its arguments.
    pub fn with(self, lang: Lang, args: &[Arg]) -> String {
        fill(self.template(lang), args)
    }
}

phrases! {
    Error "错误" "error"
    Warning "警告" "warning"
    Help "建议" "help"
    Nearest "最接近的是 `{name}`" "the nearest is `{name}`"
    Existing "这里可用：{names}" "what exists here: {names}"
    FirstGivenHere "先在这里给出" "first given here"
}
