//! How values are written, and the sources that every effect names.

super::written! {
    "sources" Sources "article: …, reading: …, silence: …, technical: …"
    "一个要素出自何处；正式办法里凡有效果的要素至少写一项。"
    "Where an element comes from; in a bundle with legal text whatever has an effect names at least one."
    + Nothing {
        May "article" "names" "条文：`\"18\"` 条，`\"3.2\"` 款，`\"16(6)\"`、`\"3.2(1)\"` 项；修改案插入的，`new(\"23\")`，按修改后的条号。" "An article (`\"18\"`), a paragraph (`\"3.2\"`), an item (`\"16(6)\"`, `\"3.2(1)\"`), or several; what an amendment inserts is `new(\"23\")`, by its number in the amended text."
        May "reading" "names" "所采的理解。" "The readings of the words that it follows."
        May "silence" "text" "条文没有规定、必须补足之处，及其理由。" "The text says nothing and something had to be chosen; the reason."
        May "technical" "text" "条文不要求而技术上需要之处，及其理由。" "No text asks for it; the reason why it is needed."
    }
r#"(
  title: (zh: "检查笔录", en: "inspection notes"), article: ["6.2", "9"],
  silence: (zh: "没有规定保存多久", en: "no term of keeping is given"),
)"#

    "name" Form "\"…\""
    "名称：文字、数字和 `_`，可用中文。"
    "A name: letters of any script, digits and `_`."
    + Nothing {}
    r#""within_3_years""#

    "names" Form "\"…\" / [\"…\", …]"
    "一个名称，或者名称的列表。"
    "A name, or a list of names."
    + Nothing {}
    r#"["office", "keeper"]"#

    "text" Form "(zh: …, en: …) / \"…\""
    "给人读的文字，中英两种；只写一段文字则两种相同。"
    "What people read, in both languages; a plain text stands for both."
    + Nothing {
        May "zh" "words" "中文。" "In Chinese."
        May "en" "words" "英文。" "In English."
    }
    r#"(zh: "摊位", en: "stall")"#

    "words" Form "\"…\""
    "一段文字，不分语言。"
    "A quoted text in one language."
    + Nothing {}
    r#""在本市从事经营三年以上""#

    "expression" Form "\"…\""
    "规则语言的表达式，加引号；其中的文字用反引号。整数和 `true`、`false` 可不加引号。"
    "An expression of the rule language, quoted; a text inside it stands in back-quotes. A whole number, `true` and `false` need no quotes."
    + Nothing {}
    r#""filed_on + param.term""#

    "expressions" Form "{ \"name\": \"…\" }"
    "若干名称，各有一个表达式。"
    "Names, each with an expression."
    + Nothing {}
    r#"{ "filed_on": "today", "ground": "`fraud`" }"#

    "date" Form "\"YYYY-MM-DD\""
    "日期。"
    "A civil date."
    + Nothing {}
    r#""2024-05-06""#

    "flag" Form "true / false"
    "是或者否。"
    "Yes or no."
    + Nothing {}
    "true"

    "count" Form "0, 1, 2, …"
    "不小于零的整数。"
    "A whole number, not below zero."
    + Nothing {}
    "3"

    "word" Form "plain"
    "一个不加引号的单词，只能是所列的几个之一。"
    "A bare word, one of those that are listed for the field."
    + Nothing {}
    "next_workday"

    "type" TypeWord "flag, count, share, money, date, text, period, choice(\"…\"), subject, instance(\"…\"), set(\"…\"), list({ … }), places((…))"
    "值的类型：是否、整数、比例、金额、日期、文字、期间、选项、主体、实例、若干选项、若干行的列表、候选者的名次。下列字段属于 `places`。"
    "The type of a value: a choice by its name, an instance by its machine, some of the names of a choice, a list of rows by its columns, candidates with the places they get. The fields are those of `places`."
    + Nothing {
        Must "of" "name" "候选者的状态机。" "The machine of the candidates."
        Must "at" "name" "名次所在的选项表。" "The choice whose values are the places."
    }
r#"list({
  "year": count, "ground": choice("ground"),
  "list": places((of: "stall", at: "rank")),
})"#
}
