//! Every problem that a bundle or a scenario can have: its code, its weight, its sentence, and the
//! longer explanation that `banfa check --explain CODE` prints.

use super::text::Lang;

/// How much a problem weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The bundle or scenario cannot be used.
    Error,
    /// It can, but a finished one may not have it.
    Warning,
}

macro_rules! problems {
    ($( $name:ident $code:literal $severity:ident
        $zh:literal $en:literal
        why $why_zh:literal $why_en:literal )*) => {
        /// A kind of problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(rustdoc::broken_intra_doc_links, reason = "a sentence in brackets is no link")]
        pub enum Problem { $( #[doc = $en] $name, )* }

        impl Problem {
            /// All kinds, in the order of this file.
            pub const ALL: &'static [Self] = &[ $( Self::$name, )* ];
            /// The code by which people and programs name it.
            pub const fn code(self) -> &'static str {
                match self { $( Self::$name => $code, )* }
            }
            /// Its weight.
            pub const fn severity(self) -> Severity {
                match self { $( Self::$name => Severity::$severity, )* }
            }
            /// Its sentence, with slots.
            pub const fn template(self, lang: Lang) -> &'static str {
                match (self, lang) { $( (Self::$name, Lang::Zh) => $zh, (Self::$name, Lang::En) => $en, )* }
            }
            /// What is said of it, with … where the particulars of a case stand.
            pub fn pattern(self, lang: Lang) -> String {
                let mut pieces = self.template(lang).split('{');
                let first = pieces.next().unwrap_or("").to_owned();
                pieces.fold(first, |said, piece| {
                    said + "…" + piece.split_once('}').map_or(piece, |(_, rest)| rest)
                })
            }
            /// Why it is a problem and what to do.
            pub const fn explanation(self, lang: Lang) -> &'static str {
                match (self, lang) { $( (Self::$name, Lang::Zh) => $why_zh, (Self::$name, Lang::En) => $why_en, )* }
            }
        }
    };
}

problems! {
    SentenceUnwritten "sentence-unwritten" Error
        "这一处读懂了，但写不成修改：{why}"
        "this is understood, and cannot be written as an edit: {why}"
        why "决定的这一处修改案里没有对应的写法，或者修改前的条文里没有这个地方。不猜怎样写。请自己写这一处，或者用 --partial 先留一处空。"
            "An amendment cannot say it, or the text before has no such place. How to write it is not guessed. Write that edit yourself, or leave a hole with --partial."
    SentenceUnread "sentence-unread" Error
        "修改决定的这一句没有读懂：“{words}”处应为{expected}"
        "this sentence of the decision is not understood: at “{words}” it should say {expected}"
        why "修改决定逐句读成修改：改哪里、怎样改、改成什么。读不懂的一句不猜，整句不用，在所指的位置说明读不懂的是哪几个字。请照通常的写法改写这一句，或者在修改案里自己写这一处。"
            "A decision is read sentence by sentence: what is amended, how, and what it becomes. What is not understood is never guessed: the sentence is left out, and the place shows the words. Write the sentence in a usual form, or write that edit in the amendment yourself."
    Syntax "syntax" Error
        "不是合法的 RON：{what}"
        "not valid RON: {what}"
        why "文件中的括号、逗号或引号不配对，后面的内容无法读取。改正此处后再检查一次。"
            "Brackets, commas or quotes do not match, and what follows cannot be read. Mend this place and check again."
    RuleSyntax "rule-syntax" Error
        "规则不是合法的 rhai：{what}"
        "the rule is not valid rhai: {what}"
        why "规则文件无法解析。按所指位置改正后再检查一次。"
            "The rule file cannot be parsed. Mend the place shown and check again."
    WrongShape "wrong-shape" Error
        "{what}应为{expected}，写的是{found}"
        "{what} should be {expected}, not {found}"
        why "此处的值种类不对，例如该写列表的地方写了文字。"
            "The value is of another kind than what is read here, for instance a text where a list belongs."
    UnknownField "unknown-field" Error
        "{what}没有名为 `{name}` 的字段"
        "{what} has no field `{name}`"
        why "字段名写错或此处不能使用。不认识的字段绝不忽略，否则写错的规定会悄悄失效。"
            "The field is misspelt or does not belong here. Unknown fields are never ignored: a misspelt provision would silently lapse."
    LoneBrace "lone-brace" Error
        "正文中的花括号没有写成“参数:数值”的一对"
        "a brace in the text holds no pair parameter:value"
        why "正文中花括号内写参数及其在此处的写法，如 {cycle:两年}；不成对的，或者没有冒号的，数值就不再随参数变动。"
            "In the text braces hold a parameter and how it is written there: {cycle:两年}. Without its partner or its colon the number would no longer follow the parameter."
    SlotWithoutValue "slot-without-value" Error
        "条文此处的 `{path}` 没有值"
        "`{path}` in the text has no value"
        why "花括号里写的参数，自办法施行之日起要一直有值；是表的，写到行为止，而且每个日期的表里都要有这一行。条文不会印出政策包里没有的数。"
            "What stands in braces has a value from the measure's first day on; of a table it names a row, which each dated table has. The text never prints a number that is nowhere in the bundle."
    SlotDisagrees "slot-disagrees" Warning
        "条文写的是“{words}”，而 `{path}` 的值是“{value}”"
        "the text says “{words}”, but the value of `{path}` is “{value}”"
        why "运行的是参数的值，banfa text 印出的也是参数的值；条文里写着另一个数，说明有一边没有跟着改。把两边改成一致。"
            "The parameter's value is what runs and what banfa text prints. Where the words say another number one of the two has not followed the change: make them agree."
    SlotValuesPart "slot-values-part" Warning
        "条文此处用“{words}”一并写了 `{path}`（{value}）和 `{other_path}`（{other}），两个值不同"
        "the one word “{words}” stands for `{path}` ({value}) and `{other_path}` ({other}), whose values differ"
        why "一处文字管着几个参数的（如“各不超过2个”），几个值要一致。要分开规定，把条文也分开写。"
            "Where one word binds several values (no more than two *each*) they must be equal. Where they are to part, the text must part them too."
    ValueWithoutSense "value-without-sense" Warning
        "`{path}` 公布的是“{words}”，现为“{value}”"
        "`{path}` was published as “{words}” and is now “{value}”"
        why "现值与条文公布的写法单位不同，或者相差十倍以上，多半是写错了。确实要这样修改的，把条文里的写法一并改过来。"
            "The value is in another unit than the published words, or ten times or a tenth of them: most likely a slip. Where it is meant, change the words in the text too."
    ValueOfNothing "value-of-nothing" Warning
        "`{path}` 的值{what}"
        "the value of `{path}` is {what}"
        why "期限、间隔、届数为零就等于没有规定；金额、比例、数目不能为负。核对数值；不要这项规定的，删去用到它的地方。"
            "A length of time or a number of calls of nothing says nothing; sums, shares and counts are not negative. Check the value; where the provision is to go, remove what uses it."
    NumberNotShown "number-not-shown" Error
        "{articles}的条文没有写出 {paths}"
        "the text of {articles} does not show {paths}"
        why "政策包里的数目、期间、金额和比例，要在它注明的条款里有出处：条文中用花括号写出来。条文没有写的，参数要写明 silence（填补的空白）或者 technical（技术需要）。否则条文和运行的规则会各说各的。"
            "Each number, length, sum and share of the bundle stands in the provision that it cites, in braces in the text. What the text does not give says so: silence (a silence that is filled) or technical. Else the words and what runs part company."
    NumberOutsideSlot "number-outside-slot" Warning
        "条文里的“{text}”没有写在花括号里"
        "“{text}” in the text stands outside braces"
        why "条文里的数字要么是政策包的参数，写成 {参数:写法}；要么与政策包无关，写成 {:写法}。否则改了参数，条文不会跟着改。"
            "A number in the text is a parameter of the bundle, written {parameter:words}, or none of the bundle's, written {:words}. Else the text does not follow when the parameter changes."
    RunsNothing "runs-nothing" Warning
        "参数 `{name}` 只有条文用到，没有任何规则、期限或者名额依它运行"
        "the parameter `{name}` stands in the text only: no rule, timer or limit runs on it"
        why "改了它，只有条文会变，什么也不会依它发生。让规则用上它；本来就不产生效果的，在条文里写成 {:写法}，删去参数。"
            "Changing it changes the words and nothing else. Let what should follow it read it; where nothing should, write {:words} in the text and remove the parameter."
    CitesRepealed "cites-repealed" Warning
        "{article}已经废止"
        "{article} has been repealed"
        why "废止的条文保留序号，但不再有效力。仍然引用它的内容，改引现行条文，或者一并删去。"
            "A repealed article keeps its number and has no force. What still cites it cites the law as it stands, or goes with it."
    HeadingElsewhere "heading-elsewhere" Warning
        "{what}与{found}的条旨同名，却注明{cited}"
        "{what} is called as {found} is headed, but cites {cited}"
        why "名称与某一条的条旨完全相同，注明的依据却是别的条文：多半是插入或者删去条文以后，引用的序号没有跟着改。核对它和前后各条的引用。"
            "Its title is the heading of one article word for word, and it cites others: most often an article was put in or taken out and the references did not follow. Check this one and those of the articles around."
    RowMissing "row-missing" Warning
        "这里可能查到表里没有的行：{rows}"
        "this may ask for rows that the table does not have: {rows}"
        why "查表的值可以是选项表里的任何一个，表里（或者某个日期起的表里）却没有那一行；查到时这一步会被拒绝。补上这一行，没有规定的写明数值为零及其理由，或者让规则查不到它。"
            "Any value of the choice may be looked up, and the table, or one of its dated ones, lacks that row: the step is refused when it is asked. Add the row, with zero and the reason where nothing is granted, or keep the rule from asking."
    StatesLeftOut "states-left-out" Warning
        "`{machine}` 的状态只列出了一部分，漏了居间的 {states}"
        "of the states of `{machine}` some are listed and {states} between them left out"
        why "规则逐一列出状态时，列出的两个状态之间还有没有列出的：多半是后来插入的环节忘了补上，规则对停在那里的实例就视而不见。补上，或者写成 \"before X\"、\"from A before X\"，或者写上一级的状态。"
            "The rule names states one by one, and between two of them lies one that it does not name: most often a stage put in later, so that the rule does not see what waits there. Name it, write \"before X\" or \"from A before X\", or name the state around them."
    NobodyMay "nobody-may" Warning
        "`{machine}` 的这个转移谁也引起不了：没有人有权发出 {events}，也没有动作送出"
        "nobody can set off this transition of `{machine}`: no role may send {events}, and no action does"
        why "有法律文本的政策包里，转移不写 by 就只能由别的动作引起。写明谁可以引起（by），或者让某个动作送出这个事件，或者删去。"
            "In a bundle with a legal text a transition without by is set off by other actions only. Say who may (by), let some action send the event, or remove it."
    ReservedEvent "reserved-event" Warning
        "事件 `{name}` 用了图自己的名字 `{prefix}`"
        "the event `{name}` uses the chart's own name `{prefix}`"
        why "状态完成时会产生 done.state.X（SCXML 3.12.1），等待 `done` 的转移听得见它：谁也没有说，转移就发生了。error 同样保留。换一个名称。"
            "When a state ends the chart raises done.state.X (SCXML 3.12.1), and a transition that waits for `done` hears it though nobody said so. error is kept likewise. Choose another name."
    MissingField "missing-field" Error
        "{what}缺少字段 `{name}`"
        "{what} lacks the field `{name}`"
        why "此处必须写明该字段。"
            "This field must be given here."
    Duplicate "duplicate" Error
        "`{name}` 重复出现"
        "`{name}` is given twice"
        why "同一名称只能出现一次；后写的不会覆盖先写的。"
            "A name may be given once only; a later one never overrides an earlier one."
    OneOnly "one-only" Error
        "{names} 只能写一个"
        "only one of {names} can be given"
        why "这几个字段各是一种写法，同时写就不知道以哪个为准。留下一个，删去其余。"
            "These fields say the same thing in different ways; given together it is unclear which holds. Keep one."
    BadName "bad-name" Error
        "`{name}` 不能用作名称"
        "`{name}` cannot be a name"
        why "名称以字母、汉字或下划线开头，后面可有字母、汉字、数字和下划线，不含空格和连字符。"
            "A name begins with a letter of any script or an underscore; letters, digits and underscores follow, no blanks or hyphens."
    UnknownName "unknown-name" Error
        "没有名为 `{name}` 的{kind}"
        "there is no {kind} named `{name}`"
        why "所引用的名称没有声明。核对拼写，或先声明它。"
            "The name that is used was never declared. Check its spelling, or declare it."
    BadArticle "bad-article" Error
        "`{name}` 不是条文引用"
        "`{name}` is not an article reference"
        why "条文引用写作 \"18\"（条）、\"3.2\"（款）、\"16(6)\"（项）、\"3.2(1)\"（款下之项）。"
            "An article reference is written \"18\" (article), \"3.2\" (paragraph), \"16(6)\" (item) or \"3.2(1)\" (item of a paragraph)."
    NoSuchArticle "no-such-article" Error
        "办法中没有{article}"
        "the measure has no {article}"
        why "引用的条、款或者项在 text.ron 中不存在。"
            "The article, paragraph or item cited does not stand in text.ron."
    ChapterOrder "chapter-order" Error
        "{name}从{article}开始，不在{before}之后"
        "{name} begins with {article}, which does not stand behind the beginning of {before}"
        why "章、节依条文的次序写，每章、每节至少有一条；第一节和它的章从同一条开始。"
            "Chapters and sections are listed in the order of the articles, each with one at least; a first section begins with its chapter."
    ChapterGap "chapter-gap" Error
        "{name}之前还有{article}"
        "{article} stands before {name}"
        why "分章的办法，每一条都在一章里：第一章从第一条开始。分节的章，每一条都在一节里：第一节从本章的第一条开始。"
            "Where a text has chapters, each article stands in one: the first begins with the first article. Where a chapter has sections, the first begins with the first article of the chapter."
    ChapterCited "chapter-cited" Error
        "{place}引用的“{words}”没有了"
        "{place} names “{words}”, which goes"
        why "一章（节）删去的，引用它的文字要一并修改。序号变了的，引用随之变动，不必写。"
            "What names a chapter or a section that goes needs an edit. Where only its number is another, the citation follows by itself."
    ChapterAttached "chapter-attached" Error
        "{name}不能从{article}开始"
        "{name} cannot begin with {article}"
        why "附件附在正文之后，不入章。"
            "Attachments stand behind the text, in no chapter."
    NoSuchChapter "no-such-chapter" Error
        "没有{name}"
        "there is no {name}"
        why "章写作“第四章”，节写作“第四章第一节”，都是修改前的序号。"
            "Chapters are addressed by their numbers in the text before: “第四章”, “第四章第一节”."
    ChapterInside "chapter-inside" Error
        "{name}不能放在{chapter}中间（{article}）"
        "{name} would stand in the middle of {chapter}, at {article}"
        why "增加的一章（节）连同它的条放在两章（节）之间。放在一章中间的，后面的条会不声不响地归入新的一章。"
            "A chapter or a section comes with its articles, between two others: in the middle of one, the articles behind it would fall into it unsaid."
    ChapterBegins "chapter-begins" Error
        "{article}已经是{name}的第一条"
        "{article} begins {name} already"
        why "在一条之前加章名，是让它成为新的一章的第一条。已经是一章第一条的，改章名用 `heading_of`；整个换一章的，先删去原来的章名。"
            "A heading before an article makes it the first of a new chapter. Where it begins one already, its heading is changed by `heading_of`."
    ChapterHasSections "chapter-has-sections" Error
        "{name}分节，只删去章名，各节没有所在的章"
        "{name} has sections: without its heading they would lie in the chapter before"
        why "只删去章名的，本章的条归入前一章。分节的章，各节的节名用 `delete_heading` 一并删去，或者用 `heading_of` 改章名；整章删去的写 `delete`。"
            "Where only the heading of a chapter goes, its articles stand in the one before. Take out the headings of its sections too, change the heading by `heading_of`, or `delete` the whole chapter."
    SectionWithoutChapter "section-without-chapter" Error
        "{name}从{article}开始，不在任何一章里"
        "{name} begins with {article}, which stands in no chapter"
        why "节在章里：先有章，再分节。"
            "A section lies in a chapter."
    RelationUntriable "relation-untriable" Error
        "`{name}` 不能用来试这一关系：{why}"
        "`{name}` cannot be tried by this relation: {why}"
        why "`more` 要的是一个数和一次排名的遴选；`cycles` 要的是以年或者月计的周期。不能变化的，什么也试不出来。"
            "`more` needs a number and a selection that ranks; `cycles` needs a cycle in years or months. What cannot be varied shows nothing."
    NoSource "no-source" Error
        "{what}没有注明依据"
        "{what} names no source"
        why "每个要素都要注明来自哪一条（article）、哪个理解（reading）、文本的哪处空白（silence）或何种技术需要（technical）。"
            "Every element names the article, the reading, the silence of the text or the technical need that it comes from."
    Pending "pending-article" Warning
        "{article}尚未编码"
        "not encoded yet: {article}"
        why "完成的政策包中，每一条要么由运行的要素承载，要么声明为宣示性条款并说明理由。"
            "In a finished bundle each article is carried by something that runs or is declaratory with a reason."
    CarriedByNothing "carried-by-nothing" Warning
        "{article}声明为已承载，但没有任何运行的要素引用它"
        "{article} is said to be carried, but nothing that runs cites it"
        why "标为 carried 的条文必须有运行的要素引用它：条件、期限、义务、款项、登记簿、档案、职权、认定，或者有规则读取的参数。名称、选项、事实、文中的参数位不算：它们只说叫什么。"
            "An article marked as carried must be cited by something that runs: a guard, a timer, a duty, money, a register, a record, a power, a finding, or a parameter that something reads. A title, a choice, a fact or a slot of the text does not count: it only says what something is called."
    BadDate "bad-date" Error
        "`{text}` 不是日期"
        "`{text}` is not a date"
        why "日期写作 \"2024-05-06\"，年四位、月日各两位，且必须真实存在。"
            "A date is written \"2024-05-06\", four digits for the year, two for month and day, and must exist."
    BadMoney "bad-money" Error
        "`{text}` 不是金额"
        "`{text}` is not a sum of money"
        why "金额写作 \"500000元\"、\"50万元\" 或 \"1234.50元\"，至多两位小数。"
            "A sum is written \"500000元\", \"50万元\" or \"1234.50元\", with two decimals at most."
    BadNumber "bad-number" Error
        "`{text}` 不是{expected}"
        "`{text}` is not {expected}"
        why "数值的形式或者范围不对。"
            "The number has the wrong form or lies outside its range."
    BadPeriod "bad-period" Error
        "`{text}` 不是期间"
        "`{text}` is not a period"
        why "期间写作 workdays(5)、days(10)、weeks(2)、months(6)、years(3)。"
            "A period is written workdays(5), days(10), weeks(2), months(6) or years(3)."
    ValueOrder "value-order" Error
        "自 {later} 起的值写在自 {earlier} 起的值之前"
        "the value from {later} stands before the value from {earlier}"
        why "随时间变化的值按生效日期先后排列，生效日期不得重复。"
            "Values that change in time are listed by their dates, each date once."
    CannotRead "cannot-read" Error
        "读不了文件 `{path}`：{why}"
        "cannot read `{path}`: {why}"
        why "政策包列出的文件不存在、不是 UTF-8 文本或者过大。"
            "A file that the bundle lists is missing, is not UTF-8 text or is too large."
    Unlisted "unlisted-file" Warning
        "`{path}` 没有列入 policy.ron 的 files，不会读取"
        "`{path}` is not among the files of policy.ron and is not read"
        why "政策包只读取 policy.ron 中 files 列出的文件。"
            "A bundle reads only the files that policy.ron lists under files."
    TypeMismatch "type-mismatch" Error
        "此处需要{expected}，得到的是{found}"
        "{expected} is needed here, this is {found}"
        why "不同种类的值不能比较或者赋值。rhai 会把这种比较悄悄当作不成立，所以这里直接报错。"
            "Values of different types cannot be compared or assigned. rhai would silently call the comparison false, so it is an error here."
    RuleProblem "rule-problem" Error
        "规则写法有误：{what}"
        "the rule cannot be used: {what}"
        why "规则是没有副作用的条件，只能使用声明过的名称和列出的写法。"
            "A rule is a condition without side effects; it uses declared names and the listed forms only."
    WrongUnit "wrong-unit" Error
        "`{name}` 的值 {value} 不能按{unit}计"
        "`{name}` is {value}, which cannot be counted in {unit}"
        why "规则按这一单位计算或者比较该参数，而它的值化不成这个单位（十八个月不是整年，工作日与自然日不能互换），运行到此处必然无法计算。改参数的单位，或者改规则。"
            "The rule counts or compares the parameter in this unit, and its value is no whole number of it (eighteen months are no years; working days are no natural days): every run would stop here. Change the unit of the parameter, or the rule."
    Lookalike "lookalike" Warning
        "`{name}` 与另一个名称看起来一样，却是两个名称"
        "`{name}` looks like another name and is not the same"
        why "两个名称的字母分属不同的文字（如拉丁字母 a 与西里尔字母 а），或者编码方式不同（Unicode 的 NFC 与 NFD），人分不清，程序却当作两个。留下一种写法。"
            "The two names have letters of different scripts (a Latin a and a Cyrillic а), or are composed in different ways (Unicode's NFC and NFD): people cannot tell them apart, and the program takes them for two. Keep one spelling."
    OtherAnchor "other-anchor" Error
        "`{name}` 写明 as_of: {own}，在这里被调用却按{here}的事实计算"
        "`{name}` says as_of: {own}, and is called here, where facts are those of {here}"
        why "as_of 只管它所在的规则：规则被另一条规则或者一个算式调用时，事实按调用它的那一条的 as_of（没有写的，按事件当日）读取，写在被调用的函数上的 as_of 不起作用。两处的 as_of 要一致；动作里的算式没有 as_of，要用某一日的值，就在那一日的事件里把它记下来（set）。"
            "as_of holds for the rule on which it stands: where that rule is called by another or by an expression, facts are read as of the caller's as_of, or on the event's day where it has none. Both must say the same; an expression of an action has no as_of, so that a value as of a day is noted by the event of that day (set)."
    RuleCycle "rule-cycle" Error
        "{kind} `{name}` 经由自身定义"
        "the {kind} `{name}` is defined through itself"
        why "规则和规则组不能直接或间接引用自己，否则永远算不完。"
            "A rule or a group may not refer to itself, directly or through others: it would never end."
    TooManyPieces "too-many-pieces" Error
        "部件的使用超过 {count} 次"
        "pieces are used more than {count} times"
        why "部件里可以再用部件，次数成倍增加；一个政策包用不了这么多，多半是写错了。"
            "Pieces may use pieces, and the uses multiply; no bundle needs so many, so most likely something is misspelt."
    PiecesTooLarge "pieces-too-large" Error
        "部件组合出来的内容太大：{what}超过 {count}"
        "what pieces put together is too large: more than {count} {what}"
        why "部件里的名称可以代表别的名称，几行就能成倍增大到任何机器都放不下；一个政策包或者一个场景的所有部件合计不能超过这个限度。"
            "A name in a piece may stand for others, so a few lines can grow beyond what any machine holds; all pieces of one bundle, or of one story, share this limit."
    NotCarried "not-carried" Error
        "事件 `{event}` 不带 `{name}`"
        "the event `{event}` does not carry `{name}`"
        why "条件或动作读取了该事件没有声明的数据。"
            "A condition or an action reads data that this event does not declare."
    NoEvent "no-event" Error
        "期限届满不是事件，没有 `event.{name}` 可读"
        "a timer is no event: there is no `event.{name}` to read"
        why "由期限引起的转移不带事件的数据。要用的数据，请在收到事件时用 set 记下来。"
            "A transition that a timer sets off carries no event's data. Keep what is needed with set when the event comes."
    OwnerCycle "owner-cycle" Error
        "状态机的归属绕成一圈：{name}"
        "the machines own each other in a circle: {name}"
        why "每个实例归一个所有者所有，一直向上总有一个无主的。"
            "Every instance belongs to one owner, and upwards there is always one that belongs to nobody."
    UnusedRule "unused-rule" Warning
        "规则 `{name}` 没有被使用"
        "the rule `{name}` is not used"
        why "没有任何转移、动作、遴选或者其他规则引用它：或者忘了引用，或者可以删去。"
            "No transition, action, selection or other rule refers to it: it was forgotten, or it can go."
    BadChart "bad-chart" Error
        "状态图不成立：{what}"
        "the statechart is not well formed: {what}"
        why "状态图须符合 SCXML 的结构要求。"
            "The statechart must satisfy SCXML's structural rules."
    Unreachable "unreachable-state" Warning
        "没有转移能到达状态 `{name}`"
        "no transition reaches the state `{name}`"
        why "从初始状态出发，沿任何转移都到不了这个状态。"
            "From the initial state no sequence of transitions leads to this state."
    EventlessOnDay "eventless-on-day" Warning
        "自动转移的条件 `{name}` 取决于当天日期"
        "the condition `{name}` of an automatic transition depends on the day"
        why "没有事件的转移不会逐日重查；随日期发生的变化请用 after 或 at 写成期限。"
            "A transition without an event is not asked anew each day; write what depends on the day as a timer (after, at)."
    NoText "no-text" Error
        "政策包没有条文"
        "the bundle has no articles"
        why "政策包要在 articles 中逐条写出办法的正文，各要素才能注明依据。没有法律文本的状态图，在 policy.ron 中写 legal_text: false。"
            "A bundle holds the measure's text under articles, so that every element can cite it. A plain chart without a legal text says legal_text: false in policy.ron."
    ArticleOrder "article-order" Error
        "此处应为{expected}，写的是{found}"
        "{expected} should stand here, this is {found}"
        why "条文从第一条起按顺序排列，不缺号、不重号。"
            "Articles stand in order from 1, none left out, none twice."
    TextEmpty "text-empty" Error
        "文本里没有内容"
        "the text is empty"
        why "要读的公布文本里一个字也没有，多半是选错了文件，或者文件没有存好。"
            "The published text that is to be read has no words in it: most likely another file was meant, or this one was not saved."
    TextControl "text-control" Error
        "文本里有不能显示的字符 {letter}"
        "the text holds {letter}, which cannot be shown"
        why "公布文本里只有文字、空白和换行。有其他控制字符的，多半不是文本文件；另存为纯文本（UTF-8）或者 .docx 后再读。"
            "A published text holds letters, blanks and ends of lines. Other control characters mean that the file is most likely no text: save it as plain text (UTF-8) or as .docx."
    TextTwice "text-twice" Error
        "{article}出现了两次"
        "{article} stands twice"
        why "一份文本里同一条号只能出现一次。一个文件里有两份文本的（如办法和它的实施细则），分成两个文件；是引用条文而不是条文本身的，不要单独起一行。"
            "A number stands once in a text. Where a file holds two texts, put them into two files; where the line only cites the article, let it not begin a line."
    TextGap "text-gap" Warning
        "此处应为{expected}，文本写的是{found}"
        "{expected} should stand here, the text says {found}"
        why "公布文本的条号从第一条起依次排列。缺号的，多半是抄漏了一条，或者条号没有单独起一行；只摘录了几条的，可以不管。"
            "The numbers of a published text follow one another from the first. A gap most likely means that an article was left out, or that its number does not begin a line; an excerpt may have it."
    TextUnnumbered "text-unnumbered" Warning
        "文本里没有“第一条”或者“一、”这样的条号"
        "the text has no numbers such as 第一条 or 一、"
        why "条、部分的编号要在一行的开头。没有编号的文本，只能逐段来读。"
            "The number of an article or a part begins a line. A text without numbers is read paragraph by paragraph."
    TextBrace "text-brace" Error
        "文本里有花括号"
        "the text holds a brace"
        why "政策包的条文里，花括号内写参数及其写法。公布文本里的花括号会被当成参数，请改成别的括号。"
            "In the articles of a bundle braces hold a parameter and its words. A brace of the published text would be taken for one: write another bracket."
    NotDocx "not-docx" Error
        "无法读取 Word 文档 {path}：{why}"
        "cannot read the Word document {path}: {why}"
        why "能读的是 .docx（Word 2007 以后的格式）。旧的 .doc 或者不完整的文件，用 Word、WPS 或 LibreOffice 打开后另存为 .docx。"
            "What can be read is .docx, the format since Word 2007. Open an older .doc or a damaged file in Word, WPS or LibreOffice and save it as .docx."
    MissingTitle "missing-title" Warning
        "{what}没有{language}名称"
        "{what} has no {language} title"
        why "凡是给人看的内容，都要有中文和英文名称：title: (zh: \"…\", en: \"…\")。缺一种语言时显示另一种；都缺时只能显示标识符。"
            "Whatever people read has a title in both languages: title: (zh: \"…\", en: \"…\"). Where one is missing the other is shown, where both are, the identifier."
    DecidesNothing "decides-nothing" Warning
        "没有状态机接受事件 `{event}`，它不能决定适用何时的值"
        "no machine hears the event `{event}`, so its day decides nothing"
        why "applies 里的事件，要有状态机接受：某个转移的 event 写着它。否则处处依行为当日。"
            "An event under `applies` must be heard by some transition of a machine; otherwise the day of each act decides."
    ValidityOrder "validity-order" Error
        "有效期止于 {to}，早于起始日 {from}"
        "the validity ends on {to}, before it begins on {from}"
        why "有效期的末日不得早于起始日；两日都在有效期之内。"
            "The last day of the validity cannot lie before the first; both belong to it."
    ValueTooLate "value-too-late" Error
        "参数 `{name}` 自 {from} 起才有值，办法自 {start} 起施行"
        "the parameter `{name}` has no value before {from}, the measure is in force from {start}"
        why "办法施行之日起，每个参数都要有值。最早的值应当自施行之日或者更早起算。"
            "From the measure's first day on every parameter has a value: the first one begins on that day or earlier."
    ValueNeverHolds "value-never-holds" Warning
        "自 {from} 起的值永远用不上：有效期止于 {to}"
        "the value from {from} never holds: the validity ends on {to}"
        why "值的起始日期晚于有效期的末日。核对日期；属于下一版办法的，写在那一版里。"
            "The value begins after the last day of the validity. Check the date; what belongs to the next version of the measure stands there."
    LimitGone "limit-without-number" Error
        "自 {from} 起没有名额数：表里没有 `{row}` 这一行"
        "the limit has no number from {from} on: the table has no row `{row}` then"
        why "名额所指的一行，表的每个版本都要有；缺了这一行，就不知道可以有几个，而不是不设上限。补上这一行；不设上限的，写进 without，或者在每个版本里都不写这一行（只限 for_each）。"
            "The row that a limit names stands in every version of the table: without it nobody knows how many there may be, which is not the same as no limit. Write the row; where there is no limit, name the value in `without`, or leave its row out of every version (with for_each only)."
    Unused "unused" Warning
        "{kind} `{name}` 没有用到"
        "the {kind} `{name}` is never used"
        why "声明了，但没有任何状态机、规则或者其他声明用到它：或者忘了引用，或者可以删去。事实、认定和参数，要有条件或者动作读取才算用到。"
            "It is declared, but no machine, rule or other declaration uses it: it was forgotten, or it can go. A fact, a finding or a parameter is used where a condition or an action reads it."
    DeadEnd "dead-end" Warning
        "状态 `{name}` 没有出路，也不是终止状态"
        "nothing leads out of the state `{name}`, and it is not final"
        why "进入这个状态之后，再也不会发生任何事。流程到此结束的，写 kind: final；没有结束的，补上转移。"
            "Once this state is entered nothing can ever happen. Where the procedure ends here, write kind: final; where it does not, add a transition."
    DeadTransition "dead-transition" Warning
        "这个转移不会发生：同一状态里前面的转移总是先发生"
        "this transition is never taken: an earlier one of the same state always comes first"
        why "同一状态里的转移按书写的先后取第一个成立的。前面的转移不问条件，或者它的条件后面的也都要求，后面的就永远轮不到。调换先后，或者给前面的加上条件。"
            "Of the transitions of a state the first that is enabled is taken. Where an earlier one asks for nothing, or for nothing that the later one does not also ask for, the later never has its turn. Change the order, or add a condition to the earlier one."
    Unheard "unheard-event" Warning
        "状态机 `{machine}` 没有转移接收事件 `{event}`"
        "no transition of the machine `{machine}` hears the event `{event}`"
        why "事件送到后不会有任何转移接收：未写 optional: true 的，整个步骤都会被拒绝。核对事件名称和接收者，或者在接收的状态机里写上转移。"
            "No transition will take the event when it arrives, and unless it is sent with optional: true the whole step is refused. Check the event and the receiver, or write the transition in the receiving machine."
    OpensUnheard "opening-unheard" Warning
        "事件 `{event}` 不能创建 `{machine}`：初始状态没有转移接收它"
        "the event `{event}` cannot open `{machine}`: no transition of the initial state hears it"
        why "opened_by 中的事件先创建实例，再交给它；初始状态不接收，事件就被拒绝，实例也不会产生。"
            "An event under opened_by creates the instance and is then given to it. Where the initial state does not hear it the event is refused and no instance comes to be."
    WrongOwner "wrong-owner" Error
        "状态机 `{name}` 的实例不归 `{machine}` 的实例所有"
        "instances of `{name}` do not belong to instances of `{machine}`"
        why "spawn 只能创建无主的或者归自己所有的实例，children 和遴选只及于归自己所有的实例。在该状态机的文件中用 owner 写明归谁所有。"
            "spawn creates instances that belong to nobody or to the one that creates them; children and selections reach one's own instances only. The field owner in the machine's file tells to whom they belong."
    NoOwner "no-owner" Error
        "状态机 `{machine}` 的实例不归谁所有，没有所有者可以接收"
        "instances of `{machine}` belong to nobody: there is no owner to receive this"
        why "只有写明 owner 的状态机才能把事件送给所有者（to: owner）。"
            "Only a machine that declares its owner can send to it (to: owner)."
    NoCalendar "no-calendar" Error
        "没有找到日历 `{name}`"
        "the calendar `{name}` was not found"
        why "工作日只按国务院公布的安排计算。日历放在 policy/calendars/ 下。"
            "Working days are counted by the published table only; calendars lie in policy/calendars/."
    BadWish "bad-wish" Error
        "`{text}` 不是“名=值”的写法"
        "`{text}` is not of the form name=value"
        why "--set 写作 cycle=5y、table.key.key=60万元、notice=7workdays、quota=3；--reading 写作 A12=选项。"
            "--set is written cycle=5y, table.key.key=60万元, notice=7workdays or quota=3; --reading is written A12=option."
    BadWishValue "bad-wish-value" Error
        "`{text}` 不是参数的值：期间写作 5年，金额写作 60万元，数写作 3"
        "`{text}` is no value of a parameter: a period is written 5y, a sum 60万元, a number 3"
        why "期间写作 5y、5年、7workdays、7个工作日，金额写作 60万元，数写作 3，比例写作 0.4，日期写作 2026-02-11，是否写作 true、false。"
            "A period is written 5y, 5年, 7workdays or 7个工作日, a sum 60万元, a number 3, a share 0.4, a day 2026-02-11, yes or no true or false."
    AssumesOtherwise "assumes-otherwise" Error
        "这个情景假定了另外的理解或者参数值，这里不能按它演练"
        "this story assumes other readings or values: it cannot be told here"
        why "assume 里有 readings、values 的情景要按假定的政策包演练：run、test、explain、may 都可以；这个命令只用一个政策包。"
            "A story with `readings` or `values` under `assume` is told under the bundle that it assumes: by run, test, explain and may; this command works with one bundle only."
    WishTwice "wish-twice" Error
        "`{name}` 给了两次"
        "`{name}` is given twice"
        why "同一处疑义只能采一种理解，同一个参数只能取一个值；写两次的不知道以哪一次为准。"
            "One reading has one meaning and one parameter one value; of two it could not be told which is meant."
    WishWithoutUse "wish-without-use" Warning
        "在所采的理解下没有任何要素按 `{name}` 运行，这处 --set 不改变结果"
        "under the readings that are followed nothing runs on `{name}`: this --set changes no outcome"
        why "所改的参数没有规则、期间、名额、金额用到，改了也没有结果；所采的理解可能已把用到它的要素换掉。"
            "No rule, period, limit or sum uses the parameter; a reading that is followed may have replaced what did."
    HidesEdit "hides-edit" Warning
        "这里盖过了修改案的一处改动：`{element}`"
        "this hides what an amendment does: `{element}`"
        why "--set、--reading 和情景的假定最后适用，盖在各个版本之上。与修改案改的是同一处的，看到的就不再是修改案的结果。"
            "What --set, --reading or a scenario assumes is laid last, over all versions. Where an amendment changes the same thing, what comes out is no longer what the amendment does."
    ReadingsConflict "readings-conflict" Error
        "{first} 与 {second} 改动同一处（`{element}`），不能同时采用"
        "{first} and {second} make the same element otherwise (`{element}`) and cannot both be followed"
        why "两处疑义的理解各自改动同一个要素，后一个会盖掉前一个。两者能够并用的，在其中一种理解下写 joined，说明并用时怎样。"
            "Meanings of two readings make one element otherwise, and the later would hide the earlier. Where they can stand together, one of them says under `joined` what holds then."
    CannotBeLeftOpen "cannot-be-left-open" Error
        "这处疑义不能留待确定：一种理解改动整个政策包的计算方法"
        "this reading cannot be left undecided: a meaning counts days otherwise in the whole bundle"
        why "未定的疑义，只有问到它的人才得到“未知”；整个政策包的计算方法处处都要用，未定就什么也算不出来。写明 counting 的 of，或者采一种理解。"
            "What is undecided is unknown to whoever needs it; the counting of the whole bundle is needed everywhere. Name the periods with `of`, or choose a meaning."
    TooManyVersions "too-many-versions" Error
        "修改分成的部分太多，同时并存的规定有 {count} 种"
        "the amendments fall into too many parts: {count} versions would stand side by side"
        why "适用对象不同的各部分分别生效，每一种组合都是一个版本，最多 64 个。让更多的修改适用于同样的对象，或者分几次比较。"
            "Parts that apply to different cases take effect apart, and each combination is a version: 64 at most. Let more operations apply to the same cases, or compare in several runs."
    NoRunning "no-running" Error
        "`{name}` 是期限，修改施行时可能正在计算：没有写明 running"
        "`{name}` is the length of terms that may be running on the day of effect: `running` is not said"
        why "期限改了，施行之日正在计算的怎么办，要写明：keep（仍按原期限）、recount（自起算日按新期限重新计算）或者 anew（自施行之日起算）。"
            "Where a length changes, say what becomes of terms that run on the day of effect: `keep` (they end as counted), `recount` (counted again from their start) or `anew` (counted from the day of effect)."
    MilderDecides "milder-decides" Error
        "`{event}` 启动一件，或者就是行为之日的事件，不能由它决定适用哪一种规定"
        "`{event}` opens a case, or is the conduct itself: it cannot decide which version applies"
        why "从旧兼从轻的决定，是以后对已有的一件作出的：decided 写作出决定的事件，不写启动的事件，也不写 conduct 的事件。"
            "The act by which the milder version is taken decides later, on a case that there is already: under `decided` name that act, not one that opens a case, nor that of `conduct`."
    MilderMoves "milder-moves" Error
        "这处修改改变了 `{machine}` 经过 `{state}` 的进程，不能从旧兼从轻"
        "this edit changes the course of `{machine}` at `{state}`: it cannot be applied as the milder version"
        why "决定作出时才知道适用哪一种规定，那时正停在某个状态的件没有去处。去掉状态、插入环节、调换环节的修改另写一处，另写 applies。"
            "Which version applies is known only when the act decides, and a case that waits then would stand nowhere. Give an edit that changes the course another `applies`."
    MilderReachesBack "milder-reaches-back" Error
        "这处修改溯及既往，又从旧兼从轻"
        "this edit reaches back and is applied as the milder version too"
        why "溯及既往的，以前的行为一律适用修改后的规定，没有可比的。两者只写其一。"
            "An edit that reaches back applies to all earlier conduct: there is nothing to compare. Say one of the two."
    RunningOfNothing "running-of-nothing" Error
        "这处修改不改变任何期限，running 没有作用"
        "this edit changes the length of no term: `running` does nothing"
        why "running 只说明正在计算的期限怎么办。去掉它，或者写在改期限的那处修改上。"
            "`running` says what becomes of terms. Take it out, or write it at the edit that changes a length."
    RunningOutOfReach "running-out-of-reach" Error
        "规则“{rule}”也用 `{name}`，看不出从哪一天算起，这里的 running 管不到那里"
        "the rule “{rule}” uses `{name}` too and does not tell from which day, so that `running` does not reach it"
        why "running 说明已经开始的期限怎样计算：状态机等待的、登记和义务的、材料保存的，以及规则里“日期 + param.期间”的。规则用 within、years(…) 去比的，看不出从哪一天算起，每次都用当时适用的长度。在规则里改写成“日期 + param.期间”；或者写 applies: event(\"…\")（由它开始的那件事）、machine(\"…\")，已经开始的适用原来的；或者写 running: recount；或者另设一个参数。"
            "`running` says how what had begun is counted: what a machine waits for, the last days of lines, duties and records, and in rules “day + param.period”. A rule that compares by `within` or `years(…)` does not tell from which day, and takes the length that applies when it is asked. Write “day + param.period” in the rule; or `applies: event(\"…\")`, of what begins it, or `machine(\"…\")`; or `running: recount`; or declare another parameter."
    AssumesUntold "assumes-untold" Warning
        "情景没有说明的，修改案假定 `{name}` 为 {value}"
        "where a story does not tell it, the amendment assumes `{name}` to be {value}"
        why "修改案的 assume 写明：只有改后的规定才问、情景没有说明的，按什么推演。情景说明了的照情景；结果依假定而来的，请核对。"
            "`assume` of an amendment says what holds where a story does not tell what only the amended measure asks. What a story tells holds; look again at what rests on the assumption."
    AssumesBefore "assumes-what-was-asked" Error
        "`{name}` 修改以前也要问，修改案不能假定"
        "`{name}` is asked before the amendment too, which cannot assume it"
        why "假定只补改后的规定新问的事项，否则修改以前的结果也会不同。写在情景里。"
            "An assumption supplies what only the amended measure asks; else what comes of the measure before would be another. Write it in the story."
    AssumesUnasked "assumes-unasked" Error
        "改后的规定也不问 `{name}`，假定没有作用"
        "nothing asks for `{name}` under the amendment: to assume it does nothing"
        why "去掉它，或者核对名称。"
            "Take it out, or look at the name again."
    NoAnswer "no-answer" Error
        "没有写明修改施行时正在 `{machine}` 的 `{state}` 的办理到哪里去"
        "it is not said where cases go on that wait in `{state}` of `{machine}` on the day of effect"
        why "删去的状态、前面插入了环节的状态，施行之日可能有办理正停在那里。在 cases_in 里逐个写明：stay（留在原处）或者 to(\"状态\")。"
            "Cases may wait in a state that is gone or before which a stage comes in. Say for each in `cases_in`: `stay`, or `to(\"state\")`."
    AnswerOfNothing "answer-of-nothing" Error
        "没有办理会因这处修改停在 `{name}` 而需要安排"
        "no case can need an answer for `{name}` by this edit"
        why "cases_in 只写删去的状态和前面插入了环节的状态；按案件开始之日适用的（machine），老案照老办法，不需要写。"
            "`cases_in` answers for states that are gone or before which a stage comes in; where the opening of a case decides, earlier cases keep the earlier rules and need none."
    NowhereToStay "nowhere-to-stay" Error
        "`{name}` 已经删去，办理不能留在那里"
        "`{name}` is gone: no case can stay there"
        why "写 to(\"状态\")，说明到哪个状态继续。"
            "Write `to(\"state\")`: in which state it goes on."
    TitleStays "title-stays" Warning
        "改的名称在采纳之前不用于推演"
        "what is called otherwise is told by its name before, until the amendment is adopted"
        why "老案新案在同一个世界里，同一个东西只有一个名称，推演、说明用的都是修改前的；`banfa adopt` 写出的政策包用改后的名称。"
            "Earlier and later cases stand in one world, and what both share has one name there, that before; the bundle that `banfa adopt` writes has the new one."
    SideBySide "side-by-side" Error
        "{what}在修改前后不能并存"
        "{what} cannot stand side by side before and after the amendment"
        why "老案适用老规定、新案适用新规定时，两种规定要在同一个世界里并存；类型、键、初始状态一类的结构做不到。另起一个名称。"
            "Where earlier cases keep the earlier rules, both stand in one world; types, keys, initial states and the like cannot be had in two ways. Declare another under a name of its own."
    ListLeavesOut "list-leaves-out" Error
        "重新给出的{what}漏了 `{names}`，又没有写明去掉"
        "what is given anew leaves out `{names}` ({what}) without saying so"
        why "一种理解重新给出整个清单的，政策包以后加进清单的就会丢失。只写增加、替换、去掉的几项（selection、group、members，转移的 add、without、add_by、without_by、without_actions），或者写全。"
            "Where a meaning gives a whole list anew, what the bundle adds to the list later is lost. Write what is added, replaced or taken away only (`selection`, `group`, `members`; of a transition `add`, `without`, `add_by`, `without_by`, `without_actions`), or all of it."
    StillNamed "still-named" Error
        "{kind} `{name}` 在这里去掉了，还有 {count} 处用到它"
        "the {kind} `{name}` is taken away here and something still names it (places: {count})"
        why "去掉的东西，哪里也不能再用到。用到它的各处列在下面：一并改掉，或者不去掉它。"
            "What is taken away can be named nowhere. All places that still name it are listed: change them too, or keep it."
    Groundless "groundless" Error
        "{article}不再有了，而仍有 {count} 处只依据它运行"
        "{article} is gone, and something still runs by it alone (places: {count})"
        why "条文删去或者废止以后，只依据它的内容就没有了依据。在 runs 里去掉或者改掉列在下面的各处；仍要照办的，改引别的条文，或者写明是填补空白（silence）。条文只是移到别处的，用 move、split 或者 join。"
            "Once an article is deleted or repealed, what cites it alone has nothing to stand on. Take away or change what is listed, in runs; what is to go on cites another article, or says which silence it fills. Where the words only stand elsewhere, use move, split or join."
    StageUnanswered "stage-unanswered" Error
        "插入 `{stage}` 之后，用到 `{state}` 的 {count} 处指什么，没有说明"
        "`{stage}` is put beside `{state}`, and nothing says what the places that name that state mean now (places: {count})"
        why "规则、遴选、义务和动作逐一写出状态名称的，插入环节之后不会自己知道新的环节算不算在内。在 names 里对每个相邻的状态说明：stay 不变，also(\"新环节\") 一并包括，to(\"新环节\") 改为新环节。"
            "Rules, selections, duties and actions that name a state do not know by themselves whether a stage put in beside it counts too. Say it under `names` for each state around: stay (the same), also(\"new\") (both), to(\"new\") (the new one instead)."
    StageImpossible "stage-impossible" Error
        "{what}"
        "{what}"
        why "插入的环节要接得上：来路都改到它，它又通向原来的去处；接不上的不能猜。"
            "A stage that is put in must join on: what led to the one led to it now, and it leads on to where that went. What does not join is never guessed."
    NotAChain "not-a-chain" Error
        "这几个环节不能这样调换次序：{what}"
        "these stages cannot be set in another order: {what}"
        why "只有依次相接的一串环节可以调换次序：每个只通向下一个，外面只进入第一个，最后一个只有一个独有的去处。其他情形，用 transition 逐一写明去处。"
            "Only a plain chain can be set in another order: each stage leads to the next alone, what comes from outside enters the first, and the last has one way on that no other has. Otherwise say with `transition` where each leads."
    FactStays "fact-stays" Error
        "事实 `{name}` 的类型、归属和提供者不能改动"
        "the type of the fact `{name}`, who has it and who supplies it cannot be made otherwise"
        why "各情景里已经按原来的类型提供过这项事实，改了就读不通。另外声明一项事实（declare），让规则改问新的；名称用 titled 改。"
            "Stories have told the fact as it is declared. Declare another fact (`declare`) and let the rules ask that one; `titled` changes what it is called."
    ChangeOutOfPlace "change-out-of-place" Error
        "{what}"
        "{what}"
        why "疑义的一种理解只能改动政策包里已有的一处；增加、去掉、调换次序的理解不能留待确定，一种理解也不能选定另一处疑义的理解。"
            "A meaning that is left undecided can only make one thing otherwise that there is; what it would add, take away or reorder cannot be waited for. And no meaning chooses that of another reading."
    CountingOutOfReach "counting-out-of-reach" Error
        "规则里也用 `{name}` 计算，只改几个期间的 counting 管不到那里"
        "a rule counts by `{name}` too, where the counting of single periods does not reach"
        why "counting 写明 of 的，只改状态机等待期间经过之处（not_before、after）；规则里的日期加减、within 按整个政策包的方法计算。改成整个政策包的 counting，或者换一条规则。"
            "`counting` with `of` changes where machines wait (`not_before`, `after`); in rules, dates plus periods and `within` are counted by the bundle's own way. Change the counting of the whole bundle, or ask another rule."
    WordsNotInText "words-not-in-the-text" Warning
        "{article}中没有“{words}”这些文字"
        "the words “{words}” do not stand in {article}"
        why "疑义的 words 是办法的原文，必须一字不差地出现在 article 所指的条、款、项里；中间略去的用“……”。"
            "The `words` of a reading are the measure's own and stand letter for letter in the article, paragraph or item that it names; what is left out between them is written “……”."
    BadCalendarDay "bad-calendar-day" Error
        "日历中的 {day} 不成立：{why}"
        "the calendar's {day} does not hold: {why}"
        why "调休上班日必须是周六或周日，日期必须在所属年份之内，同一天不得出现两次。"
            "A make-up workday must be a Saturday or Sunday; a day lies in its year; no day stands twice."
    NoticeFails "notice-fails" Error
        "通知的这一处不成立：{why}"
        "the notice does not hold here: {why}"
        why "节假日安排的通知逐句读入日历：每天写明的星期几、“共几天”、调休上班日是不是周末、七个节日是否齐全，逐一核对。读不懂的一句不猜，有一处不成立就整年不收。请对照公布的原文改正。"
            "A notice of holidays is read sentence by sentence: each weekday that is named, each number of days, whether a make-up workday lies on a weekend, whether all seven festivals are there. What is not understood is never guessed, and where one thing does not hold the year is not taken in. Correct it after the published text."
    BadScenario "bad-scenario" Error
        "情景写法有误：{what}"
        "the scenario cannot be used: {what}"
        why "情景的内容与政策包对不上。"
            "What the scenario says does not fit the bundle."
    DateBackwards "date-backwards" Error
        "{later} 写在 {earlier} 之后，日期倒退"
        "{later} stands after {earlier}: the dates go backwards"
        why "情景按时间先后书写，同一天可以有多件事。"
            "A story is told in order of time; several things may happen on one day."
    UntilWhen "until-when" Warning
        "`{name}` 自 {from} 起的值，把先前告知的自 {later} 起的值也更正了；真到哪一天为止？"
        "`{name}` as true from {from} corrects what was told before as true from {later}, too: until when is it true?"
        why "后得知的更正先得知的：只写 true_from，则自该日起各日均以此为准。如果后来的那段不变，请写 true_to；如果确实都要更正，请把后来的一段也重写一遍，或者用 values 逐段写明。"
            "What is learnt later corrects what was learnt before: with `true_from` alone it holds on all days from there on. Where the later time stays as it was told, give `true_to`; where it is corrected too, tell it again, or write the times one after the other with `values`."
    NotAssumed "not-assumed" Error
        "不能假定：{why}"
        "it cannot be assumed: {why}"
        why "只有还没有公布安排的年份可以假定日历，而且所用的日历须有那一年。"
            "Only a year whose arrangement is not published can be assumed, from a calendar that has it."
    NothingLeft "nothing-left" Error
        "{place}没有文字了"
        "no word is left of {place}"
        why "整条、整款、整项不要的，写 `delete` 或者 `repeal`；换成别的文字的，写 `replace`。标题和名称不能空着。"
            "What is to go as a whole is written `delete` or `repeal`; what is to read otherwise, `replace`. A heading or a title is not left empty."
    WordsNotThere "words-not-there" Error
        "{place}里没有“{words}”"
        "“{words}” does not stand in {place}"
        why "`old` 照修改前的条文写，空格和全角半角不计；条号是修改前的条号。"
            "`old` is written as the text before has it; spaces and width do not count. Addresses are those of the text before."
    WordsTooOften "words-too-often" Error
        "“{words}”在{place}里有 {count} 处：{places}"
        "“{words}” stands {count} times in {place}: {places}"
        why "改一处的，把前后的文字也写上，直到只有一处；各处都改的，写 `all: true`。"
            "Where one place is meant, write more of the words around it until they stand there once; where all are, write `all: true`."
    WordsUncovered "words-uncovered" Error
        "没有说明运行的内容怎样变：文字{change}"
        "it is not said what runs otherwise: {change}"
        why "写在数里的改动自己就生效；数以外的文字改了，要写明运行的内容怎样变，或者为什么不变，否则条文和运行的会不一致。"
            "A change of a number takes effect by itself. Where other words change it must be said what runs otherwise, or why nothing does; otherwise the text and what runs would part."
    ValueOfAnotherKind "value-of-another-kind" Error
        "“{old}”是 `{path}` 的值，改成的“{new}”不是同一种值"
        "“{old}” is the value of `{path}`; “{new}” is no value of that kind"
        why "数换成另一种（五年改为两届，数改为文字）时，运行的内容怎样变要用 `runs` 写明。"
            "Where a value becomes one of another kind, years a number of rounds, or words, `runs` says what runs otherwise."
    ShownElsewhereToo "shown-elsewhere-too" Error
        "`{path}` 在{place}仍写作“{words}”"
        "`{path}` still reads “{words}” in {place}"
        why "一个数写在几处的，几处都要改；不该一起变的，不是同一个数。"
            "A number that is shown in several places changes in all of them; where it should not, it is not one number."
    ValuesSaidTwice "values-said-twice" Error
        "`{path}` 被改成两个不同的值"
        "`{path}` is given two values"
        why "文字里的数和 `runs` 里的值，以及各处的数，须一致。"
            "The numbers in the words and the values in `runs` agree, wherever they are said."
    SlotUnclear "slot-unclear" Error
        "看不出“{words}”是不是原来的那个数"
        "it is not clear whether “{words}” is the number that stood there"
        why "数的前后文字也改了，或者两个数连在一起，就要在新的文字里用花括号写明是哪个参数的值。"
            "Where the words around a number change too, or two numbers touch, the new words say in braces whose value it is."
    ChangesFar "changes-far" Warning
        "`{path}` 由“{old}”改为“{new}”：相差十倍以上，或者单位不同，请核对"
        "`{path}` becomes “{new}” where it was “{old}”: ten times or a tenth, or another unit; look at it twice"
        why "多半是位数或者单位写错了；确实如此的，不必改。"
            "Most likely a digit or a unit is wrong; where it is meant, nothing need be done."
    EditsOverlap "edits-overlap" Error
        "两处修改改到了一起"
        "two edits lie over one another"
        why "各处修改都依修改前的条文，没有先后；改同一处的，合成一处写。"
            "All edits speak of the text before, and none comes first. Write as one what changes the same place."
    EditsConflict "edits-conflict" Error
        "两处修改改动同一处运行的内容（`{element}`），改得不一样"
        "two edits make one element otherwise (`{element}`), each in its own way"
        why "一个修改案的各处修改没有先后，看不出依哪一处。同一个要素怎样改，只在一处写。"
            "The edits of one amendment have no order, and nobody could say which of the two holds. Say in one of them what becomes of the element."
    NothingChanges "nothing-changes" Error
        "这处修改什么也没有改"
        "this edit changes nothing"
        why "新旧文字相同（空格和全角半角不计），或者既没有改文字，也没有改运行的内容。"
            "The old and the new words are the same but for spaces and width, or neither words nor anything that runs is changed."
    RunsWithoutWords "runs-without-words" Error
        "没有改文字，却改了运行的内容"
        "it changes what runs without changing words"
        why "运行的内容出自条文。没有文字的改动，须是补条文没有规定之处（`silence`）、技术需要（`technical`），或者条文授权调整的值（`by`）。"
            "What runs comes from the text. Without words an edit fills a silence of it (`silence`), is technical (`technical`), or gives a value that the text grants (`by`)."
    NotGranted "not-granted" Error
        "{article}没有授权这样调整"
        "{article} grants no such change"
        why "`by` 只能用于出处中有该条文的参数，而且只改它的值。"
            "`by` is for another value of a parameter that cites the article, and for nothing else."
    GrantedWithWords "granted-with-words" Error
        "授权调整的值不改文字；改了文字的不用 `by`"
        "a granted value changes no words; an edit of words has no `by`"
        why "授权调整是条文自己允许的，不是修改条文。两者分开写。"
            "What the text grants is no amendment of it. Write the two as two edits."
    AddressUnclear "address-unclear" Error
        "{article}不止一处：{places}"
        "{article} names several places: {places}"
        why "一条有几款分项的，项要连款一起写：`3.2(1)`。"
            "Where several paragraphs of an article have items, an item is written with its paragraph: `3.2(1)`."
    AddressOfAnotherLevel "address-of-another-level" Error
        "这里要写{expected}，{article}不是"
        "a place of the kind “{expected}” is wanted here, which {article} is not"
        why "条与条、款与款、项与项并列；移动和增加都在同一层，只有款可以移出来单列一条。"
            "Articles stand beside articles, paragraphs beside paragraphs, items beside items. Only a paragraph may move out to become an article."
    NumberAfter "number-after" Error
        "改后是{expected}，不是{found}"
        "in the text after it is {expected}, not {found}"
        why "条号在增删之后自动顺延；写明的条号须与结果相符，以免引用落空。"
            "Numbers follow by themselves from what comes and goes; one that is written must agree with the result, or citations would miss."
    CitesWhatGoes "cites-what-goes" Error
        "{place}引用的{article}没有了"
        "{place} cites {article}, which goes"
        why "删去、并入别处的条文，引用它的文字要一并修改。"
            "What cites an article that goes or is moved must be amended with it."
    CitesOtherwise "cites-otherwise" Warning
        "{place}的“{words}”指的已经不是原来的那一处"
        "“{words}” in {place} no longer means what it meant"
        why "前面增加、删去或者移动了条款；请改成确切的条号，或者核对后不改。"
            "Something came, went or moved in front of it. Write the number that is meant, or leave it after looking."
    MarksMeet "marks-meet" Warning
        "{place}改后有“{marks}”，标点相接"
        "{place} reads “{marks}” after it: two marks meet"
        why "删去的文字留下了前面的标点。把标点一起写进 `old`。"
            "The words that went left a mark behind. Write it into `old` as well."
    FirstDayStays "first-day-stays" Error
        "修改决定不改施行日期"
        "a decision does not change the first day of the act"
        why "修改决定施行以后，原办法的施行日期不变，修改的部分自决定施行之日起执行；重新印发的（`reissue`）才有新的施行日期，并须与 `effective` 一致。"
            "Under a decision the act keeps its first day, and what is amended has effect from the decision's. An act that is issued anew (`reissue`) has a new one, which agrees with `effective`."
    ReachesBack "reaches-back" Error
        "{effective} 施行，早于 {issued} 印发"
        "it has effect from {effective}, before it is issued on {issued}"
        why "溯及既往须有理由（立法法第一百零四条）：写 `reaches_back: (zh: …, en: …)`。"
            "Reaching back needs a reason (Legislation Law, Article 104): write `reaches_back: (zh: …, en: …)`."
    ShortNotice "short-notice" Warning
        "{issued} 印发，{effective} 施行，只有 {days} 天"
        "it is issued on {issued} and has effect from {effective}, after {days} days"
        why "一般自公布之日起三十日后施行；有特别理由的不必改。"
            "As a rule thirty days lie between publication and effect; with a special reason nothing need be done."
    ExtendsBackwards "extends-backwards" Error
        "{day} 不晚于原来的最后一天 {last}"
        "{day} is not after the last day, {last}"
        why "延长有效期，新的最后一天要晚于原来的。"
            "An act that is extended ends later than before."
    NoLastDay "no-last-day" Error
        "办法没有写明有效期，无从延长"
        "the act has no last day that could be extended"
        why "`policy.ron` 的 `validity` 没有 `to`。"
            "`validity` in `policy.ron` has no `to`."
    ExtensionDoesMore "extension-does-more" Error
        "延长有效期的通知只能延长有效期"
        "a notice of extension can do nothing but extend"
        why "还要改别的，用 `instrument: decision` 或者 `reissue`。"
            "Where anything else changes, the instrument is a `decision` or a `reissue`."
    NoExpectation "no-expectation" Warning
        "情景没有写明预期"
        "the scenario expects nothing"
        why "没有预期的情景只能靠快照核对。至少写一条预期并注明条文。"
            "A scenario without expectations is held by its snapshot only. Write at least one, with its article."
    CannotAdopt "cannot-adopt" Error
        "写不成文字：{why}"
        "cannot be written as text: {why}"
        why "`banfa adopt` 把修改案写进新文件夹的文件里，写完再读一遍，与叠加修改案的结果逐项比对。写不出来的、比对不上的，整个不写。按所说的改修改案，或者复制政策包以后直接改文件。"
            "`banfa adopt` writes an amendment into the files of a new folder, reads them again and holds them against the amendment laid over the bundle. What cannot be written, or is not the same, is not written at all. Amend the amendment as it says, or copy the bundle and edit its files."
    ContinuesUnknown "continues-unknown" Warning
        "续自的政策包不在旁边：{name}"
        "the bundle that this one continues is not beside it: {name}"
        why "`continues` 写的是在先文本的政策包的名称，与本包放在同一个文件夹里。本包照样可以推演，只是看不到在先的文本。"
            "`continues` names the bundle of the text before this one, in the same folder as this one. This bundle runs all the same; only the text before it cannot be looked up."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_spelt_with_hyphens() {
        let mut codes: Vec<_> = Problem::ALL.iter().map(|problem| problem.code()).collect();
        codes.sort_unstable();
        let count = codes.len();
        codes.dedup();
        assert_eq!(codes.len(), count);
        assert!(codes.iter().all(|code| code.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    }

    #[test]
    fn both_languages_have_the_same_slots() {
        for problem in Problem::ALL {
            let slots = |lang| {
                let mut names: Vec<_> = problem
                    .template(lang)
                    .split('{')
                    .skip(1)
                    .filter_map(|part| part.split_once('}').map(|(name, _)| name))
                    .collect();
                names.sort_unstable();
                names
            };
            assert_eq!(slots(Lang::Zh), slots(Lang::En), "{}", problem.code());
        }
    }
}
