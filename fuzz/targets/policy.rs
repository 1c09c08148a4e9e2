//! Any texts as a newsroom's settings: what is refused is told, what is accepted judges an article.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pressgate_fuzz::holds;

fuzz_target!(|bytes: &[u8]| holds::settings(&String::from_utf8_lossy(bytes)));
