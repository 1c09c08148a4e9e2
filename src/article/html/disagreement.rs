//! What a page says of its article in several places that do not agree: notes for people and rules.

use super::json_ld::{Facts, Said};
use super::metadata::Meta;
use crate::article::{Article, Note, news_date};

/// Two headlines that share less than this share (percent) of their words are two headlines.
const ALIKE: usize = 30;

/// Notes on what the page's head, its JSON-LD and what it shows say differently.
pub(super) fn notes(meta: &Meta, facts: &Facts, article: &Article) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut note = |message: String, said: &Said| notes.push(Note { message, span: said.span });
    if let (Some(title), Some(headline)) = (&article.title, &facts.headline)
        && shared(&title.text, &headline.text) < ALIKE
        && shared(&headline.text, &title.text) < ALIKE
    {
        note(format!("The page shows another headline than its JSON-LD states: “{}”.", headline.text), headline);
    }
    let day = |value: &str| value.get(..10).map(str::to_owned);
    let stated = |said: &Said| news_date::parse(&said.text).as_deref().and_then(day);
    let head = meta.first(&["article:published_time", "og:article:published_time", "datepublished"]);
    if let (Some(linked), Some(head)) = (&facts.published, head)
        && let (Some(a), Some(b)) = (stated(linked), stated(head))
        && a != b
    {
        note(format!("JSON-LD and the page’s head state two days of publication: {a} and {b}."), linked);
    }
    let value = |t: &Option<crate::article::Timestamp>| t.as_ref().and_then(|t| t.value.as_deref().and_then(day));
    if let (Some(published), Some(updated)) = (value(&article.published), value(&article.updated))
        && updated < published
    {
        let message = format!("The article was updated ({updated}) before it was published ({published}).");
        notes.push(Note { message, span: article.updated.as_ref().and_then(|t| t.span) });
    }
    notes
}

/// How many of the words of `a` stand in `b`, in percent.
fn shared(a: &str, b: &str) -> usize {
    let words = |t: &str| -> Vec<String> {
        t.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(60).map(str::to_lowercase).collect()
    };
    let (a, b) = (words(a), words(b));
    a.iter().filter(|w| b.contains(w)).count() * 100 / a.len().max(1)
}
