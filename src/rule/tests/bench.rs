//! A world for the tests: a few facts of every type, known and unknown.

use rust_decimal::Decimal;

use crate::calendar::{Day, Period, Unit};
use crate::ident::Id;
use crate::rule::*;
use crate::source::{FileId, SourceFile, Span, Spanned};

pub(super) const KIND: [&str; 3] = ["shop", "school", "farm"];
pub(super) const SIZE: [&str; 2] = ["small", "large"];

pub(super) fn kind() -> ChoiceId {
    ChoiceId::new(0)
}
pub(super) fn size() -> ChoiceId {
    ChoiceId::new(1)
}

pub(super) fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// What a path stands for, and its value or the cause of its absence.
type Fact = (&'static str, Type, Result<Value, &'static str>);

pub(super) struct Bench {
    facts: Vec<Fact>,
    record: Vec<(String, Type)>,
    pub(super) pool: Pool,
}

impl Bench {
    pub(super) fn new() -> Self {
        let mut pool = Pool::default();
        let money = |amount: i64| Some(Value::Money(amount.into()));
        let date = |text| Some(Value::Date(day(text)));
        let yes = |answer| Some(Value::Bool(answer));
        let choice = |at| Some(Value::Choice(kind(), at));
        let visits = pool.add_list(vec![
            vec![choice(0), date("2023-01-10"), money(100), yes(false)],
            vec![choice(2), date("2024-01-10"), money(50), yes(true)],
        ]);
        let gaps = pool.add_list(vec![
            vec![choice(0), None, money(100), None],
            vec![choice(0), date("2024-01-10"), None, yes(false)],
        ]);
        let none = pool.add_list(Vec::new());
        let set = pool.add_list(vec![vec![choice(0)], vec![choice(1)]]);
        let label = pool.text_value("west wing");
        let period = |count, unit| Value::Period(Period { count, unit });
        let list = Type::List(RecordId::new(0));
        let table = Type::Table { by: vec![kind(), size()], of: Box::new(Type::Count) };
        let facts = vec![
            ("x", Type::Count, Ok(Value::Count(5))),
            ("zero", Type::Count, Ok(Value::Count(0))),
            ("largest", Type::Count, Ok(Value::Count(i64::MAX))),
            ("n", Type::Count, Err("n")),
            ("m", Type::Count, Err("m")),
            ("t", Type::Bool, Ok(Value::Bool(true))),
            ("f", Type::Bool, Ok(Value::Bool(false))),
            ("u", Type::Bool, Err("u")),
            ("v", Type::Bool, Err("v")),
            ("w", Type::Bool, Err("w")),
            ("opened", Type::Date, Ok(Value::Date(day("2021-05-11")))),
            ("closed", Type::Date, Err("closed")),
            ("as_of", Type::Date, Ok(Value::Date(day("2024-05-10")))),
            ("kind", Type::Choice(kind()), Ok(Value::Choice(kind(), 0))),
            ("kind_2", Type::Choice(kind()), Err("kind_2")),
            ("size", Type::Choice(size()), Ok(Value::Choice(size(), 1))),
            ("label", Type::Text, Ok(label)),
            ("cost", Type::Money, Ok(Value::Money(Decimal::new(100_050, 2)))),
            ("rate", Type::Decimal, Ok(Value::Decimal(Decimal::new(25, 2)))),
            ("subject", Type::Subject, Ok(Value::Subject(SubjectId::new(0)))),
            ("owner.subject", Type::Subject, Ok(Value::Subject(SubjectId::new(1)))),
            ("owner.staff", Type::Count, Ok(Value::Count(12))),
            ("visits", list.clone(), Ok(Value::List(visits))),
            ("gaps", list.clone(), Ok(Value::List(gaps))),
            ("no_visits", list.clone(), Ok(Value::List(none))),
            ("lost_visits", list, Err("lost_visits")),
            ("param.min_years", Type::Period, Ok(period(3, Unit::Years))),
            ("param.min_months", Type::Period, Ok(period(30, Unit::Months))),
            ("param.notice", Type::Period, Ok(period(5, Unit::Workdays))),
            ("param.weeks", Type::Period, Ok(period(2, Unit::Weeks))),
            ("param.unset", Type::Period, Err("param.unset")),
            ("param.kinds", Type::Set(kind()), Ok(Value::Set(set))),
            ("param.points", table, Err("param.points")),
            ("年限", Type::Count, Ok(Value::Count(3))),
            ("馆.面积", Type::Count, Ok(Value::Count(800))),
        ];
        let record = vec![
            ("kind".to_owned(), Type::Choice(kind())),
            ("when".to_owned(), Type::Date),
            ("cost".to_owned(), Type::Money),
            ("serious".to_owned(), Type::Bool),
        ];
        Self { facts, record, pool }
    }
}

impl Names for Bench {
    type Slot = usize;
    type Query = String;

    fn resolve(&self, path: &[&str]) -> Option<(usize, Type)> {
        let path = path.join(".");
        let at = self.facts.iter().position(|(name, ..)| *name == path)?;
        Some((at, self.facts[at].1.clone()))
    }
    fn known(&self, prefix: &[&str]) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for (name, ..) in &self.facts {
            let parts: Vec<&str> = name.split('.').collect();
            if parts.len() > prefix.len() && parts.starts_with(prefix) {
                let part = parts[prefix.len()].to_owned();
                if !found.contains(&part) {
                    found.push(part);
                }
            }
        }
        found
    }
    fn choice_value(&self, choice: ChoiceId, name: &str) -> Option<Value> {
        let at = self.choice_names(choice).iter().position(|known| known == name)?;
        Some(Value::Choice(choice, at as u16))
    }
    fn choice_names(&self, choice: ChoiceId) -> Vec<String> {
        let names: &[&str] = if choice == kind() { &KIND } else { &SIZE };
        names.iter().map(|&name| name.to_owned()).collect()
    }
    fn record(&self, _: RecordId) -> &[(String, Type)] {
        &self.record
    }
    fn query_names(&self) -> &'static [&'static str] {
        &["has_entry", "count"]
    }
    fn query(
        &self,
        name: &str,
        texts: &[Spanned<String>],
        columns: &[Spanned<String>],
    ) -> Result<CompiledQuery<String>, QueryProblem> {
        let problem = |part, known: &[&str]| QueryProblem {
            part,
            known: known.iter().map(|&known| known.to_owned()).collect(),
            texts: (1, 1),
        };
        if texts.len() != 1 {
            return Err(problem(QueryPart::Whole, &[]));
        }
        if texts[0].value != "loans" {
            return Err(problem(QueryPart::Text(0), &["loans"]));
        }
        if let Some(at) = columns.iter().position(|column| column.value != "kind") {
            return Err(problem(QueryPart::Column(at), &["kind"]));
        }
        Ok(CompiledQuery {
            query: format!("{name} loans"),
            result: if name == "count" { Type::Count } else { Type::Bool },
            columns: vec![Type::Choice(kind()); columns.len()],
        })
    }
}

impl Reader for Bench {
    type Slot = usize;
    type Query = String;
    type Cause = String;

    fn read(&mut self, slot: &usize) -> Result<Value, String> {
        self.facts[*slot].2.map_err(str::to_owned)
    }
    fn rows(&self, list: ListId) -> &[Vec<Option<Value>>] {
        self.pool.rows(list)
    }
    fn missing_column(&mut self, _: ListId, row: usize, column: usize) -> String {
        format!("{}[{row}]", self.record[column].0)
    }
    fn lookup(&mut self, _: &usize, keys: &[Value]) -> Result<Value, String> {
        match keys {
            [Value::Choice(_, 2), _] => Err("points of farm".to_owned()),
            [Value::Choice(_, one), Value::Choice(_, other)] => {
                Ok(Value::Count(i64::from(one * 10 + other)))
            }
            _ => panic!("{keys:?}"),
        }
    }
    fn query(&mut self, query: &String, columns: &[Value]) -> Result<Value, String> {
        match (query.as_str(), columns) {
            ("has_entry loans", [Value::Choice(_, at)]) => Ok(Value::Bool(*at == 0)),
            ("has_entry loans", []) => Ok(Value::Bool(true)),
            ("count loans", _) => Ok(Value::Count(7)),
            _ => Err(query.clone()),
        }
    }
    fn add_period(&mut self, day: Day, period: Period) -> Result<Day, String> {
        shift(day, period, 1)
    }
    fn elapse(&mut self, day: Day, period: Period) -> Result<Day, String> {
        shift(day, period, 1)
    }
    fn subtract_period(&mut self, day: Day, period: Period) -> Result<Day, String> {
        shift(day, period, -1)
    }
}

fn shift(day: Day, period: Period, sign: i64) -> Result<Day, String> {
    let count = i64::from(period.count) * sign;
    match period.unit {
        Unit::Workdays => Err(format!("calendar/{}", day.year())),
        Unit::Days => day.plus_days(count).ok_or_else(|| "past".to_owned()),
        Unit::Weeks => day.plus_days(count * 7).ok_or_else(|| "past".to_owned()),
        Unit::Months => day.plus_months(count).ok_or_else(|| "past".to_owned()),
        Unit::Years => day.plus_months(count * 12).ok_or_else(|| "past".to_owned()),
    }
}

pub(super) fn file(text: &str) -> SourceFile {
    SourceFile::new("t.rhai".into(), text.into())
}

/// The place of a text in a file, as the tests show it.
pub(super) fn shown(text: &str, span: Span) -> String {
    text.get(span.start as usize..span.end as usize).unwrap_or("?").to_owned()
}

/// Compiles a file of functions; its first function is the rule.
pub(super) fn compiled(text: &str, bench: &mut Bench) -> Result<Rule<usize, String>, Vec<Problem>> {
    let source = file(text);
    let (definitions, mut problems) = parse_rules(FileId::new(0), &source);
    let first = definitions.first().cloned();
    let (library, more) = Library::new(definitions);
    problems.extend(more);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut pool = std::mem::take(&mut bench.pool);
    let rule = compile_rule(&library, &first.expect("a function"), bench, &mut pool, None);
    bench.pool = pool;
    rule
}

/// The answer of the first function of a file, as text.
pub(super) fn answer_of(text: &str) -> String {
    let mut bench = Bench::new();
    let rule = match compiled(text, &mut bench) {
        Ok(rule) => rule,
        Err(problems) => panic!("{text}: {problems:?}"),
    };
    let answer = evaluate(&rule, &mut bench, &mut Budget::new(100_000));
    match answer {
        Ok(Outcome::Known(value)) => match value {
            Value::Bool(value) => value.to_string(),
            Value::Count(value) => value.to_string(),
            Value::Decimal(value) | Value::Money(value) => value.to_string(),
            Value::Date(value) => value.to_string(),
            Value::Text(symbol) => bench.pool.text(symbol).to_owned(),
            Value::Period(period) => format!("{} {:?}", period.count, period.unit),
            Value::Choice(choice, at) => bench.choice_names(choice)[usize::from(at)].clone(),
            other => format!("{other:?}"),
        },
        Ok(Outcome::Unknown(causes)) => format!("?{}", causes.join(",")),
        Err(fault) => {
            let name = format!("{fault:?}");
            let name = name.split('(').next().unwrap_or("").to_owned();
            format!("{name} at {}", shown(text, fault.span()))
        }
    }
}

/// The answer of one expression.
pub(super) fn answer(expression: &str) -> String {
    answer_of(&format!("fn rule() {{ {expression} }}"))
}

/// What is wrong with a file: for each problem the text at its place, and its kind.
pub(super) fn problems_of(text: &str) -> Vec<(String, ProblemKind)> {
    let mut bench = Bench::new();
    match compiled(text, &mut bench) {
        Ok(rule) => panic!("{text}: nothing is wrong: {:?}", rule.body),
        Err(problems) => {
            problems.into_iter().map(|problem| (shown(text, problem.span), problem.kind)).collect()
        }
    }
}

/// What is wrong with one expression.
pub(super) fn problems(expression: &str) -> Vec<(String, ProblemKind)> {
    problems_of(&format!("fn rule() {{ {expression} }}"))
}

/// The only problem of one expression.
#[track_caller]
pub(super) fn problem(expression: &str) -> (String, ProblemKind) {
    let mut found = problems(expression);
    assert_eq!(found.len(), 1, "{expression}: {found:?}");
    found.remove(0)
}
