//! The command line: review, pack, explain.
