//! Parameters and each form of their values.

super::written! {
    "parameter" Parameter "parameters: { \"name\": (…) }"
    "办法里的一个数。"
    "A number of the measure."
    + Sources {
        May "title" "text" "名称。" "What people call it."
        May "applies" "applies" "适用哪一日的值，缺省依 `policy.ron`。" "Which day decides whose value applies; as `policy.ron` says by default."
        Either "value" "value" "自始至终的值。" "Its value from the beginning on."
        Either "values" "[dated_value]" "各自起于某日的值，由早到晚。" "Its values, each from a day on, the earliest first."
    }
    r#""term": (title: (zh: "许可期限", en: "term"), value: years(3), article: "7")"#

    "dated_value" DatedValue "parameter: values: [(…)]"
    "自某日起的值。"
    "A value from a day on."
    + Nothing {
        Must "from" "date" "第一天。" "The first day."
        Must "value" "value" "值。" "The value."
    }
    r#"(from: "2026-01-01", value: years(2))"#

    "value" Value "parameter: value: …"
    "有类型的值，取下列写法之一。"
    "A typed value, in one of the forms below."
    + Nothing {}
    "years(3)"

    "count" Value "count(2)"
    "整数。"
    "A whole number."
    + Nothing {}
    "count(2)"

    "share" Value "share(\"0.25\") / share(\"2/3\")"
    "比例，精确；写成文字：`0.9`、`30%`、`3成`、`2/3`。"
    "A share or rate, exact: a text such as `0.9`, `30%`, `3成` or `2/3`, never a number with a point."
    + Nothing {}
    r#"share("2/3")"#

    "money" Value "money(\"…\")"
    "金额，精确到分。"
    "A sum in yuan, two decimals, exact."
    + Nothing {}
    r#"money("1.5万元")"#

    "workdays days weeks months years" Value "workdays(5), days(10), weeks(2), months(6), years(3)"
    "期间。"
    "A length of time."
    + Nothing {}
    "workdays(5)"

    "occurrences" Value "occurrences(…)"
    "某个状态机的若干个实例，如“三次集市”。"
    "So many instances of a machine: a ban of three seasons."
    + Nothing {
        Must "count" "count" "几个。" "How many."
        Must "of" "name" "数哪个状态机的实例。" "The machine whose instances are counted."
    }
    r#"occurrences(count: 3, of: "season")"#

    "date" Value "date(\"YYYY-MM-DD\")"
    "日期。"
    "A civil date."
    + Nothing {}
    r#"date("2024-05-06")"#

    "flag" Value "flag(true)"
    "是或者否。"
    "Yes or no."
    + Nothing {}
    "flag(true)"

    "text" Value "text(…)"
    "文字。"
    "Words."
    + Nothing {}
    r#"text((zh: "东市", en: "the eastern market"))"#

    "choice" Value "choice(\"choice\", \"value\")"
    "选项表的一个选项。"
    "One value of a choice."
    + Nothing {}
    r#"choice("size", "small")"#

    "set" Value "set(\"choice\", [\"value\", …])"
    "选项表的若干选项。"
    "Some values of a choice."
    + Nothing {}
    r#"set("size", ["small", "large"])"#

    "unknown" Value "unknown(type: …, ask: …)"
    "还没有的值：办法没有定。凡需要它的都因未知而不予受理，并说明由谁确定；`--set` 可以假定一个值。"
    "No value yet: the measure leaves it open. Whoever needs it is refused as unknown, with who can say it; `--set` may assume one."
    + Nothing {
        Must "type" "type" "是什么值。" "What kind of value it is."
        May "ask" "names" "由谁确定：角色。" "Who can say it: roles."
    }
    r#"unknown(type: count, ask: ["office"])"#

    "table" Value "table(…)"
    "各选项组合各有一个值。"
    "A value for each combination of choices."
    + Nothing {
        Must "by" "names" "选项表，按键的顺序。" "The choices, in the order of the keys."
        Must "rows" "{ name: value }" "映射套映射，一层一个选项表。" "Maps in maps, one level a choice."
    }
r#"table(by: ["size", "season"], rows: {
  "small": { "summer": money("300元"), "winter": money("200元") },
  "large": { "summer": money("600元"), "winter": money("400元") },
})"#
}
