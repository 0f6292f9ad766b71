//! The limits of a selection: one for each value of the attributes that are named, each with the row
//! of its table.

use super::environment::Environment;
use super::rules::Rules;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Lang, Phrase, Problem, Text};
use crate::policy::{Name, Quota};
use crate::program::element::{ParameterMeaning, Tree};
use crate::program::machine::QuotaInfo;
use crate::rule::{ChoiceId, MachineId, Type, Value};

/// What a place is called among the attributes.
const PLACE: &str = "place";

/// What the limits of one selection choose by.
pub(super) struct Ground<'a> {
    /// The machine of the candidates.
    pub(super) of: MachineId,
    /// The choice whose values are the places.
    pub(super) place: ChoiceId,
    /// The attributes of a candidate.
    pub(super) attributes: &'a [(String, Tree)],
    /// What is declared.
    pub(super) env: &'a Environment,
}

/// What a limit is made for each value of: an attribute, or the place.
struct Axis {
    attribute: Option<usize>,
    choice: ChoiceId,
}

/// A limit with the single values it is about, in the order in which they were named: where a table
/// is by one choice twice, its keys are found in that order.
#[derive(Clone)]
struct About {
    limit: QuotaInfo,
    single: Vec<Value>,
}

impl Ground<'_> {
    /// The limits that a written quota stands for.
    pub(super) fn limits(
        &self,
        written: &Quota,
        rules: &mut Rules<'_>,
        problems: &mut Problems,
    ) -> Vec<QuotaInfo> {
        let Some(limit) = self.limit(written, rules, problems) else { return Vec::new() };
        let axes = self.axes(written, problems);
        self.known_without(written, &axes, problems);
        let mut single = Vec::new();
        if let ([at], false) =
            (limit.places.as_slice(), axes.iter().any(|axis| axis.attribute.is_none()))
        {
            single.push(Value::Choice(self.place, *at));
        }
        single.extend(limit.among.iter().filter_map(|(_, values)| match values.as_slice() {
            [value] => Some(*value),
            _ => None,
        }));
        let mut found = Vec::new();
        for mut about in self.for_each(About { limit, single }, written, &axes) {
            if !self.row(&mut about, written, problems) {
                continue;
            }
            if self.has_row(&about.limit) {
                found.push(about.limit);
            } else if axes.is_empty() {
                // Where each value has its row, one without a row has no limit; a row that is named
                // must be there.
                self.no_row(written, problems);
            }
        }
        found
    }

    fn limit(
        &self,
        written: &Quota,
        rules: &mut Rules<'_>,
        problems: &mut Problems,
    ) -> Option<QuotaInfo> {
        let places = written
            .places
            .iter()
            .filter_map(|name| self.env.choice_value(self.place, name, problems))
            .collect();
        let mut among = Vec::new();
        for (name, values) in &written.among {
            let Some(at) = self.attributes.iter().position(|(known, _)| *known == name.value)
            else {
                problems.push(
                    Diagnostic::new(
                        Problem::UnknownName,
                        name.span,
                        vec![("name", name.value.as_str().into()), ("kind", Phrase::Column.into())],
                    )
                    .with_nearest(name, self.attributes.iter().map(|(known, _)| known.as_str())),
                );
                continue;
            };
            let Some((_, tree)) = self.attributes.get(at) else { continue };
            let Type::Choice(choice) = tree.ty else {
                let args = vec![
                    ("expected", Phrase::Choice.into()),
                    ("found", self.env.tell_type(&tree.ty)),
                ];
                problems.add(Problem::TypeMismatch, name.span, args);
                continue;
            };
            let values = values
                .iter()
                .filter_map(|value| self.env.choice_value(choice, value, problems))
                .map(|value| Value::Choice(choice, value))
                .collect();
            among.push((at, values));
        }
        let except = match &written.except {
            Some(rule) => {
                Some(rules.rule(rule, Some(self.of), Some(self.place), self.env, problems)?)
            }
            None => None,
        };
        // What follows the parameter's name are the keys of a row.
        let name = written.max.value.split('.').next().unwrap_or("");
        let max = Name::new(name.to_owned(), written.max.span.part(0, name.len()));
        let max = self.env.parameter(&max, problems)?;
        Some(QuotaInfo {
            name: written.name.value.clone(),
            title: written.title.clone(),
            places,
            among,
            except,
            max,
            row: Vec::new(),
            hard: written.hard,
            cited: written.origin.cited(),
        })
    }

    /// The attributes for each value of which there is such a limit; `place` is one too.
    fn axes(&self, written: &Quota, problems: &mut Problems) -> Vec<Axis> {
        let mut found = Vec::new();
        for name in &written.for_each {
            if name.value == PLACE {
                found.push(Axis { attribute: None, choice: self.place });
                continue;
            }
            let attribute =
                self.attributes.iter().enumerate().find(|(_, (known, _))| *known == name.value);
            match attribute {
                Some((at, (_, Tree { ty: Type::Choice(choice), .. }))) => {
                    found.push(Axis { attribute: Some(at), choice: *choice })
                }
                Some((_, (_, tree))) => {
                    let args = vec![
                        ("expected", Phrase::Choice.into()),
                        ("found", self.env.tell_type(&tree.ty)),
                    ];
                    problems.add(Problem::TypeMismatch, name.span, args);
                }
                None => {
                    let known =
                        self.attributes.iter().map(|(known, _)| known.as_str()).chain([PLACE]);
                    let args =
                        vec![("name", name.value.as_str().into()), ("kind", Phrase::Column.into())];
                    let wrong = Diagnostic::new(Problem::UnknownName, name.span, args);
                    problems.push(wrong.with_nearest(name, known));
                }
            }
        }
        found
    }

    /// A limit for each value of these attributes, those left out apart.
    fn for_each(&self, one: About, written: &Quota, axes: &[Axis]) -> Vec<About> {
        let mut all = vec![one];
        for &Axis { attribute, choice } in axes {
            let mut more = Vec::new();
            for about in &all {
                for (at, (name, title)) in self.env.tables.choices[choice].values.iter().enumerate()
                {
                    let Ok(at) = u16::try_from(at) else { continue };
                    let limit = &about.limit;
                    let other_place = attribute.is_none()
                        && !limit.places.is_empty()
                        && !limit.places.contains(&at);
                    if other_place || written.without.iter().any(|left| left.value == *name) {
                        continue;
                    }
                    let mut about = about.clone();
                    about.single.push(Value::Choice(choice, at));
                    let limit = &mut about.limit;
                    match attribute {
                        None => limit.places = vec![at],
                        Some(attribute) => {
                            limit.among.push((attribute, vec![Value::Choice(choice, at)]));
                        }
                    }
                    limit.name = format!("{}.{name}", limit.name);
                    let join = |lang: Lang| {
                        let args = [
                            ("title", limit.title.get(lang).into()),
                            ("value", title.get(lang).into()),
                        ];
                        Phrase::QuotaOf.with(lang, &args)
                    };
                    limit.title = Text { zh: join(Lang::Zh), en: join(Lang::En) };
                    more.push(about);
                }
            }
            all = more;
        }
        all
    }

    /// The row of the table in which a limit's greatest number stands; whether it could be found is
    /// answered, and where not, it has been told why.
    fn row(&self, about: &mut About, written: &Quota, problems: &mut Problems) -> bool {
        let About { limit, single } = about;
        let ty = &self.env.tables.parameters[limit.max].ty;
        let mut keys = written.max.value.split('.').skip(1);
        let mut start = written.max.value.split('.').next().unwrap_or("").len() + 1;
        let mut is_count = *ty == Type::Count;
        if let Type::Table { by, of } = ty {
            is_count = **of == Type::Count;
            for &choice in by {
                let value = match keys.next() {
                    Some(key) => {
                        let name =
                            Name::new(key.to_owned(), written.max.span.part(start, key.len()));
                        start += key.len() + 1;
                        let Some(at) = self.env.choice_value(choice, &name, problems) else {
                            return false;
                        };
                        Some(Value::Choice(choice, at))
                    }
                    None => {
                        let of_choice =
                            |value: &Value| matches!(value, Value::Choice(of, _) if *of == choice);
                        single.iter().position(of_choice).map(|at| single.remove(at))
                    }
                };
                match value {
                    Some(value) => limit.row.push(value),
                    None => is_count = false,
                }
            }
        }
        if !is_count || keys.next().is_some() {
            let args = vec![
                ("expected", self.env.tell_type(&Type::Count)),
                ("found", self.env.tell_type(ty)),
            ];
            problems.add(Problem::TypeMismatch, written.max.span, args);
            return false;
        }
        true
    }

    /// Whether some version of the table has the row; what is no table needs none.
    fn has_row(&self, limit: &QuotaInfo) -> bool {
        let mut values = self.env.tables.parameters[limit.max].values.iter();
        limit.row.is_empty()
            || values.any(|(_, meaning)| match meaning {
                ParameterMeaning::Table(rows) => rows.iter().any(|(keys, _)| *keys == limit.row),
                ParameterMeaning::Open => true,
                ParameterMeaning::Single(_) => false,
            })
    }

    fn no_row(&self, written: &Quota, problems: &mut Problems) {
        let args =
            vec![("name", written.max.value.as_str().into()), ("kind", Phrase::RowOfTable.into())];
        problems.add(Problem::UnknownName, written.max.span, args);
    }

    /// A value that is left out must be one of those for which there are limits.
    fn known_without(&self, written: &Quota, axes: &[Axis], problems: &mut Problems) {
        for left in &written.without {
            let known = || {
                let values =
                    axes.iter().flat_map(|axis| &self.env.tables.choices[axis.choice].values);
                values.map(|(name, _)| name.as_str())
            };
            if !known().any(|name| name == left.value) {
                let args = vec![
                    ("name", left.value.as_str().into()),
                    ("kind", Phrase::ChoiceValue.into()),
                ];
                let wrong = Diagnostic::new(Problem::UnknownName, left.span, args);
                problems.push(wrong.with_nearest(left, known()));
            }
        }
    }
}
