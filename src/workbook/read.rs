//! Bytes to the pieces of a workbook: recognise the format, check it, read it. No panic of a reader leaves here.

use super::builder::Builder;
use super::format::{self, Format};
use super::piece::{Note, Sink};
use super::refusal::Refusal;
use super::watch::{Stage, Watch};
use super::{limits, read_csv, read_ods, read_xls, read_xlsb, read_xlsx};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Passes the sheets of a file on piece by piece; gives the remarks on them. Without these the pieces are worth nothing.
pub(super) fn sheets(
    name: &Arc<str>,
    bytes: &[u8],
    watch: &Watch,
    sink: &mut dyn Sink,
) -> Result<Vec<Note>, Refusal> {
    watch.enter(Stage::Checking);
    if bytes.len() as u64 > limits::FILE_BYTES {
        return Err(too_large_on_disk());
    }
    let found = guarded(|| {
        let format = format::recognise(bytes)?;
        let mut builder = Builder::new(Arc::clone(name), watch, sink);
        match format {
            Format::Xlsx => read_xlsx::read(bytes, &mut builder),
            Format::Xlsb => read_xlsb::read(bytes, &mut builder),
            Format::Xls => read_xls::read(bytes, &mut builder),
            Format::Ods => read_ods::read(bytes, &mut builder),
            Format::Csv => read_csv::read(name, bytes, &mut builder),
        }?;
        watch.check()?;
        builder.finish()
    })?;
    watch.enter(Stage::Done);
    found
}

pub(super) fn too_large_on_disk() -> Refusal {
    Refusal::too_large(format!(
        "The file is larger than {} MB.",
        limits::FILE_BYTES >> 20
    ))
}

/// Runs a reader that may panic on a malformed file. What it was building is given up then, so nothing half-made is seen.
pub(super) fn guarded<T>(read: impl FnOnce() -> T) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(read))
        .map_err(|_panic| Refusal::damaged("it contradicts itself in a way that cannot be read"))
}
