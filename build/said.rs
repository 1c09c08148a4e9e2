//! What a file says, as Rust values with their places in the file.

use std::fmt::Write as _;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// The expression that makes its `Placed`.
pub fn code(text: &str) -> Result<String, String> {
    let table = DeTable::parse(text).map_err(|error| error.to_string())?;
    let span = table.span();
    let mut code = String::new();
    write(&mut code, span, &DeValue::Table(table.into_inner()))?;
    Ok(code)
}

fn write(code: &mut String, span: Range<usize>, value: &DeValue<'_>) -> Result<(), String> {
    code.push_str("Placed { said: Said::");
    match value {
        DeValue::String(text) => push(code, format_args!("Text({text:?})")),
        DeValue::Integer(number) => {
            let digits = number.as_str().replace('_', "");
            let number = i64::from_str_radix(&digits, number.radix()).map_err(|error| format!("{digits}: {error}"))?;
            push(code, format_args!("Integer({number})"));
        }
        DeValue::Float(number) => push(code, format_args!("Decimal({:?})", number.as_str())),
        DeValue::Boolean(value) => push(code, format_args!("Bool({value})")),
        DeValue::Datetime(date) => push(code, format_args!("Date({:?})", date.to_string())),
        DeValue::Array(items) => {
            code.push_str("List(&[");
            for item in items.iter() {
                write(code, item.span(), item.get_ref())?;
                code.push_str(", ");
            }
            code.push_str("])");
        }
        DeValue::Table(table) => {
            let mut entries: Vec<(&Spanned<DeString<'_>>, &Spanned<DeValue<'_>>)> = table.iter().collect();
            // In the order of the file.
            entries.sort_by_key(|(key, _)| key.span().start);
            code.push_str("Table(&[");
            for (key, value) in entries {
                let at = key.span();
                push(code, format_args!("({:?}, ({}, {}), ", key.get_ref(), at.start, at.end));
                write(code, value.span(), value.get_ref())?;
                code.push_str("), ");
            }
            code.push_str("])");
        }
    }
    push(code, format_args!(", at: ({}, {}) }}", span.start, span.end));
    Ok(())
}

/// Writing to a text cannot fail.
fn push(code: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = code.write_fmt(what);
}
