//! What is wrong with a rule, in words: the problems of the folder `rule` become diagnostics.

use super::environment::Environment;
use crate::calendar::Unit;
use crate::diagnostic::Diagnostic;
use crate::lang::{Args, Phrase, Problem as Code, Word};
use crate::rule::{
    Construct, HeaderProblem, Problem, ProblemKind, QueryPart, Static, SyntaxProblem, Type,
};

impl Environment {
    /// A type in words.
    pub fn tell_type(&self, ty: &Type) -> Word {
        let named = |phrase, name: &str| Word::Phrase(phrase, vec![("name", name.into())]);
        match ty {
            Type::Bool => Phrase::TypeFlag.into(),
            Type::Count => Phrase::TypeCount.into(),
            Type::Decimal => Phrase::TypeShare.into(),
            Type::Money => Phrase::TypeMoney.into(),
            Type::Date => Phrase::TypeDate.into(),
            Type::Text => Phrase::TypeText.into(),
            Type::Period => Phrase::TypePeriod.into(),
            Type::Choice(id) => named(Phrase::TypeChoice, &self.tables.choices[*id].name),
            Type::Subject => Phrase::TypeSubject.into(),
            Type::Instance(id) => named(Phrase::TypeInstance, &self.heads[*id].name),
            Type::List(id) => {
                let columns = self.tables.rows[*id].columns.iter().map(|(name, _)| name.as_str());
                named(Phrase::TypeList, &columns.collect::<Vec<_>>().join(", "))
            }
            Type::Set(id) => named(Phrase::TypeSet, &self.tables.choices[*id].name),
            Type::Table { .. } => Phrase::TypeTable.into(),
        }
    }

    fn tell_static(&self, found: &Static) -> Word {
        match found {
            Static::Value(ty) => self.tell_type(ty),
            Static::Row(id) => {
                let columns = self.tables.rows[*id].columns.iter().map(|(name, _)| name.as_str());
                let columns = columns.collect::<Vec<_>>().join(", ");
                Word::Phrase(Phrase::TypeRow, vec![("name", columns.into())])
            }
            Static::Elapsed(unit) => {
                Word::Phrase(Phrase::TypeElapsed, vec![("unit", tell_unit(*unit))])
            }
            Static::Nothing | Static::Never => Phrase::TypeNothing.into(),
            Static::Unclear => Phrase::TypeUnclear.into(),
        }
    }

    /// A problem of a rule as a diagnostic.
    pub fn tell(&self, problem: &Problem) -> Diagnostic {
        let at = problem.span;
        let said = |phrase: Phrase, args: Args| {
            Diagnostic::new(Code::RuleProblem, at, vec![("what", Word::Phrase(phrase, args))])
        };
        let near = |diagnostic: Diagnostic, wanted: &str, nearest: &[String], known: &[String]| {
            let names = if nearest.is_empty() { known } else { nearest };
            diagnostic.with_nearest(wanted, names.iter().map(String::as_str))
        };
        let name = |name: &str| vec![("name", Word::from(name))];
        match &problem.kind {
            ProblemKind::Syntax(syntax) => {
                Diagnostic::new(Code::RuleSyntax, at, vec![("what", tell_syntax(syntax))])
            }
            ProblemKind::FileTooLarge(limit) => {
                said(Phrase::RuleFileTooLarge, vec![("limit", limit.to_string().into())])
            }
            ProblemKind::TopLevelStatement => said(Phrase::RuleTopLevel, vec![]),
            ProblemKind::Forbidden(construct) => tell_construct(construct, said),
            ProblemKind::Header(header) => tell_header(header, said, near),
            ProblemKind::DuplicateFunction { name, other } => {
                Diagnostic::new(Code::Duplicate, at, vec![("name", name.into())])
                    .with_related(*other, Phrase::FirstGivenHere)
            }
            ProblemKind::ReservedName(reserved) => said(Phrase::RuleReserved, name(reserved)),
            ProblemKind::RuleHasParameters(count) => {
                said(Phrase::RuleHasParameters, vec![("count", count.to_string().into())])
            }
            ProblemKind::UnknownName { path, at: part, nearest, known } => {
                let wanted = path.get(*part).map_or("", String::as_str);
                let kind = match path.first().map(String::as_str) {
                    Some("param") => Phrase::Parameter,
                    Some("finding") => Phrase::Finding,
                    _ => Phrase::NameWord,
                };
                let args = vec![("name", path.join(".").into()), ("kind", kind.into())];
                near(Diagnostic::new(Code::UnknownName, at, args), wanted, nearest, known)
            }
            ProblemKind::UnknownFunction { name, nearest } => {
                let args = vec![("name", name.into()), ("kind", Phrase::FunctionWord.into())];
                near(Diagnostic::new(Code::UnknownName, at, args), name, nearest, &[])
            }
            ProblemKind::UnknownChoice { name, nearest, known } => {
                let args = vec![("name", name.into()), ("kind", Phrase::ChoiceValue.into())];
                near(Diagnostic::new(Code::UnknownName, at, args), name, nearest, known)
            }
            ProblemKind::UnknownColumn { name, nearest, known, .. } => {
                let args = vec![("name", name.into()), ("kind", Phrase::Column.into())];
                near(Diagnostic::new(Code::UnknownName, at, args), name, nearest, known)
            }
            ProblemKind::Shadows(shadowed) => said(Phrase::RuleShadows, name(shadowed)),
            ProblemKind::ArgumentCount { name, expected, found } => {
                let expected: Vec<_> = expected.iter().map(usize::to_string).collect();
                said(
                    Phrase::RuleArgumentCount,
                    vec![
                        ("name", name.into()),
                        ("expected", expected.join(" / ").into()),
                        ("found", found.to_string().into()),
                    ],
                )
            }
            ProblemKind::OperandsDiffer { left, right } => {
                let args =
                    vec![("expected", self.tell_static(left)), ("found", self.tell_static(right))];
                let wrong = Diagnostic::new(Code::TypeMismatch, at, args);
                match (left, right) {
                    (Static::Elapsed(_), _) | (_, Static::Elapsed(_)) => {
                        wrong.with_help(Phrase::RuleElapsed, vec![])
                    }
                    _ => wrong,
                }
            }
            ProblemKind::NoSuchOperation { operator, on } => said(
                Phrase::RuleNoOperation,
                vec![("operator", (*operator).into()), ("on", self.tell_static(on))],
            ),
            ProblemKind::TypeExpected { expected, found } => {
                let expected = expected.iter().map(|one| self.tell_static(one)).collect();
                let args =
                    vec![("expected", Word::List(expected)), ("found", self.tell_static(found))];
                Diagnostic::new(Code::TypeMismatch, at, args)
            }
            ProblemKind::ValueExpected(found) => {
                said(Phrase::RuleValueExpected, vec![("found", self.tell_static(found))])
            }
            ProblemKind::ListExpected(found) => {
                said(Phrase::RuleListExpected, vec![("found", self.tell_static(found))])
            }
            ProblemKind::TableExpected(found) => {
                said(Phrase::RuleTableExpected, vec![("found", self.tell_static(found))])
            }
            ProblemKind::SetExpected(found) => {
                said(Phrase::RuleSetExpected, vec![("found", self.tell_static(found))])
            }
            ProblemKind::UnitsDiffer(left, right) => said(
                Phrase::RuleUnitsDiffer,
                vec![("left", tell_unit(*left)), ("right", tell_unit(*right))],
            ),
            ProblemKind::ElapsedMustBeCompared => said(Phrase::RuleElapsed, vec![]),
            ProblemKind::ElapsedEquals => said(Phrase::RuleElapsedEquals, vec![]),
            ProblemKind::TextExpected => said(Phrase::RuleTextExpected, vec![]),
            ProblemKind::NumberExpected => said(Phrase::RuleNumberExpected, vec![]),
            ProblemKind::BadDate(text) => {
                Diagnostic::new(Code::BadDate, at, vec![("text", text.into())])
            }
            ProblemKind::BadMoney(text) => {
                Diagnostic::new(Code::BadMoney, at, vec![("text", text.into())])
            }
            ProblemKind::BadDecimal(text) => Diagnostic::new(
                Code::BadNumber,
                at,
                vec![("text", text.into()), ("expected", Phrase::NumberShare.into())],
            ),
            ProblemKind::EmptyList => said(Phrase::RuleEmptyList, vec![]),
            ProblemKind::PredicateParameters { name: predicate, .. } => {
                said(Phrase::RulePredicate, name(predicate))
            }
            ProblemKind::Recursion(circle) => {
                let args = vec![("kind", Phrase::Rule.into()), ("name", circle.join(" → ").into())];
                Diagnostic::new(Code::RuleCycle, at, args)
            }
            ProblemKind::TooDeep => said(Phrase::SyntaxTooDeep, vec![]),
            ProblemKind::NotAVariable(variable) => said(Phrase::RuleNotAVariable, name(variable)),
            ProblemKind::UnusedValue => said(Phrase::RuleUnusedValue, vec![]),
            ProblemKind::NoValue => said(Phrase::RuleNoValue, vec![]),
            ProblemKind::NoMethod(method) => said(Phrase::RuleNoMethod, name(method)),
            ProblemKind::Query { name, part, given, texts, nearest, known } => {
                let kind = match part {
                    QueryPart::Whole => {
                        let args = vec![
                            ("name", Word::from(name)),
                            ("least", texts.0.to_string().into()),
                            ("most", texts.1.to_string().into()),
                        ];
                        return near(said(Phrase::RuleQueryWhole, args), given, nearest, known);
                    }
                    QueryPart::Column(_) => Phrase::Column,
                    QueryPart::Text(at) => asked_kind(name, *at),
                };
                let args = vec![("name", (**given).into()), ("kind", kind.into())];
                near(Diagnostic::new(Code::UnknownName, at, args), given, nearest, known)
            }
        }
    }
}

/// What the text at that position of a query names.
fn asked_kind(query: &str, at: usize) -> Phrase {
    match (query, at) {
        ("has_entry" | "entry_until" | "entry_from" | "latest_entry_from", _) => Phrase::Register,
        ("count" | "opened_since" | "last_opened" | "entered_since", 0) => Phrase::Machine,
        ("is_a", _) => Phrase::Kind,
        ("owed" | "paid", _) => Phrase::Account,
        ("fulfilled", _) => Phrase::Obligation,
        _ => Phrase::State,
    }
}

fn tell_unit(unit: Unit) -> Word {
    match unit {
        Unit::Workdays => Phrase::UnitWorkdays,
        Unit::Days => Phrase::UnitDays,
        Unit::Weeks => Phrase::UnitWeeks,
        Unit::Months => Phrase::UnitMonths,
        Unit::Years => Phrase::UnitYears,
    }
    .into()
}

fn tell_syntax(problem: &SyntaxProblem) -> Word {
    let named = |phrase, name: &str| Word::Phrase(phrase, vec![("name", name.into())]);
    match problem {
        SyntaxProblem::End => Phrase::RhaiEnd.into(),
        SyntaxProblem::Unexpected(text) => named(Phrase::RhaiUnexpected, text),
        SyntaxProblem::Missing(text) => named(Phrase::RhaiMissing, text),
        SyntaxProblem::Reserved(text) => named(Phrase::RhaiReserved, text),
        SyntaxProblem::UnterminatedText => Phrase::SyntaxCloseQuote.into(),
        SyntaxProblem::Escape(_) => Phrase::SyntaxEscape.into(),
        SyntaxProblem::MalformedNumber(text) => named(Phrase::RhaiNumber, text),
        SyntaxProblem::UnknownOperator(text) => named(Phrase::RhaiOperator, text),
        SyntaxProblem::TooDeep => Phrase::SyntaxTooDeep.into(),
        SyntaxProblem::TooLarge(limit) => named(Phrase::RhaiTooLarge, &limit.to_string()),
        SyntaxProblem::TooManyFunctions => Phrase::RhaiTooManyFunctions.into(),
        SyntaxProblem::DuplicateFunction(text) | SyntaxProblem::DuplicateName(text) => {
            named(Phrase::RhaiDuplicate, text)
        }
        SyntaxProblem::WrongLiteral => Phrase::RhaiWrongLiteral.into(),
        SyntaxProblem::LooseHeader => Phrase::RhaiLooseHeader.into(),
        SyntaxProblem::NestedFunction => Phrase::RhaiNestedFunction.into(),
        SyntaxProblem::InvalidAssignment => Phrase::RhaiInvalidAssignment.into(),
        SyntaxProblem::NoLoop => Phrase::RhaiNoLoop.into(),
        SyntaxProblem::NameExpected => Phrase::RhaiNameExpected.into(),
        SyntaxProblem::Other(text) => Word::from(text),
    }
}

fn tell_construct(construct: &Construct, said: impl Fn(Phrase, Args) -> Diagnostic) -> Diagnostic {
    let plain = |text: &str| vec![("name", Word::from(text))];
    match construct {
        Construct::Float => said(Phrase::RuleFloat, vec![]),
        Construct::IntegerTooLarge => said(Phrase::RuleIntegerTooLarge, vec![]),
        Construct::Index => said(Phrase::RuleIndex, vec![]),
        Construct::Function(name) => said(Phrase::RuleOutside, plain(name)),
        Construct::Operator(text) => said(Phrase::RuleOperator, plain(text)),
        Construct::List => said(Phrase::RuleListPlace, vec![]),
        Construct::Map => said(Phrase::RuleMapPlace, vec![]),
        Construct::Unit => said(Phrase::RuleForbidden, plain("()")),
        Construct::Character => said(Phrase::RuleForbidden, plain("'…'")),
        Construct::InterpolatedText => said(Phrase::RuleForbidden, plain("`${…}`")),
        Construct::SafeAccess => said(Phrase::RuleForbidden, plain("?.")),
        Construct::Coalesce => said(Phrase::RuleForbidden, plain("??")),
        Construct::Range => said(Phrase::RuleForbidden, plain("..")),
        Construct::This => said(Phrase::RuleForbidden, plain("this")),
        Construct::Try => said(Phrase::RuleForbidden, plain("try")),
        Construct::Throw => said(Phrase::RuleForbidden, plain("throw")),
        Construct::Switch => said(Phrase::RuleForbidden, plain("switch")),
        Construct::Do => said(Phrase::RuleForbidden, plain("do")),
        Construct::LoopCounter => said(Phrase::RuleForbidden, plain("for (…, …)")),
        Construct::BreakValue => said(Phrase::RuleForbidden, plain("break …")),
        Construct::EmptyLet => said(Phrase::RuleForbidden, plain("let …;")),
        Construct::TypedFunction => said(Phrase::RuleForbidden, plain("fn a.b()")),
        Construct::CallInScope => said(Phrase::RuleForbidden, plain("f!()")),
        Construct::Other => said(Phrase::SyntaxUnexpected, vec![]),
    }
}

fn tell_header(
    problem: &HeaderProblem,
    said: impl Fn(Phrase, Args) -> Diagnostic,
    near: impl Fn(Diagnostic, &str, &[String], &[String]) -> Diagnostic,
) -> Diagnostic {
    match problem {
        HeaderProblem::NoCites => said(Phrase::HeaderNoCites, vec![]),
        HeaderProblem::NoTitle => said(Phrase::HeaderNoTitle, vec![]),
        HeaderProblem::UnknownKey { key, nearest, known } => {
            near(said(Phrase::HeaderUnknownKey, vec![("name", key.into())]), key, nearest, known)
        }
        HeaderProblem::NoKey => said(Phrase::HeaderNoKey, vec![]),
        HeaderProblem::Twice(key) => said(Phrase::HeaderTwice, vec![("name", key.into())]),
        HeaderProblem::Empty(key) => said(Phrase::HeaderEmpty, vec![("name", key.into())]),
    }
}
