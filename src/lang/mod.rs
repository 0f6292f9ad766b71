//! What is said to people, in Chinese and English, as data: every sentence of the product stands
//! in this folder, every title of a measure stands in its bundle.

mod citation;
mod fold;
mod item;
mod numeral;
mod phrase;
mod problem;
mod quantity;
mod share;
mod template;
pub mod sentence;
mod text;
mod width;
mod marked;

pub use citation::{Citation, CitedNumber, CitedPart, citations, relative_citations};
pub use fold::{Letter, letters, same_letters};
pub use item::{ItemMark, end_mark, item_number, meeting_marks, point_number};
pub use marked::{marked, marked_line};
pub use numeral::{chinese_number, money_of, money_text, money_unit};
pub use phrase::Phrase;
pub use problem::{Problem, Severity};
pub use quantity::{Quantity, quantities};
pub use share::{Share, exact_decimal, share_of};
pub use template::{Arg, Args, Word, fill};
pub use text::{Lang, Text, inner_title};
pub use width::{display_width, pad_right, wrap};
