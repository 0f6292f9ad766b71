//! Readings: words with several meanings, and the changes that each meaning makes.

super::written! {
    "reading" Reading "readings: { \"A1\": (…) }"
    "一处可以有几种理解的文字。政策包照原样就是所采的理解。"
    "Words of the measure that have several defensible meanings. The bundle as written is the chosen one."
    + Sources {
        Must "question" "text" "文字没有回答的问题。" "The question that the words leave open."
        Must "words" "words" "办法的原文。" "The words of the measure."
        Must "chosen" "name" "所采的理解。" "The meaning that the bundle chose."
        Must "why" "text" "理由。" "Why."
        Must "options" "{ name: option }" "各种理解。" "The meanings."
    }
r#""A3": (
  words: "经营三年以上", article: "5(1)",
  question: (zh: "算到哪一日", en: "up to which day"),
  chosen: "at_filing",
  why: (zh: "条件在申请时具备", en: "conditions are met when one files"),
  options: {
    "at_filing": (title: (zh: "申请之日", en: "the day of filing")),
    "at_grant": (title: (zh: "批准之日", en: "the day of the grant"),
      changes: [rule("long_enough", "long_enough_at_grant")]),
  },
)"#

    "option" Option "reading: options: { \"name\": (…) }"
    "一种理解。"
    "One meaning."
    + Nothing {
        May "title" "text" "它怎么说。" "What it says."
        May "changes" "[change]" "它改动什么；所采的理解不改动。" "What it changes in the bundle; the chosen one changes nothing."
    }
r#""at_grant": (
  title: (zh: "批准之日", en: "the day of the grant"),
  changes: [rule("long_enough", "long_enough_at_grant")],
)"#

    "change" Change "option: changes: […]"
    "一处改动，取下列写法之一；编译之前加在政策包上。"
    "One change, in one of the forms below; it is laid over the bundle before it is compiled."
    + Nothing {}
    r#"rule("long_enough", "long_enough_at_grant")"#

    "parameter" Change "parameter(\"name\", value) / parameter(\"table.key.key\", value)"
    "参数自始为另一个值；表格可只改一行。"
    "A parameter has another value from the beginning, of a table one row."
    + Nothing {}
    r#"parameter("fee.small.summer", money("250元"))"#

    "rule" Change "rule(\"name\", \"other\")"
    "凡问到前一规则之处，改问后一规则；只有后者自己仍可问前者。"
    "Wherever the one is asked, in conditions, other rules and expressions, the other is asked instead; only the other itself may still ask the one."
    + Nothing {}
    r#"rule("long_enough", "long_enough_at_grant")"#

    "counting" Change "counting((…))"
    "整个政策包改用这种计算方法。没有出处：出处在理解上。"
    "Days are counted otherwise in the whole bundle. It takes no sources; the reading has them."
    + Nothing {
        May "include_start" "flag" "起算日是否为第一天，缺省为否。" "Whether the starting day is the first day of the period; no by default."
        May "roll" "word" "末日是休息日时怎样，同 `counting`。" "What a last day of rest does, as in `counting`."
    }
    r#"counting((include_start: true, roll: none))"#

    "quotas" Change "quotas(\"selection\", { name: quota })"
    "遴选改用这些名额。"
    "A selection has these limits, and no others."
    + Nothing {}
r#"quotas("pitches", {
  "all": (title: (zh: "全部", en: "all"), max: "pitches", article: "3"),
})"#

    "transition" Change "transition((…))"
    "一个转移有所不同；没有写的不变。"
    "A transition is otherwise; what is not given stays."
    + Nothing {
        Must "machine" "name" "状态机。" "The machine."
        Must "state" "name" "它离开的状态。" "The state that it leaves."
        Either "event" "name" "它的事件。" "Its event."
        Either "after" "name" "它的期限：名称或者参数。" "Its timer, by its name or its period."
        May "remove" "flag" "是否去掉这个转移，缺省为否。" "Whether it is taken away; no by default."
        May "by" "names" "谁可以引起它。" "The roles that may set it off."
        May "when" "names" "要成立的规则。" "The rules that must hold."
        May "add" "names" "另外要成立的规则。" "Rules that must hold as well."
        May "without" "names" "不再要成立的规则。" "Rules that need no longer hold."
        May "not_before" "not_before" "最早哪一天。" "The earliest lawful day."
        May "target" "names" "到哪些状态。" "Where it leads."
        May "actions" "[action]" "做什么。" "What it does."
    }
r#"transition((
  machine: "stall", state: "filed", event: "grant", add: ["is_clean"],
))"#

    "state" Change "state((…))"
    "一个状态所做的事有所不同；没有写的不变。"
    "A state does otherwise; what is not given stays."
    + Nothing {
        Must "machine" "name" "状态机。" "The machine."
        Must "state" "name" "状态。" "The state."
        May "on_entry" "[action]" "进入时做的事。" "What it does when it is entered."
        May "on_exit" "[action]" "离开时做的事。" "What it does when it is left."
    }
    r#"state((machine: "stall", state: "granted", on_entry: []))"#

    "wait_for_the_calendar" Change "wait_for_the_calendar"
    "后来的放假通知还可能改变的期间，在通知公布之前不计算。"
    "A count that a later notice of the calendar may still move is not made before the notice."
    + Nothing {}
    "wait_for_the_calendar"
}
