//! Where declared elements stand in the files of a bundle.

use super::elements::Elements;
use super::unit::Of;
use crate::policy::{Bundle, Declared};
use crate::program::Program;
use crate::source::Span;

impl Elements {
    /// Gives the elements of the text and of declarations their places.
    pub fn place(&mut self, program: &Program, bundle: &Bundle) {
        for element in self.all.iter_mut().filter(|element| element.at.is_none()) {
            element.at = place(program, bundle, &element.of);
        }
    }
}

fn place(program: &Program, bundle: &Bundle, of: &Of) -> Option<Span> {
    match of {
        Of::Article(number) => {
            let article = bundle.articles.iter().find(|one| one.number.value == *number);
            article.map(|article| article.number.span)
        }
        Of::Item(part) => {
            let number = part.article;
            let article = bundle.articles.iter().find(|one| one.number.value == number)?;
            article.texts_of(*part).first().map(|text| text.span)
        }
        Of::Finder(finding) => named(&bundle.findings, &program.findings[*finding].name),
        Of::Duty(duty) => named(&bundle.obligations, &program.obligations[*duty].name),
        Of::Register(register) => named(&bundle.registers, &program.registers[*register].name),
        Of::Reading(name) => named(&bundle.readings, name),
        Of::Quota(selection, quota) => {
            let info = &program.selections[*selection];
            let quota = info.quotas.get(*quota)?;
            let written = bundle.selections.iter().find(|(name, _)| name.value == info.name);
            let mut quotas = written.into_iter().flat_map(|(_, written)| &written.quotas);
            let own = quotas.find(|known| known.name.value == quota.name);
            own.map(|own| own.name.span).or(Some(info.at))
        }
        _ => None,
    }
}

fn named<T>(declared: &Declared<T>, name: &str) -> Option<Span> {
    declared.iter().find(|(known, _)| known.value == name).map(|(known, _)| known.span)
}
