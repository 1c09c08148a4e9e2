//! What a run pays before its first article: the policy from the shipped files. `cargo bench --bench start`
//!
//! Word lists are compiled once in a process; the whole cold start is measured from outside (docs/performance.md).

mod sample;

use std::sync::Arc;

use pressgate::policy::Policy;

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 20)]
fn policy() -> Arc<Policy> {
    sample::policy()
}
