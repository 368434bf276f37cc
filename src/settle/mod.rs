//! settle (to come).
