//! Inputs on which fuzzing found a fault, each by the properties that it broke.

mod holds;
mod judging;

use std::time::{Duration, Instant};

use pressgate::article::Format;

#[test]
fn a_card_outside_the_body_does_not_shift_the_others() {
    // The first card stands in the title, so that the second is the article's first.
    holds::read("t.ee·Tier 9\nt.ee·Tier 9", Format::Text);
    let page = "The dyke tide.example·Tier 1One cause.\n\n\
                The council closed the dyke harbour.example·Tier 2It closes. on Monday.\n\n\
                The wall stands open harbour.example·Tier 2It closes. and tide.example·Tier 1One cause. says so.\n";
    holds::read(page, Format::Text);
}

/// Takes a text the whole way. Each of these took minutes once, the square of its length.
fn ends(text: &str) {
    let begun = Instant::now();
    holds::whole(text.as_bytes(), &judging::news());
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?} for {} bytes", begun.elapsed(), text.len());
}

#[test]
fn a_title_of_a_thousand_figures_is_looked_up_once() {
    ends(&("# ".to_owned() + &"Höhere Miete für 4000 Mieter ## Was sie …".repeat(2000)));
}

#[test]
fn an_endless_sentence_of_figures_is_held_against_others_once() {
    let nouns = (0..2000).map(|n| format!("{} barn{n:04}s and {} barn{n:04}s, ", n * 7 + 300, n * 7 + 501));
    ends(&nouns.fold("# Barns\n\nThe council said that it counts ".to_owned(), |text, noun| text + &noun));
}

#[test]
fn an_endless_sentence_of_weekdays_has_one_tense() {
    ends(&("# Days\n\nThe council said on ".to_owned() + &"Monday « said on ".repeat(6000)));
}

#[test]
fn a_word_of_many_dots_is_no_host() {
    ends(&("# Dots\n\nThe council said U.S.".to_owned() + &"U.S.".repeat(20_000)));
}

#[test]
fn a_german_word_of_40_000_letters_is_no_compound() {
    ends(&format!("---\nlang: de\n---\n# Titel\n\nDer Kreis sagte das. {} sagte, es sei gut.\n", "Xa".repeat(20_000)));
}

#[test]
fn the_sentences_of_an_endless_ending_are_looked_at_one_by_one() {
    let start = "A short text stands here.\n\n".repeat(8);
    ends(&format!("# County plans to close yard\n\n{start}{}\n", "The county yard is closed now. ".repeat(20_000)));
}

#[test]
fn the_numbered_parts_of_a_page_are_read_once() {
    let paragraphs = (0..8000).map(|n| format!("It rises, see table {}. And more words stand here.\n\n", n % 90));
    ends(&("---\nlang: en\n---\n# Fares\n\n".to_owned() + &paragraphs.collect::<String>()));
}

#[test]
fn a_sentence_of_many_weekdays_or_dates_is_asked_once() {
    let head = "---\nlang: en\ndate: 2026-05-14\n---\n# Days\n\nThe council ";
    ends(&format!("{head}met {}again.\n", "on Monday and on Tuesday ".repeat(8000)));
    ends(&format!("{head}was seen {}again.\n", "on 20 May 2027 and ".repeat(8000)));
}

/// A page with a record of reviews.
fn reviewed(record: &str) -> String {
    let page =
        "# Bridge\n\nThe bridge is open, the county said.\n\n## Editorial reviews\n\n0 approved · 1 rejected\n\n";
    format!("---\nlang: en\n---\n{page}{record}\n")
}

#[test]
fn the_lines_of_a_long_record_are_read_one_by_one() {
    let line = |n| format!("• language_and_clarity scored 3/3 minimum: vague ('word{n}') phrase. ");
    ends(&reviewed(&(0..8000).map(line).collect::<String>()));
    ends(&reviewed(&format!("• language_and_clarity scored 3/3 minimum: {}", "vague ".repeat(16_000))));
}

#[test]
fn the_names_of_all_who_are_heard_are_gathered_once() {
    let pair = |n| format!("Herr Anton Mull{n}er sagte, es sei gut. Kritiker warnten vor Schäden am Deich im Norden. ");
    ends(&format!("---\nlang: de\n---\n# Streit\n\n{}\n", (0..4000).map(pair).collect::<String>()));
}
