//! What the fuzz targets share: the properties that the tests hold too.

#[path = "../../tests/holds/mod.rs"]
pub mod holds;
