//! Word documents: what an author sees in Word is what is read.

mod containers;

use std::io::{Cursor, Write};

use containers::{analysis, article, hold_places, refusal, run, sources, words};
use pressgate::article::{BlockKind, Part, Style, Target};
use pressgate::text::Coordinates;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const NAMES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006""#;
const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// An archive with these parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A document with this body: styles as a German Word names them, two notes, two comments, a list of each kind.
fn document(body: &str) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{KIND}/{kind}" Target="{target}"/>"#)
    };
    let relations = |list: String| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{list}</Relationships>"#
        )
    };
    let style = |id: &str, name: &str| {
        format!(r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style>"#)
    };
    let link = |id: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{KIND}/hyperlink" Target="{target}" TargetMode="External"/>"#)
    };
    let styles = [("Titel", "Title"), ("Untertitel", "Subtitle"), ("berschrift1", "heading 1"), ("Zitat", "Quote")]
        .map(|(id, name)| style(id, name))
        .concat()
        + r#"<w:style w:styleId="Zwischentitel"><w:name w:val="Zwischentitel"/><w:basedOn w:val="berschrift1"/></w:style>
             <w:style w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>"#;
    let numbering = r#"<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="4"/></w:num>"#;
    let notes = format!(
        r#"<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">{}</w:footnote>"#,
        "<w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Register of ships, </w:t></w:r><w:hyperlink r:id=\"n1\"><w:r><w:t>county \
         of Elm</w:t></w:r></w:hyperlink><w:r><w:t>, 2026.</w:t></w:r></w:p>"
    );
    let part =
        |root: &str, inner: &str| format!("<?xml version=\"1.0\"?><w:{root} {NAMES}>{inner}</w:{root}>").into_bytes();
    let main = relation("r1", "styles", "styles.xml")
        + &relation("r2", "numbering", "numbering.xml")
        + &relation("r3", "footnotes", "footnotes.xml")
        + &relation("r4", "endnotes", "endnotes.xml")
        + &relation("r5", "comments", "comments.xml")
        + &link("l1", "https://county.example/report?a=1&amp;b=2");
    archive(&[
        ("_rels/.rels", relations(relation("r1", "officeDocument", "word/document.xml")).as_bytes()),
        ("word/document.xml", &part("document", &format!("<w:body>{body}<w:sectPr/></w:body>"))),
        ("word/_rels/document.xml.rels", relations(main).as_bytes()),
        ("word/styles.xml", &part("styles", &styles)),
        ("word/numbering.xml", &part("numbering", numbering)),
        ("word/footnotes.xml", &part("footnotes", &notes)),
        ("word/_rels/footnotes.xml.rels", relations(link("n1", "https://register.example/ferry")).as_bytes()),
        (
            "word/endnotes.xml",
            &part("endnotes", "<w:endnote w:id=\"2\"><w:p><w:r><w:t>Said on Monday.</w:t></w:r></w:p></w:endnote>"),
        ),
        (
            "word/comments.xml",
            &part("comments", "<w:comment w:id=\"0\"><w:p><w:r><w:t>Who says so?</w:t></w:r></w:p></w:comment>"),
        ),
    ])
}

fn run_of(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn paragraph(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

fn styled(style: &str, text: &str) -> String {
    paragraph(&format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}", run_of(text)))
}

fn plain(text: &str) -> String {
    paragraph(&run_of(text))
}

const FERRY: &str = "The council of Elm closed the ferry landing on Monday, the county said.";

/// A whole story.
fn story() -> Vec<u8> {
    let link = format!("<w:hyperlink r:id=\"l1\">{}</w:hyperlink>", run_of("a report"));
    let note = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
    let body = [
        styled("Titel", "Elm closes its ferry landing"),
        styled("Untertitel", "The county wants an inspection before anybody boards again"),
        plain("By Ada Lind"),
        plain("12 February 2026"),
        paragraph(&(run_of("The ferry is forty years old, ") + &link + &run_of(" of the county says.") + note)),
        styled("Zwischentitel", "What happened"),
        plain(FERRY),
        styled("Zitat", "We heard a bang, said Mia Torp, who lives at the pier."),
    ];
    document(&body.concat())
}

#[test]
fn headings_byline_date_and_quotations_are_what_their_styles_say() {
    let article = article("story.docx", &story());
    let title = article.title.as_ref().unwrap();
    assert_eq!(title.text, "Elm closes its ferry landing");
    assert_eq!(article.dek.as_ref().unwrap().text, "The county wants an inspection before anybody boards again");
    assert_eq!(article.authors.iter().map(|a| a.text.as_str()).collect::<Vec<_>>(), ["Ada Lind"]);
    assert_eq!(article.published.as_ref().unwrap().value.as_deref(), Some("2026-02-12"));
    let body: Vec<(BlockKind, u8)> = article.part(Part::Body).map(|(_, block)| (block.kind, block.level)).collect();
    assert_eq!(
        body,
        [(BlockKind::Paragraph, 0), (BlockKind::Heading, 2), (BlockKind::Paragraph, 0), (BlockKind::Quote, 0)]
    );
    assert_eq!(article.coordinates, Coordinates::Extracted);
}

#[test]
fn links_and_footnotes_lead_where_they_lead_in_word() {
    let sources = sources("story.docx", &story());
    let analysis = analysis(&sources[0]);
    let article = &analysis.article;
    let link = article.markers.iter().find(|m| m.style == Style::Link).unwrap();
    assert_eq!(link.target, Target::Url("https://county.example/report?a=1&b=2".to_owned()));
    assert_eq!(&article.blocks[link.block].words()[link.range.clone()], "a report");
    let note = article.markers.iter().find(|m| m.style == Style::Footnote).unwrap();
    assert_eq!(note.target, Target::Label("1".to_owned()));
    assert_eq!(words(article, Part::Footnote), ["Register of ships, county of Elm, 2026."]);
    let cited: Vec<&str> = analysis.sources.iter().map(|s| s.domain.as_str()).collect();
    assert!(cited.contains(&"register.example") && cited.contains(&"county.example"), "{cited:?}");
}

#[test]
fn links_that_are_fields_are_links() {
    let field = |step: &str| format!("<w:r><w:fldChar w:fldCharType=\"{step}\"/></w:r>");
    let instruction = "<w:r><w:instrText> HYPERLINK \"https://harbour.example/log\" </w:instrText></w:r>";
    let simple = "<w:fldSimple w:instr=\"HYPERLINK &quot;https://mill.example/&quot;\">";
    let body = paragraph(
        &[
            &field("begin"),
            instruction,
            &field("separate"),
            &run_of("The harbour log"),
            &field("end"),
            &run_of(" and "),
            simple,
            &run_of("the mill"),
            "</w:fldSimple>",
            &run_of(" count 38 crossings."),
        ]
        .concat(),
    );
    let article = article("a.docx", &document(&body));
    assert_eq!(words(&article, Part::Body), ["The harbour log and the mill count 38 crossings."]);
    let links: Vec<String> = article.markers.iter().map(|m| format!("{:?}", m.target)).collect();
    assert_eq!(links, ["Url(\"https://harbour.example/log\")", "Url(\"https://mill.example/\")"]);
}

#[test]
fn tracked_changes_are_accepted_and_comments_left_alone() {
    let body = [
        paragraph(
            &[
                run_of("Divers went down "),
                "<w:del w:id=\"1\" w:author=\"A\"><w:r><w:delText>never </w:delText></w:r></w:del>".to_owned(),
                format!("<w:ins w:id=\"2\" w:author=\"A\">{}</w:ins>", run_of("twice ")),
                format!("<w:moveFrom w:id=\"3\">{}</w:moveFrom>", run_of("on Sunday ")),
                format!(
                    "<w:commentRangeStart w:id=\"0\"/>{}<w:commentRangeEnd w:id=\"0\"/>",
                    run_of("and found nobody")
                ),
                "<w:r><w:commentReference w:id=\"0\"/></w:r>".to_owned(),
                format!("<w:moveTo w:id=\"4\">{}</w:moveTo>", run_of(" on Sunday")),
                run_of("."),
            ]
            .concat(),
        ),
        // The end of this paragraph was deleted: the next one goes on in it.
        paragraph(&format!("<w:pPr><w:rPr><w:del w:id=\"5\"/></w:rPr></w:pPr>{}", run_of("The mill "))),
        plain("stands still."),
        // The style before the change is no style of the paragraph.
        paragraph(&format!(
            "<w:pPr><w:pPrChange w:id=\"6\"><w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr></w:pPrChange></w:pPr>{}",
            run_of("The county paid.")
        )),
        format!(
            "<w:tbl><w:tr><w:trPr><w:del w:id=\"7\"/></w:trPr><w:tc>{0}</w:tc><w:tc>{0}</w:tc></w:tr></w:tbl>",
            plain("Gone")
        ),
    ];
    let article = article("a.docx", &document(&body.concat()));
    assert_eq!(
        words(&article, Part::Body),
        ["Divers went down twice and found nobody on Sunday.", "The mill stands still.", "The county paid."]
    );
    assert!(article.blocks.iter().all(|b| b.kind == BlockKind::Paragraph));
    assert!(article.notes.iter().any(|note| note.message.contains("tracked changes")), "{:?}", article.notes);
}

#[test]
fn what_word_does_not_show_is_not_read() {
    let body = [
        styled("Verzeichnis1", "What happened 1"),
        paragraph(&format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>{}", run_of("Seen."))),
        // A text box stands in the document twice, for new and for old programs.
        paragraph(&format!(
            "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{0}</w:txbxContent></mc:Choice><mc:Fallback>\
             <w:txbxContent>{0}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>{1}",
            plain("In the box."),
            run_of("Around it.")
        )),
    ];
    let article = article("a.docx", &document(&body.concat()));
    assert_eq!(words(&article, Part::Body), ["Seen.", "In the box.", "Around it."]);
}

#[test]
fn lists_and_tables_stay_what_they_are() {
    let item = |list: u8, text: &str| {
        paragraph(&format!(
            "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}",
            run_of(text)
        ))
    };
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", plain(text));
    let row = |a: &str, b: &str| format!("<w:tr>{}{}</w:tr>", cell(a), cell(b));
    let body = [
        plain(FERRY),
        item(1, "The first point"),
        item(1, "The second point"),
        item(2, "The first number"),
        plain("In between."),
        item(2, "The second number"),
        format!("<w:tbl>{}{}</w:tbl>", row("Year", "Crossings"), row("2025", "1,204")),
        format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("A box around a paragraph.")),
    ];
    let bytes = document(&body.concat());
    let article = article("a.docx", &bytes);
    let kinds: Vec<BlockKind> = article.blocks.iter().map(|b| b.kind).collect();
    use BlockKind::{ListItem, Paragraph, TableRow};
    assert_eq!(kinds, [Paragraph, ListItem, ListItem, ListItem, Paragraph, ListItem, TableRow, TableRow, Paragraph]);
    assert!(sources("a.docx", &bytes)[0].text().contains("<ol start=\"2\">\n<li>The second number</li>"));
}

#[test]
fn an_endnote_beside_a_footnote_has_its_own_number() {
    let body = paragraph(&format!(
        "{}<w:r><w:footnoteReference w:id=\"2\"/></w:r>{}<w:r><w:endnoteReference w:id=\"2\"/></w:r>",
        run_of("The ferry is old."),
        run_of(" The county said so.")
    ));
    let article = article("a.docx", &document(&body));
    let labels: Vec<&str> = article.footnotes.iter().map(|note| note.label.as_str()).collect();
    assert_eq!(labels, ["1", "2"]);
    assert_eq!(words(&article, Part::Footnote)[1], "Said on Monday.");
}

#[test]
fn every_place_is_where_the_words_stand_in_the_extracted_text() {
    hold_places(&sources("story.docx", &story()));
    let (status, text, _) = run(&["analyze", "--format", "text"], "story.docx", &story());
    assert_eq!((status, text.as_str()), (0, sources("story.docx", &story())[0].text()));
    let (status, text, _) = run(&["analyze", "--format", "text"], "mill.txt", b"The m\xfchle.\n");
    assert_eq!((status, text.as_str()), (0, "The m\u{fc}hle.\n"), "a text is printed as it was decoded");
}

#[test]
fn a_document_is_known_by_its_bytes_and_checked_like_any_article() {
    let (status, json, complaints) = run(&["check", "--format", "json", "--as-of", "2026-02-13"], "story", &story());
    assert!(status < 2, "{complaints}");
    assert!(json.contains("\"item\": null"), "{json}");
    let (status, json, _) = run(&["analyze", "--from", "docx", "--format", "json"], "story.bin", &story());
    assert_eq!(status, 0);
    assert!(json.contains("\"format\":\"docx\",\"coordinates\":\"extracted\""), "{json}");
}

#[test]
fn documents_of_a_folder_are_checked_and_the_marks_of_open_ones_passed_over() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("drafts");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("story.docx"), story()).unwrap();
    std::fs::write(folder.join("~$story.docx"), b"\x08Ada Lind").unwrap();
    let program = std::process::Command::new(env!("CARGO_BIN_EXE_pressgate"));
    let output = { program }.args(["analyze", "--format", "json"]).arg(&folder).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1);
}

#[test]
fn what_is_no_word_document_is_called_by_its_name() {
    let odt = archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")]);
    assert!(refusal("a.odt", &odt).contains("OpenDocument"));
    assert!(refusal("a.xlsx", &archive(&[("xl/workbook.xml", b"<a/>")])).contains("Excel"));
    assert!(refusal("a.zip", &archive(&[("a.md", b"# A")])).contains("ZIP archive without a Word document"));
    let mut old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    old.resize(2000, 0);
    assert!(refusal("a.doc", &old).contains("save it as .docx"));
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(refusal("a.docx", &old).contains("protected by a password"));
    assert!(refusal("a.docx", b"hello").contains("no Word document"));
    assert_eq!(refusal("a.docx", b""), "the file is empty");
    assert_eq!(run(&["check"], "old.doc", &old).0, 2);
}

#[test]
fn a_damaged_document_is_refused_with_a_sentence() {
    let whole = story();
    for cut in [4, 100, whole.len() / 2, whole.len() - 30] {
        assert!(refusal("a.docx", &whole[..cut]).contains("damaged"), "cut at {cut}");
    }
    assert!(refusal("a.docx", &document("<w:p><w:r>")).contains("damaged"));
    assert!(refusal("a.docx", &archive(&[("word/document.xml", b"")])).contains("damaged"));
    assert!(refusal("a.docx", &archive(&[("word/document.xml", b"\xff\xfe\x00\xff<<<")])).contains("damaged"));
    let (status, _, complaint) = run(&["check"], "broken.docx", &document("<w:p></w:r>"));
    assert_eq!(status, 2);
    assert!(complaint.contains("this Word document is damaged"), "{complaint}");
    let (status, _, complaint) = run(&["check"], "bare.docx", &document(""));
    assert_eq!(status, 2);
    assert!(complaint.contains("no article was found"), "{complaint}");
}

#[test]
fn a_document_that_unpacks_to_too_much_is_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let spaces = vec![b' '; 1 << 20];
    for _ in 0..65 {
        zip.write_all(&spaces).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 200_000);
    assert!(refusal("bomb.docx", &bomb).contains("unpacks to more than"));
}

#[test]
fn a_long_address_in_many_links_does_not_fill_the_memory() {
    let address = format!("https://a.example/{}", "x".repeat(1 << 20));
    let link =
        format!("<Relationship Id=\"l\" Type=\"{KIND}/hyperlink\" Target=\"{address}\" TargetMode=\"External\"/>");
    let links = format!("<w:hyperlink r:id=\"l\">{}</w:hyperlink>{}", run_of("a"), run_of(" b ")).repeat(70);
    let bytes = archive(&[
        (
            "word/document.xml",
            format!("<w:document {NAMES}><w:body><w:p>{links}</w:p></w:body></w:document>").as_bytes(),
        ),
        ("word/_rels/document.xml.rels", format!("<Relationships>{link}</Relationships>").as_bytes()),
    ]);
    assert!(refusal("links.docx", &bytes).contains("bytes as HTML"));
}

#[test]
fn elements_a_hundred_thousand_deep_are_read() {
    let deep = |open: &str, close: &str| format!("{}{}{}", open.repeat(100_000), plain("Seen."), close.repeat(100_000));
    for (open, close) in [
        ("<w:sdt>", "</w:sdt>"),
        ("<w:p>", "</w:p>"),
        ("<w:hyperlink>", "</w:hyperlink>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
    ] {
        assert!(sources("deep.docx", &document(&deep(open, close)))[0].text().contains("Seen."), "{open}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_an_article_or_a_sentence(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = story();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(sources) = containers::items("a.docx", &bytes) {
            sources.iter().flatten().for_each(|source| drop(analysis(source)));
        }
    }

    #[test]
    fn any_xml_gives_an_article_or_a_sentence(body in prop::collection::vec(prop::sample::select(vec![
        "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>The mill </w:t>", "<w:tbl>", "<w:tr>", "<w:tc>", "</w:tc>", "</w:tr>", "</w:tbl>",
        "<w:pPr>", "</w:pPr>", "<w:del/>", "<w:rPr>", "</w:rPr>", "<w:fldChar w:fldCharType=\"begin\"/>", "<w:footnoteReference w:id=\"2\"/>",
        "<w:fldChar w:fldCharType=\"separate\"/>", "<w:hyperlink r:id=\"l1\">", "</w:hyperlink>", "<w:numId w:val=\"1\"/>", "&amp;", "&x;",
    ]), 0..40)) {
        if let Ok(sources) = containers::items("a.docx", &document(&body.concat())) {
            sources.iter().flatten().for_each(|source| drop(analysis(source)));
        }
    }
}
