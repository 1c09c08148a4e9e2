//! The templates of a rule's words: `{name}` stands for a fact of the hit, `{name|one|many}` chooses by a count. What is
//! chosen may hold facts, but no further choice.

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words that stay as they are.
    Text(&'a str),
    /// The fact of this name.
    Value(&'a str),
    /// `one` where the count of this name is 1, else `many`: templates again, without choices.
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
        let Some(slot) = slot.strip_prefix('{') else { return Err("`}` closes nothing.".to_owned()) };
        let Some((slot, after)) = closed(slot) else { return Err("`{` is never closed.".to_owned()) };
        pieces.push(piece(slot)?);
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    Ok(pieces)
}

/// What stands before the brace that closes a slot, and what stands behind it.
fn closed(slot: &str) -> Option<(&str, &str)> {
    let mut depth = 0;
    for (at, c) in slot.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some((slot.get(..at)?, slot.get(at + 1..)?)),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn piece(slot: &str) -> Result<Piece<'_>, String> {
    let mut parts = slot.split('|');
    let name = parts.next().unwrap_or_default();
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
        return Err(format!("`{{{slot}}}` is no placeholder: a name has small letters and `_` only."));
    }
    let choice = match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => return Ok(Piece::Value(name)),
        (Some(one), Some(many), None) => [one, many],
        _ => return Err(format!("`{{{slot}}}` needs two choices: `{{{name}|one|many}}`.")),
    };
    // A stroke inside is one of this slot, so that no choice can stand within a choice and nothing goes deeper.
    for chosen in choice {
        pieces(chosen)?;
    }
    let [one, many] = choice;
    Ok(Piece::Choice { count: name, one, many })
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
        let told = pieces("gone{n|, now {other}|}.").unwrap();
        assert_eq!(told.get(1), Some(&Piece::Choice { count: "n", one: ", now {other}", many: "" }));
    }

    #[test]
    fn a_broken_placeholder_is_told() {
        for broken in [
            "{name",
            "name}",
            "{}",
            "{Name}",
            "{n|one}",
            "{n|a|b|c}",
            "{a{b}}",
            "{n|a{|b}",
            "{n|{m|a|b}|c}",
            "{n|{N}|}",
        ] {
            assert!(pieces(broken).is_err(), "{broken}");
        }
    }
}
