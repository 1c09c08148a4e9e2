//! `[sites]`: where the pages of a site hold their parts, as CSS selectors by domain.

use crate::article::{Css, Selectors, Sites};
use crate::settings::{Fault, Fields};

/// A part of a page has no more selectors than this.
const MOST: usize = 50;

/// Takes the key `sites`.
pub(super) fn take(fields: &mut Fields<'_>) -> Sites {
    let mut sites = Sites::default();
    for (domain, origin, node) in fields.entries("sites") {
        let mut parts = Fields::of(node, "key of a site", fields.faults());
        let selectors = Selectors {
            title: selectors(&mut parts, "title"),
            byline: selectors(&mut parts, "byline"),
            body: selectors(&mut parts, "body"),
            date: selectors(&mut parts, "date"),
            drop: selectors(&mut parts, "drop"),
        };
        parts.finish();
        if domain.is_empty() || domain.contains(['/', ':', ' ']) {
            let fault = Fault::new(origin, format!("`{domain}` is no domain."));
            fields.faults().push(fault.help("Write the host alone, as in `courier.example`, `*.example` or `*`."));
        }
        sites.push(domain, selectors);
    }
    sites
}

/// The selectors of a part: a text, or a list of texts.
fn selectors(fields: &mut Fields<'_>, part: &'static str) -> Vec<Css> {
    let mut selectors = Vec::new();
    // Read before, so that an item that is no text is told.
    let texts = fields.texts(part);
    let items = fields.list(part);
    if texts.len() > MOST
        && let Some(item) = items.get(MOST)
    {
        let fault = Fault::new(item.origin.clone(), format!("`{part}` has more than {MOST} selectors."));
        fields.faults().push(fault);
    }
    for item in items.into_iter().take(MOST) {
        match item.text().map(Css::new) {
            Some(Ok(css)) => selectors.push(css),
            Some(Err(sentence)) => {
                let fault = Fault::new(item.origin.clone(), sentence);
                fields
                    .faults()
                    .push(fault.help("Write it as in a style sheet: `h1.headline`, `#story > p`, `[rel=author]`."));
            }
            None => {}
        }
    }
    selectors
}
