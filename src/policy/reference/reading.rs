//! Readings: words with several meanings, and the changes that each meaning makes.

super::written! {
    "reading" Reading "readings: { \"A1\": (…) }"
    "一处可以有几种理解的文字。所采的理解有改动的，运行的就是改动之后的政策包。"
    "Words of the measure that have several defensible meanings. What the chosen one changes, if anything, is what runs."
    + Sources {
        Must "question" "text" "文字没有回答的问题。" "The question that the words leave open."
        Must "words" "words" "办法的原文，须出自 `article` 所指之处；略去的用“……”。" "The words of the measure, as they stand in its `article`; what is left out is written “……”."
        Must "chosen" "name" "所采的理解；`undecided` 是留待确定：凡需要它的都因未知而不予受理，并说明由谁确定。" "The meaning that the bundle chose; `undecided` leaves it open: whoever needs it is refused as unknown, with who can say it."
        May "ask" "names" "留待确定时由谁确定：角色。" "Who can say it where it is undecided: roles."
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
        May "changes" "[change]" "它改动什么。" "What it changes in the bundle."
        May "joined" "{ name: [change] }" "与另一处疑义的某种理解（`A13=no_longer`）改动同一处时，两者并用是怎样；没有写的不能并用。" "Where a meaning of another reading (`A13=no_longer`) makes the same element otherwise: what holds under both. Without it the two cannot both be followed."
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

    "parameter" Change "parameter(\"name\", value) / parameter(\"table.key.key\", value) / parameter(\"name\", [dated])"
    "参数自其最早的起始日期起为另一个值；表格可只改一行；有几个起始日期的，每个都要写。"
    "A parameter has another value from its first day on, of a table one row; where it has values for several days, each of them is given."
    + Nothing {}
    r#"parameter("fee.small.summer", money("250元"))"#

    "members" Change "members((…))"
    "一组值增减几个。"
    "A set has values more or less."
    + Nothing {
        Must "parameter" "name" "参数。" "The parameter."
        May "add" "names" "增加的值。" "Values that belong to it as well."
        May "without" "names" "去掉的值。" "Values that do not."
    }
    r#"members((parameter: "closing_days", add: ["monday"]))"#

    "rule" Change "rule(\"name\", \"other\")"
    "凡问到前一规则之处，改问后一规则；只有后者自己仍可问前者。"
    "Wherever the one is asked, in conditions, other rules and expressions, the other is asked instead; only the other itself may still ask the one."
    + Nothing {}
    r#"rule("long_enough", "long_enough_at_grant")"#

    "group" Change "group((…))"
    "一个规则组增减几个成员。"
    "A group has members more or less."
    + Nothing {
        Must "group" "name" "规则组。" "The group."
        May "add" "[rule]" "增加的成员，写法同规则组的 `all`。" "Members that it has as well, written as in `all` of a group."
        May "without" "names" "去掉的成员。" "Members that it has not."
    }
    r#"group((group: "conditions", add: ["is_clean"], without: ["is_new"]))"#

    "counting" Change "counting((…))"
    "改用这种计算方法：写明 `of` 的，只在等这几个期间经过、规则里日期加上它们时；没有写的，是整个政策包。没有出处：出处在理解上。"
    "Days are counted otherwise: with `of`, where a machine waits for one of these periods and where a rule adds one to a day; without, in the whole bundle. It takes no sources; the reading has them."
    + Nothing {
        May "of" "names" "哪几个期间：参数。" "Which periods: parameters."
        May "include_start" "flag" "起算日是否为第一天，缺省为否。" "Whether the starting day is the first day of the period; no by default."
        May "roll" "word" "末日是休息日时怎样，同 `counting`。" "What a last day of rest does, as in `counting`."
    }
    r#"counting((include_start: true, roll: none))"#

    "quotas" Change "quotas(\"selection\", { name: quota })"
    "遴选改用这些名额。原有的名额都要在内，要去掉的用 `selection` 写明。"
    "A selection has these limits. All that it had must be among them; `selection` says what is taken away."
    + Nothing {}
r#"quotas("pitches", {
  "all": (title: (zh: "全部", en: "all"), max: "pitches", article: "3"),
})"#

    "selection" Change "selection((…))"
    "一个遴选的名额和条件有所不同；没有写的不变。"
    "A selection has limits and rules more, less or otherwise; what is not given stays."
    + Nothing {
        Must "selection" "name" "遴选。" "The selection."
        May "add" "{ name: quota }" "增加的名额。" "Limits that it has as well."
        May "replace" "{ name: quota }" "同名的名额改成这样。" "Limits of the same names that hold instead."
        May "without" "names" "去掉的名额。" "Limits that it has not."
        May "add_each" "names" "每个列入的另外要满足的规则。" "Rules that each placed candidate must satisfy as well."
        May "without_each" "names" "不再要满足的规则。" "Rules that it need not."
    }
r#"selection((
  selection: "pitches", without: ["food"],
  add: {
    "all": (title: (zh: "全部", en: "all"), max: "pitches", article: "3"),
  },
))"#

    "transition" Change "transition((…))"
    "一个转移有所不同；没有写的不变。"
    "A transition is otherwise; what is not given stays."
    + Nothing {
        Must "machine" "name" "状态机。" "The machine."
        Must "state" "name" "它离开的状态。" "The state that it leaves."
        Either "event" "name" "它的事件。" "Its event."
        Either "after" "name" "它的期限：名称或者参数。" "Its timer, by its name or its period."
        May "remove" "flag" "是否去掉这个转移，缺省为否。" "Whether it is taken away; no by default."
        May "by" "names" "谁可以引起它；原有的都要在内。" "The roles that may set it off; all that it had are among them."
        May "add_by" "names" "另外可以引起它的。" "Roles that may set it off as well."
        May "without_by" "names" "不再可以引起它的。" "Roles that may no longer."
        May "when" "names" "要成立的规则；原有的都要在内，或者写在 `without`。" "The rules that must hold; all that it had are among them or in `without`."
        May "add" "names" "另外要成立的规则。" "Rules that must hold as well."
        May "without" "names" "不再要成立的规则。" "Rules that need no longer hold."
        May "not_before" "not_before" "最早哪一天。" "The earliest lawful day."
        May "target" "names" "到哪些状态。" "Where it leads."
        May "actions" "[action]" "做什么；原有的都要在内，或者写在 `without_actions`。" "What it does; all that it did is among them or in `without_actions`."
        May "without_actions" "names" "不再做的，写明种类和名称：`keep case_file`。" "What it does no longer, by kind and name: `keep case_file`."
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
        May "on_entry" "[action]" "进入时做的事；原有的都要在内，或者写在 `without_actions`。" "What it does when it is entered; all that it did is among them or in `without_actions`."
        May "on_exit" "[action]" "离开时做的事；同上。" "What it does when it is left; likewise."
        May "without_actions" "names" "不再做的，写明种类和名称：`keep case_file`。" "What it does no longer, by kind and name: `keep case_file`."
    }
    r#"state((machine: "stall", state: "granted", on_entry: []))"#

    "wait_for_the_calendar" Change "wait_for_the_calendar"
    "后来的放假通知还可能改变的期间，在通知公布之前不计算。"
    "A count that a later notice of the calendar may still move is not made before the notice."
    + Nothing {}
    "wait_for_the_calendar"
}
