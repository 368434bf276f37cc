//! read (to come).
