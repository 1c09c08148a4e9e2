//! What findings cost, as rules and profiles write it.

use super::{Cost, Step, StepUnit};
use crate::settings::{Fault, Faults, Fields, Node, Origin, Value};

/// The most that a criterion has to lose.
const MOST: i64 = 500;

/// The step tables that rules name by a letter, in percent: limit, cost.
const TABLES: [(&str, &[(u32, u32)]); 5] = [
    ("A", &[(0, 0), (10, 50), (25, 100), (100, 150)]),
    ("B", &[(10, 0), (25, 40), (50, 75), (100, 150)]),
    ("C", &[(25, 0), (50, 50), (75, 100), (100, 150)]),
    ("D", &[(60, 0), (80, 40), (100, 80)]),
    ("P", &[(33, 0), (50, 30), (100, 60)]),
];

/// Reads `{ each, cap }`, `{ steps = [[limit, cost], …], beyond, unit }`, or the letter of a step table.
pub(super) fn read(node: &Node, faults: &mut Faults) -> Option<Cost> {
    if let Some(name) = node.text() {
        let Some((_, rows)) = TABLES.iter().find(|(letter, _)| *letter == name) else {
            faults.push(Fault::unknown(
                node.origin.clone(),
                "step table",
                name,
                TABLES.iter().map(|(letter, _)| *letter),
            ));
            return None;
        };
        let rows: Vec<Step> = rows.iter().map(|&(limit, cost)| Step { limit, cost }).collect();
        let beyond = rows.last().map_or(0, |row| row.cost);
        return Some(Cost::Steps { rows, beyond, unit: StepUnit::Percent });
    }
    let mut fields = Fields::of(node, "key of a cost", faults);
    let cost = match fields.node("steps") {
        Some(steps) => {
            let units = [("percent", StepUnit::Percent), ("per_thousand_words", StepUnit::PerThousandWords)];
            let unit = fields.choice("unit", &units).unwrap_or(StepUnit::Percent);
            let beyond = fields.optional_integer("beyond", 0..=MOST);
            let most = if unit == StepUnit::Percent { 100 } else { 1000 };
            let rows = rows(steps, most, fields.faults());
            let last = rows.last().map_or(0, |row| row.cost);
            Cost::Steps { beyond: beyond.map_or(last, points), rows, unit }
        }
        None => {
            let each = fields.required("each").and_then(|_| fields.optional_integer("each", 0..=MOST));
            let cap = fields.optional_integer("cap", 0..=MOST);
            if let (Some(each), Some(cap)) = (each, cap)
                && cap < each
            {
                let origin = fields.origin().clone();
                let message = format!("`cap` is {cap}, less than the {each} points of a single finding.");
                fields.faults().push(Fault::new(origin, message));
            }
            let each = points(each.unwrap_or(0));
            Cost::Each { each, cap: cap.map_or(each, points) }
        }
    };
    fields.finish();
    Some(cost)
}

/// Whether `upper` counts in another way than `lower`, so that it takes its place instead of changing keys of it.
pub(super) fn is_other_form(lower: &Node, upper: &Node) -> bool {
    let has_steps = |node: &Node| node.table().map(|table| table.get("steps").is_some());
    has_steps(lower) != has_steps(upper) || has_steps(upper) == Some(true)
}

fn points(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

fn rows(node: &Node, most: i64, faults: &mut Faults) -> Vec<Step> {
    let mut rows: Vec<Step> = Vec::new();
    let mut wrong = |origin: &Origin, message: String| faults.push(Fault::new(origin.clone(), message));
    let Value::List(items) = &node.value else {
        wrong(&node.origin, format!("`steps` needs a list of [limit, cost] pairs, this is {}.", node.value.kind()));
        return rows;
    };
    if items.is_empty() {
        wrong(&node.origin, "`steps` has no rows.".to_owned());
    }
    for item in items {
        let pair = match &item.value {
            Value::List(pair) => pair.as_slice(),
            _ => &[],
        };
        let [Node { value: Value::Integer(limit), .. }, Node { value: Value::Integer(cost), .. }] = pair else {
            wrong(&item.origin, "A step needs two whole numbers: [limit, cost].".to_owned());
            continue;
        };
        if !(0..=most).contains(limit) || !(0..=MOST).contains(cost) {
            let message = format!("[{limit}, {cost}]: a limit lies between 0 and {most}, a cost between 0 and {MOST}.");
            wrong(&item.origin, message);
            continue;
        }
        let row = Step { limit: points(*limit), cost: points(*cost) };
        if let Some(above) = rows.last()
            && above.limit >= row.limit
        {
            let message = format!("The steps are out of order: {} comes after {}.", row.limit, above.limit);
            wrong(&item.origin, message);
        }
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{File, parse};

    fn cost(text: &str) -> (Option<Cost>, Vec<String>) {
        let mut faults = Faults::default();
        let file = parse(&File::new("a.toml", format!("cost = {text}")), &mut faults);
        let cost = read(file.table().unwrap().get("cost").unwrap(), &mut faults);
        (cost, faults.iter().map(|f| f.message.clone()).collect())
    }

    #[test]
    fn the_three_ways_to_write_a_cost() {
        assert_eq!(cost("{ each = 5, cap = 15 }"), (Some(Cost::Each { each: 5, cap: 15 }), vec![]));
        assert_eq!(cost("{ each = 40 }"), (Some(Cost::Each { each: 40, cap: 40 }), vec![]));
        let (Some(Cost::Steps { rows, beyond, unit }), _) = cost("'D'") else { panic!("a table") };
        assert_eq!((rows.len(), beyond, unit), (3, 80, StepUnit::Percent));
        let (Some(Cost::Steps { beyond, unit, .. }), faults) =
            cost("{ steps = [[1, 0], [3, 20]], beyond = 60, unit = 'per_thousand_words' }")
        else {
            panic!("steps")
        };
        assert_eq!((beyond, unit, faults), (60, StepUnit::PerThousandWords, vec![]));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        assert_eq!(cost("{ steps = [[10, 0], [5, 40]] }").1, ["The steps are out of order: 5 comes after 10."]);
        assert_eq!(cost("{ each = -5, cap = 10 }").1, ["`each` is -5; it must lie between 0 and 500."]);
        assert_eq!(cost("'Q'").1, ["There is no step table `Q`."]);
        assert_eq!(cost("{ steps = [[120, 3]] }").1.len(), 1);
        assert_eq!(cost("{ each = 50, cap = 10 }").1.len(), 1);
    }
}
