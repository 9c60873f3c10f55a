//! Pages → screen; the only user of egui and eframe.
