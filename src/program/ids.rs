//! The typed ids of what is declared besides machines.

use crate::ident::id_type;

id_type!(
    /// A role.
    RoleId
);
id_type!(
    /// A rule compiled for one machine.
    RuleId
);
id_type!(
    /// A name under which events carry a value.
    FieldId
);
id_type!(
    /// A kind of duty.
    ObligationId
);
id_type!(
    /// A kind of record that is kept.
    RecordKindId
);
