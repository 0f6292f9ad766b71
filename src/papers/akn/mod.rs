//! The act and the amending act in Akoma Ntoso 1.0 (OASIS Standard, 29 August 2018): the text with what
//! went and came, and each modification with its source, its destination and the day of its force.

mod act;
mod amending;

pub use act::act_xml;
pub use amending::amending_xml;

use super::xml::Xml;
use crate::amend::words::Operation;
use crate::calendar::Day;
use crate::policy::{Amendment, ArticleRef, Bundle, ChapterEdit, ChapterRef, Series, Wording};

const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
/// By whom the metadata are said: this program.
const BY: &str = "#banfa";

/// A document by its addresses: of the work, and of the work as it is from a day on.
struct Address {
    work: String,
    expression: String,
    on: Day,
}

impl Address {
    /// An act of China by its day and its name.
    fn of(name: &str, made: Day, from: Day) -> Self {
        let name: String = name.chars().filter(|letter| !letter.is_whitespace()).collect();
        let work = format!("/akn/cn/act/{made}/{name}");
        let expression = format!("{work}/zho@{from}");
        Self { work, expression, on: from }
    }
}

/// Who the document is and who says so.
fn identification(xml: &mut Xml, address: &Address, made: Day) {
    xml.open("identification", &[("source", BY)]);
    let levels = [
        ("FRBRWork", &address.work, made),
        ("FRBRExpression", &address.expression, address.on),
        ("FRBRManifestation", &address.expression, address.on),
    ];
    for (level, uri, day) in levels {
        let uri = match level {
            "FRBRManifestation" => format!("{uri}.xml"),
            _ => uri.clone(),
        };
        xml.open(level, &[]);
        xml.empty("FRBRthis", &[("value", &format!("{uri}/!main"))]);
        xml.empty("FRBRuri", &[("value", &uri)]);
        let (day, name) =
            (day.to_string(), if level == "FRBRWork" { "enactment" } else { "version" });
        xml.empty("FRBRdate", &[("date", &day), ("name", name)]);
        xml.empty("FRBRauthor", &[("href", "#issuer")]);
        match level {
            "FRBRWork" => {
                xml.empty("FRBRcountry", &[("value", "cn")]);
            }
            "FRBRExpression" => {
                xml.empty("FRBRlanguage", &[("language", "zho")]);
            }
            _ => {}
        }
        xml.close();
    }
    xml.close();
}

/// Events by their days, each with its name.
fn lifecycle(xml: &mut Xml, events: &[(String, Day, &'static str)]) {
    xml.open("lifecycle", &[("source", BY)]);
    for (id, day, kind) in events {
        let day = day.to_string();
        xml.empty("eventRef", &[("eId", id), ("date", &day), ("type", kind), ("source", BY)]);
    }
    xml.close();
}

/// From which event on something is in force.
fn temporal(xml: &mut Xml, groups: &[(String, String)]) {
    xml.open("temporalData", &[("source", BY)]);
    for (group, event) in groups {
        xml.open("temporalGroup", &[("eId", group)]);
        let start = format!("#{event}");
        xml.empty("timeInterval", &[("refersTo", "#inForce"), ("start", &start)]).close();
    }
    xml.close();
}

fn references(xml: &mut Xml, issuer: &str) {
    xml.open("references", &[("source", BY)]);
    xml.empty(
        "TLCOrganization",
        &[("eId", "banfa"), ("href", "/akn/ontology/organization/banfa"), ("showAs", "banfa")],
    );
    xml.empty(
        "TLCOrganization",
        &[("eId", "issuer"), ("href", "/akn/ontology/organization/issuer"), ("showAs", issuer)],
    );
    xml.empty(
        "TLCConcept",
        &[("eId", "inForce"), ("href", "/akn/ontology/concept/inForce"), ("showAs", "in force")],
    );
    xml.close();
}

/// The identifier of a place by the naming convention: `art_3__para_1__point_2`.
fn id(place: ArticleRef) -> String {
    let article = place.article;
    let kind = match article.series {
        Series::Article => "art",
        Series::Part => "part",
        Series::Attachment => "att",
    };
    let mut id = format!("{kind}_{}", article.number);
    if article.inserted > 0 {
        id += &format!("-{}", article.inserted);
    }
    let parts = [("para", place.paragraph), ("point", place.item), ("indent", place.point)];
    for (kind, number) in parts {
        if let Some(number) = number {
            id += &format!("__{kind}_{number}");
        }
    }
    id
}

/// The identifier of a chapter or a section: `chp_3__sec_1`.
fn chapter_id(of: ChapterRef) -> String {
    match of.section {
        Some(section) => format!("chp_{}__sec_{section}", of.chapter),
        None => format!("chp_{}", of.chapter),
    }
}

/// The identifier of what an edit is about, of the text after or of the one before; the other where it
/// stands in one alone.
fn destination(operation: &Operation, after: bool) -> String {
    let of = |both: (Option<String>, Option<String>)| match after {
        true => both.1.or(both.0),
        false => both.0.or(both.1),
    };
    let chapter = of((operation.chapter.0.map(chapter_id), operation.chapter.1.map(chapter_id)));
    let place = operation.places.first().copied().unwrap_or_default();
    let place = chapter.or_else(|| of((place.0.map(id), place.1.map(id))));
    place.unwrap_or_else(|| "body".to_owned())
}

/// The kind of textual modification that an edit is; none where it changes no words.
const fn kind(words: &Wording) -> Option<&'static str> {
    Some(match words {
        Wording::Substitute { .. }
        | Wording::Extend(_)
        | Wording::Rename(_)
        | Wording::Heading { .. }
        | Wording::Chapter(ChapterEdit::Rename { .. }) => "substitution",
        Wording::Replace { .. } => "replacement",
        Wording::Insert { .. }
        | Wording::Chapter(ChapterEdit::Insert { .. } | ChapterEdit::Head { .. }) => "insertion",
        Wording::Delete(_)
        | Wording::Repeal(_)
        | Wording::Chapter(ChapterEdit::Delete(_) | ChapterEdit::DeleteHeading(_)) => "repeal",
        Wording::Renumber { .. } | Wording::Move { .. } => "renumbering",
        Wording::Split { .. } => "split",
        Wording::Join { .. } => "join",
        Wording::Nothing => return None,
    })
}

/// The day from which the act is in force; where it says none, that of the first amendment.
fn made(bundle: &Bundle, amendments: &[Amendment]) -> Day {
    let from = bundle.manifest.validity.as_ref().map(|validity| validity.from);
    let first = amendments.iter().map(|one| one.effective.value).min();
    from.or(first).unwrap_or(Day::MIN)
}

/// The address of an amending act.
fn address_of(amendment: &Amendment) -> Address {
    Address::of(&amendment.name, amendment.issued.value, amendment.issued.value)
}
