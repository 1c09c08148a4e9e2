//! Web archives: every page in one is an article of its own.

mod containers;

use std::io::Write;

use containers::{hold_places, items, refusal, run, sources, words};
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use pressgate::article::{self, Part};
use pressgate::text::Source;
use proptest::prelude::*;

const FERRY: &str = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>The ferry</title></head><body><nav><a href=\"/\">Home</a></nav>\
    <article><h1>The ferry</h1><p>The ferry sank in the harbour of Elm on Monday, and the county closed the landing stage for as \
    long as the search goes on.</p></article></body></html>";
const MILL: &str = "<!DOCTYPE html><html lang=\"de\"><head><title>Die Mühle</title></head><body><article><h1>Die Mühle</h1>\n<p>Die Mühle \
    von Ulmen öffnet im Mai wieder, sagte der Eigentümer am Dienstag, und der Kreis zahlt das Rad.</p></article></body></html>";

fn record(kind: &str, address: &str, block: &[u8]) -> Vec<u8> {
    let length = block.len();
    let head =
        format!("WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <{address}>\r\nContent-Length: {length}\r\n\r\n");
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(address: &str, status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\n{headers}\r\n");
    record("response", address, &[head.as_bytes(), body].concat())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn chunked(bytes: &[u8]) -> Vec<u8> {
    let chunk = |chunk: &[u8]| [format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat();
    bytes.chunks(70).map(chunk).chain([b"0\r\n\r\n".to_vec()]).flatten().collect()
}

/// The records of an archive: two pages, and five records that are none.
fn records() -> Vec<Vec<u8>> {
    let latin: Vec<u8> = MILL.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    vec![
        record("warcinfo", "", b"software: by hand\r\n"),
        record("request", "https://harbour.example/ferry", b"GET /ferry HTTP/1.1\r\n\r\n"),
        response(
            "https://harbour.example/ferry",
            "200 OK",
            "Content-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
            &chunked(&gzip(FERRY.as_bytes())),
        ),
        response("https://harbour.example/gone", "404 Not Found", "Content-Type: text/html\r\n", FERRY.as_bytes()),
        response("https://harbour.example/a.png", "200 OK", "Content-Type: image/png\r\n", b"\x89PNG"),
        response("https://muehle.example/", "200 OK", "content-type: text/html; charset=ISO-8859-1\r\n", &latin),
        record("metadata", "https://muehle.example/", b"via: x\r\n"),
    ]
}

fn archive() -> Vec<u8> {
    records().concat()
}

#[test]
fn every_page_that_was_found_is_an_article() {
    let sources = sources("a.warc", &archive());
    let names: Vec<Option<&str>> = sources.iter().map(Source::item).collect();
    assert_eq!(names, [Some("https://harbour.example/ferry"), Some("https://muehle.example/")]);
    let ferry = article::read(&sources[0], None);
    assert_eq!(ferry.title.as_ref().unwrap().text, "The ferry");
    assert!(ferry.notes.iter().any(|note| note.message.starts_with("5 other records")), "{:?}", ferry.notes);
    let mill = article::read(&sources[1], None);
    assert!(words(&mill, Part::Body)[0].starts_with("Die Mühle von Ulmen öffnet"));
    assert!(mill.notes.iter().any(|note| note.message.contains("HTTP header")), "{:?}", mill.notes);
}

#[test]
fn an_archive_may_be_compressed_record_by_record_or_as_a_whole() {
    let plain: Vec<String> = sources("a.warc", &archive()).iter().map(|s| s.text().to_owned()).collect();
    let members: Vec<u8> = records().iter().flat_map(|record| gzip(record)).collect();
    for bytes in [members, gzip(&archive())] {
        let unpacked: Vec<String> = sources("a", &bytes).iter().map(|s| s.text().to_owned()).collect();
        assert_eq!(unpacked, plain);
    }
}

#[test]
fn a_page_may_be_compressed_in_any_way_that_servers_use() {
    for (headers, body) in [
        ("Content-Type: text/html\r\nContent-Encoding: deflate\r\n", zlib(FERRY.as_bytes())),
        ("Content-Type: text/html\r\nContent-Encoding: x-gzip\r\n", gzip(FERRY.as_bytes())),
        // The program that archived the page undid the encoding and left the headers as they were.
        (
            "Content-Type: text/html\r\nContent-Encoding: br\r\nTransfer-Encoding: chunked\r\n",
            FERRY.as_bytes().to_vec(),
        ),
        ("Content-Type: application/xhtml+xml\r\n", FERRY.as_bytes().to_vec()),
    ] {
        let bytes = response("https://harbour.example/", "200 OK", headers, &body);
        assert_eq!(sources("a.warc", &bytes)[0].text(), FERRY.to_owned() + "\n", "{headers}");
    }
}

#[test]
fn every_place_counts_in_the_texts_of_all_pages_as_they_are_printed() {
    let sources = sources("a.warc", &archive());
    hold_places(&sources);
    let (_, printed, _) = run(&["analyze", "--format", "text"], "places.warc", &archive());
    assert_eq!(printed, sources.iter().map(Source::text).collect::<String>());
}

#[test]
fn a_page_that_cannot_be_unpacked_is_told_and_the_others_are_read() {
    let headers = "Content-Type: text/html\r\nContent-Encoding: ";
    let brotli = response("https://b.example/", "200 OK", &format!("{headers}br\r\n"), b"\x1b\xff\xfe\x00\x81");
    let half = gzip(FERRY.as_bytes());
    let half = response("https://h.example/", "200 OK", &format!("{headers}gzip\r\n"), &half[..half.len() / 2]);
    let zeros = gzip(&vec![b' '; (64 << 20) + 1]);
    let bomb = response("https://z.example/", "200 OK", &format!("{headers}gzip\r\n"), &zeros);
    let empty = response("https://e.example/", "200 OK", "Content-Type: text/html\r\n", b"");
    let items = items("a.warc", &[brotli, half, bomb, empty, archive()].concat()).unwrap();
    let told: Vec<&str> =
        items.iter().filter_map(|item| item.as_ref().err()).map(|lost| lost.sentence.as_str()).collect();
    assert!(
        told[0].contains("`br`")
            && told[1].contains("damaged")
            && told[2].contains("more than")
            && told[3].contains("empty")
    );
    assert_eq!(told.len(), 4);
    assert_eq!(items.iter().flatten().count(), 2);
}

#[test]
fn a_record_that_is_cut_off_is_told_and_what_stands_before_it_is_read() {
    let whole = archive();
    let cut = &whole[..whole.len() - 8];
    let (status, json, complaint) = run(&["analyze", "--format", "json"], "cut.warc", cut);
    assert_eq!((status, json.lines().count()), (2, 3), "{json}");
    assert!(complaint.contains("the archive is damaged at its record 7"), "{complaint}");
    let (status, _, complaint) = run(&["check"], "cut.warc.gz", &gzip(&whole)[..600]);
    assert_eq!(status, 2);
    assert!(complaint.contains("damaged"), "{complaint}");
}

#[test]
fn what_holds_no_page_is_refused() {
    assert!(refusal("a.warc", b"hello").contains("no web archive"));
    assert!(refusal("a.warc.gz", &gzip(b"hello")).contains("no web archive"));
    assert!(refusal("a.warc.gz", b"\x1f\x8b\x08").contains("damaged"));
    assert!(refusal("a.warc", &records()[0]).contains("no web page"));
    assert_eq!(refusal("a.warc", b""), "the file is empty");
    assert_eq!(run(&["check", "--from", "warc"], "no-archive.txt", b"hello").0, 2);
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_refused() {
    let zeros = gzip(&vec![b' '; 8 << 20]);
    let head = gzip(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 999999999\r\n\r\n");
    let bomb = [head, zeros.repeat(33)].concat();
    assert!(refusal("bomb.warc.gz", &bomb).contains("unpacks to more than"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_articles_or_a_sentence(
        packed in any::<bool>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = if packed { records().iter().flat_map(|record| gzip(record)).collect() } else { archive() };
        bytes.truncate(cut.index(bytes.len() * 2).max(1));
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(sources) = items("a.warc.gz", &bytes) {
            sources.iter().flatten().for_each(|source| drop(containers::analysis(source)));
        }
    }
}
