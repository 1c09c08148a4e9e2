//! Any bytes, from the file to every form of review, judged by the shipped profile `news`.
#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use pressgate::policy::Policy;
use pressgate_fuzz::{holds, judging};

static NEWS: LazyLock<Arc<Policy>> = LazyLock::new(judging::news);

fuzz_target!(|bytes: &[u8]| holds::whole(bytes, &NEWS));
