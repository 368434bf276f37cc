//! law (to come).
