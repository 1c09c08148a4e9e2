use std::process::ExitCode;

fn main() -> ExitCode {
    pressgate::cli::run()
}
