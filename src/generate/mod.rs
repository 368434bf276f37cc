//! generate (to come).
