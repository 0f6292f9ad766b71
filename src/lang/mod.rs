//! What is said to people, in Chinese and English, as data: every sentence of the product stands
//! in this folder, every title of a measure stands in its bundle.

pub mod amending;
mod citation;
mod division;
mod fold;
pub mod font;
mod item;
pub mod lexicon;
mod numeral;
mod opening;
mod phrase;
mod problem;
mod quantity;
mod redline;
mod script;
mod share;
mod template;
pub mod sentence;
mod text;
mod width;
mod marked;

pub use citation::{Citation, CitedNumber, CitedPart, citations, relative_citations};
pub use division::{DivisionCitation, division_address, division_citations, own_divisions};
pub use fold::{Letter, letters, same_letters};
pub use item::{ItemMark, end_mark, item_number, meeting_marks, point_number};
pub use marked::{marked, marked_line};
pub use numeral::{chinese_number, money_of, money_text, money_unit};
pub use opening::{
    Division, Numbering, Opening, bracketed_heading, brackets_left_open, circled_number,
    ends_a_sentence, goes_on_citing, is_bare_heading, is_bracketed, is_contents, is_date,
    is_document_number, is_leave, is_organ, is_page_number, is_title, lists_attachments,
    opens_bracket,
};
pub use phrase::Phrase;
pub use problem::{Problem, Severity};
pub use quantity::{
    Quantity, clause_around, ends_validity, full_date, is_calendar_number, is_single, quantities,
    takes_effect, whole_quantities,
};
pub use redline::{Mark, MarkKind, defined_names, redline};
pub use script::simplified;
pub use share::{Share, exact_decimal, share_of};
pub use template::{Arg, Args, Word, fill};
pub use text::{Lang, Text, inner_title};
pub use width::{display_width, pad_right, wrap};
