//! The templates of a rule's words: `{name}` stands for a fact of the hit, `{name|one|many}` chooses by a count.

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words that stay as they are.
    Text(&'a str),
    /// The fact of this name.
    Value(&'a str),
    /// `one` where the count of this name is 1, else `many`.
    Choice { count: &'a str, one: &'a str, many: &'a str },
}

/// Cuts a template into its pieces. The error is a sentence that says what is wrong with it.
pub fn pieces(template: &str) -> Result<Vec<Piece<'_>>, String> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (text, slot) = rest.split_at(at);
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        let Some((slot, after)) = slot.strip_prefix('{').and_then(|slot| slot.split_once('}')) else {
            let message = if slot.starts_with('{') { "`{` is never closed." } else { "`}` closes nothing." };
            return Err(message.to_owned());
        };
        let mut parts = slot.split('|');
        let name = parts.next().unwrap_or_default();
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            return Err(format!("`{{{slot}}}` is no placeholder: a name has lower-case letters and `_` only."));
        }
        pieces.push(match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Piece::Value(name),
            (Some(one), Some(many), None) => Piece::Choice { count: name, one, many },
            _ => return Err(format!("`{{{slot}}}` needs two choices: `{{{name}|one|many}}`.")),
        });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_has_words_values_and_choices() {
        let told = pieces("{name} has {n} {n|source|sources}.").unwrap();
        let choice = Piece::Choice { count: "n", one: "source", many: "sources" };
        let expected =
            [Piece::Value("name"), Piece::Text(" has "), Piece::Value("n"), Piece::Text(" "), choice, Piece::Text(".")];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_broken_placeholder_is_told() {
        for broken in ["{name", "name}", "{}", "{Name}", "{n|one}", "{n|a|b|c}", "{a{b}}"] {
            assert!(pieces(broken).is_err(), "{broken}");
        }
    }
}
