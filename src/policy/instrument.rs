//! The documents by which an act is amended.

use crate::calendar::Day;
use crate::lang::Text;

/// By what kind of document an amendment is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instrument {
    /// 修改决定: the act is published again with its note; its day of effect stays.
    Decision,
    /// 修订后重新印发: the act has a number, an issue and an effect of its own, and repeals the old.
    Reissue,
    /// 延长有效期的通知: nothing but the last day is otherwise.
    Extension,
}

/// A document by which a text was amended.
#[derive(Clone, Debug, PartialEq)]
pub struct AmendedBy {
    /// Its title.
    pub title: Text,
    /// What kind of document it is.
    pub instrument: Instrument,
    /// The day on which it was issued.
    pub issued: Day,
    /// The first day on which it has effect.
    pub effective: Day,
    /// Its number, where it has one.
    pub number: Option<Text>,
    /// Who issued it.
    pub issuer: Option<Text>,
}
