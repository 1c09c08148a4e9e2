//! What must hold between the reviews of two pages that differ in one known way.
//!
//! No expected output stands here: each test changes a page, and says what the change may and may not do to the findings,
//! the points and the counts. The pages are the project's own fixtures and small ones made up here.

mod apparatus;
mod bench;
mod degenerate;
mod formats;
mod policies;
mod prose;
mod repairs;
mod runs;
mod story;
mod writing;
