//! Amendments: words first, then what runs otherwise.

super::written! {
    "amendment" Amendment "amendments/NAME.ron"
    "对办法的一次修改，放在所改政策包的 `amendments/` 里，不列入 `files`。先写文字怎样改；数写在文字里的，改了文字就改了数，不必再写。各处修改都依修改前的条号。"
    "One change of the measure, in `amendments/` of the bundle that it changes, not listed in `files`. The words come first: where a number stands in the words, changing the words changes the number, and nothing more is written. All edits speak of the text before, by its numbers."
    + Nothing {
        Must "title" "text" "名称：关于修改……的决定。" "Its title."
        Must "instrument" "word" "文件的种类：`decision` 修改决定；`reissue` 修订后重新印发；`extension` 延长有效期的通知，只能写 `extend`。" "The kind of document: `decision` amends; `reissue` issues the act anew and repeals the old; `extension` moves the last day and nothing else."
        Must "issued" "date" "印发之日；草案写拟定的日子。" "The day of issue; of a draft, the one that is meant."
        Must "effective" "date" "施行之日。距印发之日不足三十日的，给出提示。" "The first day of effect. Fewer than thirty days after the issue are noted."
        May "number" "text" "文号。" "Its number."
        May "issuer" "text" "制定机关。" "Who issues it."
        May "reaches_back" "text" "施行之日早于印发之日的理由；没有理由的是错误。" "Why it has effect before it is issued; without a reason that is an error."
        Must "applies" "…" "对谁适用：`machine(\"season\")` 该日起开始的，`event(\"file\")` 该日起有这一事件的，`act` 该日起的行为，`all` 该日起的一切，在途的也在内，`milder(…)` 该日以前的行为、以后才决定的，从旧兼从轻。" "For whom: `machine(\"season\")` what opens from that day on, `event(\"file\")` where that event lies from that day on, `act` what is done from that day on, `all` everything from that day on, what is under way included, `milder(…)` of conduct before that day on which somebody decides later the milder version."
        May "assume" "assume" "情景没有说明时的假定。" "What holds in stories that do not tell it."
        May "rules" "names" "旁边的规则文件（`.rhai`）。" "Files of rules beside it (`.rhai`)."
        Must "edits" "[edit]" "各处修改。" "The edits."
    }
r#"(
  title: (zh: "关于修改《摊位管理办法》的决定", en: "Decision on Stalls"),
  instrument: decision, issued: "2026-08-28", effective: "2026-10-01",
  applies: machine("season"),
  edits: [(at: "3.1", old: "每两年", new: "每五年")],
)"#

    "assume" Assumption "amendment: assume: (…)"
    "只有改后的规定才问、情景没有说明的，假定是什么；情景说明了的照情景。先说明假定了什么。修改以前也问的，不能这样假定。"
    "What only the amended measure asks, where a story does not tell it; what a story tells holds. What is assumed is told first. What the measure before asks too cannot be supplied."
    + Nothing {
        May "facts" "…" "每个可以有这一事实的主体：`{ \"insured\": true }`。" "For each subject that may have the fact: `{ \"insured\": true }`."
        May "data" "…" "事件所带的内容：`{ \"file\": { \"copies\": 2 } }`。" "What events carry: `{ \"file\": { \"copies\": 2 } }`."
    }
    r#"(facts: { "insured": true }, data: { "file": { "copies": 2 } })"#

    "edit" Edit "amendment: edits: [(…), …]"
    "一处修改：从 `at` 到 `heading_before` 的这些字段里只写一项，说明文字怎样改。新条文里的数照样用花括号标出。文字在数以外也改了的，用 `runs` 写明运行的内容怎样变，或者为什么不变。三者都没有的，是没有文字的改动：须写明它补的是哪一处没有规定（`silence`），或者是技术需要（`technical`），或者条文授权调整（`by`）。"
    "One edit: of the fields from `at` to `heading_before` one says what becomes of the words. In new text numbers stand in braces as ever. Where words besides a number change, `runs` says what runs otherwise, or why nothing does. Without words, an edit says which silence it fills, that it is technical, or which article grants it (`by`)."
    + Sources {
        Either "at" "names" "文字在哪里：条、款、项、目，`\"heading:23\"` 标题，`\"title\"` 名称，`\"*\"` 全文。" "Where the words stand: an article, a paragraph, an item, a point, `\"heading:23\"`, `\"title\"`, or anywhere, `\"*\"`."
        May "old" "words" "原来的文字；空格和全角半角不计，只能有一处。" "The words that go; spaces and width do not count, and they stand there once."
        May "new" "words" "改成的文字；空的就是删去。" "The words that come; empty where the others are taken out."
        May "all" "flag" "各处都改，缺省为否。" "Whether the words go wherever they stand there; no by default."
        Either "replace" "name" "整条、整款、整项改写成 `text`。" "An article, a paragraph or an item that reads `text`."
        Either "insert_before" "name" "在它前面增加 `text`：前面是条就增加一条，是款就增加一款，是项就增加一项；后面的顺延。" "In front of it comes `text`: an article before an article, a paragraph before a paragraph, an item before an item; what follows is renumbered."
        Either "insert_after" "name" "在它后面增加 `text`。" "Behind it comes `text`."
        Either "delete" "name" "删去；后面的提前。章、节连同各条删去：`\"第四章\"`。" "It goes; what follows moves up. A chapter or a section goes with its articles: `\"第四章\"`."
        Either "repeal" "name" "废止一条，保留条号。" "An article that is repealed and keeps its number."
        Either "renumber" "name" "改为 `to` 的条号；条号本来自动顺延，写明的要与结果相符。" "An article whose number becomes `to`; numbers follow by themselves, and one that is written must agree with the result."
        Either "move" "name" "移到 `before` 之前或者 `after` 之后；款移到条旁边，就成为一条。" "It stands before `before` or after `after`; a paragraph moved beside an article becomes one."
        Either "split" "name" "一条分为 `into` 的几条。" "An article that becomes those of `into`."
        Either "join" "names" "几条合并为一条 `text`，放在其中第一条的位置。" "Articles that become one, `text`, where the first of them stands."
        Either "extend" "date" "有效期延长到这一天。" "The last day of the act."
        Either "rename" "text" "名称改为。" "The title of the act."
        Either "heading_of" "name" "条的标题改为 `heading`；章名、节名同样：`\"第四章\"`、`\"第四章第一节\"`。" "An article whose heading becomes `heading`; so of a chapter or a section: `\"第四章\"`, `\"第四章第一节\"`."
        Either "delete_heading" "name" "只删去这一章（节）的章名，各条归入前一章（节）。" "A chapter or a section whose heading goes; its articles stand in the one before."
        Either "heading_before" "name" "这一条之前加章名 `chapter` 或者节名 `section`：到原来这一章（节）末尾的各条归入新的一章（节）。" "In front of that article comes a heading, `chapter` or `section`: up to the next heading the articles stand in a new one."
        May "chapter" "text" "新的一章的名称。" "The title of a new chapter."
        May "section" "text" "新的一节的名称。" "The title of a new section."
        May "articles" "[part]" "同 `insert_before`、`insert_after` 写：新的一章（节）的各条，至少一条；放在一章（节）的第一条之前，或者最后一条之后。" "With `insert_before` or `insert_after`: the articles of a new chapter or section, one at least; it comes before the first article of one, or after its last."
        May "text" "[paragraph]" "新的条文，一款或者几款。" "The new text: a paragraph, or a list of them."
        May "heading" "text" "条的标题。" "The heading of an article."
        May "as" "name" "增加的条在修改后的条号：`\"22之一\"` 不影响其他条号；其余的要与结果相符。" "The number of an inserted article in the text after: `\"22-1\"` moves no other; any other must agree with the result."
        May "to" "name" "修改后的条号。" "The number in the text after."
        May "before" "name" "移到它前面。" "In front of which it stands then."
        May "after" "name" "移到它后面。" "Behind which it stands then."
        May "into" "[part]" "分成的各条。" "The articles that it becomes."
        May "runs" "…" "运行的内容怎样变：`[change]`；不变的写 `nothing(理由)`。" "What runs otherwise: `[change]`, or `nothing(why)`."
        May "applies" "…" "对谁适用，与整个修改案不同时写。" "For whom, where that is another than the amendment's."
        May "running" "word" "正在计算的期限：`keep` 照旧；`recount` 按新的长度从原起点重算；`anew` 自施行之日起重新计算。" "Terms that are running: `keep` as they were; `recount` from their start under the new length; `anew` from the day of effect."
        May "cases_in" "…" "状态有增减时，在途的各在何处：`stay` 原处，`to(\"…\")` 另一状态。" "Where cases stand whose states are gone or new: `stay`, or `to(\"…\")`."
        May "reaches_back" "text" "溯及施行之日以前的理由。" "Why it reaches back before the day of effect."
        May "by" "names" "授权调整数值的条文：只改数值，不改文字。" "The articles that grant another value without a change of words."
        May "why" "text" "修改理由。" "Why it is proposed."
    }
r#"(at: "7.2", old: "不少于5个工作日", new: "不少于7个工作日", running: keep),
(insert_before: "8", heading: (zh: "答辩", en: "Hearing"),
  text: "申请人应当到场答辩。", cases_in: { "check": stay },
  runs: [rule("is_complete", "is_complete_and_heard")]),
(at: "5(2)", old: "等", new: "以及其他证明",
  runs: nothing(zh: "由人判断，本来就不运行", en: "people judge it")),
(silence: (zh: "没有规定补正期限", en: "no time to complete is given"),
  runs: [parameter("cure_time", workdays(10))]),
(heading_of: "第二章", heading: (zh: "申请", en: "Filing")),
(insert_after: "9", chapter: (zh: "监督", en: "Oversight"),
  articles: [(heading: (zh: "检查", en: "Inspection"), text: "每季检查。")],
  runs: nothing(zh: "由人检查", en: "people inspect"))"#

    "milder" Milder "amendment, edit: applies: milder(…)"
    "从旧兼从轻：行为在施行之日以前、施行以后才作出决定的，按修改前、修改后各推演一次这一决定，整个采用其中较轻的一种结果：逐项比较 `better`，第一个不同的说了算；各项都相同的，适用修改前的规定；有一种推不出来的，决定不予受理。行为在施行之日以后的，适用修改后的规定。没有记载行为之日的，两种都推演。决定以前问到这一件的，行为之日说了算；决定以后，这一件和属于它的都照所采用的。这样的修改不能去掉状态、插入或者调换环节，不能又溯及既往；决定也不能是启动一件的事件。"
    "The milder version: where the conduct lies before the day of effect and is decided upon later, that act is played under the version before and under the one after, and the better of the two outcomes is taken whole: by the first of `better` that differs; equal in all, the older; an act that cannot be decided under one of them is refused. Conduct from the day of effect on is under the version after. Where no day of the conduct is known, both are played. Before the act the day of the conduct decides what applies; after it the case, with all that belongs to it, stays under the version that was taken. Such an edit takes away no state, inserts and reorders no stage, and does not reach back; its act does not open a case."
    + Nothing {
        Must "conduct" "…" "行为之日：`event(\"file\")` 这一事件之日，`machine(\"season\")` 它启动之日。" "The day of the conduct: `event(\"file\")`, or the opening of `machine(\"season\")`."
        Must "decided" "names" "作出决定的事件。" "The events that decide."
        Must "better" "[…]" "怎样算较轻，依次：`absent(\"ban\")` 在这一登记里没有记入；`sooner(\"ban\")` 在这一登记里记入的先届满；`less(\"fees\")`、`more(\"grants\")` 这一账目上的数额较少、较多；`stands(\"kept\")` 决定以后处于这一状态。" "By what the better one is known, in order: `absent(\"ban\")` nothing is entered in that register; `sooner(\"ban\")` what is entered there ends sooner; `less(\"fees\")`, `more(\"grants\")` the sum on that account; `stands(\"kept\")` the case stands in that state then."
    }
    r#"(
  conduct: event("file"), decided: "revoke",
  better: [absent("ban"), sooner("ban")],
)"#

    "part" NewArticle "edit: into, articles: [(…), (…)]"
    "分成的一条，或者新的一章（节）里的一条。"
    "One of the articles into which another is split, or of those of a new chapter or section."
    + Nothing {
        May "heading" "text" "标题；分成的条没有写的，沿用原来的。" "Its heading; of a split that of the old article where none is given."
        May "section" "text" "在新的一章里：从这一条起的一节的名称。" "In a new chapter: the title of the section that begins with it."
        Must "text" "[paragraph]" "条文。" "Its text."
    }
    r#"(heading: (zh: "费用", en: "Fees"), text: ["摊位费按季收取。"])"#
}
