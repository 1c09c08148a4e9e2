//! An HTTP response as an archive holds it: status, headers, and the body with its transfer and content encodings undone.

use super::{PART, gzip};

/// So many headers are kept.
const HEADERS: usize = 1000;

/// Headers in their order, names in lower case.
pub(super) type Headers = Vec<(String, String)>;

/// A response.
pub(super) struct Response<'a> {
    pub status: u16,
    headers: Headers,
    body: &'a [u8],
}

/// Lines of headers up to the empty one, and what stands behind it; `None` where there is no empty line.
pub(super) fn headers(bytes: &[u8]) -> Option<(Headers, &[u8])> {
    let mut headers = Headers::new();
    let mut rest = bytes;
    loop {
        let end = memchr::memchr(b'\n', rest)?;
        let (line, behind) = rest.split_at(end + 1);
        rest = behind;
        let line = String::from_utf8_lossy(line);
        let line = line.trim_end_matches(['\r', '\n']);
        if line.is_empty() {
            return Some((headers, rest));
        }
        match line.split_once(':') {
            // A line that begins with a space goes on with the header before it.
            _ if line.starts_with([' ', '\t']) => {
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
            Some((name, value)) if headers.len() < HEADERS => {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
            _ => {}
        }
    }
}

/// The value of a header; names are in lower case.
pub(super) fn value<'h>(headers: &'h Headers, name: &str) -> Option<&'h str> {
    headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

impl<'a> Response<'a> {
    /// Reads a response; `None` where it is none.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Response<'a>> {
        let end = memchr::memchr(b'\n', bytes)?;
        let (first, rest) = bytes.split_at(end + 1);
        let first = String::from_utf8_lossy(first);
        let status = first.strip_prefix("HTTP/")?.split_ascii_whitespace().nth(1)?.parse().ok()?;
        let (headers, body) = headers(rest)?;
        Some(Response { status, headers, body })
    }

    /// Whether it is a web page.
    pub(super) fn is_page(&self) -> bool {
        let kind = value(&self.headers, "content-type").unwrap_or_default().to_ascii_lowercase();
        kind.starts_with("text/html") || kind.starts_with("application/xhtml+xml")
    }

    /// The encoding that the headers name.
    pub(super) fn charset(&self) -> Option<&str> {
        let kind = value(&self.headers, "content-type")?;
        let at = kind.to_ascii_lowercase().find("charset=")?;
        kind.get(at + "charset=".len()..)?.split([';', ',']).next().map(|label| label.trim().trim_matches(['"', '\'']))
    }

    /// The body as a browser gets it.
    ///
    /// # Errors
    /// A sentence, where it cannot be undone.
    pub(super) fn page(&self) -> Result<Vec<u8>, String> {
        let chunked =
            value(&self.headers, "transfer-encoding").is_some_and(|v| v.to_ascii_lowercase().contains("chunked"));
        // Some archives keep the header and store the body whole.
        let body = if chunked { joined(self.body) } else { None };
        let body = body.unwrap_or_else(|| self.body.to_vec());
        let encoding = value(&self.headers, "content-encoding").unwrap_or_default().trim().to_ascii_lowercase();
        let inflated = match encoding.as_str() {
            "gzip" | "x-gzip" if gzip::is_gzip(&body) => gzip::members(&body, PART),
            "deflate" => gzip::deflated(&body, PART),
            "br" | "zstd" if std::str::from_utf8(&body).is_err() => {
                return Err(format!("the page is compressed with `{encoding}`, which is not read."));
            }
            _ if body.len() > PART => return Err(too_large()),
            _ => return Ok(body),
        };
        if inflated.more {
            return Err(too_large());
        }
        if inflated.damaged {
            return Err("the page is damaged: what is compressed in it ends early.".to_owned());
        }
        Ok(inflated.bytes)
    }
}

fn too_large() -> String {
    format!("the page has more than {PART} bytes; no more are read.")
}

/// The chunks of a body joined; `None` where it is not in chunks.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut rest = body;
    loop {
        let end = memchr::memchr(b'\n', rest)?;
        let (line, behind) = rest.split_at(end + 1);
        let line = std::str::from_utf8(line).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(out);
        }
        // A last chunk that was cut off is read as far as it goes.
        let Some((chunk, behind)) = behind.split_at_checked(size) else {
            out.extend_from_slice(behind);
            return Some(out);
        };
        out.extend_from_slice(chunk);
        rest = behind.strip_prefix(b"\r\n").or(behind.strip_prefix(b"\n")).unwrap_or(behind);
        if rest.is_empty() {
            return Some(out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined() {
        assert_eq!(joined(b"4;x=y\r\n<p>T\r\n6\r\nhe mil\r\n0\r\n\r\n").unwrap(), b"<p>The mil");
        assert_eq!(joined(b"ff\r\n<p>The").unwrap(), b"<p>The");
        assert_eq!(joined(b"<p>The mill\n</p>"), None);
    }

    #[test]
    fn a_response_has_a_status_headers_and_a_body() {
        let bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n charset=\"latin1\"\r\n\r\n<p>A";
        let response = Response::read(bytes).unwrap();
        assert_eq!((response.status, response.is_page(), response.charset()), (200, true, Some("latin1")));
        assert_eq!(response.page().unwrap(), b"<p>A");
        assert!(Response::read(b"GET / HTTP/1.1\r\n\r\n").is_none());
    }
}
