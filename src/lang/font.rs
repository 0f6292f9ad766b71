//! The fonts that GB/T 9704-2012 names for official papers, with what stands for them elsewhere.

/// 仿宋 of the text.
pub const TEXT: &str = "仿宋_GB2312";
/// The same where it goes by its other name.
pub const TEXT_ELSE: &str = "仿宋";
/// 小标宋 of the title.
pub const TITLE: &str = "方正小标宋简体";
/// What stands for it.
pub const TITLE_ELSE: &str = "宋体";
/// 黑体 of the headings.
pub const HEADING: &str = "黑体";
/// 楷体 of the second headings.
pub const SECOND: &str = "楷体_GB2312";
/// The same where it goes by its other name.
pub const SECOND_ELSE: &str = "楷体";
