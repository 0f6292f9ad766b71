//! Sentences with slots: `{name}` stands for the argument of that name.

/// One argument of a sentence.
pub type Arg = (&'static str, String);
/// The arguments of a sentence.
pub type Args = Vec<Arg>;

/// `template` with each `{name}` replaced by its argument; a slot without an argument stays.
pub fn fill(template: &str, args: &[Arg]) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let slot = after.split_once('}');
        match slot.and_then(|(name, tail)| {
            args.iter().find(|(known, _)| *known == name).map(|(_, value)| (value, tail))
        }) {
            Some((value, tail)) => {
                out.push_str(value);
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_filled_once() {
        let args = [("a", "{b}".to_owned()), ("b", "2".to_owned())];
        assert_eq!(fill("x{a}y{b}z{c}", &args), "x{b}y2z{c}");
    }
}
