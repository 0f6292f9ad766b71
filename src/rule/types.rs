//! What kinds of value there are, and the ids of what a bundle and a story declare.

use crate::calendar::Unit;
use crate::ident::id_type;

id_type!(
    /// A declared list of names, one of which a value of this type is.
    ChoiceId
);
id_type!(
    /// A kind of subject.
    KindId
);
id_type!(
    /// The columns of the rows of a list.
    RecordId
);
id_type!(
    /// The rows of one list.
    ListId
);
id_type!(
    /// A subject of a story.
    SubjectId
);
id_type!(
    /// A running machine of a world.
    InstanceId
);
id_type!(
    /// A machine of the bundle.
    MachineId
);
id_type!(
    /// A declared fact.
    FactId
);
id_type!(
    /// A parameter.
    ParamId
);
id_type!(
    /// A declared finding.
    FindingId
);
id_type!(
    /// A register.
    RegisterId
);
id_type!(
    /// An account of the ledger.
    AccountId
);

/// The type of a declared value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Yes or no.
    Bool,
    /// A whole number.
    Count,
    /// A plain decimal, such as a share.
    Decimal,
    /// An amount of money, in the unit of the ledger.
    Money,
    /// A civil day.
    Date,
    /// A text; texts are equal or not, and nothing else.
    Text,
    /// A length of legal time.
    Period,
    /// One of the declared names.
    Choice(ChoiceId),
    /// A subject.
    Subject,
    /// An instance of a machine.
    Instance(MachineId),
    /// Rows with the declared columns.
    List(RecordId),
    /// Some of the declared names.
    Set(ChoiceId),
    /// A value for each combination of names.
    Table {
        /// What the keys are, in order.
        by: Vec<ChoiceId>,
        /// What is found.
        of: Box<Type>,
    },
}

/// What an expression of a rule is known to be before it is evaluated: a value of a type, or
/// something that exists only inside a rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Static {
    /// A value.
    Value(Type),
    /// A row of a list.
    Row(RecordId),
    /// The time between two days, to be compared or counted in the unit.
    Elapsed(Unit),
    /// No value: a statement.
    Nothing,
    /// It never comes to an end here: `return`, a loop without `break`.
    Never,
    /// A problem was told already.
    Unclear,
}

impl Static {
    /// Yes or no.
    pub const BOOL: Self = Self::Value(Type::Bool);
    /// A whole number.
    pub const COUNT: Self = Self::Value(Type::Count);

    /// Whether nothing more can be said about it.
    pub(super) const fn is_unclear(&self) -> bool {
        matches!(self, Self::Unclear)
    }
    /// The type, where it is a value.
    pub const fn value(&self) -> Option<&Type> {
        match self {
            Self::Value(ty) => Some(ty),
            Self::Row(_) | Self::Elapsed(_) | Self::Nothing | Self::Never | Self::Unclear => None,
        }
    }
}
