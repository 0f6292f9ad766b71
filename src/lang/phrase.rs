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
        fill(self.template(lang), args, lang)
    }
}

phrases! {
    Error "错误" "error"
    Warning "警告" "warning"
    Help "建议" "help"
    Nearest "最接近的是 `{name}`" "the nearest is `{name}`"
    Existing "这里可用：{names}" "what exists here: {names}"
    CiteArticle "第{number}条" "Art. {number}"
    CiteParagraph "第{number}款" ".{number}"
    CiteItem "第（{number}）项" "({number})"
    FirstGivenHere "先在这里给出" "first given here"

    // What an element is called.
    ThisElement "此处" "this"
    Bundle "政策包" "the bundle"
    Article "条文" "article"
    Reading "理解" "reading"
    Parameter "参数" "parameter"
    Choice "选项表" "choice"
    ChoiceValue "选项" "value of the choice"
    Kind "主体类别" "kind of subject"
    Fact "事实" "fact"
    Finding "认定" "finding"
    Event "事件" "event"
    Role "角色" "role"
    Register "登记簿" "register"
    Column "栏目" "column"
    Account "账目" "account"
    Obligation "义务" "obligation"
    Record "档案" "record"
    Rule "规则" "rule"
    RuleOrGroup "规则或规则组" "rule or group of rules"
    Selection "遴选" "selection"
    Quota "名额" "quota"
    Machine "状态机" "machine"
    State "状态" "state"
    Transition "转移" "transition"
    Timer "期限" "timer"
    Action "动作" "action"
    Field "字段" "field"
    TypeWord "类型" "type"
    Calendar "日历" "calendar"
    Validity "有效期" "validity"
    Scenario "情景" "scenario"
    Subject "主体" "subject"
    Expectation "预期" "expectation"
    StoryLine "情节" "line of the story"
    Instance "实例" "instance"
    Key "地址各段" "key"
    File "文件" "file"

    // Shapes of values.
    ShapeText "文字（加引号）" "a quoted text"
    ShapeNumber "整数" "a whole number"
    ShapeList "列表 […]" "a list […]"
    ShapeMap "映射 { 名: 值 }" "a map { name: value }"
    ShapeStruct "结构 (字段: 值, …)" "a structure (field: value, …)"
    ShapeTuple "元组 (…)" "a tuple (…)"
    ShapeWord "单词" "a bare word"
    ShapeVariant "带括号的单词 词(…)" "a word with brackets"
    ShapeBool "true 或 false" "true or false"
    ShapeUnit "空 ()" "an empty ()"
    ShapeOtherNumber "非整数" "a number that is not whole"
    ShapeBilingual "(zh: \"…\", en: \"…\")" "(zh: \"…\", en: \"…\")"
    ShapeOneOf "{names} 之一" "one of {names}"
    ShapeDate "日期 \"2024-05-06\"" "a date \"2024-05-06\""

    // What is wrong with RON.
    SyntaxEnd "文件在此处就结束了，括号没有配齐" "the file ends here with brackets open"
    SyntaxComma "此处缺逗号（或括号没有配齐）" "a comma is missing here (or a bracket is open)"
    SyntaxColon "此处缺冒号" "a colon is missing here"
    SyntaxCloseRound "此处缺 `)` 或逗号" "a `)` or a comma is missing here"
    SyntaxCloseSquare "此处缺 `]`" "a `]` is missing here"
    SyntaxCloseCurly "此处缺 `}`" "a `}` is missing here"
    SyntaxCloseQuote "引号没有配对" "a quote is not closed"
    SyntaxEscape "不认识的转义" "an unknown escape"
    SyntaxComment "注释没有结束" "a comment is not closed"
    SyntaxTrailing "内容在前面已经结束，此处多出文字" "the value has ended before this"
    SyntaxTooDeep "嵌套过深" "nested too deep"
    SyntaxUnexpected "此处不该出现这样的内容" "this does not belong here"

    // Why a file cannot be read.
    ReadNotFound "没有这个文件" "there is no such file"
    ReadWrongKind "这不是文件" "it is not a file"
    ReadTooLarge "文件有 {size} 字节，超过上限 {limit} 字节" "it has {size} bytes, more than the limit of {limit}"
    ReadNotUtf8 "不是 UTF-8 文本（自第 {at} 字节起）" "it is not UTF-8 text (from byte {at})"
    ReadRefused "系统拒绝：{why}" "the system refused: {why}"

    // Numbers.
    NumberCount "0 至 {most} 的整数" "a whole number from 0 to {most}"
    NumberShare "形如 \"0.25\" 的比例" "a share such as \"0.25\""
}
