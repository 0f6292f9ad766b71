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

    // Types in words.
    NameWord "名称" "name"
    FunctionWord "函数" "function"
    TypeFlag "是或否" "a yes or no"
    TypeCount "整数" "a whole number"
    TypeShare "比例" "a share"
    TypeMoney "金额" "a sum of money"
    TypeDate "日期" "a date"
    TypeText "文字" "a text"
    TypePeriod "期间" "a period"
    TypeChoice "选项（{name}）" "a value of the choice {name}"
    TypeSubject "主体" "a subject"
    TypeInstance "实例（{name}）" "an instance of {name}"
    TypeList "列表（{name}）" "a list ({name})"
    TypeSet "选项集合（{name}）" "a set of {name}"
    TypeTable "表" "a table"
    TypeRow "列表的一行（{name}）" "a row ({name})"
    TypeElapsed "经过的时间（{unit}）" "elapsed time ({unit})"
    TypeNothing "没有值" "no value"
    TypeUnclear "不明" "something unclear"
    UnitWorkdays "工作日" "working days"
    UnitDays "日" "days"
    UnitWeeks "周" "weeks"
    UnitMonths "月" "months"
    UnitYears "年" "years"

    // What is wrong with rhai.
    RhaiUnexpected "此处不该有 `{name}`" "`{name}` does not belong here"
    RhaiMissing "此处缺 `{name}`" "`{name}` is missing here"
    RhaiReserved "`{name}` 是保留字" "`{name}` is a reserved word"
    RhaiNumber "`{name}` 不是数" "`{name}` is not a number"
    RhaiOperator "没有运算符 `{name}`" "there is no operator `{name}`"
    RhaiTooLarge "超过大小上限 {name}" "larger than the limit {name}"
    RhaiTooManyFunctions "一个文件中的函数过多" "too many functions in one file"
    RhaiDuplicate "`{name}` 重复" "`{name}` stands twice"
    RhaiWrongLiteral "此处需要另一种值" "another kind of value is needed here"
    RhaiLooseHeader "`///` 说明后面没有函数" "no function follows the `///` lines"
    RhaiNestedFunction "函数里不能再写函数" "a function cannot stand inside another"
    RhaiInvalidAssignment "只能给变量赋值" "only a variable can be given a value"
    RhaiNoLoop "`break`、`continue` 只能写在循环里" "`break` and `continue` belong in a loop"
    RhaiNameExpected "此处需要名称" "a name is needed here"

    // What is wrong with a rule.
    RuleFileTooLarge "文件超过 {limit} 行或者列" "the file has more than {limit} lines or columns"
    RuleTopLevel "规则文件里只能写函数" "a rule file holds functions only"
    RuleReserved "`{name}` 是内置函数的名称" "`{name}` is the name of a built-in"
    RuleHasParameters "作条件的规则不能有参数（此处有 {count} 个）" "a rule used as a condition has no parameters (this one has {count})"
    RuleShadows "`{name}` 与已声明的名称相同" "`{name}` hides a declared name"
    RuleArgumentCount "`{name}` 需要 {expected} 个参数，此处有 {found} 个" "`{name}` takes {expected} arguments, this has {found}"
    RuleNoOperation "{on}不能用 `{operator}`" "`{operator}` does not apply to {on}"
    RuleUnitsDiffer "{left}和{right}没有公共的单位" "{left} and {right} have no common measure"
    RuleElapsed "经过的时间只能与期间比较，或用 .count 取整数" "elapsed time can only be compared with a period, or counted with .count"
    RuleElapsedEquality "经过的时间不能判断相等" "elapsed time is never tested for equality"
    RuleTextExpected "此处需要加引号的文字" "a quoted text is needed here"
    RuleNumberExpected "此处需要整数" "a whole number is needed here"
    RuleValueExpected "此处需要一个值，得到的是{found}" "a value is needed here, this is {found}"
    RuleListExpected "此处需要列表，得到的是{found}" "a list is needed here, this is {found}"
    RuleSetExpected "此处需要 […] 或者选项集合，得到的是{found}" "[…] or a set is needed here, this is {found}"
    RuleTableExpected "此处需要表格参数，得到的是{found}" "a table is needed here, this is {found}"
    RuleEmptyList "空的列表" "an empty list"
    RulePredicate "`{name}` 应当有一个参数，即列表的一行" "`{name}` should have one parameter, a row of the list"
    RuleNotAVariable "`{name}` 不是 let 声明的变量" "`{name}` is not a variable made by let"
    RuleUnusedValue "算出的值没有用处" "the value is never used"
    RuleNoValue "不是每条路径都给出结果" "not every way through gives a result"
    RuleNoMethod "没有方法 `{name}`" "there is no method `{name}`"
    RuleQueryWhole "`{name}` 的写法不对，应当有 {least} 至 {most} 个名称" "`{name}` takes {least} to {most} names"
    RuleQueryText "`{name}` 里的名称没有声明" "a name in `{name}` is not declared"
    RuleQueryColumn "`{name}` 里的栏目没有声明" "a column in `{name}` is not declared"
    RuleFloat "不能用带小数点的数：金额写 money(\"1.50\")，比例写进参数" "no decimal fractions: write money(\"1.50\"), or make a share a parameter"
    RuleIntegerTooLarge "整数过大" "the whole number is too large"
    RuleIndex "不能用 […] 取值：用 lookup(…) 查表，用 any/every 查列表" "no […]: look tables up with lookup(…), lists with any/every"
    RuleOutside "规则不能调用 `{name}`：它会触及规则以外的东西" "a rule cannot call `{name}`: it reaches outside of the rule"
    RuleOperator "规则里没有运算符 `{name}`" "rules have no operator `{name}`"
    RuleListPlace "列表只能写在 in 的右边" "a list stands only on the right of in"
    RuleMapPlace "#{…} 只能写在查询的最后" "#{…} stands only as the last argument of a query"
    RuleForbidden "规则里不能用 {name}" "rules cannot use {name}"
    HeaderNoCites "说明的第一行应先写条文，如 `/// 16(1) 名称`；没有条文写 `-`" "the first line names the article first, `/// 16(1) title`; write `-` where there is none"
    HeaderNoTitle "说明的第一行缺名称" "the first line lacks a title"
    HeaderUnknownKey "说明中没有 `{name}` 这一项" "there is no key `{name}`"
    HeaderNoKey "说明的后续各行应写作 `/// 项: 内容`" "the lines after the first are written `/// key: text`"
    HeaderTwice "`{name}` 写了两次" "`{name}` is given twice"
    HeaderEmpty "`{name}` 没有内容" "`{name}` says nothing"

    // What is wrong with a statechart.
    ChartNoChild "状态 `{name}` 没有可以进入的子状态" "the state `{name}` has no child that can be entered"
    ChartChildOfLeaf "状态 `{name}` 不能有子状态" "the state `{name}` cannot have children"
    ChartFinalInParallel "并行状态的直接子状态 `{name}` 不能是终止状态" "`{name}`, a direct child of a parallel state, cannot be final"
    ChartHistoryInRoot "最外层不能有历史状态 `{name}`" "the history state `{name}` cannot stand at the top"
    ChartInitialOfLeaf "状态 `{name}` 没有子状态，不能有 initial" "the state `{name}` has no children and so no initial"
    ChartInitialOutside "状态 `{name}` 的 initial 不在它里面" "the initial of `{name}` lies outside of it"
    ChartIllegalTargets "目标 `{name}` 不能与其他目标同时处于活动" "the target `{name}` cannot be active together with the others"
    ChartTransitionOfRoot "最外层不能有转移" "the outermost level has no transitions"
    ChartFinalLeft "终止状态 `{name}` 不能再有转移" "the final state `{name}` cannot be left"
    ChartHistoryDefault "历史状态 `{name}` 应当恰有一个没有事件的转移，指向同一父状态之内" "the history state `{name}` needs exactly one transition, without event, to a state inside the same parent"
}
