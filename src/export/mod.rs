//! Pages → files. Does no arithmetic on the plan.

pub mod basis;
pub mod json;
pub mod text;
