//! What a transition or a state does: the closed vocabulary of actions.

super::written! {
    "action" Action "actions, on_entry, on_exit, on_initial: [name(…)]"
    "所做的事。每个完整写法都可带条件和出处；没有出处则用转移或状态的。"
    "Something done. Each full form takes a condition and sources; without sources those of the transition or state hold."
    + Nothing {
        May "when" "names" "要成立的规则。" "The rules that must hold for it to be done."
        May "article" "names" "见出处。" "See the sources."
        May "reading" "names" "见出处。" "See the sources."
        May "silence" "text" "见出处。" "See the sources."
        May "technical" "text" "见出处。" "See the sources."
    }
    r#"[pay(account: "fee", when: ["is_due"], article: "8.2")]"#

    "set" Action "set({ \"name\": expression }) / set(…)"
    "记住数据。"
    "Remember values in the instance's data."
    + Condition {
        May "fields" "expressions" "各项数据的值。" "The fields with their values."
    }
r#"[
  set({ "granted_on": "today" }),
  set(fields: { "site": "event.site" }, when: "is_large"),
]"#

    "raise" Action "raise(\"event\") / raise(…)"
    "把事件放进本实例的队列。"
    "Put an event on the instance's own queue."
    + Condition {
        Must "event" "name" "事件。" "The event."
    }
    r#"[raise("complete"), raise(event: "complete", when: "all_done")]"#

    "send" Action "send(…)"
    "发出事件。事件和它当时引出的一切要么全部发生，要么全不发生。"
    "Send an event. An event and all that it sends at once happen whole or not at all."
    + Condition {
        Must "event" "name" "事件。" "The event."
        Must "to" "to" "发给谁。" "To whom."
        May "data" "expressions" "它带的数据。" "What it carries."
        May "delay" "name" "载有期间的参数，经过之后才送达。" "The parameter that holds the period after which it arrives."
        May "id" "name" "取消它时用的名称。" "The name by which it is cancelled."
        May "optional" "flag" "对方不予受理时，是否不影响全部；缺省为否。" "Whether a refusal by the receiver is no refusal of the whole; no by default."
    }
    r#"[send(event: "close", to: children("stall"), data: { "closed_on": "today" })]"#

    "to" Instance "send: to: itself, owner, children(\"machine\"), children((…)), instance(\"expression\")"
    "事件发给谁：自己、上级、某个状态机的全部下级、其中处于某些状态的，或者表达式指出的实例。"
    "Whom an event is sent to: the sender, its owner, all children of a machine or those in some states, or the instance that an expression names."
    + Nothing {
        Must "machine" "name" "下级的状态机。" "The machine of the children."
        May "in" "names" "只发给处于这些状态之一的。" "Only to those in one of these states."
    }
    r#"children((machine: "stall", in: ["granted"]))"#

    "cancel" Action "cancel(\"id\") / cancel(…)"
    "取消尚未送达的事件。"
    "Cancel a delayed event."
    + Condition {
        Must "id" "name" "`send` 所给的名称。" "The name that `send` gave it."
    }
    r#"[cancel("reminder"), cancel(id: "reminder", when: "is_paid")]"#

    "spawn" Action "spawn(…)"
    "开设一个状态机的实例。"
    "Create an instance of a machine."
    + Condition {
        Must "machine" "name" "状态机。" "The machine."
        May "key" "expressions" "地址各段。" "The parts of its key."
        May "data" "expressions" "一开始记住的数据。" "What it remembers from the start."
    }
r#"[spawn(
  machine: "appeal", key: { "subject": "key.subject" },
  data: { "filed_on": "today" },
)]"#

    "suspend" Action "suspend(\"timer\") / suspend(…)"
    "中止期限，已经过的天数保留。"
    "Stop a timer, keeping the days already counted."
    + Condition {
        Must "timer" "name" "期限的名称。" "The timer's name."
    }
    r#"[suspend("clock"), suspend(timer: "clock", article: "7.3")]"#

    "resume" Action "resume(\"timer\") / resume(…)"
    "恢复中止的期限。"
    "Let a stopped timer run on."
    + Condition {
        Must "timer" "name" "期限的名称。" "The timer's name."
        May "from" "expression" "自哪一日起接着算，缺省为当日。" "The day from which it runs on; today where it is left out."
    }
    r#"[resume("clock"), resume(timer: "clock", from: "today - days(1)")]"#

    "enter" Action "enter(…)"
    "在登记簿里记一笔。"
    "Enter a line in a register."
    + Condition {
        Must "register" "name" "登记簿。" "The register."
        May "subject" "expression" "主体；缺省为本实例的主体。" "The subject; the instance's own where it is left out."
        May "columns" "expressions" "各栏。" "The columns."
        May "from" "expression" "第一天；缺省为当天。" "The first day; today where it is left out."
        May "to" "expression" "最后一天；缺省为没有期限。" "The last day; without end where it is left out."
    }
r#"[enter(
  register: "ban", columns: { "ground": "`fraud`" }, article: "9",
  from: "today + days(1)", to: "today + param.ban",
)]"#

    "end" Action "end(…)"
    "当天了结登记簿里相符的各笔。"
    "End the matching lines of a register today."
    + Condition {
        Must "register" "name" "登记簿。" "The register."
        May "subject" "expression" "主体；缺省为本实例的主体。" "The subject; the instance's own where it is left out."
        May "columns" "expressions" "各栏应当是什么。" "What the columns must be."
    }
    r#"[end(register: "ban", columns: { "ground": "`fraud`" }, article: "9.2")]"#

    "owe" Action "owe(…)"
    "记一笔应付。"
    "Owe a sum."
    + Condition {
        Must "account" "name" "账目。" "The account."
        May "to" "expression" "付给谁；缺省为本实例的主体。" "The payee; the instance's own subject where it is left out."
        Must "amount" "expression" "金额。" "The sum."
        May "columns" "expressions" "各栏。" "The dimensions."
    }
r#"[owe(
  account: "fee", amount: "lookup(param.fee, size)", article: "8",
  columns: { "size": "size" },
)]"#

    "pay" Action "pay(\"account\") / pay(…)"
    "付清本实例在账目上的应付。"
    "Pay what this instance owes on an account."
    + Condition {
        Must "account" "name" "账目。" "The account."
    }
    r#"[pay("fee"), pay(account: "fee", article: "8.2")]"#

    "reverse" Action "reverse(\"account\") / reverse(…)"
    "取消未付的，追回已付的；从未应付的，无可取消或者追回，只记一笔，其余照办。"
    "Cancel what is unpaid and claim back what was paid; where nothing was ever owed there is nothing to cancel or claim back: it is noted, and the rest is done."
    + Condition {
        Must "account" "name" "账目。" "The account."
    }
    r#"[reverse("fee"), reverse(account: "fee", article: "9")]"#

    "return" Action "return(\"account\") / return(…)"
    "记下追回的款项已收到。"
    "Note that what was claimed back came in."
    + Condition {
        Must "account" "name" "账目。" "The account."
    }
    r#"[return("fee"), return(account: "fee", article: "9")]"#

    "oblige" Action "oblige(\"obligation\") / oblige(…)"
    "使一个主体负有义务。"
    "Lay a duty on a subject."
    + Condition {
        Must "obligation" "name" "义务。" "The obligation."
        May "due" "expression" "最后一天。" "The last day."
        May "on" "expression" "负有义务的主体，缺省为本实例的主体。" "On whom; on the instance's subject where it is left out."
    }
r#"[
  oblige("clear_site"),
  oblige(obligation: "clear_site", due: "today + days(10)", on: "key.office"),
]"#

    "fulfil" Action "fulfil(\"obligation\") / fulfil(…)"
    "义务已履行。"
    "The duty was fulfilled."
    + Condition {
        Must "obligation" "name" "义务。" "The obligation."
    }
    r#"[fulfil("clear_site"), fulfil(obligation: "clear_site", article: "10")]"#

    "breach" Action "breach(\"obligation\") / breach(…)"
    "义务被违反。"
    "The duty was breached."
    + Condition {
        Must "obligation" "name" "义务。" "The obligation."
    }
    r#"[breach("clear_site"), breach(obligation: "clear_site", article: "10")]"#

    "keep" Action "keep(…)"
    "保存档案。"
    "Keep a record."
    + Condition {
        Must "record" "name" "哪一类档案。" "The kind of record."
        Must "until" "expression" "保存到哪一天。" "The last day."
    }
    r#"[keep(record: "inspection", until: "today + param.kept", article: "6.2")]"#

    "learn" Action "learn(…)"
    "得知一个事实。"
    "Learn a fact."
    + Condition {
        Must "fact" "name" "事实。" "The fact."
        May "subject" "expression" "关于谁；缺省为本实例的主体。" "About whom; the instance's own subject where it is left out."
        Must "value" "expression" "值。" "The value."
    }
    r#"[learn(fact: "licensed", value: true)]"#

    "find" Action "find(…)"
    "记录一个认定。"
    "Record a finding."
    + Condition {
        Must "finding" "name" "认定。" "The finding."
        Must "answer" "expression" "答案。" "The answer."
    }
    r#"[find(finding: "clean", answer: "event.clean")]"#

    "open" Action "open(\"selection\") / open(…)"
    "开始遴选：此刻够格的就是候选者。"
    "Open a selection: its candidates are those who are candidates now."
    + Condition {
        Must "selection" "name" "遴选。" "The selection."
    }
    r#"[open("pitches"), open(selection: "pitches", article: "6")]"#

    "propose" Action "propose(…)"
    "提出名单；超过名额只作提示。"
    "Propose places: a quota exceeded is a warning."
    + Condition {
        Must "selection" "name" "遴选。" "The selection."
        Must "places" "expression" "名单。" "The list."
    }
    r#"[propose(selection: "pitches", places: "event.list")]"#

    "decide" Action "decide(…)"
    "确定名单；超过名额则全部不予受理。"
    "Decide places: a quota exceeded refuses the whole."
    + Condition {
        Must "selection" "name" "遴选。" "The selection."
        May "places" "expression" "名单；没有则按排序决定。" "The list; without it the ranking decides."
    }
    r#"[decide(selection: "pitches", places: "event.list", article: "6")]"#
}
