//! Arguments → window or command line → exit code.

fn main() {}
