//! Time against size, 10 KB to 10 MB: an ordinary article in every format, and the worst inputs known for each reader.
//!
//! `cargo bench --bench curve`; one of them: `cargo bench --bench curve -- html_nesting`. Throughput that stays level
//! from one size to the next is time in proportion to size.

mod sample;

use divan::Bencher;
use divan::counter::BytesCount;
use pressgate::article::Format;
use sample::{check, policy};

fn main() {
    check(&sample::markdown(0, 6000), Format::Markdown, &policy());
    divan::main();
}

const SIZES: [usize; 4] = [10_000, 100_000, 1_000_000, 10_000_000];

const INTRO: &str = "The council closed the bridge on Thursday.\n\n";

/// `piece` again and again up to `size` bytes, after a sentence.
fn filled(piece: &str, size: usize) -> String {
    INTRO.to_owned() + &piece.repeat(size / piece.len())
}

fn run(bencher: Bencher, format: Format, text: &str) {
    let policy = policy();
    bencher.counter(BytesCount::of_str(text)).bench_local(|| check(text, format, &policy).len());
}

macro_rules! inputs {
    ($($name:ident: $format:ident, $text:expr;)*) => {
        $(#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
        fn $name(bencher: Bencher, size: usize) {
            let text: fn(usize) -> String = $text;
            run(bencher, Format::$format, &text(size));
        })*
    };
}

inputs! {
    markdown_article: Markdown, |size| sample::markdown(1, size);
    html_article: Html, |size| sample::article(Format::Html, size);
    json_article: Json, |size| sample::article(Format::Json, size);
    text_article: Text, |size| sample::article(Format::Text, size);

    markdown_nesting: Markdown, |size| filled(">", size) + " a word.\n";
    markdown_one_line: Markdown, |size| filled("The council closed the bridge and ", size);
    markdown_links: Markdown, |size| filled("[a](b.io) ", size);
    markdown_quotation_marks: Markdown, |size| filled("\"a\" ", size);
    markdown_open_quotation_marks: Markdown, |size| filled("“", size);
    markdown_brackets: Markdown, |size| filled("[", size);
    markdown_tags: Markdown, |size| filled("<a ", size);
    markdown_weekdays: Markdown, |size| filled("Thursday ", size);
    markdown_speakers: Markdown, |size| filled("Mara Lind said ", size);

    html_nesting: Html, |size| filled("<div>", size);
    html_open_formatting: Html, |size| filled("<b><p>x", size);
    html_one_line: Html, |size| filled("The council closed the bridge and ", size);
    html_links: Html, |size| filled("<a href=b>a</a> ", size);
    html_quotation_marks: Html, |size| filled("\"a\" ", size);
    html_open_attribute: Html, |size| filled("<a b='", size);
    html_entities: Html, |size| filled("&amp;", size);

    text_one_line: Text, |size| filled("The council closed the bridge and ", size);
    text_short_lines: Text, |size| filled("a\n", size);
    text_addresses: Text, |size| filled("https://a.example/x ", size);
    text_quotation_marks: Text, |size| filled("\"a\" ", size);
    text_brackets: Text, |size| filled("[", size);
    text_markers: Text, |size| filled("word [1] ", size);

    json_nesting: Json, |size| "[".repeat(size);
    json_escapes: Json, |size| format!("{{\"title\":\"x\",\"body\":\"The council closed it. {}\"}}", "\\n".repeat(size / 2));
    json_links: Json, |size| format!("{{\"title\":\"x\",\"body\":\"<p>{}\"}}", "<a href='b'>a</a> ".repeat(size / 18));
    json_quotation_marks: Json, |size| format!("{{\"title\":\"x\",\"body\":\"{}\"}}", "\\\"a\\\" ".repeat(size / 6));
}
