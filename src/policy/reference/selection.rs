//! Selections: candidates placed under quotas.

super::written! {
    "selection" Selection "selections: { \"name\": (…) }"
    "在名额之内，为候选者定名次：按排序，或按人提出的名单。"
    "Candidates ranked, or listed by people, and placed under quotas. A tie that no key decides is an error with names."
    + Sources {
        May "title" "text" "名称。" "What people call it."
        Must "of" "name" "候选者的状态机，是遴选实例的下级。" "The machine of the candidates, children of the instance that selects."
        May "candidates" "names" "处于哪些状态的是候选者。" "The states in which an instance is a candidate."
        Must "place" "name" "名次所在的选项表。" "The choice whose values are the places."
        May "attributes" "expressions" "名额所依据的属性，对候选者求值。" "The attributes by which quotas choose, each an expression over the candidate."
        May "each" "names" "每个入选者要成立的规则；可用 `place`。" "Rules that each placed candidate must satisfy; they may read `place`."
        May "quotas" "{ name: quota }" "名额；超过的一并说明。" "The limits; all that are exceeded are told together."
        May "order" "[order]" "怎样排序，靠前的先比。" "How candidates are ranked; the first key decides first."
        May "floor" "name" "仍可入选的最低线：对候选者的规则；可用 `place`。" "A rule over the candidate that the lowest must still satisfy; it may read `place`."
        Must "placed" "name" "发给入选者的事件，带有 `place`。" "The event sent to each candidate that is placed; it carries `place`."
        May "not_placed" "name" "发给落选者的事件。" "The event sent to each candidate that is not."
    }
r#""pitches": (
  title: (zh: "摊位分配", en: "pitches"), article: "6",
  of: "stall", candidates: "filed", place: "size",
  attributes: { "trade": "trade" },
  quotas: {
    "large": (
      title: (zh: "大摊", en: "large"), article: "3",
      places: "large", max: "large_pitches",
    ),
  },
  order: [(by: "score")], placed: "grant", not_placed: "refuse",
)"#

    "quota" Quota "selection: quotas: { \"name\": (…) }"
    "对一部分结果的上限。"
    "A limit over a set of results: those whose place and attributes are among the named values."
    + Sources {
        May "title" "text" "名称。" "What people call it."
        May "places" "names" "计入的名次；缺省为全部。" "The places that count; all where it is left out."
        May "among" "{ name: names }" "每个属性中计入的值。" "For an attribute, the values that count."
        May "except" "name" "哪些不占名额：一条规则；可用 `place`。" "A rule that tells which members count for none; it may read `place`."
        May "for_each" "names" "对这些属性（`place` 即名次）的每个值各设一个。" "The attributes, or `place`, for each value of which there is such a limit."
        May "without" "names" "不设上限的值。" "The values for which there is none."
        Must "max" "name" "载有最大数的参数，或者表格的一行。for_each 之下，表格的哪个版本都没有那一行的值不设上限；只有某个版本没有，是错误。" "The parameter that holds the greatest number, or a row of a table. With `for_each`, a value for which no version of the table has a row has no limit; a row that only some version lacks is an error."
        May "hard" "flag" "超过是否不予受理，缺省为是；为否只作提示。" "Whether more is refused, which it is by default; otherwise it only warns."
    }
r#""of_each_trade": (
  title: (zh: "每种行业", en: "of each trade"), article: "3", places: "large",
  for_each: ["trade"], without: ["food"], max: "pitches_by_trade",
)"#

    "order" Order "selection: order: [(…)]"
    "排序的一个依据。"
    "A key of a ranking."
    + Nothing {
        Must "by" "expression" "所比较的值。" "The value compared."
        May "descending" "flag" "是否大者在先，缺省为是。" "Whether the greatest comes first, which it does by default."
    }
    r#"(by: "filed_on", descending: false)"#
}
