//! Which kind of input this is: by the name of the file, else by what stands in it.

use super::Format;

/// The format of an input, by the extension of `path`, else by the first 64 kB of `text`.
pub fn detect(path: &str, text: &str) -> Format {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, e)| e).to_ascii_lowercase();
    match extension.as_str() {
        "html" | "htm" | "xhtml" => Format::Html,
        "md" | "markdown" | "mdx" => Format::Markdown,
        "txt" | "text" => Format::Text,
        "json" => Format::Json,
        _ => by_content(text),
    }
}

/// The format by shape alone: a JSON object or array, HTML tags, Markdown marks, else plain text.
pub(super) fn by_content(text: &str) -> Format {
    let mut end = text.len().min(64 << 10);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text[..end].trim_start_matches('\u{feff}').trim_start();
    if is_json(head) {
        Format::Json
    } else if front_matter(head) {
        Format::Markdown
    } else if is_html(head) {
        Format::Html
    } else if has_markdown(head) {
        Format::Markdown
    } else {
        Format::Text
    }
}

fn is_json(head: &str) -> bool {
    let inside = |open: char| head.strip_prefix(open).map(str::trim_start);
    // `[1] …` and `{{ slot }}` are text; `["` and `[{` are not.
    inside('{').is_some_and(|rest| rest.starts_with(['"', '}']))
        || inside('[').is_some_and(|rest| rest.starts_with(['{', '"']))
}

fn front_matter(head: &str) -> bool {
    ["---", "+++"].iter().any(|fence| {
        let mut lines = head.lines();
        lines.next().is_some_and(|first| first.trim_end() == *fence)
            && lines.next().is_some_and(|line| line.contains([':', '=']) || line.starts_with('#'))
    })
}

/// Whether tags come first, or one paragraph in HTML stands anywhere.
fn is_html(head: &str) -> bool {
    let lower = |n: usize| head.bytes().take(n).map(|b| b.to_ascii_lowercase() as char).collect::<String>();
    if head.starts_with('<') {
        let start = lower(16);
        const FIRST: &[&str] = &[
            "<!doctype",
            "<!--",
            "<?xml",
            "<html",
            "<head",
            "<body",
            "<article",
            "<section",
            "<main",
            "<header",
            "<div",
            "<p>",
            "<p ",
            "<h1",
            "<h2",
            "<h3",
            "<figure",
            "<ul",
            "<ol",
            "<blockquote",
            "<table",
            "<meta",
            "<title",
            "<span",
            "<script",
            "<style",
            "<a ",
            "<em",
            "<strong",
            "<b>",
            "<i>",
        ];
        return FIRST.iter().any(|tag| start.starts_with(tag)) && !markdown_links(head);
    }
    let closed = ["</p>", "</P>", "</article>", "</div>"].iter().any(|tag| head.contains(tag));
    closed && !markdown_links(head)
}

fn markdown_links(head: &str) -> bool {
    head.contains("](http")
}

fn has_markdown(head: &str) -> bool {
    let line = |line: &str| {
        let hashes = line.bytes().take_while(|b| *b == b'#').count();
        (1..=6).contains(&hashes) && line[hashes..].starts_with(' ')
            || line.starts_with("> ")
            || line.starts_with("```")
            || line.starts_with("[^") && line.contains("]:")
    };
    markdown_links(head) || head.lines().any(line) || has_strong(head)
}

/// `**words**` on one line.
fn has_strong(head: &str) -> bool {
    head.lines().any(|line| {
        line.split_once("**")
            .is_some_and(|(_, rest)| rest.find("**").is_some_and(|end| end > 0 && !rest.starts_with(' ')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_decides_where_there_is_one() {
        assert_eq!(detect("drafts/a.HTM", "# A"), Format::Html);
        assert_eq!(detect("a.mdx", ""), Format::Markdown);
        assert_eq!(detect("v1.2/draft", "# A heading\n\nText."), Format::Markdown);
        assert_eq!(detect("a.txt", "{}"), Format::Text);
    }

    #[test]
    fn content_decides_for_standard_input() {
        assert_eq!(detect("-", "\u{feff} {\"title\": 1}"), Format::Json);
        assert_eq!(detect("-", "[1] The mayor resigned."), Format::Text);
        assert_eq!(detect("-", "<!DOCTYPE html><p>A"), Format::Html);
        assert_eq!(detect("-", "Der Rat.</p><p>Die Stadt.</p>"), Format::Html);
        assert_eq!(detect("-", "---\ntitle: A\n---\n<p>B</p>"), Format::Markdown);
        assert_eq!(detect("-", "The [council](https://council.example) met."), Format::Markdown);
        assert_eq!(detect("-", "The council met.\n\nIt was 5 * 3 ** 2."), Format::Text);
        assert_eq!(detect("-", ""), Format::Text);
    }
}
