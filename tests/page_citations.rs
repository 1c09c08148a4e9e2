//! Citations on web pages that are no plain links: quotations with an address, works, tooltips, data attributes.

use pressgate::article::{self, Article, Format, Part, Style, Target};
use pressgate::text::Source;

fn page(inside: &str) -> (String, Article) {
    let text: String = (1..=5)
        .map(|day| {
            format!(
                "<p>On day {day} of the strike the ferries stayed in the harbour, and the council of the town said that \
                 it would pay for {day} more buses, which the union called too few by far.</p>"
            )
        })
        .collect();
    let html = format!("<html><body><article><h1>Ferry strike</h1>{text}{inside}</article></body></html>");
    let article = article::read(&Source::utf8("a.html", html.clone()), Some(Format::Html));
    (html, article)
}

/// The addresses that are cited, each with the words that cite it.
fn cited(inside: &str) -> Vec<(String, String)> {
    let (_, article) = page(inside);
    let links = article.markers.iter().filter(|marker| marker.style == Style::Link);
    links
        .filter_map(|marker| match &marker.target {
            Target::Url(address) => {
                let words = &article.blocks[marker.block].words()[marker.range.clone()];
                Some((words.to_owned(), address.clone()))
            }
            _ => None,
        })
        .collect()
}

fn pair(words: &str, address: &str) -> Vec<(String, String)> {
    vec![(words.to_owned(), address.to_owned())]
}

#[test]
fn a_quotation_cites_the_address_it_names() {
    let quoted = "<blockquote cite=\"https://union.example/letter\"><p>We sail when we are paid.</p></blockquote>";
    assert_eq!(cited(quoted), pair("We sail when we are paid.", "https://union.example/letter"));
    let (html, article) = page(quoted);
    let span = article.markers[0].span;
    assert_eq!(&html[span.start..span.end], "https://union.example/letter");
    assert!(article.part(Part::Body).any(|(_, block)| block.words() == "We sail when we are paid."));
    let inline =
        "<p>The union wrote <q cite=\"https://union.example/letter\">we sail when we are paid</q> on Monday.</p>";
    assert_eq!(cited(inline), pair("we sail when we are paid", "https://union.example/letter"));
    assert_eq!(cited("<blockquote cite=\"#below\"><p>We sail when we are paid.</p></blockquote>"), []);
}

#[test]
fn a_cited_work_with_a_link_is_a_link() {
    let work =
        "<p>The rise stands in <cite><a href=\"https://port.example/2025\">Port Accounts 2025</a></cite>, page 3.</p>";
    assert_eq!(cited(work), pair("Port Accounts 2025", "https://port.example/2025"));
    assert_eq!(cited("<p>The rise stands in the <cite>Port Accounts</cite> of last year, on page 3.</p>"), []);
}

#[test]
fn a_tooltip_cites_and_is_no_part_of_the_sentence() {
    let tooltip = "<p>Dues rose to <span aria-describedby=\"t1\">1,900 crowns</span><span role=\"tooltip\" id=\"t1\">Port \
                   accounts, <a href=\"https://port.example/2025\">page 3</a></span> in May.</p>";
    assert_eq!(cited(tooltip), pair("1,900 crowns", "https://port.example/2025"));
    let (_, article) = page(tooltip);
    assert!(article.part(Part::Body).any(|(_, block)| block.words() == "Dues rose to 1,900 crowns in May."));
    assert_eq!(cited("<p>Dues <span aria-describedby=\"t9\">rose</span> in May to 1,900 crowns a night.</p>"), []);
}

#[test]
fn a_title_or_a_data_attribute_may_hold_the_address() {
    let title =
        "<p>Dues rose to <abbr title=\"Port accounts: https://port.example/2025\">1,900 crowns</abbr> in May.</p>";
    assert_eq!(cited(title), pair("1,900 crowns", "https://port.example/2025"));
    assert_eq!(cited("<p>The <abbr title=\"European Union\">EU</abbr> paid half of the new ferry in May.</p>"), []);
    let data = "<p>Dues rose to <span data-source-url=\"https://port.example/2025\">1,900 crowns</span> in May.</p>";
    assert_eq!(cited(data), pair("1,900 crowns", "https://port.example/2025"));
}
