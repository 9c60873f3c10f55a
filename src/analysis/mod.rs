//! What the numbers of a plan imply: pure functions, no clock, no files, no chance.
