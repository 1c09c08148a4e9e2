//! What holds of any input, tried on damaged fixtures; the fuzz targets look further for the same (`fuzz/README.md`).

mod holds;
mod judging;

use std::sync::{Arc, LazyLock};

use pressgate::article::Format;
use pressgate::policy::Policy;
use proptest::prelude::*;

/// Every article of the fixtures.
static ARTICLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let files = ["fixtures/articles", "fixtures/cms", "fixtures/feeds", "fixtures/rules"].map(judging::below);
    files.into_iter().flatten().map(|(_, text)| text.into_bytes()).collect()
});

/// A fixture with a stretch of another one in the place of one of its own: mark-up that never closes, quotations that
/// run into tags, halves of characters.
fn spliced() -> impl Strategy<Value = Vec<u8>> {
    let fixture = || (0..ARTICLES.len()).prop_map(|i| ARTICLES[i].as_slice());
    (fixture(), fixture(), any::<[prop::sample::Index; 4]>()).prop_map(|(text, other, [a, b, c, d])| {
        let range = |len: usize, a: prop::sample::Index, b: prop::sample::Index| {
            let (a, b) = (a.index(len + 1), b.index(len + 1));
            a.min(b)..a.max(b)
        };
        let mut bytes = text.to_vec();
        bytes.splice(range(text.len(), a, b), other[range(other.len(), c, d)].iter().copied());
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_go_the_whole_way_with_every_place_in_the_file(bytes in spliced()) {
        static NEWS: LazyLock<Arc<Policy>> = LazyLock::new(judging::news);
        holds::whole(&bytes, &NEWS);
    }

    #[test]
    fn any_text_is_read_in_any_format(bytes in spliced()) {
        let text = String::from_utf8_lossy(&bytes);
        for format in [Format::Html, Format::Markdown, Format::Text, Format::Json] {
            holds::read(&text, format);
        }
    }
}
