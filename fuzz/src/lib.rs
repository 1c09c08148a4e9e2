//! What the fuzz targets share with the tests: the properties that hold of any input, and the shipped policy.

#[path = "../../tests/holds/mod.rs"]
pub mod holds;

#[path = "../../tests/judging/mod.rs"]
pub mod judging;
