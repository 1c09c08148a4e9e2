//! Any text, read as plain text, the text of a copied page included.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pressgate::article::Format;
use pressgate_fuzz::holds;

fuzz_target!(|bytes: &[u8]| {
    holds::read(&String::from_utf8_lossy(bytes), Format::Text);
});
