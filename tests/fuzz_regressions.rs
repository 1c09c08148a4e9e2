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
