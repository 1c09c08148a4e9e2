//! Which of many spans one span touches, in logarithmic time.

use crate::text::Span;

/// Spans with a number each, ready to be asked.
#[derive(Debug, Default)]
pub struct Spans {
    /// Sorted by the first edge: that edge, the last edge that any span so far reaches, and the number of that span.
    sorted: Vec<(usize, usize, usize)>,
}

/// The first and last edge or byte that a span touches, where byte `n` is `2n + 1` and the edge before it `2n`: an
/// empty span touches the bytes on both sides of it, neighbours touch nothing of each other.
fn edges(span: Span) -> (usize, usize) {
    if span.is_empty() {
        ((2 * span.start).saturating_sub(1), 2 * span.start + 1)
    } else {
        (2 * span.start + 1, 2 * span.end - 1)
    }
}

impl Spans {
    /// Takes spans in any order.
    pub fn new(spans: impl IntoIterator<Item = (Span, usize)>) -> Spans {
        let mut sorted: Vec<_> = spans.into_iter().map(|(span, n)| (edges(span).0, edges(span).1, n)).collect();
        sorted.sort_unstable();
        let mut furthest = (0, 0);
        for (_, last, number) in &mut sorted {
            if *last > furthest.0 {
                furthest = (*last, *number);
            }
            (*last, *number) = furthest;
        }
        Spans { sorted }
    }

    /// The number of a span that touches `span`, if one does: of several, one that reaches furthest.
    pub fn touching(&self, span: Span) -> Option<usize> {
        let (first, last) = edges(span);
        let upto = self.sorted.partition_point(|(other, ..)| *other <= last);
        let (_, reaches, number) = self.sorted.get(upto.checked_sub(1)?)?;
        (*reaches >= first).then_some(*number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_early_span_is_found_behind_short_later_ones() {
        let spans = Spans::new([(Span::new(0, 100), 7), (Span::new(10, 12), 1), (Span::new(20, 22), 2)]);
        assert_eq!(spans.touching(Span::new(50, 60)), Some(7));
        assert_eq!(spans.touching(Span::new(100, 110)), None);
    }

    #[test]
    fn neighbours_do_not_touch_but_an_empty_span_touches_both_sides() {
        let spans = Spans::new([(Span::new(5, 10), 1)]);
        assert_eq!(spans.touching(Span::new(0, 5)), None);
        assert_eq!(spans.touching(Span::new(10, 12)), None);
        assert_eq!(spans.touching(Span::new(10, 10)), Some(1));
        assert_eq!(spans.touching(Span::new(5, 5)), Some(1));
        let empty = Spans::new([(Span::new(8, 8), 3)]);
        assert_eq!(empty.touching(Span::new(2, 8)), Some(3));
        assert_eq!(empty.touching(Span::new(2, 7)), None);
    }
}
