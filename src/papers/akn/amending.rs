//! The amending act: its sentences, each a modification with what it quotes, and what it modifies.

use super::{
    Address, BY, NAMESPACE, address_of, destination, identification, kind, lifecycle, made,
    references, temporal,
};
use crate::lang::{Lang, Phrase};
use crate::papers::dossier::Dossier;
use crate::papers::instrument::instrument;
use crate::papers::sentence::{Sentence, sentences};
use crate::papers::xml::Xml;
use crate::policy::{Amendment, ChapterEdit, Instrument, Wording};

/// The document of the amendment at a position.
pub fn amending_xml(dossier: &Dossier<'_>, at: usize) -> Option<String> {
    let (amendment, rewritten) = (dossier.amendments.get(at)?, dossier.rewritten.get(at)?);
    let address = address_of(amendment);
    let mut xml = Xml::document();
    xml.open("akomaNtoso", &[("xmlns", NAMESPACE)]);
    xml.open("act", &[("name", "amendingAct"), ("contains", "originalVersion")]).open("meta", &[]);
    identification(&mut xml, &address, amendment.issued.value);
    lifecycle(
        &mut xml,
        &[
            ("ev_0".to_owned(), amendment.issued.value, "generation"),
            ("ev_1".to_owned(), amendment.effective.value, "amendment"),
        ],
    );
    let all = match amendment.instrument.value {
        Instrument::Decision => sentences(amendment, rewritten, Lang::Zh),
        Instrument::Reissue | Instrument::Extension => Vec::new(),
    };
    let act = act_before(dossier, at);
    modifications(amendment, rewritten, (&all, &act), &mut xml);
    temporal(&mut xml, &[("tg_1".to_owned(), "ev_1".to_owned())]);
    let issuer = amendment.issuer.as_ref().map_or("", |text| text.get(Lang::Zh));
    let unknown = Phrase::PaperHoleIssuer.plain(Lang::Zh);
    references(&mut xml, if issuer.is_empty() { unknown } else { issuer });
    xml.close();
    xml.open("preface", &[]).open("p", &[]);
    xml.holding("docTitle", &[], &dossier.document(at, Lang::Zh)).close().close();
    xml.open("body", &[("eId", "body")]);
    let paper = instrument(&Dossier { lang: Lang::Zh, ..dossier.clone() }, at)?;
    let mut number = 0_usize;
    let mut lines = paper.paragraphs().skip(1).peekable();
    let mut next = all.iter().peekable();
    while let Some(line) = lines.next() {
        let text = line.after();
        if text.is_empty() {
            continue;
        }
        number += 1;
        let para = format!("para_{number}");
        xml.open("paragraph", &[("eId", &para)]).open("content", &[]);
        let own = next.next_if(|sentence| {
            sentence.lines.first().is_some_and(|first| text.ends_with(first.as_str()))
        });
        match own {
            Some(sentence) => {
                sentence.lines.iter().skip(1).for_each(|_| {
                    lines.next();
                });
                said(sentence, &text, amendment, &mut xml);
            }
            None => {
                xml.holding("p", &[], &text);
            }
        }
        xml.close().close();
    }
    Some(xml.done())
}

/// The act as it is before that amendment.
fn act_before(dossier: &Dossier<'_>, at: usize) -> String {
    let made = made(dossier.before, dossier.amendments);
    let from = at.checked_sub(1).and_then(|at| dossier.amendments.get(at));
    let from = from.map_or(made, |earlier| earlier.effective.value);
    Address::of(&dossier.before.manifest.id, made, from).expression
}

fn modifications(
    amendment: &Amendment,
    rewritten: &crate::amend::words::Rewritten,
    (sentences, act): (&[Sentence], &str),
    xml: &mut Xml,
) {
    if sentences.is_empty() {
        return;
    }
    xml.open("analysis", &[("source", BY)]).open("activeModifications", &[]);
    for sentence in sentences {
        let edit = amendment.edits.get(sentence.edit);
        let Some((edit, kind)) = edit.and_then(|edit| Some((edit, kind(&edit.words)?))) else {
            continue;
        };
        let number = sentence.edit + 1;
        xml.open("textualMod", &[("eId", &format!("amod_{number}")), ("type", kind)]);
        xml.empty("source", &[("href", &format!("#mod_{number}"))]);
        let operation = rewritten.edits.get(sentence.edit).map(|edited| &edited.operation);
        let place = operation.map_or_else(|| "body".to_owned(), |one| destination(one, false));
        xml.empty("destination", &[("href", &format!("{act}/!main#{place}"))]);
        xml.empty("force", &[("period", "#tg_1")]);
        let quoted = |at: usize| format!("#mod_{number}__q_{at}");
        let both = match &edit.words {
            Wording::Substitute { new, .. } => Some(!new.value.is_empty()),
            Wording::Chapter(ChapterEdit::Rename { .. }) => Some(true),
            _ => None,
        };
        if let Some(has_new) = both {
            xml.empty("old", &[("href", &quoted(1))]);
            if has_new {
                xml.empty("new", &[("href", &quoted(2))]);
            }
        } else if sentence.lines.concat().contains('\u{201c}') {
            xml.empty("new", &[("href", &quoted(1))]);
        }
        xml.close();
    }
    xml.close().close();
}

/// A sentence: its words, and what it quotes.
fn said(sentence: &Sentence, first: &str, amendment: &Amendment, xml: &mut Xml) {
    let number = sentence.edit + 1;
    let is_whole = amendment.edits.get(sentence.edit).is_some_and(|edit| {
        !matches!(
            edit.words,
            Wording::Substitute { .. }
                | Wording::Heading { .. }
                | Wording::Rename(_)
                | Wording::Chapter(ChapterEdit::Rename { .. })
        )
    });
    xml.open("p", &[]).open("mod", &[("eId", &format!("mod_{number}"))]);
    let mut quotes = 0;
    let mut quote = || {
        quotes += 1;
        format!("mod_{number}__q_{quotes}")
    };
    let marks = [("startQuote", "\u{201c}"), ("endQuote", "\u{201d}")];
    if is_whole && let Some((before, quoted)) = first.split_once('\u{201c}') {
        xml.words(before);
        xml.open("quotedStructure", &[("eId", &quote()), marks[0], marks[1]]);
        let rest = sentence.lines.iter().skip(1).map(String::as_str);
        for line in std::iter::once(quoted).chain(rest) {
            let line = line.strip_prefix('\u{201c}').unwrap_or(line);
            let line = line.strip_suffix('\u{201d}').unwrap_or(line);
            xml.holding("p", &[], line);
        }
        xml.close();
    } else {
        let mut rest = first;
        while let Some((before, after)) = rest.split_once('\u{201c}') {
            let Some((quoted, after)) = after.split_once('\u{201d}') else { break };
            xml.words(before);
            xml.holding("quotedText", &[("eId", &quote()), marks[0], marks[1]], quoted);
            rest = after;
        }
        xml.words(rest);
    }
    xml.close().close();
}
