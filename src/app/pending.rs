//! Stands in for what other layers bring.

pub mod samples {
    pub struct Sample {
        pub file_name: &'static str,
        pub bytes: &'static [u8],
    }
    pub static SAMPLES: &[Sample] = &[];
    pub fn is_sample(_fingerprint: &str) -> bool {
        false
    }
}
