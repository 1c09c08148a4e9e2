//! Web archives (WARC): every web page in one is an article.

use super::escape::name;
use super::http::Response;
use super::{ALL, ITEMS, Lost, Refused, gzip, record};
use crate::text::{Container, Source};

/// What a refusal calls it.
const WARC: &str = "web archive";

/// Reads an archive, plain or compressed with gzip.
pub(super) fn read(path: &str, bytes: Vec<u8>) -> Result<Vec<Result<Source, Lost>>, Refused> {
    let (bytes, early) = if gzip::is_gzip(&bytes) {
        let inflated = gzip::members(&bytes, ALL);
        if inflated.more {
            return Err(Refused::TooLarge(format!("the archive unpacks to more than {ALL} bytes; no more are read")));
        }
        (inflated.bytes, inflated.damaged)
    } else {
        (bytes, false)
    };
    if !bytes.starts_with(b"WARC/") {
        return Err(match early {
            true => Refused::Damaged(WARC, "nothing of it could be unpacked".to_owned()),
            false => Refused::Other("no web archive: a WARC file begins with `WARC/1.0` or `WARC/1.1`".to_owned()),
        });
    }
    let mut items = Vec::new();
    let (mut records, mut others) = (0, 0);
    // Pages that are compressed inside the archive count as well.
    let mut left = ALL;
    let mut rest = bytes.as_slice();
    let mut broken = None;
    while let Some(next) = record::next(rest) {
        records += 1;
        let (record, behind) = match next {
            Ok(next) => next,
            Err(how) => {
                broken = Some(how);
                break;
            }
        };
        rest = behind;
        if record.cut {
            broken = Some("the archive ends in the middle of it".to_owned());
            break;
        }
        let response = Response::read(record.block).filter(|_| record.kind() == "response");
        let Some(response) = response.filter(|response| response.status == 200 && response.is_page()) else {
            others += 1;
            continue;
        };
        if items.len() >= ITEMS {
            return Err(Refused::TooLarge(format!("the archive has more than {ITEMS} pages; no more are read")));
        }
        let item = record.address().map(name);
        let source = page(path, &response, item.clone()).map(|mut source| {
            if record.truncated() {
                source.add_note("The page was cut off when it was archived.".to_owned());
            }
            source
        });
        let size = source.as_ref().map_or(0, |source| source.text().len());
        left = left.checked_sub(size).ok_or_else(|| {
            Refused::TooLarge(format!("the pages of the archive have more than {ALL} bytes; no more are read"))
        })?;
        items.push(source.map_err(|sentence| Lost { item, sentence }));
    }
    if let Some(how) = broken {
        let sentence =
            format!("the archive is damaged at its record {records}: {how}. What stands behind it was not read.");
        items.push(Err(Lost { item: None, sentence }));
    } else if early {
        let sentence = "the archive is damaged: what is compressed in it ends early. What was left of it was read.";
        items.push(Err(Lost { item: None, sentence: sentence.to_owned() }));
    }
    if items.is_empty() {
        let sentence =
            format!("the archive has no web page that was found (HTTP status 200) among its {records} records");
        return Err(Refused::Empty(sentence));
    }
    if others > 0
        && let Some(Ok(first)) = items.iter_mut().find(|item| item.is_ok())
    {
        let (s, were) = if others == 1 { ("", "was") } else { ("s", "were") };
        first.add_note(format!("{others} other record{s} of the archive {were} left out: no web pages, or not found."));
    }
    Ok(items)
}

fn page(path: &str, response: &Response<'_>, item: Option<String>) -> Result<Source, String> {
    let source = Source::decode_as(path, response.page()?, response.charset()).map_err(|error| format!("{error}."))?;
    Ok(source.taken_out_of(Container::Archive, item))
}
