//! Inputs on which fuzzing found a fault, each by the properties that it broke.

mod holds;

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
