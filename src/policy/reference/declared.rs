//! The sections that declare what machines and rules speak of.

super::written! {
    "choice" Choice "choices: { \"name\": (…) }"
    "一组固定的选项。"
    "A closed list of named values."
    + Sources {
        May "title" "text" "名称。" "What people call it."
        Must "values" "{ name: text }" "各选项及其名称，按顺序。" "The values with their titles, in order."
    }
r#""size": (
  title: (zh: "规格", en: "size"), article: "3",
  values: {
    "small": (zh: "小摊", en: "small"),
    "large": (zh: "大摊", en: "large"),
  },
)"#

    "kind" Kind "kinds: { \"name\": text }"
    "主体的类别，如个人、组织。"
    "A kind of subject: a person, an organisation."
    + Nothing {}
    r#""person": (zh: "个人", en: "person")"#

    "fact" Fact "facts: { \"name\": (…) }"
    "向主体了解的事实。从未提供的是未知，空的列表是没有。"
    "Something that is asked of subjects. What was never asserted is unknown; an empty list is none."
    + Sources {
        May "title" "text" "名称。" "What people call it."
        May "of" "names" "哪些类别的主体有它。" "The kinds of subjects that have it."
        Must "type" "type" "类型。" "Its type."
        May "dated" "name" "列表中写明每一行何日发生的栏目；在所问之日以后发生的，当时尚未发生，不算在内。" "The column of a list that bears the day on which each row happened; what is dated after the day that is asked about has not happened yet and is not seen."
        May "from" "names" "由哪些角色提供。" "The roles that can supply it."
    }
r#""trading_since": (
  title: (zh: "开始经营之日", en: "trading since"), article: "5(1)",
  of: "person", type: date, from: "keeper",
)"#

    "finding" Finding "findings: { \"name\": (…) }"
    "只能由人作出的判断，从不推算。"
    "A judgement that only a person can make; it is never computed."
    + Sources {
        Must "question" "text" "要回答的问题。" "The question."
        Must "about" "name" "针对哪个状态机的实例。" "The machine whose instances it is about."
        May "by" "names" "由哪些角色作出。" "The roles that make it."
    }
r#""clean": (
  question: (zh: "是否整洁", en: "is it clean"), article: "6",
  about: "stall", by: "office",
)"#

    "event" Event "events: { \"name\": (…) } / { \"name\": \"title\" }"
    "可能发生在实例上的事。"
    "Something that can happen to an instance; a plain text is its title."
    + Sources {
        May "title" "text" "名称。" "What people call it."
        May "data" "{ name: field }" "它带来的数据；同名的数据在各事件中类型相同。" "What it carries; one name has one type in all events."
    }
r#""grant": (
  title: (zh: "批准", en: "grant"), article: "6",
  data: { "site": (title: (zh: "位置", en: "site"), type: text) },
)"#

    "field" Field "data, key, columns: { \"name\": (…) } / { \"name\": type }"
    "有名称和类型的一项；只写类型则没有名称。"
    "A named and typed place for a value; a bare type needs no title."
    + Nothing {
        May "title" "text" "名称。" "What people call it."
        Must "type" "type" "类型。" "Its type."
        May "optional" "flag" "可否不给，缺省为否。" "Whether it may be left out; no by default."
    }
    r#""note": (title: (zh: "备注", en: "note"), type: text, optional: true)"#

    "role" Role "roles: { \"name\": (…) }"
    "谁可以做事。"
    "Who may do something."
    + Sources {
        May "title" "text" "名称。" "What people call it."
        May "holder" "word" "由谁担任：`office` 同名的机关（缺省）；`actor` 情景指定的人；`party(expression)` 表达式指出的主体；`anyone` 任何人。" "Who holds it: `office`, one of that name (left out); `actor`, whom the story gives the role; `party(expression)`, the subject that it names; `anyone`."
    }
r#""keeper": (
  title: (zh: "摊主", en: "keeper"), article: "4",
  holder: party("key.subject"),
)"#

    "register" Register "registers: { \"name\": (…) }"
    "按主体记载、有起止日期的登记簿。"
    "A table of entries by subject, each with a first and a last day."
    + Sources {
        May "title" "text" "名称。" "What people call it."
        May "columns" "{ name: field }" "主体、起止日、原因之外的栏目。" "Its columns besides subject, from, to and cause."
    }
r#""ban": (
  title: (zh: "禁止名单", en: "bans"), article: "9",
  columns: {
    "ground": (title: (zh: "事由", en: "ground"), type: choice("ground")),
  },
)"#

    "account" Account "accounts: { \"name\": (…) }"
    "账目。"
    "A heading of the ledger."
    + Sources {
        May "title" "text" "名称。" "What people call it."
        May "columns" "{ name: field }" "合计时区分的栏目。" "The dimensions by which totals are told."
    }
r#""fee": (
  title: (zh: "摊位费", en: "fee"), article: "8",
  columns: {
    "size": (title: (zh: "规格", en: "size"), type: choice("size")),
  },
)"#

    "obligation" Obligation "obligations: { \"name\": (…) }"
    "可以履行或者违反的义务。写明 of 的，进入 opens 各状态时自行产生，不需要动作。"
    "A duty that can be fulfilled or breached. With `of` it opens by itself when one of the states in `opens` is entered, without an action."
    + Sources {
        May "title" "text" "名称。" "What people call it."
        May "by" "[role]" "由谁办理；没有写的，由实例的主体。" "The roles that owe it; otherwise the instance's subject."
        May "of" "machine" "属于哪个状态机的实例。" "The machine whose instances it is of."
        May "opens" "[state]" "进入这些状态时产生。" "Entering one of these states opens it."
        May "due" "expression" "最后一日，条文写明的才写。" "The last day, where the text gives one."
        May "fulfilled_by" "[event]" "这些事件发生即为履行。" "These events of the machine fulfil it."
        May "reported" "[state]" "进入这些状态时还没有履行的，予以记载。" "Entering one of these states tells that it was left undone."
    }
    r#""clear_site": (title: (zh: "清理场地", en: "clear the site"), article: "10"),
"publish_list": (
  title: (zh: "公开名单", en: "publish the list"), article: "12",
  by: ["office"],
  of: "permit", opens: ["granted"], due: "today + days(10)",
  fulfilled_by: ["publish"], reported: ["closed"],
)"#

    "record" Record "records: { \"name\": (…) }"
    "需要保存的一类档案。"
    "A kind of record that is kept."
    + Sources {
        May "title" "text" "名称。" "What people call it."
    }
    r#""inspection": (title: (zh: "检查笔录", en: "inspection"), article: "6.2")"#

    "group" Group "groups: { \"name\": (…) }"
    "若干规则合用一个名称。"
    "A list of rules under one name."
    + Sources {
        May "title" "text" "名称。" "What people call it."
        Either "all" "[member]" "全部要成立的规则或规则组。" "The rules and groups that must all hold."
        Either "not_all" "[member]" "其中有一项确定不成立的，才成立。" "The rules and groups of which one must fail: it holds where one of them is known not to."
    }
r#""conditions": (
  title: (zh: "批准的条件", en: "conditions"), article: "5",
  all: ["long_enough", (rule: "no_loss", only_if: "is_large")],
)"#

    "member" RuleOrGroup "group: all: [(…)] / [\"rule\"]"
    "规则组的一员；只写名称则总要成立。"
    "A member of a group; a plain name is always asked."
    + Nothing {
        Must "rule" "name" "规则或规则组。" "The rule or group."
        May "only_if" "name" "只有这条规则成立时才问。" "It is asked only where this rule holds."
    }
    r#"(rule: "no_loss", only_if: "is_large")"#
}
