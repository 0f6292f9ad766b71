//! Interned texts: equal texts have equal symbols, and a symbol costs four bytes.

use std::collections::HashMap;
use std::sync::Arc;

use super::typed::{IdVec, id_type};

id_type!(
    /// An interned text.
    Symbol
);

/// The texts interned so far, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    texts: IdVec<Symbol, Arc<str>>,
    known: HashMap<Arc<str>, Symbol>,
}

impl Symbols {
    /// The symbol of `text`, made where there is none yet.
    pub fn intern(&mut self, text: &str) -> Symbol {
        if let Some(&symbol) = self.known.get(text) {
            return symbol;
        }
        let shared: Arc<str> = text.into();
        let symbol = self.texts.push(Arc::clone(&shared));
        self.known.insert(shared, symbol);
        symbol
    }
    /// The symbol of `text`, where it was interned.
    pub fn find(&self, text: &str) -> Option<Symbol> {
        self.known.get(text).copied()
    }
    /// The text of `symbol`.
    pub fn text(&self, symbol: Symbol) -> &str {
        self.texts.get(symbol).map_or("", |text| text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_share_a_symbol() {
        let mut symbols = Symbols::default();
        let first = symbols.intern("甲");
        assert_eq!(first, symbols.intern("甲"));
        assert_ne!(first, symbols.intern("乙"));
        assert_eq!(symbols.text(first), "甲");
    }
}
