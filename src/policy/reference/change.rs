//! Changes that declare, take away, put in, set in another order, rename.

super::written! {
    "declare" Change "declare((…))"
    "增加声明，写法同政策包的文件；已有的名称不能再声明。"
    "New things are declared, written as in the files of a bundle; a name that there is already is an error."
    + Nothing {
        May "choices" "{ name: choice }" "选项表。" "Closed lists of values."
        May "kinds" "{ name: kind }" "主体类别。" "Kinds of subjects."
        May "parameters" "{ name: value }" "参数，写明名称、出处和值。" "Parameters with title, sources and values."
        May "facts" "{ name: fact }" "事实。" "Facts."
        May "findings" "{ name: finding }" "认定。" "Findings."
        May "events" "{ name: event }" "事件。" "Events."
        May "roles" "{ name: role }" "角色。" "Roles."
        May "registers" "{ name: register }" "登记簿。" "Registers."
        May "accounts" "{ name: account }" "账目。" "Accounts."
        May "obligations" "{ name: obligation }" "义务。" "Duties."
        May "records" "{ name: record }" "档案。" "Records."
        May "groups" "{ name: group }" "规则组。" "Groups of rules."
        May "selections" "{ name: selection }" "遴选。" "Selections."
        May "machines" "{ name: machine }" "状态机，写法同它的文件。" "Machines, each written as in a file of its own."
    }
r#"declare((
  events: { "appeal": (title: (zh: "复核", en: "appeal"), article: "7") },
  records: { "appeals": (title: (zh: "档案", en: "appeals"), article: "7") },
))"#

    "remove" Change "remove((…))"
    "去掉已声明的；还有哪里用到，在这里一并列出。"
    "Declared things are taken away; whatever still names one of them is listed here."
    + Nothing {
        May "choices" "names" "选项表。" "Closed lists of values."
        May "kinds" "names" "主体类别。" "Kinds of subjects."
        May "parameters" "names" "参数。" "Parameters."
        May "facts" "names" "事实。" "Facts."
        May "findings" "names" "认定。" "Findings."
        May "events" "names" "事件。" "Events."
        May "roles" "names" "角色。" "Roles."
        May "registers" "names" "登记簿。" "Registers."
        May "accounts" "names" "账目。" "Accounts."
        May "obligations" "names" "义务。" "Duties."
        May "records" "names" "档案。" "Records."
        May "groups" "names" "规则组。" "Groups of rules."
        May "selections" "names" "遴选。" "Selections."
        May "machines" "names" "状态机。" "Machines."
    }
    r#"remove((records: ["inspection"], obligations: ["clear_site"]))"#

    "choice" Change "choice((…))"
    "一组选项增减几个；增加的要写明排在哪里，次序就是名次。"
    "A choice has values more or less; what is added says where it stands, for the order ranks."
    + Nothing {
        Must "choice" "name" "选项表。" "The choice."
        May "add" "{ name: text }" "增加的选项及其名称。" "Values that it has as well, with their titles."
        May "before" "name" "排在哪个选项之前；与 `after` 只能有一个。" "Before which value; only one of this and `after`."
        May "after" "name" "排在哪个选项之后。" "After which value."
        May "without" "names" "去掉的选项。" "Values that it has not."
    }
r#"choice((
  choice: "size", add: { "huge": (zh: "特大", en: "huge") }, after: "large",
))"#

    "event" Change "event((…))"
    "一个事件带来的数据有增减。"
    "An event carries more or less."
    + Nothing {
        Must "event" "name" "事件。" "The event."
        May "add" "{ name: field }" "增加的数据。" "What it carries as well."
        May "without" "names" "去掉的数据。" "What it does not."
    }
    r#"event((event: "grant", add: { "note": text }, without: ["site"]))"#

    "register" Change "register((…))"
    "一个登记簿的栏目有增减。"
    "A register has columns more or less."
    + Nothing {
        Must "register" "name" "登记簿。" "The register."
        May "add" "{ name: field }" "增加的栏目。" "Columns that it has as well."
        May "without" "names" "去掉的栏目。" "Columns that it has not."
    }
    r#"register((register: "ban", add: { "note": text }))"#

    "account" Change "account((…))"
    "一个账目的栏目有增减。"
    "An account has columns more or less."
    + Nothing {
        Must "account" "name" "账目。" "The account."
        May "add" "{ name: field }" "增加的栏目。" "Columns that it has as well."
        May "without" "names" "去掉的栏目。" "Columns that it has not."
    }
    r#"account((account: "fee", add: { "note": text }))"#

    "data" Change "data((…))"
    "一个状态机记住的数据有增减；修改案施行时，已有的实例里还没有新的数据。"
    "A machine remembers more or less; where an amendment adds it, it is unset in the instances that there are."
    + Nothing {
        Must "machine" "name" "状态机。" "The machine."
        May "add" "{ name: field }" "增加的数据。" "What it remembers as well."
        May "without" "names" "去掉的数据。" "What it does not."
    }
    r#"data((machine: "stall", add: { "heard_on": (type: date, optional: true) }))"#

    "role" Change "role((…))"
    "一个角色改由别人担任。"
    "A role is held by somebody else."
    + Nothing {
        Must "role" "name" "角色。" "The role."
        Must "holder" "word" "由谁担任，写法同角色的 `holder`。" "Who holds it, as in `holder` of a role."
    }
    r#"role((role: "keeper", holder: actor))"#

    "obligation" Change "obligation((…))"
    "一项义务有所不同；没有写的不变。"
    "A duty is otherwise; what is not given stays."
    + Nothing {
        Must "obligation" "name" "义务。" "The duty."
        May "by" "names" "由谁办理；原有的都要在内，或者写在 `without`，下同。" "The roles that owe it; all that it had are among them or in `without`, likewise below."
        May "opens" "names" "进入这些状态时产生。" "Entering one of these states opens it."
        May "due" "expression" "最后一日；`none` 是不再有期限。" "The last day; `none` takes it away."
        May "fulfilled_by" "names" "这些事件发生即为履行。" "These events fulfil it."
        May "reported" "names" "进入这些状态时还没有履行的，予以记载。" "Entering one of these states tells that it was left undone."
        May "without" "names" "上列各项去掉的名称。" "What the lists above had and have no longer."
    }
    r#"obligation((obligation: "publish_list", due: "today + days(20)"))"#

    "applies" Change "applies((…))"
    "改由另外的日子决定适用参数的哪一个值。"
    "Another day decides which value of a parameter applies."
    + Nothing {
        Must "parameter" "name" "参数。" "The parameter."
        Must "by" "word" "哪一日，写法同 `applies` 的 `by`。" "Which day, as in `by` of `applies`."
    }
    r#"applies((parameter: "fee", by: event("file")))"#

    "row" Change "row(\"table.key.key\", value)"
    "表格在每个日期都增加一行；已有的行用 `parameter` 改。"
    "A table has one row more, on each of its days; a row that there is is changed with `parameter`."
    + Nothing {}
    r#"row("fee.huge.summer", money("900元"))"#

    "row_out" Change "row_out(\"table.key.key\")"
    "表格在每个日期都去掉一行。"
    "A table has one row less, on each of its days."
    + Nothing {}
    r#"row_out("fee.small.summer")"#

    "fact" Change "fact((…))"
    "总是错误：事实的类型、归属和提供者不能改动，要另外声明一项事实。"
    "Always an error: the type of a fact, who has it and who supplies it cannot be changed; another fact is declared."
    + Nothing {}
    r#"declare((facts: { "trading_from": (title: "x", type: date) }))"#

    "titled" Change "titled(kind, \"name\", text)"
    "改变名称：类别是 `choice`、`kind`、`parameter`、`fact`、`finding`、`event`、`role`、`register`、`account`、`obligation`、`record`、`group`、`selection`、`machine`，或者 `state`（\"状态机.状态\"）、`value`（\"选项表.选项\"）、`quota`（\"遴选.名额\"）。"
    "Something is called otherwise: a `choice`, `kind`, `parameter`, `fact`, `finding`, `event`, `role`, `register`, `account`, `obligation`, `record`, `group`, `selection` or `machine`, or a `state` (\"machine.state\"), a `value` (\"choice.value\") or a `quota` (\"selection.quota\")."
    + Nothing {}
    r#"titled(state, "stall.granted", (zh: "已许可", en: "licensed"))"#

    "states" Change "states((…))"
    "一个状态机增加几个状态。不改变原来最先进入哪个状态。"
    "A machine has states more. What is entered first stays so."
    + Nothing {
        Must "machine" "name" "状态机。" "The machine."
        Must "add" "{ name: state }" "增加的状态。" "The states."
        May "under" "name" "在哪个状态之内；没有写的在最外层。" "The state inside which they lie; outermost where it is left out."
        May "before" "name" "排在哪个状态之前；与 `after` 只能有一个，都没有的排在最后。" "Before which state; only one of this and `after`, last with neither."
        May "after" "name" "排在哪个状态之后。" "After which state."
    }
r#"states((
  machine: "stall",
  add: {
    "lapsed": (kind: final, title: (zh: "失效", en: "lapsed"), article: "7"),
  },
))"#

    "remove_state" Change "remove_state((…))"
    "去掉一个状态及其内的状态；通向它们的都改为通向另一个。规则等处还用到的，在这里列出。"
    "A state goes, with all inside it; what led to them leads to another. Whatever else still names one is listed here."
    + Nothing {
        Must "machine" "name" "状态机。" "The machine."
        Must "state" "name" "去掉的状态。" "The state that goes."
        Must "to" "name" "改为通向的状态。" "The state to which what led to it leads."
    }
    r#"remove_state((machine: "stall", state: "posted", to: "granted"))"#

    "new_transition" Change "new_transition((…))"
    "一个状态增加一个转移。"
    "A state has a transition more."
    + Nothing {
        Must "machine" "name" "状态机。" "The machine."
        Must "state" "name" "它离开的状态。" "The state that it leaves."
        May "before" "name" "优先于哪个转移（它的事件或者期限）；与 `after` 只能有一个，都没有的排在最后。" "Before which transition it is asked, by its event or timer; only one of this and `after`, last with neither."
        May "after" "name" "次于哪个转移。" "After which."
        Must "on" "transition" "转移。" "The transition."
    }
r#"new_transition((
  machine: "stall", state: "filed", before: "grant",
  on: (event: "appeal", by: "keeper", target: "appealed", article: "7"),
))"#

    "stage" Change "stage((…))"
    "在一个状态之前或者之后插入一个环节。之前：原来通向它的都改为通向新环节，新环节再通向它。之后：`on` 所列的转移改为通向新环节，新环节再通向它们原来的去处。规则、遴选、义务、动作里用到相邻状态的，都要在 `names` 里说明。"
    "A stage is put before a state or after it. Before: whatever led to it leads to the stage, which leads on to it. After: the ways out that `on` names lead to the stage, which leads on to where they led. Wherever rules, selections, duties or actions name a state around it, `names` says what is meant now."
    + Nothing {
        Must "machine" "name" "状态机。" "The machine."
        Either "before" "name" "插在哪个状态之前。" "Before which state."
        Either "after" "name" "插在哪个状态之后。" "After which state."
        Must "name" "name" "新环节的名称。" "What the new state is called."
        Must "from" "state" "新环节，写法同状态，可用部件。" "The new state, as any state is written; a piece may be used."
        May "on" "names" "用于 `after`：改为通向新环节的转移，写事件或者期限。" "With `after`: the ways out that lead to the stage now, by event or timer."
        May "except" "names" "用于 `before`：照旧的转移，写 `状态` 或者 `状态.事件`。" "With `before`: what goes on as it went, `state` or `state.event`."
        May "names" "{ name: word }" "相邻状态的名称现在指什么：`stay` 不变，`also(name)` 一并包括，`to(name)` 改为另一个。" "What the name of a state around it means now: `stay`, the same; `also(name)`, both; `to(name)`, the other."
    }
r#"stage((
  machine: "stall", before: "granted", name: "defence",
  from: (
    title: (zh: "答辩", en: "defence"), article: "6",
    transitions: [
      (event: "passed", by: "office", target: "granted", article: "6"),
    ],
  ),
  names: { "granted": stay, "filed": also("defence") },
))"#

    "order" Change "order(\"machine\", [name])"
    "一串环节换一种次序：每个只通向下一个，外面只进入第一个，最后一个只有一个独有的去处；不是这样的，不能调换。"
    "The stages of a plain chain come in another order: each leads to the next alone, what comes from outside enters the first, the last has one way on that no other has. Anything else is refused."
    + Nothing {}
    r#"order("stall", ["posted", "filed"])"#

    "reading" Change "reading(\"A1\", \"option\")"
    "采另一处疑义的另一种理解：加上的是它的改动，不再是原来所采的。只用于修改，不用于疑义的理解之内。"
    "Another meaning of a reading is followed: its changes are laid in the place of the chosen one's. For amendments; a meaning itself chooses no other."
    + Nothing {}
    r#"reading("A3", "at_grant")"#
}
