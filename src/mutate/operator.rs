//! What a mutant changes, by kind.

use crate::lang::Phrase;

macro_rules! operators {
    ($( $name:ident $word:literal $phrase:ident )*) => {
        /// A way of changing one thing.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Operator { $( #[doc = $word] $name, )* }

        impl Operator {
            /// All ways, in the order in which they are told.
            pub const ALL: &'static [Self] = &[ $( Self::$name, )* ];
            /// The name by which it is asked for, which begins the names of its mutants.
            pub const fn name(self) -> &'static str {
                match self { $( Self::$name => $word, )* }
            }
            /// What people call it.
            pub const fn title(self) -> Phrase {
                match self { $( Self::$name => Phrase::$phrase, )* }
            }
        }
    };
}

// The order is that of weight: what survives of the first is told first.
operators! {
    Article "article" MutateArticleName
    Quota "quota" MutateQuotaName
    Threshold "threshold" MutateThresholdName
    Term "term" MutateTermName
    Comparison "comparison" MutateComparisonName
    GuardDropped "guard-dropped" MutateGuardDroppedName
    GuardNegated "guard-negated" MutateGuardNegatedName
    ClauseDropped "clause-dropped" MutateClauseDroppedName
    ClauseNegated "clause-negated" MutateClauseNegatedName
    Target "target" MutateTargetName
    RoleDropped "role-dropped" MutateRoleDroppedName
    RoleSwapped "role-swapped" MutateRoleSwappedName
    Register "register" MutateRegisterName
    Subject "subject" MutateSubjectName
    Doubled "doubled" MutateDoubledName
    Rounded "rounded" MutateRoundedName
    Unit "unit" MutateUnitName
    FirstDay "first-day" MutateFirstDayName
    AsOf "as-of" MutateAsOfName
    Transition "transition" MutateTransitionName
    Undone "undone" MutateUndoneName
}

impl Operator {
    /// The way of that name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|operator| operator.name() == name)
    }
}
