//! Transcripts of commands: `tests/cli/*.trycmd`.

#[test]
fn commands_print_what_their_transcripts_say() {
    let cases = trycmd::TestCases::new();
    // The same on every machine, whatever its environment says of colours and widths.
    cases.env("COLUMNS", "80").env("NO_COLOR", "1").env("TERM", "dumb");
    cases.case("tests/cli/*.trycmd");
}
