//! Machines: states, transitions, and what they wait for.

super::written! {
    "machine" Machine "machines/NAME.ron: (…)"
    "状态图，语义同 SCXML；一个文件一个，名称是文件名。"
    "A statechart with the semantics of SCXML, one a file; its name is the file's."
    + Sources {
        May "title" "text" "名称。" "What people call it."
        May "owner" "name" "它的实例属于哪个状态机的实例。" "The machine whose instances own its instances."
        May "key" "{ name: field }" "实例地址在状态机名称之后的各段。" "The parts of an instance's address after the machine's name."
        May "opened_by" "names" "这些事件发给还不存在的实例时，开设该实例。" "The events that create an instance when they are sent to one that does not exist."
        May "outside_validity" "flag" "办法没有施行的日子是否也能由情景的事件开设，缺省为否；属于别的实例的不问。" "Whether an event of a story may open it on a day on which the measure is not in force; no by default. What belongs to another instance is not asked."
        May "data" "{ name: field }" "实例记住的数据。" "What an instance remembers."
        May "initial" "names" "最先进入的状态；缺省为第一个。" "The states entered first; the first one where it is left out."
        May "on_initial" "[action]" "实例开始时做的事，先于最初的状态。" "Done when an instance begins, before its first states are entered."
        May "transitions" "[transition]" "任何状态下都可能的转移，如同写在每个最外层状态的最后；不能是期限。" "What may happen in any state, as if written last in each outermost one; no timers."
        Must "states" "{ name: state }" "各状态。" "Its states."
    }
r#"(
  title: (zh: "摊位", en: "stall"), article: "4",
  owner: "season",
  key: { "subject": (title: (zh: "摊主", en: "keeper"), type: subject) },
  opened_by: "file",
  data: { "filed_on": (title: (zh: "申请日", en: "filed on"), type: date) },
  states: { "filed": (title: (zh: "已申请", en: "filed")) },
)"#

    "state" State "states: { \"name\": (…) }"
    "状态；名称在状态机内唯一。"
    "A state; its name is unique in its machine."
    + Sources {
        May "title" "text" "名称。" "What people call it."
        May "kind" "word" "`plain`（缺省）、`parallel` 各子状态同时有效、`final` 结束上级、`history` 离开时的子状态、`deep_history` 离开时的最内层状态。" "`plain` (left out), `parallel` (all children at once), `final` (it ends its parent), `history` (the child that was active when the parent was left), `deep_history` (the leaves that were)."
        May "initial" "names" "最先进入的子状态；缺省为第一个。" "The states entered when it is entered; the first child where it is left out."
        May "on_initial" "[action]" "缺省进入时做的事。" "Done when it is entered by default."
        May "states" "{ name: state }" "子状态。" "Its children."
        May "on_entry" "[action]" "进入时做的事。" "Done on entry."
        May "on_exit" "[action]" "离开时做的事。" "Done on exit."
        May "transitions" "[transition]" "怎样离开，按先后次序优先。" "What leads out of it, in order of priority."
    }
r#""granted": (
  title: (zh: "已批准", en: "granted"), article: "7",
  on_entry: [owe(account: "fee", amount: "param.fee")],
  transitions: [(event: "leave", by: "keeper", target: "left", article: "7")],
)"#

    "transition" Transition "transitions: [(…)]"
    "转移：由事件、期限引起，或者（三者都没有时）条件一成立就发生。"
    "What happens: set off by an event or a timer, or, with neither, taken as soon as its conditions hold."
    + Sources {
        May "title" "text" "名称；由事件引起的可省略。" "What people call it; the event's title says enough."
        May "event" "names" "事件：名称、带点的前缀或 `*`。与 `after`、`at` 只能有一个。" "Its events: exact names, dotted prefixes, or `*`. Only one of `event`, `after` and `at` can be given."
        May "after" "after" "一段期间之后。" "A period after which it is taken."
        May "at" "at" "某日届满之后。" "The last day after which it is taken."
        May "by" "names" "谁可以引起它；正式办法里没有则不能由外部引起；写成 `[]` 并注明 `silence` 的，办法没有写由谁：谁来办都因未知而不予受理。" "The roles that may set it off; without it nobody outside may, in a bundle with legal text; `[]` with a `silence` leaves open who may: whoever tries is refused as unknown."
        May "when" "names" "要成立的规则和规则组；全部求值。未知时它以及其后、其外的转移都不发生。" "The rules and groups that must hold; all are evaluated. An unknown one keeps it, its later siblings and its ancestors' transitions from being taken."
        May "not_before" "not_before" "最早哪一天可以发生。" "The earliest lawful day."
        May "target" "names" "到哪些状态；没有则不离开。" "Where it leads; without it the state is not left."
        May "internal" "flag" "目标在其内时是否不离开本状态，缺省为否。" "Whether the state is not left when the targets lie in it; no by default."
        May "exclusive" "flag" "同时可能的另一转移是否为错误，缺省为否。" "Whether another enabled transition beside it is an error; no by default."
        May "actions" "[action]" "做什么。" "What is done."
    }
r#"(
  event: "grant", by: "office", article: "6",
  when: ["conditions"], target: "granted",
  not_before: (from: "filed_on", period: "notice"),
  actions: [set({ "granted_on": "today" })],
)"#

    "after" Timer "transition: after: (…) / after: \"parameter\" / after: days(3)"
    "期限：进入状态时开始，末日的次日早上发生；离开时取消，经历史状态返回的除外。没有条文的状态机可直接写期间。"
    "A timer: it begins on entry, fires on the morning after its last day and is cancelled on exit (a history state keeps it). A plain chart may name the period itself."
    + Nothing {
        Must "period" "name" "载有期间的参数。" "The parameter that holds the period."
        May "from" "expression" "起算日；缺省为进入之日。" "The date from which it counts; the day of entry where it is left out."
        May "counting" "counting" "另外的计算方法。" "Another way of counting."
        May "name" "name" "中止、恢复它时用的名称。" "The name by which it is suspended and resumed."
    }
    r#"after: (period: "term", from: "granted_on", name: "clock")"#

    "at" Timer "transition: at: (…) / at: expression"
    "末日已定的期限。"
    "A timer whose last day is given; an expression alone is that day."
    + Nothing {
        Must "last_day" "expression" "末日。" "The last day."
        May "name" "name" "中止、恢复它时用的名称。" "The name by which it is suspended and resumed."
    }
    r#"at: (last_day: "owner.closes_on", name: "closing")"#

    "not_before" Timer "transition: not_before: (…)"
    "最早的日子：期间整个经过之后的次日。"
    "A floor: the first lawful day is the day after the period's last day; it blocks nothing else."
    + Nothing {
        Must "from" "expression" "起算日。" "The date from which the period counts."
        Must "period" "name" "载有期间的参数。" "The parameter that holds the period."
        May "counting" "counting" "另外的计算方法。" "Another way of counting."
    }
r#"not_before: (
  from: "posted_on", period: "notice",
  counting: (roll: next_workday, article: "11"),
)"#
}
