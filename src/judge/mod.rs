//! judge (to come).
