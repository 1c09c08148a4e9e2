//! Fields of a Word document: an instruction, then what it shows. Those that are links lead somewhere.

use std::rc::Rc;

/// Fields that are open at once are no more than this.
const MOST: usize = 64;

#[derive(Default)]
struct Field {
    instruction: String,
    shows: bool,
    link: Option<Rc<str>>,
}

/// The fields that are open: one may stand in another.
#[derive(Default)]
pub(super) struct Fields(Vec<Field>);

impl Fields {
    /// Takes in one of the marks between the parts of a field.
    pub(super) fn step(&mut self, step: &str) {
        match step {
            "begin" => {
                // So many are open only where their ends are missing.
                if self.0.len() >= MOST {
                    self.0.remove(0);
                }
                self.0.push(Field::default());
            }
            "separate" => {
                if let Some(field) = self.0.last_mut() {
                    field.shows = true;
                    field.link = address(&field.instruction).map(Rc::from);
                }
            }
            "end" => {
                self.0.pop();
            }
            _ => {}
        }
    }

    /// Takes in words of an instruction.
    pub(super) fn instruct(&mut self, words: &str) {
        if let Some(field) = self.0.last_mut()
            && !field.shows
        {
            field.instruction.push_str(words);
        }
    }

    /// Whether a reader sees what stands here: no instruction.
    pub(super) fn show(&self) -> bool {
        self.0.iter().all(|field| field.shows)
    }

    /// Where words lead that stand here.
    pub(super) fn link(&self) -> Option<Rc<str>> {
        self.0.iter().rev().find_map(|field| field.link.clone())
    }

    /// A field whose parts are not all there hides nothing and links nothing beyond its paragraph.
    pub(super) fn end_paragraph(&mut self) {
        self.0.retain(|field| field.shows);
        self.0.iter_mut().for_each(|field| field.link = None);
    }
}

/// The address in the instruction of a field: `HYPERLINK "https://…" \o "…"`.
pub(super) fn address(instruction: &str) -> Option<String> {
    let rest = instruction.trim_start().strip_prefix("HYPERLINK")?.trim_start();
    let address = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split_ascii_whitespace().next().filter(|word| !word.starts_with('\\'))?,
    };
    let anchor =
        rest.split_once("\\l ").and_then(|(_, anchor)| anchor.trim_start().strip_prefix('"')?.split('"').next());
    let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
    (!address.is_empty()).then(|| address.to_owned() + &anchor)
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn the_address_of_a_link_field() {
        assert_eq!(address(" HYPERLINK \"https://a.example/b\" \\o \"Tip\" ").as_deref(), Some("https://a.example/b"));
        assert_eq!(address("HYPERLINK \"https://a.example\" \\l \"c\"").as_deref(), Some("https://a.example#c"));
        assert_eq!(address("HYPERLINK https://a.example").as_deref(), Some("https://a.example"));
        assert_eq!(address("HYPERLINK \\l \"_Toc1\""), None);
        assert_eq!(address("PAGE"), None);
        assert_eq!(address("HYPERLINK"), None);
    }
}
