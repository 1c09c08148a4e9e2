//! A small article that can be written in every format, and changed piece by piece.

use std::fmt::Write as _;

/// A block of the body.
#[derive(Clone, Debug)]
pub enum Piece {
    Heading(&'static str),
    /// Words, with links as `[words](address)`.
    Paragraph(String),
}

/// An article.
#[derive(Clone, Debug)]
pub struct Story {
    pub language: &'static str,
    pub title: String,
    pub dek: String,
    pub author: &'static str,
    pub published: String,
    pub body: Vec<Piece>,
    /// The label of the list of sources.
    pub list: &'static str,
    /// Headline, publisher, address, grade.
    pub sources: Vec<[&'static str; 4]>,
}

fn paragraph(text: &str) -> Piece {
    Piece::Paragraph(text.to_owned())
}

/// A story with links, quotations, figures and faults of several kinds.
pub fn english() -> Story {
    Story {
        language: "en",
        title: "Velm closes its tram depot after a fire that cost 3.2 million crowns".into(),
        dek: "The city says the cause is known; drivers say nobody asked them.".into(),
        author: "Mira Solberg",
        published: "2026-03-11T18:20:00+00:00".into(),
        body: vec![
            paragraph(
                "Velm closed its tram depot on Tuesday after a fire in the paint shop, [the fire service said](https://fire.example/reports/depot). Nobody was hurt.",
            ),
            paragraph(
                "The damage is put at 3.2 million crowns, according to [the city's own estimate](https://velm.example/estimates/depot). It is a shocking sum for a town of 40,000 people.",
            ),
            Piece::Heading("What burned"),
            paragraph(
                "The fire began in a store of paint shortly after four in the morning. Eleven trams were lost, the [transport board reported](https://trams.example/notices/11).",
            ),
            paragraph(
                "\"We had asked for a sprinkler twice,\" said Tomas Renn, who drives line 4. He showed this paper two letters of 2023.",
            ),
            paragraph(
                "Experts warned that the wiring was old. The depot was built in 1961, [the city archive says](https://velm.example/archive/depot), and has the best workshop in the country.",
            ),
            Piece::Heading("What comes next"),
            paragraph(
                "Buses run on three lines until May, [the board said](https://trams.example/notices/12). What the tickets will cost is open.",
            ),
            paragraph(
                "The council has asked the province for help. It meets again on 24 March 2026, according to [its calendar](https://council.example/calendar).",
            ),
        ],
        list: "Sources",
        sources: vec![
            [
                "Report on the fire at the depot",
                "Fire service of Velm, 10 March 2026",
                "https://fire.example/reports/depot",
                "Primary",
            ],
            [
                "Estimate of the damage",
                "City of Velm, 11 March 2026",
                "https://velm.example/estimates/depot",
                "Primary",
            ],
            ["Notice 11", "Transport board, 10 March 2026", "https://trams.example/notices/11", "Primary"],
            ["Notice 12", "Transport board, 11 March 2026", "https://trams.example/notices/12", "Primary"],
        ],
    }
}

/// The same story in German: sentence by sentence, link by link.
pub fn german() -> Story {
    Story {
        language: "de",
        title: "Velm schließt sein Straßenbahndepot nach einem Brand, der 3,2 Millionen Kronen kostet".into(),
        dek: "Die Stadt nennt die Ursache bekannt; die Fahrer sagen, niemand habe sie gefragt.".into(),
        author: "Mira Solberg",
        published: "2026-03-11T18:20:00+00:00".into(),
        body: vec![
            paragraph(
                "Velm hat am Dienstag nach einem Brand in der Lackiererei sein Straßenbahndepot geschlossen, [teilte die Feuerwehr mit](https://fire.example/reports/depot). Verletzt wurde niemand.",
            ),
            paragraph(
                "Der Schaden liegt bei 3,2 Millionen Kronen, laut [einer Schätzung der Stadt](https://velm.example/estimates/depot). Das ist eine schockierende Summe für eine Stadt mit 40.000 Menschen.",
            ),
            Piece::Heading("Was verbrannt ist"),
            paragraph(
                "Der Brand begann kurz nach vier Uhr morgens in einem Lager für Farbe. Elf Bahnen wurden zerstört, [meldete der Verkehrsbetrieb](https://trams.example/notices/11).",
            ),
            paragraph(
                "„Wir haben zweimal um einen Sprinkler gebeten“, sagte Tomas Renn, der die Linie 4 fährt. Er zeigte dieser Zeitung zwei Briefe aus dem Jahr 2023.",
            ),
            paragraph(
                "Experten warnten, die Leitungen seien alt. Das Depot wurde 1961 gebaut, [sagt das Stadtarchiv](https://velm.example/archive/depot), und hat die beste Werkstatt im Land.",
            ),
            Piece::Heading("Wie es weitergeht"),
            paragraph(
                "Bis Mai fahren auf drei Linien Busse, [teilte der Betrieb mit](https://trams.example/notices/12). Was die Fahrkarten kosten werden, ist offen.",
            ),
            paragraph(
                "Der Rat hat das Land um Hilfe gebeten. Er tagt wieder am 24. März 2026, laut [seinem Kalender](https://council.example/calendar).",
            ),
        ],
        list: "Quellen",
        sources: vec![
            [
                "Bericht über den Brand im Depot",
                "Feuerwehr Velm, 10. März 2026",
                "https://fire.example/reports/depot",
                "Primär",
            ],
            ["Schätzung des Schadens", "Stadt Velm, 11. März 2026", "https://velm.example/estimates/depot", "Primär"],
            ["Meldung 11", "Verkehrsbetrieb, 10. März 2026", "https://trams.example/notices/11", "Primär"],
            ["Meldung 12", "Verkehrsbetrieb, 11. März 2026", "https://trams.example/notices/12", "Primär"],
        ],
    }
}

impl Story {
    /// The same with the links of two paragraphs gone: too few for a page that cites.
    pub fn with_fewer_links(&self) -> Story {
        self.rewritten(|words| {
            let sparse = words.contains("/archive/depot") || words.contains("/calendar");
            if sparse { bare(words) } else { words.to_owned() }
        })
    }

    /// Markdown with front matter.
    pub fn markdown(&self) -> String {
        let Story { language, title, dek, author, published, .. } = self;
        let mut out = format!(
            "---\nlang: {language}\ntitle: {title:?}\ndek: {dek:?}\nauthor: {author}\ndate: {published}\n---\n\n"
        );
        out += &self.markdown_body();
        out
    }

    /// Markdown without title, dek, author and date.
    pub fn markdown_body(&self) -> String {
        let mut out = String::new();
        for piece in &self.body {
            let _ = match piece {
                Piece::Heading(words) => writeln!(out, "## {words}\n"),
                Piece::Paragraph(words) => writeln!(out, "{words}\n"),
            };
        }
        let _ = writeln!(out, "## {}\n", self.list);
        for [headline, publisher, address, grade] in &self.sources {
            let _ = writeln!(out, "- [{headline}]({address}), {publisher} ({grade})");
        }
        out
    }

    /// A whole page in HTML.
    pub fn html(&self) -> String {
        let Story { language, title, dek, author, published, .. } = self;
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{title}</title></head>\n<body><main><article>\n\
             <h1>{title}</h1>\n<p class=\"dek\">{dek}</p>\n<p class=\"byline\"><a rel=\"author\" href=\"/people/1\">{author}</a></p>\n\
             <p class=\"date\"><time datetime=\"{published}\">{published}</time></p>\n<div class=\"article-body\">\n",
        );
        for piece in &self.body {
            let _ = match piece {
                Piece::Heading(words) => writeln!(out, "<h2>{words}</h2>"),
                Piece::Paragraph(words) => writeln!(out, "<p>{}</p>", linked(words)),
            };
        }
        let _ = writeln!(out, "</div>\n<section class=\"sources\"><h2>{}</h2>\n<ul>", self.list);
        for [headline, publisher, address, grade] in &self.sources {
            let _ = writeln!(out, "<li><a href=\"{address}\">{headline}</a>, {publisher} ({grade})</li>");
        }
        out + "</ul></section>\n</article></main></body></html>\n"
    }

    /// An object as a CMS sends it, its body in Markdown.
    pub fn json(&self) -> String {
        let Story { language, title, dek, author, published, .. } = self;
        serde_json::json!({
            "headline": title, "standfirst": dek, "author": author, "published_at": published, "language": language,
            "body": { "content_type": "text/markdown", "value": self.markdown_body() },
        })
        .to_string()
    }

    /// The same with another body.
    pub fn with(&self, change: impl Fn(&mut Vec<Piece>)) -> Story {
        let mut story = self.clone();
        change(&mut story.body);
        story
    }

    /// The same with every paragraph changed.
    pub fn rewritten(&self, change: impl Fn(&str) -> String) -> Story {
        self.with(|body| {
            for piece in body {
                if let Piece::Paragraph(words) = piece {
                    *words = change(words);
                }
            }
        })
    }
}

/// Links of Markdown as links of HTML.
fn linked(words: &str) -> String {
    relinked(words, |text, address| format!("<a href=\"{address}\">{text}</a>"))
}

/// The words without their links.
fn bare(words: &str) -> String {
    relinked(words, |text, _| text.to_owned())
}

fn relinked(words: &str, link: impl Fn(&str, &str) -> String) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some((before, (text, (address, after)))) = rest.split_once('[').and_then(|(before, link)| {
        Some((before, link.split_once("](").and_then(|(text, tail)| Some((text, tail.split_once(')')?)))?))
    }) {
        out += before;
        out += &link(text, address);
        rest = after;
    }
    out + rest
}
