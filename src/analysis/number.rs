//! Numbers in digits.

/// The value of a number in thousandths: `3.1`, `12,000`, in German `3,1` and `12.000`. `None` where the digits and
/// separators make no number: a score, a clock time, a version.
pub(super) fn parse(digits: &str, german: bool) -> Option<i128> {
    let (group, point) = if german { ('.', ',') } else { (',', '.') };
    let (whole, fraction) = match digits.split_once(point) {
        // In German `3.1` is a number with a point where no group of three follows, and so the other way round.
        None => match digits.split_once(group) {
            Some((whole, rest)) if rest.len() != 3 && rest.bytes().all(|b| b.is_ascii_digit()) => (whole, rest),
            _ => (digits, ""),
        },
        Some((whole, fraction)) => (whole, fraction),
    };
    let mut groups = whole.split([group, '\'', '’']);
    let mut value: i128 = numeral(groups.next()?)?;
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        value = value.checked_mul(1000)?.checked_add(numeral(group)?)?;
    }
    let mut thousandths = 0;
    for (i, digit) in fraction.bytes().enumerate() {
        let digit = i128::from(digit.is_ascii_digit().then(|| digit - b'0')?);
        thousandths += [100, 10, 1].get(i).map_or(0, |unit| digit * unit);
    }
    value.checked_mul(1000)?.checked_add(thousandths)
}

/// At most 24 digits: nothing that is counted has more.
fn numeral(digits: &str) -> Option<i128> {
    let plain = !digits.is_empty() && digits.len() <= 24 && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok())?
}

/// The value of the number at the start of a word in thousandths, and what follows it: `100m`, `1.5bn`, `45-minute`.
/// `None` for ordinals, decades, scores, clock times.
pub(super) fn suffixed(word: &str, german: bool) -> Option<(i128, &str)> {
    let end = word.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’'))).unwrap_or(word.len());
    let (digits, suffix) = word.split_at(end);
    let digits = digits.trim_end_matches(['.', ',', '\'', '’']);
    let ordinal = ["st", "nd", "rd", "th", "s", "er", "ers"].contains(&suffix);
    if ordinal
        || suffix.starts_with(':')
        || suffix.strip_prefix('-').is_some_and(|s| s.starts_with(|c: char| c.is_ascii_digit()))
    {
        return None;
    }
    Some((parse(digits, german)?, suffix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_go_by_language() {
        assert_eq!(parse("12,000", false), Some(12_000_000));
        assert_eq!(parse("12.000", true), Some(12_000_000));
        assert_eq!(parse("3.1", false), Some(3_100));
        assert_eq!(parse("3,1", true), Some(3_100));
        assert_eq!(parse("1.234.567,89", true), Some(1_234_567_890));
        assert_eq!(parse("3.1", true), Some(3_100));
        assert_eq!(parse("10’000", true), Some(10_000_000));
    }

    #[test]
    fn scores_times_and_ordinals_are_no_numbers() {
        for word in ["2-1", "10:47", "5th", "1990s", "1.2.3", "1,00,00"] {
            assert_eq!(suffixed(word, false), None, "{word}");
        }
        assert_eq!(suffixed("100m", false), Some((100_000, "m")));
        assert_eq!(suffixed("45-minute", false), Some((45_000, "-minute")));
    }
}
