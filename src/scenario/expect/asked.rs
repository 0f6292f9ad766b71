//! What a refusal asks for, by the names under which scenarios know it.

use crate::program::Program;
use crate::world::Cause;

/// The name under which a scenario asks for what is unknown.
pub fn asked_name(cause: &Cause, program: &Program) -> String {
    match cause {
        Cause::Fact(_, fact) => program.facts[*fact].name.clone(),
        Cause::Finding(_, finding) => program.findings[*finding].name.clone(),
        Cause::Unpublished(year) => format!("calendar/{year}"),
        Cause::NotCarried(field) => program.fields[*field].name.clone(),
        Cause::NoValue(parameter) => program.parameters[*parameter].name.clone(),
        Cause::NotSet(..) => "data".to_owned(),
        Cause::Column(Some((_, fact)), column) => {
            let fact = &program.facts[*fact];
            match program.column_name(&fact.ty, *column) {
                Some(column) => format!("{}.{column}", fact.name),
                None => fact.name.clone(),
            }
        }
        Cause::Column(None, _) => "column".to_owned(),
        Cause::OutOfRange => "calendar".to_owned(),
        Cause::Entry(_, register, column) => {
            let register = &program.registers[*register];
            match register.columns.get(usize::from(*column)) {
                Some(column) => format!("{}.{}", register.name, column.name),
                None => register.name.clone(),
            }
        }
        Cause::NoneOpened(_) => "opened".to_owned(),
        Cause::NoEntry => "entry".to_owned(),
        Cause::NoSubject => "subject".to_owned(),
    }
}
