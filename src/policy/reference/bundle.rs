//! The files of a bundle: `policy.ron`, the text, the calendar, pieces.

super::written! {
    "policy.ron" Bundle "policy.ron"
    "政策包是什么，由哪些文件组成；文件夹名就是它的名称。"
    "What the bundle is, and which files follow; its name is that of its folder."
    + Nothing {
        Must "title" "text" "办法的名称。" "The measure's title."
        May "legal_text" "flag" "是否载有条文，缺省为是；为否时是单纯的状态机，不需要出处、角色和日期。" "Whether it carries a legal text, which it does by default; a plain chart needs no sources, roles or dates."
        May "main" "flag" "有几个政策包而命令没有指明时，是否用这一个；缺省为否。" "Whether commands mean this one where several are at hand and none is named; no by default."
        May "validity" "validity" "有效期。" "When it is in force."
        May "repeals" "[text]" "它废止了什么。" "What it repeals."
        May "calendar" "name" "工作日的日历：`policy/calendars/` 下的文件。" "The calendar of working days: a file in `policy/calendars/`."
        May "counting" "counting" "没有另行写明时怎样计算期间。" "How days are counted where a use does not say otherwise."
        May "applies" "applies" "适用哪一日的值，缺省为最外层实例开始之日。" "Which day decides whose values apply; the opening of the outermost owner by default."
        May "continues" "name" "续自哪一个政策包：在先文本的包，与本包放在一起。" "The bundle of the text before this one, which lies beside it."
        May "amended_by" "[amended_by]" "在先文本经哪些文件修改成本文本，依次写。" "The documents by which that text became this one, in order."
        May "files" "names" "后面的文件：`machines/` 下一个文件是一个状态机，`.rhai` 是规则，其余是各节；以 `library/` 开头的取自各包共用的文件夹。" "The files that follow: one under `machines/` is a machine, a `.rhai` file holds rules, any other holds sections; `library/…` is taken from the folder that bundles share."
    }
r#"(
  title: (zh: "摊位管理办法", en: "Measures for Market Stalls"),
  validity: (from: "2024-01-01", to: "2028-12-31", article: "12"),
  repeals: [(zh: "摊位暂行办法", en: "the Interim Measures for Stalls")],
  calendar: "cn",
  counting: (roll: next_workday, article: "11"),
  files: ["text.ron", "machines/stall.ron", "rules/conditions.rhai"],
)"#

    "amended_by" AmendedByDocument "policy.ron: amended_by: [(…), (…)]"
    "使在先文本成为本文本的一个文件；由 `banfa adopt` 写入，只供显示。"
    "A document by which the text before became this one; `banfa adopt` writes it, and it is shown only."
    + Nothing {
        Must "title" "text" "名称。" "Its title."
        Must "instrument" "word" "`decision` 修改决定，`reissue` 重新印发，`extension` 延长有效期的通知。" "`decision`, `reissue` (issued anew) or `extension`."
        Must "issued" "date" "印发之日。" "The day of issue."
        Must "effective" "date" "施行之日。" "The first day of effect."
        May "number" "text" "文号。" "Its number."
        May "issuer" "text" "制定机关。" "Who issued it."
    }
r#"(title: (zh: "关于修改《摊位管理办法》的决定", en: "Decision on Stalls"),
  instrument: decision, issued: "2026-08-28", effective: "2026-10-01")"#

    "validity" Validity "policy.ron: validity: (…)"
    "办法施行的期间。"
    "The days on which the measure is in force."
    + Sources {
        Must "from" "date" "第一天。" "The first day."
        May "to" "date" "最后一天；没有则一直有效。" "The last day; without end where it is left out."
    }
    r#"(from: "2024-01-01", to: "2028-12-31", article: "12")"#

    "counting" Counting "policy.ron, after, not_before: counting: (…)"
    "期间怎样计算。"
    "How days are counted."
    + Sources {
        May "include_start" "flag" "起算日是否为第一天，缺省为否。" "Whether the starting day is the first day of the period; no by default."
        May "roll" "word" "末日是休息日时：`none`（缺省）不动；`next_day_after_holiday` 假期结束的次日（民法典第二百零三条）；`next_workday` 下一个工作日；`extend_by_holidays` 期间内三天以上连休顺延。" "What a last day of rest does: `none` (left out), `next_day_after_holiday` (Civil Code 203), `next_workday`, or `extend_by_holidays` (three or more days of rest in a row inside the period extend it)."
    }
    r#"(include_start: true, roll: next_day_after_holiday, reading: "A2")"#

    "applies" Applies "policy.ron, parameter: applies: (by: …)"
    "适用哪一日的值。由其他实例开启、没有上级的（如荣誉），随开启它的实例。"
    "Which day decides whose values apply. What another instance opened and nobody owns follows the instance that opened it."
    + Nothing {
        Must "by" "…" "`machine(\"season\")`：所属的该种实例开始之日；`event(\"file\")`：所属实例最近一次接受该事件（可列几个）之日，该事件本身依其当日，此前依所问之日；`act`：行为当日。没有这种实例、事件的，依行为当日。" "`machine(\"season\")`: the opening of the instance of that machine to which it belongs. `event(\"file\")`: the day on which that event, or the latest of several, was last accepted; the event itself is judged under its own day, and before it the day asked decides. `act`: the day of the act. What has no such machine or event follows the act."
    }
    r#"(by: event("file"))"#

    "calendar" Calendar "policy/calendars/NAME.ron"
    "已公布的节假日；没有列出的年份不作推算。"
    "The published days of rest and of work; a year that is not listed is never guessed."
    + Nothing {
        May "title" "text" "名称。" "What people call it."
        May "source" "text" "数据的出处。" "Where the data come from."
        Must "version" "words" "版本，写入结果。" "Its version, which results name."
        Must "weekend" "[word]" "每周休息的日子。" "The weekdays of rest."
        Must "years" "{ \"2024\": year }" "各年的安排。" "What is published, year by year."
    }
r#"(
  version: "2024-01",
  weekend: [saturday, sunday],
  years: {
    "2024": (
      notice: "国办发明电〔2023〕7号",
      days: { "2024-05-01": holiday("劳动节") },
    ),
  },
)"#

    "year" CalendarYear "calendar: years: { \"2024\": (…) }"
    "一年中与星期不同的日子。"
    "The days of a year that differ from their weekday."
    + Nothing {
        Must "notice" "words" "公布的通知。" "The notice that published it."
        Must "days" "{ date: holiday(words) }" "放假 `holiday(\"…\")`，或者调休上班 `make_up(\"…\")`。" "Days of rest, `holiday(\"…\")`, and of work, `make_up(\"…\")`, each with the holiday's name."
    }
r#""2024": (
  notice: "国办发明电〔2023〕7号",
  days: { "2024-05-01": holiday("劳动节"), "2024-05-11": make_up("劳动节") },
)"#

    "sections" File "any other file: (…)"
    "各节，可任意组合；一节可以分在几个文件里。"
    "Sections in any combination; one section may be spread over several files."
    + Nothing {
        May "chapters" "[chapter]" "条文的章。" "The chapters of the text."
        May "articles" "{ \"18\": article }" "条文。" "The measure's text."
        May "choices" "{ name: choice }" "选项表。" "Closed lists of values."
        May "kinds" "{ name: kind }" "主体的类别。" "Kinds of subjects."
        May "parameters" "{ name: parameter }" "参数。" "The numbers of the measure."
        May "facts" "{ name: fact }" "事实。" "What is asked of subjects."
        May "findings" "{ name: finding }" "认定。" "Judgements that only people make."
        May "events" "{ name: event }" "事件。" "What can happen."
        May "roles" "{ name: role }" "角色。" "Who may act."
        May "registers" "{ name: register }" "登记簿。" "Tables of entries by subject."
        May "accounts" "{ name: account }" "账目。" "Headings of the ledger."
        May "obligations" "{ name: obligation }" "义务。" "Duties."
        May "records" "{ name: record }" "档案。" "Records that are kept."
        May "groups" "{ name: group }" "规则组。" "Rules under one name."
        May "selections" "{ name: selection }" "遴选。" "Placing candidates under quotas."
        May "readings" "{ name: reading }" "多种理解。" "Words with several meanings."
        May "relations" "{ name: relation }" "结果之间的关系。" "Relations between outcomes."
        May "uncovered" "[uncovered]" "情景不必覆盖之处。" "What no story need show."
    }
r#"(
  kinds: { "person": (zh: "个人", en: "person") },
  events: { "file": (title: (zh: "提出申请", en: "file"), article: "4") },
)"#

    "relation" Relation "relations: { \"name\": (…) }"
    "情景怎样变化、结果怎样跟着变或者不变。不需要写预期的值；`banfa relations` 逐个情景随机变化来试。"
    "How outcomes follow, or do not, where a story is varied. It needs no expected value; `banfa relations` tries it on every story."
    + Sources {
        May "title" "text" "名称。" "What people call it."
        Must "holds" "…" "`more(…)` 多了不失位，`refused(…)` 未受理的不影响他人，`same_day` 或 `same_day(…)` 同日先后无关，`cycles(…)` 整周期平移，`renamed` 改名无关。" "`more(…)`, `refused(…)`, `same_day` or `same_day(…)`, `cycles(…)`, `renamed` (other names, declared in another order, change the names and nothing else)."
    }
r#""order_is_nothing": (
  title: (zh: "同日申请不分先后", en: "one day's filings have no order"),
  article: "4", holds: same_day,
)"#

    "more" Relation "holds: more(…)"
    "某个数更多，不会因此失去名次。"
    "More of a number never loses a place."
    + Nothing {
        May "fact" "name" "这个数是主体的哪项事实。" "The number is this fact of the subject."
        Must "event" "name" "这个数由哪个事件带来；写了 `fact` 的不写。" "The event that carries the number; not beside `fact`."
        Must "data" "name" "该事件的哪项数据；写了 `fact` 的不写。" "Which of its data; not beside `fact`."
        Must "selection" "name" "哪次遴选里的名次；须是排名的遴选。" "The selection, a ranked one, in which the place is."
    }
    r#"more(event: "score", data: "points", selection: "stalls")"#

    "refused" Relation "holds: refused(…)"
    "无关之人未受理的申请，不改变其他人的结果。"
    "A refused filing of somebody unrelated changes nothing for the others."
    + Nothing {
        Must "event" "name" "以哪个事件提出。" "The event by which one files."
        May "by" "name" "以什么角色提出；没有则同情景中提出它的人。" "The role in which one files; as whoever files it in the story where it is left out."
        May "ends" "names" "虽受理而终归无效的，停在哪些状态。" "States in which a filing stands that was heard and came to nothing."
    }
    r#"refused(event: "file", ends: ["rejected"])"#

    "same_day" Relation "holds: same_day(…)"
    "同一天里，互不相干的主体的事项，先后不影响结果。"
    "The order of one day's lines about subjects that share nothing does not matter."
    + Nothing {
        Must "events" "names" "只限这些事件；不限的写 `same_day`。" "These events only; without a limit it is written `same_day`."
    }
    r#"same_day(events: ["file"])"#

    "cycles" Relation "holds: cycles(…)"
    "所有日期平移整数个周期（且星期不变），结果随之平移，此外不变。"
    "All dates moved by whole cycles, weekdays kept, move the outcomes and change nothing else."
    + Nothing {
        Must "cycle" "name" "周期的参数，以年或月计。" "The parameter that is the cycle, in years or months."
        May "years" "names" "哪些键、数据、事实、栏目、参数记的是年份，随之平移。" "Parts of keys, data, facts, columns and parameters that count years and move along."
    }
    r#"cycles(cycle: "term", years: ["year"])"#

    "uncovered" Uncovered "uncovered: [(…), (…)]"
    "情景不必覆盖之处及其理由；`banfa coverage` 不计入，其实已经覆盖的是错误。"
    "What no story need show, and why. `banfa coverage` does not count it; what stories show after all is an error."
    + Nothing {
        Must "kind" "word" "哪一类：`article item state transition guard clause boundary timer role quota duty register reading` 之一。" "Its kind: one of `article item state transition guard clause boundary timer role quota duty register reading`."
        Must "of" "words" "要素，照 `banfa coverage` 所写的名称。" "The element, by the name that `banfa coverage` tells."
        May "outcome" "word" "哪一种结果；没有则凡未出现的都不必。" "Which outcome; whatever never comes of it where it is left out."
        Must "why" "text" "理由。" "Why."
    }
r#"(kind: guard, of: "stall.filed.grant is_open", outcome: fails,
  why: (zh: "只在开市期间受理", en: "one files on market days only"))"#

    "chapter" ChapterElement "chapters: [(…), …]"
    "一章：从哪一条开始，到下一章之前为止；依次写，序号就是所在的位置。第一章从第一条开始，附件不入章。"
    "A chapter of the text: from one article to the next chapter, listed in order; its number is its place. The first begins with the first article, and attachments stand in none."
    + Nothing {
        Must "title" "text" "标题，依印发的文字。" "Its title, as published."
        Must "from" "article" "第一条是哪一条。" "The first of its articles."
        May "sections" "[section]" "各节。" "Its sections."
    }
    r#"(title: (zh: "摊位的申请", en: "Applying for a stall"), from: "4",
  sections: [(title: (zh: "受理", en: "Acceptance"), from: "4"),
             (title: (zh: "缴费", en: "Payment"), from: "7")])"#

    "section" SectionElement "chapter: sections: [(…), …]"
    "一节。每章从一起编号，第一节从本章的第一条开始。"
    "A section of a chapter, numbered from one in each; the first begins with the first article of its chapter."
    + Nothing {
        Must "title" "text" "标题，依印发的文字。" "Its title, as published."
        Must "from" "article" "第一条是哪一条。" "The first of its articles."
    }
    r#"(title: (zh: "受理", en: "Acceptance"), from: "4")"#

    "article" Article "articles: { \"18\": (…) }"
    "一条。编号是 `\"18\"`；插入而不改后面序号的写 `\"23-1\"`（第二十三条之一），不分条的写 `\"一、\"`，附件写 `\"附件\"` 或者 `\"附件1\"`。引用到款、项、目：`\"3.2\"`、`\"16(6)\"`、`\"16(6).1\"`。"
    "An article of the measure's text. Its number is `\"18\"`; one put in without moving the others `\"23-1\"` (第二十三条之一), a part of a text without articles `\"一、\"`, an attachment `\"附件\"` or `\"附件1\"`. Paragraphs, items and points are cited `\"3.2\"`, `\"16(6)\"`, `\"16(6).1\"`."
    + Nothing {
        Must "heading" "text" "条旨。" "Its heading."
        Must "text" "[paragraph]" "各款。" "Its paragraphs in order."
        Must "status" "word" "`carried` 已有要素执行，`pending` 尚未，`declaratory(text)` 不需要执行及其理由，`repealed` 或者 `repealed(text)` 已废止而保留序号。" "`carried` by something that runs, `pending`, `declaratory(text)`: by nothing that runs, with the reason; `repealed` or `repealed(text)`: repealed, and keeps its number."
    }
r#""4": (
  heading: (zh: "申请", en: "filing"),
  text: ["申请人应当在{window:二十日}内提出申请。"],
  status: carried,
)"#

    "paragraph" Paragraph "article: text: [(…)] / [\"…\"]"
    "一款；没有项的写成一段文字。文字中的 `{参数:写法}` 随参数变化，写法与值不一致时 check 会说；一个数管着几项的都写上：`{甲, 乙:2}`；表写到行：`{表.行:5万元}`；与政策包无关的数字写 `{:一次}`。"
    "A paragraph; one without items is a plain text. A slot `{parameter:as written}` shows a parameter's value, and check tells where the words differ from it. One word may bind several: `{one, other:2}`; of a table a row is named: `{fee.upper:5万元}`; a number that is none of the bundle's is written `{:一次}`."
    + Nothing {
        Must "text" "words" "正文，不含各项。" "The official text, without its items."
        Must "items" "[item]" "各项，带序号。" "The items in order, each with its number in brackets."
    }
r#"(
  text: "有下列情形之一的，不予批准：",
  items: ["（一）材料不全；", "（二）未满三年。"],
)"#

    "item" ArticleItem "paragraph: items: [(…)] / [\"…\"]"
    "一项；没有目的写成一段文字。"
    "An item; one without points is a plain text."
    + Nothing {
        Must "text" "words" "正文，不含各目。" "The official text, without its points."
        Must "points" "[words]" "各目，带序号。" "The points in order, each with its number."
    }
r#"(
  text: "（二）材料不全：",
  points: ["1.没有签名；", "2.没有日期。"],
)"#

    "piece" Piece "pieces/NAME.ron, policy/library/NAME.ron"
    "写一次、用多处的部分。其中 `\"$名称\"` 换成使用者给的值，长文字里用 `${名称}`。"
    "A part that is written once and used in several places. `\"$name\"` in it stands for what the use gives, `${name}` inside a longer text for its letters."
    + Nothing {
        May "title" "text" "名称。" "What people call it."
        May "takes" "{ name: taken }" "需要的名称及说明。" "The names that it takes, each with what it is for."
        Must "gives" "…" "它代表什么：任意的值。列表代表其各项，`\"*\": use(…)` 处的映射代表其各条。" "What it stands for: any value. In a list, a list stands for its items; behind the key `\"*\"` of a map, a map stands for its entries."
    }
r#"(
  title: (zh: "逾期", en: "lapse"),
  takes: {
    "period": (zh: "期限的参数", en: "the parameter of its length"),
    "to": (zh: "逾期后的状态", en: "what follows", otherwise: "lapsed"),
  },
  gives: (title: "逾期", after: "$period", target: "$to", article: "7"),
)"#

    "taken" Piece "piece: takes: { \"name\": (…) }"
    "部件需要的一个名称。"
    "A name that a piece takes."
    + Nothing {
        Must "zh" "words" "中文说明。" "What it is for, in Chinese."
        Must "en" "words" "英文说明。" "What it is for, in English."
        May "otherwise" "…" "没有给时代之以什么，可以用前面的名称；`nothing` 则连同它所在的字段一起略去。" "What stands for it where it is not given, earlier names included; `nothing` leaves out the field that would hold it."
    }
    r#""to": (zh: "逾期后的状态", en: "what follows", otherwise: "lapsed")"#

    "use" Piece "use(\"piece\") / use(\"piece\", { \"name\": value })"
    "代表部件所给的内容；先找本包的 `pieces/`，再找共用的 `library/`。"
    "It stands for what a piece gives; the piece is looked for in `pieces/` of the bundle, then in the shared `library/`."
    + Nothing {}
    r#"use("lapse", { "period": "window" })"#

    "each" Piece "each({ \"name\": [value, …] }, …)"
    "对每一个写一遍同样的内容：列表代表其各项，`\"*\": each(…)` 处的映射代表其各条。几个名称并列时，各列表一样长。"
    "Tells the same of each of a cohort: a list stands for its items, behind the key `\"*\"` of a map a map stands for its entries. Several names go side by side, with lists of one length."
    + Nothing {}
    r#"each({ "goal": ["won", "lost"] }, (event: "$goal", article: "7"))"#
}
