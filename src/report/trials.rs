//! Whether rules do what their examples show: a line for each rule, and what failed.

use super::look::{Ink, Look, plain};
use crate::policy::Rule;
use crate::review::Failure;

/// The rules in the order given, each with its failures.
pub fn write(tried: &[(&Rule, Vec<Failure>)], look: Look) -> String {
    let mut out = String::new();
    for (rule, failures) in tried {
        let (ink, sign) = if failures.is_empty() { (Ink::Good, "✓") } else { (Ink::Bad, "×") };
        let examples = match rule.examples.len() {
            1 => "1 example".to_owned(),
            count => format!("{count} examples"),
        };
        out += &format!("{} {}: {examples}\n", look.ink(ink, sign), look.ink(Ink::Strong, &rule.id));
        for failure in failures {
            out += &look.wrap("    ", &format!("example {}: {}", failure.example, plain(&failure.sentence)));
            for line in &failure.found {
                out += &look.ink_lines(Ink::Faint, &look.wrap("      ", &plain(line)));
            }
        }
    }
    let failing = tried.iter().filter(|(_, failures)| !failures.is_empty()).count();
    let rules = |count: usize| if count == 1 { "1 rule".to_owned() } else { format!("{count} rules") };
    let verdict = match failing {
        0 => "every example holds".to_owned(),
        1 => "1 does not do what its examples show".to_owned(),
        many => format!("{many} do not do what their examples show"),
    };
    out + &format!("\n{}: {verdict}\n", rules(tried.len()))
}
